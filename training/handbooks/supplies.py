"""The files a book is made of: our fonts and style sheets by name, and the pictures handed in."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Paper = Literal["a4", "a5"]

HERE = Path(__file__).parent
CODE = HERE.parent.parent
STATIC = CODE / "app" / "web" / "static"

FONT_FOLDERS = (STATIC / "fonts", HERE / "assets" / "fonts")
OWN_CSS = HERE / "assets" / "css"

TYPES = {
    ".css": "text/css", ".html": "text/html; charset=utf-8", ".woff2": "font/woff2", ".svg": "image/svg+xml",
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif",
}  # fmt: skip
PICTURES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".gif"})


@dataclass(frozen=True, slots=True)
class Asset:
    """Hold one file that the typesetter may ask for by name."""

    path: Path
    type: str


def stylesheets_of(paper: Paper) -> tuple[str, ...]:
    """Return the names of the style sheets of a book in the order in which they count."""
    return ("css/tokens.css", "css/document.css", "css/book.css", f"css/{paper}.css")


def house_assets(paper: Paper) -> dict[str, Asset]:
    """Return our fonts as `fonts/…` and our sheets as `css/…`, so that `../fonts/` finds a face."""
    fonts = (path for folder in FONT_FOLDERS for path in sorted(folder.glob("*.woff2")))
    sheets = (
        STATIC / "css" / "tokens.css",
        STATIC / "css" / "document.css",
        OWN_CSS / "book.css",
        OWN_CSS / f"{paper}.css",
    )
    named = {f"fonts/{path.name}": path for path in fonts} | {f"css/{path.name}": path for path in sheets}
    return {name: Asset(path, TYPES[path.suffix]) for name, path in named.items()}

"""Small sheets to print in tests, and what can be read in a printed file."""

from pathlib import Path

import pikepdf

from training.handbooks.printing import Limits, Sheet
from training.handbooks.supplies import house_assets, stylesheets_of

QUICK = Limits(wall_seconds=60.0, cpu_seconds=60)


def sheet(body: str, head: str = "") -> Sheet:
    html = f'<!DOCTYPE html><html lang="de"><head><title>Probe</title>{head}</head><body>{body}</body></html>'
    return Sheet(html, house_assets("a5"), stylesheets_of("a5"))


def font_families(path: Path) -> set[str]:
    with pikepdf.open(path) as pdf:
        fonts = [
            thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/BaseFont" in thing
        ]
        return {str(font.BaseFont).partition("+")[2].rstrip(",") for font in fonts}


def silence(_stage: str, _share: float) -> None:
    """Take progress without a word."""

"""The lines of `---` around the header of a file."""

import re
from dataclasses import dataclass

_FENCE = "---"
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_OPENING = re.compile(r"---[ \t]*(?:\n|$)")
_LINE_END = re.compile(r"\r\n?")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Hold the two parts of a file; `first_line` is the line of the file that the body begins on."""

    header_text: str
    body: str
    first_line: int
    is_there: bool


def normalise(text: str) -> str:
    """Return the text with every line ending in a line feed and nothing else."""
    return _LINE_END.sub("\n", text) if "\r" in text else text


def split_front_matter(source: str) -> FrontMatter:
    """Return header and body of a file exactly as written, line ends apart.

    A file without front matter is all body.
    """
    text = normalise(source.removeprefix("\ufeff"))
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        return FrontMatter("", text, 1, is_there=False)
    inner = text[opening.end() : closing.start()].removesuffix("\n")
    body = text[closing.end() :].removeprefix("\n")
    first_line = text.count("\n", 0, closing.start()) + 2
    return FrontMatter(inner, body, first_line, is_there=True)


def join_front_matter(header_text: str, body: str) -> str:
    """Return the file that `split_front_matter` takes apart into the same header and body."""
    header = f"{header_text}\n" if header_text else ""
    return f"{_FENCE}\n{header}{_FENCE}\n{body}"


def is_closing_line(text: str) -> bool:
    """Say whether a header text holds a line that would end it."""
    return bool(_CLOSING.search(text))

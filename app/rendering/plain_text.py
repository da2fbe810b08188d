"""The words of rendered HTML, for search, contents and charts."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

_BREAKS: Final = frozenset({
    "aside", "blockquote", "br", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li",
    "ol", "p", "pre", "table", "td", "th", "tr", "ul",
})  # fmt: skip


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._in_note = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKS:
            self.pieces.append("\n")
        if tag == "img":
            self.pieces.append(f" {dict(attrs).get('alt') or ''} ")
        if tag == "sup" and ("class", "footnote") in attrs:
            self._in_note += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKS:
            self.pieces.append("\n")
        if tag == "sup" and self._in_note:
            self._in_note -= 1

    def handle_data(self, data: str) -> None:
        if not self._in_note:
            self.pieces.append(data)


def plain_text(html: str) -> str:
    """Return the words of sanitised HTML, one line for each block; numbers of footnotes are left out."""
    words = _Words()
    words.feed(html)
    words.close()
    lines = (" ".join(line.split()) for line in "".join(words.pieces).split("\n"))
    return "\n".join(line for line in lines if line)


_LINK = re.compile(r"!?\[\[(?:[^\[\]|\n]{1,200}\|)?([^\[\]\n]{1,400})\]\]")
_PLACEHOLDER = re.compile(r"\{\{([^{}\n]{1,120})\}\}")
_EMPHASIS = re.compile(r"\*\*|__|[*`]")


def unmarked(text: str) -> str:
    """Return a line of Markdown without the marks that people put into short labels."""
    without = _PLACEHOLDER.sub(r"\1", _LINK.sub(r"\1", text))
    return " ".join(_EMPHASIS.sub("", without).split())

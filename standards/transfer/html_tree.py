"""Foreign HTML as a clean tree: only tags that mean something, balanced, nothing that acts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

import nh3

VOID: Final = frozenset({"br", "hr", "img"})
CONTAINERS: Final = frozenset(
    {
        "article",
        "body",
        "center",
        "details",
        "div",
        "figcaption",
        "figure",
        "footer",
        "header",
        "main",
        "section",
    }
)
HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS: Final = CONTAINERS | {
    *HEADINGS, "blockquote", "dd", "dl", "dt", "hr", "li", "ol", "p", "pre", "summary", "table", "ul",
}  # fmt: skip
_TABLE = {"caption", "tbody", "td", "tfoot", "th", "thead", "tr"}
_INLINE = {
    "a", "abbr", "b", "br", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark", "q", "s",
    "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var",
}  # fmt: skip
_TAGS = BLOCKS | _TABLE | _INLINE
_GONE = {
    "applet", "audio", "button", "canvas", "embed", "head", "iframe", "math", "nav", "noscript", "object",
    "script", "select", "style", "svg", "template", "textarea", "title", "video",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "name"},
    "img": {"src", "alt", "title"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start"},
}
_EVERYWHERE = {"id", "class", "style"}
MOST_DEPTH: Final = 120
"""Elements inside one another; what lies deeper loses its form, not its words."""


@dataclass(slots=True)
class Node:
    """Hold an element with what is in it; texts are plain, all entities resolved."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    @property
    def classes(self) -> frozenset[str]:
        return frozenset(self.attributes.get("class", "").split())

    def elements(self) -> Iterator[Node]:
        """Yield this element and all elements in it, in their order."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.elements()

    def text(self) -> str:
        """Return all words in it."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


class _Builder(HTMLParser):
    """Build the tree of HTML that the cleaner has balanced."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("body")
        self._open = [self.root]
        self._too_deep = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        if tag in VOID:
            self._open[-1].children.append(node)
        elif len(self._open) >= MOST_DEPTH:
            self._too_deep += 1
        else:
            self._open[-1].children.append(node)
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self._too_deep:
            self._too_deep -= 1
        elif len(self._open) > 1:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def clean_tree(html: str) -> Node:
    """Return the tree of any HTML, its words all there, with neither programs nor styles."""
    clean = nh3.clean(
        html,
        tags=set(_TAGS),
        clean_content_tags=set(_GONE),
        attributes={**_ATTRIBUTES, "*": _EVERYWHERE},
        url_schemes={"http", "https", "mailto", "tel", "data"},
        link_rel=None,
    )
    builder = _Builder()
    builder.feed(clean)
    builder.close()
    return builder.root


def find(root: Node, *, element_id: str) -> Node | None:
    """Return the first element with this id."""
    return next((node for node in root.elements() if node.attributes.get("id") == element_id), None)


_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)


def decoded(data: bytes) -> tuple[str, int]:
    """Return the text of a web page and how many letters could not be read."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _decoded(data, name)
    try:
        return data.decode("utf-8"), 0
    except UnicodeDecodeError:
        named = _CHARSET.search(data[:4096])
        return _decoded(data, named[1].decode("ascii") if named else "cp1252")


def _decoded(data: bytes, name: str) -> tuple[str, int]:
    try:
        text = data.decode(name, "replace").removeprefix("\ufeff")
    except LookupError:
        text = data.decode("cp1252", "replace")
    return text, text.count("�")

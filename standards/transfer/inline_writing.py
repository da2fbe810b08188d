"""Words, emphasis, links and pictures of a foreign text as Markdown."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

from standards.transfer.escaping import as_address, as_code, escaped
from standards.transfer.html_tree import BLOCKS, Node
from standards.transfer.losses import Losses

BREAK = "  \n"
_STRONG = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_SLANTED = re.compile(r"font-style\s*:\s*italic")
_STRUCK = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through")
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "cite": "*", "dfn": "*", "var": "*"}
_KEPT = {"s": "s", "strike": "s", "del": "s", "sub": "sub", "sup": "sup", "kbd": "kbd"}
_CODE = frozenset({"code", "tt", "samp"})
_LOST = frozenset({"u", "ins", "mark"})
_DOCUMENTS = (".html", ".htm", ".docx", ".markdown", ".md")
_NO_BRACKETS = str.maketrans({"[": "(", "]": ")", "\\": None, "`": "'"})
_BLANKS = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class Place:
    """Know where the text lies: its path in the upload, what becomes of documents there, and all files."""

    path: str = ""
    documents: Mapping[str, str] = field(default_factory=dict)
    files: frozenset[str] = frozenset()

    def resolved(self, address: str) -> str:
        """Return the path in the upload that a relative address leads to."""
        plain = unquote(address.partition("#")[0].partition("?")[0]).replace("\\", "/")
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.path), plain))

    def relative(self, path: str) -> str:
        """Return the address of a path in the upload from here."""
        return posixpath.relpath(path, posixpath.dirname(self.path) or ".")


@dataclass(slots=True)
class InlineWriter:
    """Write what stands in a line; `notes` are the footnotes that anchors refer to, by their name."""

    place: Place
    losses: Losses
    notes: Mapping[str, str] = field(default_factory=dict)
    is_in_table: bool = False

    def line(self, children: Iterable[Node | str]) -> str:
        """Return inline children as one piece of Markdown, blanks joined, breaks kept."""
        text = self._written(children)
        lines = [_BLANKS.sub(" ", part).strip() for part in text.split("\v")]
        while lines and not lines[-1]:
            lines.pop()
        return ("<br>" if self.is_in_table else BREAK).join(lines).strip()

    def _written(self, children: Iterable[Node | str]) -> str:
        return "".join(
            self._words(child) if isinstance(child, str) else self._element(child) for child in children
        )

    def _words(self, text: str) -> str:
        words = escaped(_BLANKS.sub(" ", text.replace("\v", " ")))
        return words.replace("|", "\\|") if self.is_in_table else words

    def _element(self, node: Node) -> str:
        tag = node.tag
        own = {"br": _break, "img": self._picture, "a": self._link}.get(tag, _code if tag in _CODE else None)
        if own is not None:
            return own(node)
        if tag in _LOST:
            self.losses.note("underline")
        inner = self._written(node.children)
        if tag in _KEPT:
            return _around(inner, f"<{_KEPT[tag]}>", f"</{_KEPT[tag]}>")
        if tag == "q":
            return _around(inner, "“", "”")
        if tag in BLOCKS:
            return f"{inner} "
        return self._styled(node, inner)

    def _styled(self, node: Node, inner: str) -> str:
        style = node.attributes.get("style", "").lower()
        marks = {_MARKS[node.tag]} if node.tag in _MARKS else set()
        marks |= {"**"} if _STRONG.search(style) else set()
        marks |= {"*"} if _SLANTED.search(style) else set()
        if _STRUCK.search(style):
            inner = _around(inner, "<s>", "</s>")
        for mark in sorted(marks):
            inner = _marked(inner, mark)
        return inner

    def _link(self, node: Node) -> str:
        address, inner = _unwrapped(node.attributes.get("href", "").strip()), self._written(node.children)
        if not address:
            return inner
        if address.startswith("#"):
            name = self.notes.get(address[1:])
            if name:
                return f"[^{name}]"
            if inner.strip():
                self.losses.note("inner_link", node.text())
            return inner
        target = self._target(address, node)
        words = _BLANKS.sub(" ", inner).strip()
        if not target or not words:
            return inner
        if escaped(address) == words or address == node.text().strip():
            return (
                f"<{address}>" if re.match(r"https?://\S+$", address) else f"[{words}]({as_address(target)})"
            )
        return _around(inner, "[", f"]({as_address(target)})")

    def _target(self, address: str, node: Node) -> str:
        """Return where a link leads in the converted texts, empty where it leads nowhere."""
        scheme = urlsplit(address).scheme.lower() if _is_splittable(address) else "broken"
        if scheme in {"http", "https", "mailto", "tel"}:
            return address
        if scheme or address.startswith(("/", "\\")):
            self.losses.note("link", node.text())
            return ""
        path = self.place.resolved(address)
        if path in self.place.documents:
            anchor = address.partition("#")[2]
            return self.place.relative(self.place.documents[path]) + (f"#{anchor}" if anchor else "")
        self.losses.note("attachment" if path in self.place.files else "link", node.text())
        return ""

    def _picture(self, node: Node) -> str:
        address = node.attributes.get("src", "").strip()
        words = " ".join(node.attributes.get("alt", "").split())
        if "emoticon" in node.classes:
            return escaped(words)
        shown = self._words(words)
        path = self.place.resolved(address) if address else ""
        if re.match(r"(?:[a-z][a-z0-9+.-]*:|//)", address, re.IGNORECASE):
            self.losses.note("picture_elsewhere", words or address)
            return shown
        if path not in self.place.files:
            self.losses.note("picture_missing", address or words)
            return shown
        if not words:
            self.losses.note("no_description")
        said = words.translate(_NO_BRACKETS).replace("|", "\\|" if self.is_in_table else "|")
        return f"![{said}]({as_address(self.place.relative(path))})"


def _break(_node: Node) -> str:
    return "\v"


def _code(node: Node) -> str:
    return as_code(" ".join(node.text().split())) if node.text().strip() else ""


def _is_splittable(address: str) -> bool:
    try:
        urlsplit(address)
    except ValueError:
        return False
    return True


def _unwrapped(address: str) -> str:
    """Return the address that a search engine's counting page leads to."""
    if not re.match(r"https?://www\.google\.com/url\?", address):
        return address
    return parse_qs(urlsplit(address).query).get("q", [address])[0]


def _around(inner: str, before: str, after: str) -> str:
    """Put marks around words, blanks left outside."""
    words = inner.strip(" \v")
    if not words:
        return inner
    start = inner.index(words)
    return f"{inner[:start]}{before}{words}{after}{inner[start + len(words) :]}"


def _marked(inner: str, mark: str) -> str:
    """Put emphasis around each line of its own, for marks do not reach over a break; never twice."""
    parts = []
    for part in inner.split("\v"):
        words = part.strip()
        is_marked = words.startswith(mark) and words.endswith(mark) and len(words) > 2 * len(mark)
        parts.append(part if is_marked else _around(part, mark, mark))
    return "\v".join(parts)

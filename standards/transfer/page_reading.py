"""A web page as Markdown: as browsers save it, as Confluence and Google Docs export it, as Word writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from standards.transfer.html_tree import HEADINGS, Node, clean_tree, find
from standards.transfer.inline_writing import InlineWriter, Place
from standards.transfer.losses import Losses
from standards.transfer.markdown_writing import BlockWriter

_STYLES = re.compile(r"<style[^>]*>(.*?)</style", re.DOTALL | re.IGNORECASE)
_RULE = re.compile(r"([^{}]{1,400})\{([^{}]{0,2000})\}")
_CLASS = re.compile(r"^\s*(?:span|p|li)?\.([\w-]+)\s*$")
_TOLD = re.compile(r"font-weight|font-style|text-decoration")
_TITLE = re.compile(r"<title[^>]*>([^<]{1,400})</title", re.IGNORECASE)
_ACTIVE = re.compile(r"<(?:script|form|button|select|textarea)\b", re.IGNORECASE)
_MEDIA = re.compile(r"<(?:iframe|video|audio|embed|object|applet)\b", re.IGNORECASE)
_DRAWN = re.compile(r"<(?:svg|canvas)\b", re.IGNORECASE)
_FORMULA = re.compile(r"<math\b", re.IGNORECASE)
_TITLE_CLASSES = frozenset({"title", "MsoTitle"})


def page_as_markdown(html: str, place: Place, losses: Losses) -> str:
    """Return a web page as Markdown; a first heading of the first level is its title."""
    for pattern, code in ((_ACTIVE, "active"), (_MEDIA, "media"), (_DRAWN, "chart"), (_FORMULA, "equation")):
        losses.note(code, count=len(pattern.findall(html)))
    tree = clean_tree(html)
    _apply_styles(tree, html)
    return tree_as_markdown(_titled(tree, html), place, losses)


def tree_as_markdown(tree: Node, place: Place, losses: Losses) -> str:
    """Return a clean tree as Markdown, its footnotes at the end."""
    notes = _taken_notes(tree)
    names = {target: note.name for note in notes for target in note.targets}
    inline = InlineWriter(place, losses, names)
    text = BlockWriter(inline).document(tree)
    for note in notes:
        text += f"\n[^{note.name}]: {inline.line(note.content)}\n"
    return text


def _apply_styles(tree: Node, html: str) -> None:
    """Tell each element what the page's own style sheet says about its classes: weight, slant, strokes."""
    told: dict[str, str] = {}
    for sheet in _STYLES.findall(html):
        for selector, rules in _RULE.findall(sheet):
            found = _CLASS.match(selector)
            if found and _TOLD.search(rules):
                told[found[1]] = rules
    if not told:
        return
    for node in tree.elements():
        rules = ";".join(told[name] for name in node.attributes.get("class", "").split() if name in told)
        if rules:
            node.attributes["style"] = f"{rules};{node.attributes.get('style', '')}"


def _titled(tree: Node, html: str) -> Node:
    """Return the part of a page that is its text, with its title as the first heading."""
    content = find(tree, element_id="main-content")
    named = find(tree, element_id="title-text") or find(tree, element_id="title-heading")
    if content is not None and named is not None:
        title = " ".join(named.text().split()).rpartition(" : ")[2]
        return Node("body", children=[Node("h1", children=[title]), *content.children])
    first = next(
        (node for node in tree.elements() if node.tag in {"p", *HEADINGS} and node.text().strip()), None
    )
    if first is not None and first.tag == "p" and first.classes & _TITLE_CLASSES:
        first.tag = "h1"
    has_title = any(node.tag == "h1" for node in tree.elements())
    said = _TITLE.search(html)
    if said and said[1].strip() and not has_title:
        tree.children.insert(0, Node("h1", children=[" ".join(unescape(said[1]).split())]))
    return tree


@dataclass(slots=True)
class _Note:
    """Hold a footnote: its name, the ids that lead to it, and what it says."""

    name: str
    targets: tuple[str, ...]
    content: list[Node | str] = field(default_factory=list)


@dataclass(slots=True)
class _Anchor:
    """Hold a link within the page with the elements around it, the nearest last."""

    node: Node
    around: tuple[Node, ...]

    @property
    def target(self) -> str:
        return self.node.attributes.get("href", "")[1:]

    @property
    def names(self) -> frozenset[str]:
        near = (self.node, *(node for node in self.around if node.tag in {"sup", "li"}))
        found = {node.attributes.get(key, "") for node in near for key in ("id", "name")}
        return frozenset(found - {""})


def _anchors(node: Node, around: tuple[Node, ...] = ()) -> Iterator[_Anchor]:
    for child in node.children:
        if isinstance(child, Node):
            if child.tag == "a" and child.attributes.get("href", "").startswith("#"):
                yield _Anchor(child, (*around, node))
            yield from _anchors(child, (*around, node))


def _taken_notes(tree: Node) -> list[_Note]:
    """Take footnotes out of the tree: a link there, and from there one back, in a block of its own."""
    anchors = list(_anchors(tree))
    by_name = {name: anchor for anchor in reversed(anchors) for name in anchor.names}
    order = {id(anchor.node): number for number, anchor in enumerate(anchors)}
    notes: list[_Note] = []
    for anchor in anchors:
        other = by_name.get(anchor.target)
        if (
            other is None
            or other.target not in anchor.names
            or order[id(other.node)] <= order[id(anchor.node)]
        ):
            continue
        block = next((node for node in reversed(other.around) if node.tag in {"li", "p", "div", "dd"}), None)
        if block is None:
            continue
        _take_out(other.node, other.around[-1])
        notes.append(_Note(str(len(notes) + 1), (anchor.target,), block.children))
        block.children = []
        if anchor.around[-1].tag == "sup":
            anchor.around[-1].tag = "span"
    return notes


def _take_out(node: Node, parent: Node) -> None:
    parent.children = [child for child in parent.children if child is not node]

"""A foreign text, read as a tree, written as Markdown of ours: headings, lists, tables, quotes, call-outs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from standards.transfer.escaping import as_fence, guarded
from standards.transfer.html_tree import BLOCKS, CONTAINERS, HEADINGS, Node
from standards.transfer.inline_writing import InlineWriter
from standards.transfer.table_writing import table_lines, unwrapped_table

INDENT: Final = "    "
RULE: Final = "---"
_CALLOUTS: Final = {
    "confluence-information-macro-information": "note",
    "confluence-information-macro-tip": "tip",
    "confluence-information-macro-note": "warning",
    "confluence-information-macro-warning": "warning",
}
_GOOGLE_LEVEL = re.compile(r"lst-\S+-(\d+)$")
_PASSED_OVER = frozenset({"toc-macro", "page-metadata", "MsoToc1", "MsoToc2", "MsoToc3"})


class BlockWriter:
    """Write the blocks of one text."""

    def __init__(self, inline: InlineWriter) -> None:
        self.inline = inline
        self._has_title = False

    def document(self, root: Node) -> str:
        """Return the whole text; a first heading of the first level is its title, the others are lowered."""
        blocks = list(self.blocks(root.children))
        while blocks and blocks[0] == RULE:
            blocks.pop(0)
        while blocks and blocks[-1] == RULE:
            blocks.pop()
        return "\n\n".join(blocks) + "\n" if blocks else ""

    def blocks(self, children: Iterable[Node | str]) -> Iterator[str]:
        """Yield the blocks; what stands between them in lines becomes paragraphs."""
        line: list[Node | str] = []
        for child in nested_lists(children):
            if isinstance(child, Node) and _is_block(child):
                yield from self._paragraph(line)
                line = []
                yield from self._block(child)
            else:
                line.append(child)
        yield from self._paragraph(line)

    def _paragraph(self, line: list[Node | str]) -> Iterator[str]:
        text = self.inline.line(line)
        if text:
            yield guarded(text)

    def _block(self, node: Node) -> Iterator[str]:
        tag = node.tag
        if node.classes & _PASSED_OVER:
            return
        if tag in HEADINGS:
            yield from self._heading(node)
        elif tag in {"ul", "ol"}:
            yield from self._list(node)
        elif tag == "table":
            yield from self._table(node)
        elif tag == "pre":
            if node.text().strip():
                yield as_fence(node.text())
        elif tag == "hr":
            yield RULE
        elif tag == "dl":
            yield from self._definitions(node)
        elif tag == "blockquote":
            yield from self._quote(self.blocks(node.children))
        else:
            yield from self._container(node)

    def _container(self, node: Node) -> Iterator[str]:
        mark = next((_CALLOUTS[name] for name in node.classes if name in _CALLOUTS), "")
        if mark:
            yield from self._quote(self.blocks(node.children), f"[!{mark}]")
        elif node.tag == "summary":
            yield from self._paragraph([Node("strong", children=node.children)])
        else:
            yield from self.blocks(node.children)

    def _quote(self, blocks: Iterable[str], mark: str = "") -> Iterator[str]:
        text = "\n\n".join(blocks)
        if text:
            lines = (f"{mark} {text}" if mark else text).split("\n")
            yield "\n".join(
                f"> {line}".rstrip() if not line.endswith("  ") else f"> {line}" for line in lines
            )

    def _heading(self, node: Node) -> Iterator[str]:
        bare = Node(node.tag, children=list(_without_emphasis(node.children)))
        pictures = [found for found in node.elements() if found.tag == "img"]
        text = " ".join(self.inline.line(_without_pictures(bare.children)).split())
        if text:
            yield f"{'#' * self._level(HEADINGS.index(node.tag) + 1)} {text}"
        yield from self._paragraph(list(pictures))

    def _level(self, level: int) -> int:
        if not self._has_title:
            self._has_title = level == 1
            self._lowered = 0
            return level
        self._lowered = 1 if level == 1 else self._lowered
        return min(6, level + self._lowered)

    def _list(self, node: Node) -> Iterator[str]:
        items = [_as_item(child) for child in node.children]
        written = [list(self.blocks(item.children)) for item in items]
        pairs = [(item, blocks) for item, blocks in zip(items, written, strict=True) if blocks]
        is_loose = any(_is_loose(item) for item, _ in pairs)
        start = node.attributes.get("start", "1")
        number = int(start) if start.isdecimal() and len(start) < 7 else 1  # noqa: PLR2004 (more is no number of a step)
        lines = []
        for place, (item, blocks) in enumerate(pairs):
            mark = f"{number + place}." if node.tag == "ol" else "-"
            lines.append(_item(f"{mark} {_task(item)}", blocks, is_loose=is_loose))
        if lines:
            yield ("\n\n" if is_loose else "\n").join(lines)

    def _table(self, table: Node) -> Iterator[str]:
        inner = unwrapped_table(table)
        if inner is not None:
            yield from self.blocks(inner)
            return
        writer = replace(self.inline, is_in_table=True)
        lines = table_lines(table, writer)
        if lines:
            yield "\n".join(lines)

    def _definitions(self, node: Node) -> Iterator[str]:
        lines: list[str] = []
        for child in node.children:
            if not isinstance(child, Node):
                continue
            if child.tag == "dt":
                lines.append(guarded(self.inline.line(child.children)))
            else:
                text = "\n\n".join(self.blocks(child.children))
                lines.append(f":   {_indented(text)}")
        text = "\n".join(line for line in lines if line.strip(": "))
        if text:
            yield text


def _as_item(child: Node | str) -> Node:
    """Return what stands in a list as an item, whatever it is."""
    return child if isinstance(child, Node) and child.tag == "li" else Node("li", children=[child])


def _is_block(node: Node) -> bool:
    return node.tag in BLOCKS or any(found.tag in BLOCKS for found in node.elements())


def _is_loose(item: Node) -> bool:
    """Say whether an item has more than one paragraph of its own."""
    paragraphs = [
        child
        for child in item.children
        if isinstance(child, Node)
        and child.tag in {"p", "pre", "blockquote", "table", *CONTAINERS}
        and child.text().strip()
    ]
    return len(paragraphs) > 1


def _task(item: Node) -> str:
    if item.classes & {"checked", "task-list-item-checked"}:
        return "☑ "
    return "☐ " if item.classes & {"unchecked", "task-list-item"} else ""


def _item(mark: str, blocks: list[str], *, is_loose: bool) -> str:
    first, *rest = blocks
    text = mark + _indented(first)
    for block in rest:
        is_list = re.match(r"(?:-|\d+\.) ", block) is not None
        text += ("\n" if is_list and not is_loose else "\n\n") + INDENT + _indented(block)
    return text


def _indented(text: str) -> str:
    """Return text whose lines after the first stand under an item."""
    return re.sub(r"\n(?=[^\n])", f"\n{INDENT}", text)


def _without_emphasis(children: Iterable[Node | str]) -> Iterator[Node | str]:
    for child in children:
        if isinstance(child, str):
            yield child
        elif child.tag in {"strong", "b", "u"}:
            yield from _without_emphasis(child.children)
        elif child.tag == "br":
            yield " "
        else:
            attributes = {name: value for name, value in child.attributes.items() if name != "style"}
            yield Node(child.tag, attributes, list(_without_emphasis(child.children)))


def _without_pictures(children: Iterable[Node | str]) -> Iterator[Node | str]:
    for child in children:
        if isinstance(child, str):
            yield child
        elif child.tag != "img":
            yield Node(child.tag, child.attributes, list(_without_pictures(child.children)))


def nested_lists(children: Iterable[Node | str]) -> list[Node | str]:
    """Return children with lists that a class sets deeper put into the item above, as other programs do."""
    out: list[Node | str] = []
    stack: list[tuple[int, Node]] = []
    for child in children:
        if isinstance(child, str) and not child.strip():
            out.append(child)
            continue
        level = _google_level(child)
        if level is None:
            stack = []
            out.append(child)
            continue
        assert isinstance(child, Node)  # noqa: S101 (only lists have a level)
        while stack and stack[-1][0] > level:
            stack.pop()
        if stack and stack[-1][0] == level and stack[-1][1].tag == child.tag:
            stack[-1][1].children.extend(child.children)
            continue
        if stack and stack[-1][0] == level:
            stack.pop()
        above = _last_item(stack[-1][1]) if stack else None
        (above.children if above else out).append(child)
        stack.append((level, child))
    return out


def _google_level(child: Node | str) -> int | None:
    if isinstance(child, str) or child.tag not in {"ul", "ol"}:
        return None
    found = (match for name in child.classes if (match := _GOOGLE_LEVEL.match(name)))
    return next((int(match[1]) for match in found), None)


def _last_item(node: Node) -> Node | None:
    items = [child for child in node.children if isinstance(child, Node) and child.tag == "li"]
    return items[-1] if items else None

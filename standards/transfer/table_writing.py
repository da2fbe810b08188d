"""Tables of a foreign text as Markdown, which knows one line a cell."""

from __future__ import annotations

from collections.abc import Iterator

from standards.transfer.html_tree import BLOCKS, Node
from standards.transfer.inline_writing import InlineWriter

MOST_COLUMNS = 40


def unwrapped_table(table: Node) -> list[Node | str] | None:
    """Return what is in a table of one cell, which is no table but a frame around a text."""
    cells = list(_cells(table))
    return cells[0].children if len(cells) == 1 else None


def table_lines(table: Node, inline: InlineWriter) -> list[str]:
    """Return the lines of a table; its first row is its head, and each cell stays in its column."""
    below: dict[int, int] = {}
    rows = [_row(row, inline, below) for row in _rows(table)]
    rows = [row for row in rows if any(row)]
    if not rows:
        return []
    width = max(len(row) for row in rows)
    filled = [row + [""] * (width - len(row)) for row in rows]
    lines = [f"| {' | '.join(row)} |" for row in filled]
    return [lines[0], f"|{' --- |' * width}", *lines[1:]]


def _rows(table: Node) -> Iterator[Node]:
    """Yield the rows of this table, not those of tables in its cells."""
    for child in table.children:
        if isinstance(child, Node):
            if child.tag == "tr":
                yield child
            elif child.tag in {"thead", "tbody", "tfoot"}:
                yield from _rows(child)


def _cells(table: Node) -> Iterator[Node]:
    for row in _rows(table):
        for child in row.children:
            if isinstance(child, Node) and child.tag in {"td", "th"}:
                yield child


def _row(row: Node, inline: InlineWriter, below: dict[int, int]) -> list[str]:
    """Return the cells of a row; `below` says how many rows further a cell above reaches, by column."""
    cells: list[str] = []
    for cell in row.children:
        if not isinstance(cell, Node) or cell.tag not in {"td", "th"}:
            continue
        cells += _taken_from_above(below, len(cells))
        columns, lines = _span(cell, "colspan"), _span(cell, "rowspan")
        if columns > 1 or lines > 1:
            inline.losses.note("merged_cells")
        below |= dict.fromkeys(range(len(cells), len(cells) + columns), lines - 1)
        cells += [_cell(cell, inline), *[""] * (columns - 1)]
    cells += _taken_from_above(below, len(cells))
    return cells[:MOST_COLUMNS]


def _taken_from_above(below: dict[int, int], column: int) -> list[str]:
    cells: list[str] = []
    while below.get(column + len(cells), 0) > 0:
        below[column + len(cells)] -= 1
        cells.append("")
    return cells


def _span(cell: Node, name: str) -> int:
    value = cell.attributes.get(name, "1")
    return max(1, min(int(value), MOST_COLUMNS)) if value.isdecimal() and len(value) < 4 else 1  # noqa: PLR2004


def _cell(cell: Node, inline: InlineWriter) -> str:
    return "<br>".join(line for line in _lines(cell.children, inline) if line)


def _lines(children: list[Node | str], inline: InlineWriter) -> Iterator[str]:
    line: list[Node | str] = []
    for child in children:
        if isinstance(child, str) or (child.tag not in BLOCKS and not _holds_blocks(child)):
            line.append(child)
            continue
        yield inline.line(line)
        line = []
        yield from _block_lines(child, inline)
    yield inline.line(line)


def _block_lines(node: Node, inline: InlineWriter) -> Iterator[str]:
    if node.tag == "table":
        inline.losses.note("nested_table")
        for row in _rows(node):
            cells = [_cell(cell, inline) for cell in row.children if isinstance(cell, Node)]
            yield " – ".join(cell for cell in cells if cell)
    elif node.tag in {"ul", "ol"}:
        inline.losses.note("deep_list")
        for item in node.children:
            if isinstance(item, Node):
                yield from (f"• {line}" for line in _lines(item.children, inline) if line)
    else:
        yield from _lines(node.children, inline)


def _holds_blocks(node: Node) -> bool:
    return any(found.tag in BLOCKS for found in node.elements())

"""Changing a text line by line while remembering where each line came from."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.language.source import Source


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace `length` characters from a place (from 0, in the text as typed) by others.

    It may end on a later line.
    """

    index: int
    column: int
    length: int
    text: str


@dataclass(slots=True)
class Editing:
    """Collect what goes and what changes; `result` applies it all at once, in linear time.

    Of a line in `heads` only what stands before the quote of that depth is left; one in `leads` begins with
    that text in place of its blanks.
    """

    source: Source
    is_dropped: bytearray
    edits: list[Edit] = field(default_factory=list)
    heads: dict[int, int] = field(default_factory=dict)
    leads: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, source: Source) -> Editing:
        """Return an editing that changes nothing yet."""
        return cls(source, bytearray(len(source.raw)))

    def drop(self, first: int, last: int) -> None:
        """Drop the lines from an index to another, both included."""
        self.is_dropped[first : last + 1] = b"\1" * max(last + 1 - first, 0)

    def result(self) -> tuple[list[str], list[int]]:
        """Return the lines that are left and the index each had; a gap between texts becomes a blank line."""
        lines = list(self.source.raw)
        joined: set[int] = set()
        by_line: dict[int, list[Edit]] = {}
        for edit in self.edits:
            if not self.is_dropped[edit.index]:
                by_line.setdefault(edit.index, []).append(edit)
        for index in sorted(by_line, reverse=True):
            lines[index] = self._edited(index, sorted(by_line[index]), lines, joined)
        for index, depth in self.heads.items():
            lines[index] = _before_quote(lines[index], depth)
        for index, lead in self.leads.items():
            lines[index] = lead + lines[index].lstrip()
        return self._left(lines, joined)

    def _edited(self, index: int, edits: list[Edit], lines: list[str], joined: set[int]) -> str:
        pieces, position = [], 0
        line = self.source.raw[index]
        for edit in edits:
            if edit.column < position:
                continue
            pieces += [line[position : edit.column], edit.text]
            position = edit.column + edit.length
            if position <= len(line):
                continue
            last, column = self._end_of(index, position)
            pieces.append(lines[last][len(lines[last]) - (len(self.source.raw[last]) - column) :])
            joined.update(range(index + 1, last + 1))
            return "".join(pieces)
        return "".join([*pieces, line[position:]])

    def _end_of(self, index: int, position: int) -> tuple[int, int]:
        raw = self.source.raw
        while position > len(raw[index]) and index + 1 < len(raw):
            position -= len(raw[index]) + 1
            index += 1
        return index, position

    def _left(self, lines: list[str], joined: set[int]) -> tuple[list[str], list[int]]:
        left: list[str] = []
        origins: list[int] = []
        has_gap = False
        for index, line in enumerate(lines):
            if index in joined:
                continue
            if self.is_dropped[index]:
                has_gap = True
                continue
            if has_gap:
                is_apart = not left or not left[-1].strip()
                if is_apart and not line.strip():
                    continue
                if not is_apart and line.strip():
                    left.append("")
                    origins.append(index)
            has_gap = False
            left.append(line)
            origins.append(index)
        return (left, origins) if left else ([""], [0])


def _before_quote(line: str, depth: int) -> str:
    """Return what stands before the quote sign of a depth."""
    position = -1
    for _ in range(depth):
        position = line.find(">", position + 1)
    return line[: max(position, 0)].rstrip()

"""The lines of a body and what in them is code; everything else in the room reads lines through this.

Code (fences, indented blocks, back-ticks) means nothing to the language; a fence never closed is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from app.language.limits import MAX_NESTING

LIST_MARK: Final = re.compile(r"(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)[ \t]*+")
_CONTAINER = re.compile(rf"{LIST_MARK.pattern}|:[ \t]++|\[\^[^\[\]\s]{{1,80}}\]:[ \t]*+")
"""A list mark, the colon of a definition, or the head of a footnote."""

_FENCE_OPEN = re.compile(r"(?:(`{3,}+)[^`]*+|(~{3,}+).*+)$", re.DOTALL)
_FENCE_CLOSE = re.compile(r"(`{3,}+|~{3,}+)[ \t]*+$")
_CONTAINERS: Final = frozenset(">-*+0123456789:[")
_BEGINNERS: Final = frozenset("#:|→")
_TICKS = re.compile(r"\\`|`++")
_BLANKED: Final = "\0"


@dataclass(frozen=True, slots=True)
class Prefix:
    """Hold what stands before the words of a line: quote signs and list marks, with their columns from 0."""

    quotes: tuple[int, ...]
    marks: tuple[int, ...]
    start: int
    is_quoted: bool
    is_too_deep: bool


def indent_of(text: str) -> int:
    """Return how many blanks a line (its leading tabs already expanded) begins with."""
    return len(text) - len(text.lstrip(" "))


def read_prefix(text: str) -> Prefix:
    """Return the containers that a line opens or goes on with.

    `is_quoted` says that a quote sign came last.
    """
    position = len(text) - len(text.lstrip(" \t"))
    if text[position : position + 1] not in _CONTAINERS:
        return Prefix((), (), position, is_quoted=False, is_too_deep=False)
    quotes: list[int] = []
    marks: list[int] = []
    is_quoted = False
    for _ in range(2 * MAX_NESTING):
        while position < len(text) and text[position] in " \t":
            position += 1
        if text.startswith(">", position):
            quotes.append(position)
            position, is_quoted = position + 1, True
        elif mark := _CONTAINER.match(text, position):
            marks.append(position)
            position, is_quoted = mark.end(), False
        else:
            return Prefix(
                tuple(quotes), tuple(marks), position, is_quoted, is_too_deep=len(quotes) > MAX_NESTING
            )
    return Prefix(tuple(quotes), tuple(marks), position, is_quoted, is_too_deep=True)


@dataclass(frozen=True, slots=True)
class Segment:
    """Hold a run of lines that one inline thing may span, with code in it blanked out."""

    first: int
    text: str


class Source:
    """Hold the lines of a body: `raw` as typed, `lines` with leading tabs expanded, both counted from 0."""

    def __init__(self, body: str, first_line: int = 1) -> None:
        self.first_line = first_line
        self.raw = body.split("\n")
        self.lines = [_expand(line) for line in self.raw] if "\t" in body else self.raw
        self._prefixes: dict[int, Prefix] = {}
        self.is_code = _code_lines(self.lines)

    def number(self, index: int) -> int:
        """Return the number that people see for the line at an index."""
        return index + self.first_line

    def column(self, index: int, position: int) -> int:
        """Return the column, from 1, in the line as typed of a position in the line with tabs expanded."""
        if self.lines is self.raw:
            return position + 1
        return max(position - len(self.lines[index]) + len(self.raw[index]), 0) + 1

    def prefix(self, index: int) -> Prefix:
        """Return the containers of the line at an index, read once."""
        found = self._prefixes.get(index)
        if found is None:
            found = self._prefixes[index] = read_prefix(self.lines[index])
        return found

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """Return the text in pieces, code blanked out, line breaks and columns kept."""
        return tuple(self._segments())

    @cached_property
    def plain(self) -> list[str]:
        """Return the lines as typed with all code blanked out."""
        plain = [
            _BLANKED * len(line) if is_code else line
            for line, is_code in zip(self.raw, self.is_code, strict=True)
        ]
        for segment in self.segments:
            if _BLANKED not in segment.text:
                continue
            for offset, line in enumerate(segment.text.split("\n")):
                plain[segment.first + offset] = line
        return plain

    def _segments(self) -> Iterator[Segment]:
        first, depth = -1, 0
        for index, line in enumerate(self.lines):
            if not line or self.is_code[index] or line.isspace():
                if first >= 0:
                    yield self._segment(first, index)
                first = -1
                continue
            now = len(self.prefix(index).quotes) if line.lstrip(" ")[0] == ">" else 0
            if first >= 0 and (now != depth or _begins_anew(line)):
                yield self._segment(first, index)
                first = -1
            if first < 0:
                first, depth = index, now
        if first >= 0:
            yield self._segment(first, len(self.lines))

    def _segment(self, first: int, end: int) -> Segment:
        text = "\n".join(self.raw[first:end])
        return Segment(first, blank_code(text) if "`" in text else text)


def _expand(line: str) -> str:
    rest = line.lstrip(" \t")
    lead = line[: len(line) - len(rest)]
    return lead.expandtabs(4) + rest if "\t" in lead else line


def _begins_anew(line: str) -> bool:
    """Say whether a line begins something of its own, so that no inline code reaches into it."""
    text = line.lstrip(" >")
    sign = text[:1]
    return sign in _BEGINNERS or (sign in _CONTAINERS and LIST_MARK.match(text) is not None)


def blank_code(text: str) -> str:
    """Return the text with everything between equal runs of back-ticks blanked out, line breaks kept."""
    runs = [run for run in _TICKS.finditer(text) if run[0] != "\\`"]
    following: dict[int, int] = {}
    closing = [-1] * len(runs)
    for number in range(len(runs) - 1, -1, -1):
        length = len(runs[number][0])
        closing[number] = following.get(length, -1)
        following[length] = number
    pieces, position, number = [], 0, 0
    while number < len(runs):
        if closing[number] < 0:
            number += 1
            continue
        start, end = runs[number].start(), runs[closing[number]].end()
        pieces += [text[position:start], _blank(text[start:end])]
        position, number = end, closing[number] + 1
    return "".join([*pieces, text[position:]])


def _blank(text: str) -> str:
    return "\n".join(_BLANKED * len(line) for line in text.split("\n"))


@dataclass(slots=True)
class _Fence:
    sign: str
    length: int
    depth: int


def _code_lines(lines: list[str]) -> list[bool]:
    """Return for each line whether it belongs to a fence or an indented block of code, fences included."""
    closers = _closers_ahead(lines)
    is_code = [False] * len(lines)
    fence: _Fence | None = None
    in_list, after_blank = False, True
    for index, line in enumerate(lines):
        if fence is not None:
            inside = _inside(line, fence.depth)
            if inside is not None:
                is_code[index] = True
                close = _FENCE_CLOSE.match(inside)
                if close and close[1][0] == fence.sign and len(close[1]) >= fence.length:
                    fence = None
                after_blank = False
                continue
            fence = None
        if not line or line.isspace():
            after_blank = True
            continue
        is_indented = line.startswith("    ")
        if is_indented and after_blank and not in_list:
            is_code[index] = True
            continue
        fence = _opened(line, index, closers)
        is_code[index] = fence is not None
        in_list = _in_list(line, is_indented=is_indented, was=in_list, after_blank=after_blank)
        after_blank = False
    return is_code


def _in_list(line: str, *, is_indented: bool, was: bool, after_blank: bool) -> bool:
    text = line.lstrip(" ")
    has_mark = text[0] in _CONTAINERS and _CONTAINER.match(text) is not None
    if is_indented or line.startswith("  "):
        return was or has_mark
    return has_mark or (was and not after_blank)


def _inside(line: str, depth: int) -> str | None:
    """Return the line without `depth` quote signs, None where it has fewer."""
    if depth == 0:
        return line.strip(" ")
    quotes = read_prefix(line).quotes
    return line[quotes[depth - 1] + 1 :].strip(" ") if len(quotes) >= depth else None


def _opened(line: str, index: int, closers: list[dict[tuple[str, bool], int]]) -> _Fence | None:
    if "```" not in line and "~~~" not in line:
        return None
    prefix = read_prefix(line)
    found = _FENCE_OPEN.match(line, prefix.start)
    if found is None:
        return None
    run = found[1] or found[2]
    depth = len(prefix.quotes)
    ahead = closers[index + 1] if index + 1 < len(closers) else {}
    if ahead.get((run[0], depth > 0), 0) < len(run):
        return None
    return _Fence(run[0], len(run), depth)


def _closers_ahead(lines: list[str]) -> list[dict[tuple[str, bool], int]]:
    """Return for each line the longest closing fence from there on, by its sign and whether it is quoted."""
    ahead: dict[tuple[str, bool], int] = {}
    found = [ahead] * len(lines)
    if not any("```" in line or "~~~" in line for line in lines):
        return found
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        is_quoted = line.lstrip(" ").startswith(">")
        if not is_quoted and (("`", True) in ahead or ("~", True) in ahead):
            ahead = {key: length for key, length in ahead.items() if not key[1]}
        if "```" in line or "~~~" in line:
            text = line[read_prefix(line).start :] if is_quoted else line.strip(" ")
            close = _FENCE_CLOSE.match(text)
            if close:
                key = close[1][0], is_quoted
                ahead = ahead | {key: max(len(close[1]), ahead.get(key, 0))}
        found[index] = ahead
    return found

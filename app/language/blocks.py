"""From source to blocks: the colon fences of section 3, which may stand inside one another.

What comes out is a flat list of boxes with their lines; `document.py` has each kind of block read by its
own module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from app.language.attributes import NONE, Attributes, read_attributes
from app.language.findings import Findings
from app.language.limits import MAX_NESTING
from app.language.source import Source, indent_of
from app.language.words import BOTH, Kind, Variant

_FENCE = re.compile(r"(:{3,}+)[ \t]*+")
_NAME = re.compile(r"[\w-]++")


class BoxKind(StrEnum):
    """Say what a block is; TEXT is the whole body, UNKNOWN a block that the language does not have."""

    TEXT = ""
    B2C = "b2c"
    B2B = "b2b"
    ALGORITHM = "algorithm"
    DIALOGUE = "dialogue"
    CHANNEL = "channel"
    QUIZ = "quiz"
    UNKNOWN = "?"

    @property
    def is_passage(self) -> bool:
        """Say whether the block holds what one variant alone contains."""
        return self in (BoxKind.B2C, BoxKind.B2B)


_BY_NAME: Final = {kind.value: kind for kind in BoxKind if kind not in (BoxKind.TEXT, BoxKind.UNKNOWN)}
_OF_LINES: Final = (BoxKind.ALGORITHM, BoxKind.DIALOGUE, BoxKind.QUIZ)


@dataclass(slots=True)
class Line:
    """Hold one line inside a box, its leading tabs expanded, with the variants of the passages around it."""

    index: int
    text: str
    is_code: bool
    variants: tuple[Variant, ...] = BOTH

    @property
    def is_blank(self) -> bool:
        """Say whether nothing stands in the line."""
        return not self.text or self.text.isspace()


@dataclass(slots=True)
class Box:
    """Hold a block.

    Indexes of its first and last line from 0, and in between lines and boxes in their order.
    """

    kind: BoxKind
    first: int
    last: int
    word: str = ""
    attributes: Attributes = NONE
    variants: tuple[Variant, ...] = BOTH
    is_misplaced: bool = False
    is_closed: bool = True
    content: list[int | Box] = field(default_factory=list)

    @property
    def variant(self) -> Variant:
        """Return the variant of a passage."""
        return Variant(self.kind.value)


@dataclass(frozen=True, slots=True)
class Boxes:
    """Hold the root and every box inside it, outer before inner."""

    root: Box
    every: tuple[Box, ...]


def read_boxes(source: Source, kind: Kind, findings: Findings) -> Boxes:
    """Return the boxes of a body in one pass.

    What is not as it should be is noted and read as well as it can be.
    """
    return _BoxReader(source, kind, findings).read()


class _BoxReader:
    def __init__(self, source: Source, kind: Kind, findings: Findings) -> None:
        self._source, self._kind, self._findings = source, kind, findings
        self._root = Box(BoxKind.TEXT, 0, len(source.lines) - 1)
        self._stack = [self._root]
        self._every: list[Box] = []
        self._has_algorithm = False

    def read(self) -> Boxes:
        source = self._source
        for index, line in enumerate(source.lines):
            fence = (
                _FENCE.match(line, indent_of(line)) if ":::" in line and not source.is_code[index] else None
            )
            if fence is None:
                self._stack[-1].content.append(index)
            elif rest := line[fence.end() :].rstrip(" \t:"):
                self._open(index, fence.end(), rest)
            else:
                self._close(index, fence.start())
        for box in self._stack[:0:-1]:
            self._note("block.unclosed", box.first, name=box.word)
            box.last, box.is_closed = len(source.lines) - 1, False
        return Boxes(self._root, tuple(self._every))

    def _note(self, code: str, index: int, **facts: str) -> None:
        column = self._source.column(index, indent_of(self._source.lines[index]))
        self._findings.error(code, self._source.number(index), column, **facts)

    def _close(self, index: int, position: int) -> None:
        if len(self._stack) == 1:
            column = self._source.column(index, position)
            self._findings.error("block.stray-close", self._source.number(index), column)
            return
        self._stack.pop().last = index

    def _open(self, index: int, end: int, rest: str) -> None:
        box, parent = self._box(index, rest, end), self._stack[-1]
        if box.kind.is_passage:
            box.variants = tuple(variant for variant in parent.variants if variant is box.variant)
        else:
            box.variants = parent.variants
        if len(self._stack) > MAX_NESTING:
            self._note("block.too-deep", index, limit=str(MAX_NESTING))
            box.is_misplaced, box.content = True, parent.content
        else:
            self._place(box, index)
            parent.content.append(box)
        self._every.append(box)
        self._stack.append(box)

    def _place(self, box: Box, index: int) -> None:
        if place := self._wrong_place(box):
            box.is_misplaced = True
            self._note("block.misplaced", index, name=box.word, place=place)
        elif box.kind is BoxKind.ALGORITHM:
            if self._has_algorithm:
                self._note("algorithm.second", index)
                box.is_misplaced = True
            self._has_algorithm = True

    def _wrong_place(self, box: Box) -> str:
        """Return the word for a place where such a block may not stand, nothing where it may."""
        parent = next(outer for outer in reversed(self._stack) if not outer.kind.is_passage)
        if parent.kind in _OF_LINES and not box.kind.is_passage:
            return parent.kind.value
        if box.kind is BoxKind.ALGORITHM and self._kind is not Kind.SITUATION:
            return self._kind.value
        if box.kind is BoxKind.CHANNEL and self._kind is not Kind.SCRIPT:
            return self._kind.value
        if box.kind in (BoxKind.CHANNEL, BoxKind.QUIZ, BoxKind.ALGORITHM) and parent.kind is BoxKind.CHANNEL:
            return parent.kind.value
        return ""

    def _box(self, index: int, rest: str, end: int) -> Box:
        found = _NAME.match(rest)
        name = found[0].lower() if found else rest[:40]
        kind = _BY_NAME.get(name, BoxKind.UNKNOWN)
        if kind is BoxKind.UNKNOWN:
            self._note("block.unknown", index, name=name[:40])
            return Box(kind, index, index, name[:40])
        words, attributes = _arguments(rest[len(name) :].strip(), end)
        return self._with_arguments(Box(kind, index, index, name, attributes), words)

    def _with_arguments(self, box: Box, words: list[str]) -> Box:
        """Take the word after the name: good or bad, or the channel."""
        needed = {BoxKind.DIALOGUE: "good, bad", BoxKind.CHANNEL: "phone"}.get(box.kind, "")
        is_right = len(words) == (1 if needed else 0)
        if box.kind is BoxKind.DIALOGUE:
            is_right = is_right and words[0].lower() in ("good", "bad")
        if not is_right:
            self._note(
                "block.invalid", box.first, name=box.kind.value, words=" ".join(words)[:60], needed=needed
            )
        if needed and words:
            box.attributes = Attributes(
                box.attributes.id,
                box.attributes.marks,
                box.attributes.values,
                (words[0],),
                box.attributes.column,
            )
        return box


def _arguments(rest: str, column: int) -> tuple[list[str], Attributes]:
    brace = rest.find("{")
    if brace < 0 or not rest.endswith("}"):
        return rest.split(), NONE
    attributes = read_attributes(rest[brace + 1 : -1], column + brace)
    if attributes is None:
        return rest.split(), NONE
    return rest[:brace].split(), attributes


def lines_of(box: Box, source: Source) -> Iterator[Line]:
    """Yield the lines of a box that is read line by line; fences of passages in it count as blank lines.

    Misplaced boxes inside it are passed over; a finding has told so.
    """
    stack: list[tuple[Iterator[int | Box], Box]] = [(iter(box.content), box)]
    while stack:
        content, holder = stack[-1]
        item = next(content, None)
        if item is None:
            stack.pop()
            if holder is not box and holder.is_closed:
                yield Line(holder.last, "", is_code=False, variants=holder.variants)
        elif isinstance(item, Box):
            if item.kind.is_passage and not item.is_misplaced:
                yield Line(item.first, "", is_code=False, variants=item.variants)
                stack.append((iter(item.content), item))
        else:
            yield Line(item, source.lines[item], source.is_code[item], holder.variants)

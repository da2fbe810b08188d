"""A text cut for reading and commenting: passages to choose from, with the places of threads marked."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from standards.comments.anchoring import Span

LINE = re.compile(r"[^\n]*\n|[^\n]+$")
HEADING = re.compile(r"#{1,6}\s")
FENCE = re.compile(r"\s*:{3,}")
ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")
AVOID = re.compile(r"\s*>\s?\[!avoid")
MARKED_QUOTE = re.compile(r"\s*>\s?\[!(?!say)")
QUOTE = re.compile(r"\s*>")
ARROW = re.compile(r"\s*(?:→|->|!\[\[)")
TABLE = re.compile(r"\s*\|")
SIGNS = re.compile(
    r"^\s*(?:#{1,6}\s+|(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s)?|>\s?(?:\[![^\]\n]*\]\s?)?|:{3,}\s*)"
    r"|\s*\{[#.\w][^{}\n]*\}[ \t]*$",
    re.MULTILINE,
)
"""What stands in the source for the sake of the language, at the beginning and the end of a line."""


class Shape(StrEnum):
    """Say what a passage looks like in its source, so that it can be set accordingly."""

    HEADING = "heading"
    FENCE = "fence"
    ITEM = "item"
    SAY = "say"
    AVOID = "avoid"
    QUOTE = "quote"
    TABLE = "table"
    PROSE = "prose"


SHAPES = (
    (HEADING, Shape.HEADING),
    (FENCE, Shape.FENCE),
    (ITEM, Shape.ITEM),
    (AVOID, Shape.AVOID),
    (MARKED_QUOTE, Shape.QUOTE),
    (QUOTE, Shape.SAY),
    (ARROW, Shape.ITEM),
    (TABLE, Shape.TABLE),
)


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """A piece of a passage, with the threads whose passages it belongs to; a sign is no words."""

    text: str
    thread_ids: tuple[int, ...]
    is_sign: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the text that reads as one: a heading, a list item, a quote, a paragraph.

    `line` counts from 1; `thread_ids` are the threads that begin in it, in their order.
    """

    line: int
    span: Span
    shape: Shape
    pieces: tuple[MarkedPiece, ...]
    thread_ids: tuple[int, ...]

    @property
    def text(self) -> str:
        """Return the passage as it stands in the source."""
        return "".join(piece.text for piece in self.pieces)


def passages_of(body: str, places: Mapping[int, Span]) -> tuple[Passage, ...]:
    """Return the passages of a text in order, without blank lines; together they hold every place."""
    stretches = list(_stretches(body))
    begun = _begun_in(places, [span for _, span, _ in stretches])
    return tuple(
        Passage(line, span, shape, tuple(_pieces(body, span, places)), tuple(begun.get(index, ())))
        for index, (line, span, shape) in enumerate(stretches)
    )


def passage_at(body: str, line: int) -> Span | None:
    """Return the passage that this line belongs to, None for a blank line or one that is not there."""
    for first, span, _ in _stretches(body):
        if first <= line < first + body.count("\n", span.start, span.end) + 1:
            return span
    return None


def _stretches(body: str) -> Iterator[tuple[int, Span, Shape]]:
    """Return line, place (without the line end) and shape of every passage; wrapped prose stays together."""
    open_line, open_start, open_end = 0, 0, -1
    at = 0
    for number, line in enumerate(LINE.findall(body), start=1):
        text, start = line.rstrip("\n"), at
        at += len(line)
        shape = _shape(text)
        if text.strip() and shape is Shape.PROSE:
            if open_end < 0:
                open_line, open_start = number, start
            open_end = start + len(text)
            continue
        if open_end >= 0:
            yield open_line, Span(open_start, open_end), Shape.PROSE
            open_end = -1
        if text.strip():
            yield number, Span(start, start + len(text)), shape
    if open_end >= 0:
        yield open_line, Span(open_start, open_end), Shape.PROSE


def _shape(line: str) -> Shape:
    return next((shape for pattern, shape in SHAPES if pattern.match(line)), Shape.PROSE)


def _begun_in(places: Mapping[int, Span], spans: Sequence[Span]) -> Mapping[int, list[int]]:
    """Return by passage the threads that begin in it, or in the blank lines before it."""
    found: dict[int, list[int]] = {}
    for thread_id, place in sorted(places.items(), key=lambda entry: (entry[1].start, entry[0])):
        index = next((at for at, span in enumerate(spans) if place.start < span.end), len(spans) - 1)
        found.setdefault(index, []).append(thread_id)
    return found


def _pieces(body: str, span: Span, places: Mapping[int, Span]) -> Iterator[MarkedPiece]:
    inside = {
        key: place for key, place in places.items() if place.start < span.end and place.end > span.start
    }
    edges = {span.start, span.end}
    for place in inside.values():
        edges |= {max(place.start, span.start), min(place.end, span.end)}
    signs = [
        (span.start + found.start(), span.start + found.end())
        for found in SIGNS.finditer(body[span.start : span.end])
    ]
    ordered = sorted(edges.union(*signs))
    for start, end in pairwise(ordered):
        held = tuple(
            sorted(key for key, place in inside.items() if place.start <= start and place.end >= end)
        )
        yield MarkedPiece(body[start:end], held, any(first <= start and end <= last for first, last in signs))

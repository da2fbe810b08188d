"""Comparing two texts for people: paragraphs and lines are paired first, then the words inside each pair.

A paragraph of prose is one piece however its lines are wrapped; in lists, tables and blocks each line is one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from standards.documents.matching import changes

WORD = re.compile(r"\s+|\w+(?:['’-]\w+)*|[^\w\s]")
STRUCTURED = re.compile(r"[ \t]*(?:[-*+>|#→]|->|\d+[.)]|:::|```|~~~|!\[\[|\[\^|\{)|[ \t]{2,}|\t")
LETTER = re.compile(r"\w")
FEW = 2
ALIKE = 0.4
MOST_CANDIDATES = 40
LONGEST_FOR_WORDS = 60_000
CONTEXT = 3


class Mark(StrEnum):
    """Say what happened to a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text with what happened to it."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line or paragraph side by side; `old` or `new` is None where it stands on one side only.

    Lines count from 1, that of a paragraph is its first. A row whose sides hold only pieces marked the same
    is unchanged.
    """

    old_line: int | None
    new_line: int | None
    old: tuple[Piece, ...] | None
    new: tuple[Piece, ...] | None

    @property
    def is_changed(self) -> bool:
        """Say whether anything differs in this row."""
        sides = (self.old or ()) + (self.new or ())
        return self.old is None or self.new is None or any(piece.mark is not Mark.SAME for piece in sides)

    @property
    def inline(self) -> tuple[Piece, ...]:
        """Return both sides as one run of pieces, what was removed before what was added."""
        if self.old is None or self.new is None:
            return self.new or self.old or ()
        return tuple(_interwoven(self.old, self.new))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows that follow one another; those of a folded one are all unchanged."""

    rows: tuple[Row, ...]
    is_folded: bool


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One header field that differs; a missing value is empty."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class _Unit:
    """What is compared as one: its first line, from 1, and its text."""

    line: int
    text: str

    @property
    def key(self) -> str:
        return " ".join(self.text.split())


def compare(old: str, new: str) -> tuple[Row, ...]:
    """Return the rows of a comparison of two texts with plain line feeds, unchanged rows included."""
    before, after = _units(old), _units(new)
    rows: list[Row] = []
    for is_equal, i, j in changes([unit.key for unit in before], [unit.key for unit in after]):
        if is_equal:
            rows += [_unchanged(before[a], after[b]) for a, b in zip(i, j, strict=True)]
        else:
            rows += _changed([before[a] for a in i], [after[b] for b in j])
    return tuple(rows)


def folded(rows: Sequence[Row], context: int = CONTEXT) -> tuple[Stretch, ...]:
    """Return the rows with what is far from every change folded; nothing is left out."""
    near = bytearray(len(rows))
    for place, row in enumerate(rows):
        if row.is_changed:
            start, end = max(place - context, 0), min(place + context + 1, len(rows))
            near[start:end] = b"\1" * (end - start)
    stretches: list[Stretch] = []
    start = 0
    _unfold_short(near)
    for place in range(1, len(rows) + 1):
        if place == len(rows) or near[place] != near[start]:
            stretches.append(Stretch(tuple(rows[start:place]), is_folded=not near[start]))
            start = place
    return tuple(stretches)


def _unfold_short(near: bytearray) -> None:
    """Show what is too short to be worth a fold between two changes."""
    for found in re.finditer(rb"(?<=\x01)\x00{1,%d}(?=\x01)" % CONTEXT, bytes(near)):
        near[found.start() : found.end()] = b"\1" * len(found[0])


def compare_fields(old: Mapping[str, object], new: Mapping[str, object]) -> tuple[FieldChange, ...]:
    """Return the header fields that differ, in the order of the new header, then those that are gone."""
    names = [*new, *(name for name in old if name not in new)]
    pairs = ((name, _shown(old.get(name)), _shown(new.get(name))) for name in names)
    return tuple(FieldChange(name, was, now) for name, was, now in pairs if was != now)


def compare_words(old: str, new: str) -> tuple[Piece, ...]:
    """Return two short texts as one run of pieces, what was removed before what was added."""
    return _word_row(_Unit(1, old), _Unit(1, new)).inline


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(str(item) for item in value)
    return str(value)


def _units(text: str) -> list[_Unit]:
    units: list[_Unit] = []
    is_open = False
    for number, line in enumerate(text.splitlines(), 1):
        is_prose = bool(line.strip()) and not STRUCTURED.match(line)
        if is_prose and is_open:
            units[-1] = _Unit(units[-1].line, f"{units[-1].text}\n{line}")
        else:
            units.append(_Unit(number, line))
        is_open = is_prose
    return units


def _unchanged(old: _Unit, new: _Unit) -> Row:
    return Row(old.line, new.line, (Piece(Mark.SAME, old.text),), (Piece(Mark.SAME, new.text),))


def _changed(before: Sequence[_Unit], after: Sequence[_Unit]) -> Iterator[Row]:
    """Pair what is alike, in order; the rest stands alone."""
    words = [frozenset(unit.text.split()) for unit in after]
    next_new = 0
    for unit in before:
        partner = _most_alike(frozenset(unit.text.split()), words, next_new)
        if partner is None:
            yield Row(unit.line, None, (Piece(Mark.REMOVED, unit.text),), None)
            continue
        yield from map(_alone, after[next_new:partner])
        yield _word_row(unit, after[partner])
        next_new = partner + 1
    yield from map(_alone, after[next_new:])


def _alone(unit: _Unit) -> Row:
    return Row(None, unit.line, None, (Piece(Mark.ADDED, unit.text),))


def _most_alike(wanted: frozenset[str], words: Sequence[frozenset[str]], start: int) -> int | None:
    best, likeness = None, ALIKE
    for place in range(start, min(len(words), start + MOST_CANDIDATES)):
        there = words[place]
        share = len(wanted & there) / max(1, len(wanted), len(there))
        if share > likeness:
            best, likeness = place, share
    return best


def _word_row(old: _Unit, new: _Unit) -> Row:
    if max(len(old.text), len(new.text)) > LONGEST_FOR_WORDS:
        return Row(old.line, new.line, (Piece(Mark.REMOVED, old.text),), (Piece(Mark.ADDED, new.text),))
    before, after = WORD.findall(old.text), WORD.findall(new.text)
    left: list[Piece] = []
    right: list[Piece] = []
    keys = [[token if token.strip() else " " for token in tokens] for tokens in (before, after)]
    for is_equal, i, j in _readable(list(changes(*keys)), before):
        was, now = "".join(before[i.start : i.stop]), "".join(after[j.start : j.stop])
        if was:
            left.append(Piece(Mark.SAME if is_equal else Mark.REMOVED, was))
        if now:
            right.append(Piece(Mark.SAME if is_equal else Mark.ADDED, now))
    return Row(old.line, new.line, tuple(left), tuple(right))


def _readable(
    stretches: Sequence[tuple[bool, range, range]], before: Sequence[str]
) -> Iterator[tuple[bool, range, range]]:
    """Join changes that only white space or a sign parts, so that one sees phrases and not confetti."""
    waiting: tuple[range, range] | None = None
    for place, (is_equal, old, new) in enumerate(stretches):
        is_inside = 0 < place < len(stretches) - 1
        is_short = is_equal and is_inside and len(old) <= FEW
        is_small = is_short and not any(LETTER.search(before[at]) for at in old)
        if is_equal and not is_small:
            if waiting is not None:
                yield False, *waiting
                waiting = None
            yield True, old, new
        elif waiting is None:
            waiting = old, new
        else:
            waiting = range(waiting[0].start, old.stop), range(waiting[1].start, new.stop)
    if waiting is not None:
        yield False, *waiting


def _interwoven(old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[Piece]:
    rest = list(new)[::-1]
    for piece in old:
        if piece.mark is Mark.SAME:
            while rest and rest[-1].mark is Mark.ADDED:
                yield rest.pop()
            if rest:
                yield rest.pop()
        else:
            yield piece
    yield from rest[::-1]

"""Pairing what two sequences have in common, quickly and as people would: by what is there only once.

Elements that both sequences hold exactly once and in the same order are anchors (Bram Cohen's "patience
diff"); between them the standard library's matcher works on what is left. Alone it takes time that grows with
the square of a text with many equal lines, such as blank ones, and pairs these instead of those that say
something.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

T = TypeVar("T", bound=Hashable)

MOST_PAIRS = 400_000
"""Pairs of equal elements that the matcher may have to look at between two anchors."""


@dataclass(frozen=True, slots=True)
class Block:
    """A run of elements that both sequences have, from these places on."""

    old: int
    new: int
    size: int


def matching_blocks(old: Sequence[T], new: Sequence[T]) -> list[Block]:
    """Return the runs that both have, in order and joined where they touch."""
    joined: list[Block] = []
    for block in _blocks(old, new):
        last = joined[-1] if joined else None
        if last and last.old + last.size == block.old and last.new + last.size == block.new:
            joined[-1] = Block(last.old, last.new, last.size + block.size)
        elif block.size:
            joined.append(block)
    return joined


def changes(old: Sequence[T], new: Sequence[T]) -> Iterator[tuple[bool, range, range]]:
    """Yield stretches that cover both sequences: whether they are equal, and where they are."""
    at_old = at_new = 0
    for block in (*matching_blocks(old, new), Block(len(old), len(new), 0)):
        if block.old > at_old or block.new > at_new:
            yield False, range(at_old, block.old), range(at_new, block.new)
        at_old, at_new = block.old + block.size, block.new + block.size
        if block.size:
            yield True, range(block.old, at_old), range(block.new, at_new)


def _blocks(old: Sequence[T], new: Sequence[T]) -> Iterator[Block]:
    start = _common(old, new)
    yield Block(0, 0, start)
    end = _common(old[start:][::-1], new[start:][::-1])
    inner_old, inner_new = old[start : len(old) - end], new[start : len(new) - end]
    for block in _between(inner_old, inner_new):
        yield Block(block.old + start, block.new + start, block.size)
    yield Block(len(old) - end, len(new) - end, end)


def _common(old: Sequence[T], new: Sequence[T]) -> int:
    size = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        size += 1
    return size


def _between(old: Sequence[T], new: Sequence[T]) -> Iterator[Block]:
    if not old or not new:
        return
    anchors = _anchors(old, new)
    if not anchors:
        yield from _matched(old, new)
        return
    at_old = at_new = 0
    for place, partner in (*anchors, (len(old), len(new))):
        before_old, before_new = old[at_old:place], new[at_new:partner]
        if before_old == before_new:
            yield Block(at_old, at_new, len(before_old))
        else:
            for block in _blocks(before_old, before_new):
                yield Block(block.old + at_old, block.new + at_new, block.size)
        if place < len(old):
            yield Block(place, partner, 1)
        at_old, at_new = place + 1, partner + 1


def _anchors(old: Sequence[T], new: Sequence[T]) -> list[tuple[int, int]]:
    """Return pairs of elements that are there once on both sides: as many as stand in the same order."""
    once_old, once_new = Counter(old), Counter(new)
    places = {element: place for place, element in enumerate(new) if once_new[element] == 1}
    pairs = [
        (place, places[element])
        for place, element in enumerate(old)
        if once_old[element] == 1 and element in places
    ]
    return _longest_rising(pairs)


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of pairs that rises in its second number, as in patience sorting."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, (_old, new) in enumerate(pairs):
        pile = bisect_left(tops, new)
        before.append(ends[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(new)
            ends.append(place)
        else:
            tops[pile], ends[pile] = new, place
    found: list[tuple[int, int]] = []
    place = ends[-1] if ends else -1
    while place >= 0:
        found.append(pairs[place])
        place = before[place]
    return found[::-1]


def _matched(old: Sequence[T], new: Sequence[T]) -> Iterator[Block]:
    counts = Counter(new)
    common = [element for element in old if element in counts]
    if not any(map(_says_something, common)) or sum(counts[element] for element in common) > MOST_PAIRS:
        # Nothing tells these apart, and looking at all pairs would take minutes: only the ends are paired.
        return
    for match in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        yield Block(match.a, match.b, match.size)


def _says_something(element: Hashable) -> bool:
    return not isinstance(element, str) or bool(element.strip())

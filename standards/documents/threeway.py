"""Three-way comparison of sequences: which regions one side changed, which both did.

The way of diff3 as Khanna, Kunal and Pierce describe it ("A Formal Investigation of Diff3", 2007). The known
Python package for it is under the GPL, which this project is not.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeVar

from standards.documents.matching import matching_blocks

T = TypeVar("T", bound=Hashable)


class Side(Enum):
    """Say who changed a region."""

    NOBODY = auto()
    MINE = auto()
    THEIRS = auto()
    BOTH_ALIKE = auto()
    BOTH = auto()


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of the three sequences that belongs together."""

    side: Side
    base: slice
    mine: slice
    theirs: slice


@dataclass(frozen=True, slots=True)
class _Sync:
    base: int
    mine: int
    theirs: int
    length: int


def regions(base: Sequence[T], mine: Sequence[T], theirs: Sequence[T]) -> Iterator[Region]:
    """Return the regions in order; together they cover all three sequences without gap or overlap."""
    at_base = at_mine = at_theirs = 0
    for sync in _syncs(base, mine, theirs):
        before = (slice(at_base, sync.base), slice(at_mine, sync.mine), slice(at_theirs, sync.theirs))
        if any(part.stop > part.start for part in before):
            yield Region(who_changed(base[before[0]], mine[before[1]], theirs[before[2]]), *before)
        at_base, at_mine, at_theirs = (
            sync.base + sync.length,
            sync.mine + sync.length,
            sync.theirs + sync.length,
        )
        if sync.length:
            yield Region(
                Side.NOBODY,
                slice(sync.base, at_base),
                slice(sync.mine, at_mine),
                slice(sync.theirs, at_theirs),
            )


def who_changed(base: Sequence[T], mine: Sequence[T], theirs: Sequence[T]) -> Side:
    """Say who made something else of the base."""
    if mine == theirs:
        return Side.NOBODY if mine == base else Side.BOTH_ALIKE
    if mine == base:
        return Side.THEIRS
    return Side.MINE if theirs == base else Side.BOTH


def _syncs(base: Sequence[T], mine: Sequence[T], theirs: Sequence[T]) -> Iterator[_Sync]:
    """Return where all three agree, in order, ended by an empty one behind everything."""
    with_mine, with_theirs = matching_blocks(base, mine), matching_blocks(base, theirs)
    i = j = 0
    while i < len(with_mine) and j < len(with_theirs):
        left, right = with_mine[i], with_theirs[j]
        start = max(left.old, right.old)
        end = min(left.old + left.size, right.old + right.size)
        if start < end:
            yield _Sync(start, left.new + start - left.old, right.new + start - right.old, end - start)
        if left.old + left.size < right.old + right.size:
            i += 1
        else:
            j += 1
    yield _Sync(len(base), len(mine), len(theirs), 0)

"""Following what was moved: before three texts are merged, every move of one of them is made in all of them.

What then still differs was changed where it stands, so that a paragraph that one person moved and another one
changed is neither doubled nor lost. Each piece of a side has a *name*: the key of the piece it came from.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from standards.documents.matching import matching_blocks

ALIKE = 0.6
ALIKE_IN_PLACE = 0.3
DIVIDED = 0.8
LEAST_WORDS = 3
MOST_MOVED = 400
MOST_PAIRS = 4000
"""Pairs that are looked at for likeness between two anchors."""

Key = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Named:
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class _Pairs:
    """What stands in a side for what in the base, as places; `moved` are places in the side."""

    partners: dict[int, int]
    moved: frozenset[int]


def with_moves_made(
    texts: Sequence[Sequence[str]], key: Key
) -> tuple[list[str], list[str], list[str]] | None:
    """Return base, mine and theirs with what either moved in its new place; where both did, in theirs.

    None says that nothing was moved, or so much that nobody could follow.
    """
    base, mine, theirs = texts
    with_mine, with_theirs = _paired(base, mine, key), _paired(base, theirs, key)
    if not 0 < len(with_mine.moved) + len(with_theirs.moved) <= MOST_MOVED:
        return None
    named = [
        [_Named(key(text), text) for text in base],
        _named(base, mine, with_mine, key),
        _named(base, theirs, with_theirs, key),
    ]
    done: set[str] = set()
    for mover, other, pairs in ((2, 1, with_theirs), (1, 2, with_mine)):
        names = [piece.name for piece in named[mover]]
        moved = [piece.name for place, piece in enumerate(named[mover]) if place in pairs.moved]
        for name in moved:
            if name not in done:
                named[0] = _put(name, names, named[0])
                # The other may lack what stands before it there: the base's new order says where it goes.
                named[other] = _put(name, [piece.name for piece in named[0]], named[other])
        done.update(moved)
    made = [[piece.text for piece in pieces] for pieces in named]
    return made[0], made[1], made[2]


def names_of(base: Sequence[str], side: Sequence[str], key: Key) -> list[str]:
    """Return for each piece of a side what it is called: like the piece of the base that it was, if any."""
    partners = _paired(base, side, key).partners
    return [key(base[partners[place]]) if place in partners else key(text) for place, text in enumerate(side)]


def _paired(base: Sequence[str], side: Sequence[str], key: Key) -> _Pairs:
    old, new = [key(piece) for piece in base], [key(piece) for piece in side]
    blocks = matching_blocks(old, new)
    partners = {block.new + step: block.old + step for block in blocks for step in range(block.size)}
    kept = set(partners.values())
    gone = [place for place in range(len(old)) if old[place].strip() and place not in kept]
    come = [place for place in range(len(new)) if new[place].strip() and place not in partners]
    if not gone or not come:
        return _Pairs(partners, frozenset())
    moved = _exact(old, new, gone, come)
    in_place: dict[int, int] = {}
    divided: tuple[set[int], set[int]] = set(), set()
    for was, now in _in_gaps(len(base), len(side), gone, come, partners, moved):
        if len(was) != len(now) and _is_divided(base, side, was, now):
            divided[0].update(was)
            divided[1].update(now)
        else:
            in_place |= _paired_in_gap(base, side, was, now)
    known = {**moved, **in_place}
    settled = {*known.values(), *divided[0]}
    left = [place for place in gone if place not in settled]
    fresh = [place for place in come if place not in known and place not in divided[1]]
    moved |= _alike(base, side, left, fresh)
    return _Pairs({**partners, **in_place, **moved}, frozenset(moved))


def _exact(
    old: Sequence[str], new: Sequence[str], gone: Sequence[int], come: Sequence[int]
) -> dict[int, int]:
    once_old, once_new = Counter(old), Counter(new)
    places = {old[place]: place for place in gone if once_old[old[place]] == 1}
    return {place: places[new[place]] for place in come if once_new[new[place]] == 1 and new[place] in places}


def _in_gaps(  # noqa: PLR0913, PLR0917 - two lengths, and what is known of the places
    old: int,
    new: int,
    gone: Sequence[int],
    come: Sequence[int],
    partners: dict[int, int],
    moved: dict[int, int],
) -> Iterator[tuple[list[int], list[int]]]:
    """Yield what was there and what came instead, between the same neighbours each."""
    old_gaps, new_gaps = _gaps(set(partners.values()), old), _gaps(set(partners), new)
    left, fresh = defaultdict(list), defaultdict(list)
    elsewhere = set(moved.values())
    for was in gone:
        if was not in elsewhere:
            left[old_gaps[was]].append(was)
    for place in come:
        if place not in moved:
            fresh[new_gaps[place]].append(place)
    for gap, places in fresh.items():
        if left[gap]:
            yield left[gap], places


def _is_divided(base: Sequence[str], side: Sequence[str], was: Sequence[int], now: Sequence[int]) -> bool:
    """Say whether pieces were only divided or joined: then their words tell more than they do."""
    words = {word for place in was for word in base[place].split()}
    there = {word for place in now for word in side[place].split()}
    return _share(words, there, 1) >= DIVIDED


def _paired_in_gap(
    base: Sequence[str], side: Sequence[str], was: Sequence[int], now: Sequence[int]
) -> dict[int, int]:
    if len(was) * len(now) > MOST_PAIRS:
        return {}
    return _most_alike(base, side, was, now, 1, ALIKE_IN_PLACE if len(was) == len(now) else ALIKE)


def _alike(
    base: Sequence[str], side: Sequence[str], left: Sequence[int], fresh: Sequence[int]
) -> dict[int, int]:
    """Pair what was moved and changed."""
    if len(left) * len(fresh) > MOST_PAIRS:
        return {}
    return _most_alike(base, side, left, fresh, LEAST_WORDS, ALIKE)


def _most_alike(  # noqa: PLR0913, PLR0917 - two texts, places in both, and what is enough
    base: Sequence[str],
    side: Sequence[str],
    was: Sequence[int],
    now: Sequence[int],
    least_words: int,
    least: float,
) -> dict[int, int]:
    """Pair each piece with the one most alike that is still free, the first ones first."""
    words = {place: set(base[place].split()) for place in was}
    found: dict[int, int] = {}
    for place in now:
        own = set(side[place].split())
        likenesses = ((_share(there, own, least_words), -old) for old, there in words.items())
        likeness, partner = max(likenesses, default=(0.0, 0))
        if likeness >= least:
            found[place] = -partner
            del words[-partner]
    return found


def _gaps(kept: set[int], length: int) -> list[int]:
    """Return for each place how many kept ones stand before it: places of one gap have the same number."""
    counts, seen = [], 0
    for place in range(length):
        counts.append(seen)
        seen += place in kept
    return counts


def _share(words: set[str], there: set[str], least: int) -> float:
    if min(len(words), len(there)) < least:
        return 0.0
    return len(words & there) / max(len(words), len(there))


def _named(base: Sequence[str], side: Sequence[str], pairs: _Pairs, key: Key) -> list[_Named]:
    partners = pairs.partners
    return [
        _Named(key(base[partners[place]]) if place in partners else key(text), text)
        for place, text in enumerate(side)
    ]


def _put(name: str, names: Sequence[str], pieces: Sequence[_Named]) -> list[_Named]:
    """Return the pieces with one of them behind what stands before it in the mover's order."""
    held = [piece for piece in pieces if piece.name == name]
    if len(held) != 1 or names.count(name) != 1:
        return list(pieces)
    rest = [piece for piece in pieces if piece.name != name]
    there = [piece.name for piece in rest]
    for before in reversed(names[: names.index(name)]):
        if before.strip() and there.count(before) == 1:
            at = there.index(before) + 1
            return [*rest[:at], *held, *rest[at:]]
    return [*held, *rest]

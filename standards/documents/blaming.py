"""Finding who wrote a passage: each line goes back through the revisions to the first that has it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from standards.documents.matching import matching_blocks


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines that came in with one revision; `number` is None where it is older than all looked at."""

    number: int | None
    first_line: int
    lines: tuple[str, ...]


def passages_of(newest_first: Iterable[tuple[int, str]]) -> tuple[Passage, ...]:
    """Return the lines of the newest text by the revision they came in with.

    Revisions are numbers with texts, taken one after the other until every line is explained or none is left.
    A line that only moved or was wrapped anew inside its paragraph counts as written anew.
    """
    revisions = iter(newest_first)
    number, text = next(revisions, (None, ""))
    lines = text.splitlines()
    if number is None or not lines:
        return ()
    origins: list[int | None] = [None] * len(lines)
    # For each line of the newest text where it stands in the revision looked at, until it is not there.
    places = {place: place for place in range(len(lines))}
    current, at = number, [line.rstrip() for line in lines]
    for older, older_text in revisions:
        before = [line.rstrip() for line in older_text.splitlines()]
        places = _follow(places, before, at, current, origins)
        current, at = older, before
        if not places:
            break
    if current == 1:
        for place in places:
            origins[place] = 1
    return _joined(lines, origins)


def _follow(
    places: dict[int, int],
    before: Sequence[str],
    after: Sequence[str],
    number: int,
    origins: list[int | None],
) -> dict[int, int]:
    if before == after:
        return places
    came_from = {
        block.new + step: block.old + step
        for block in matching_blocks(before, after)
        for step in range(block.size)
    }
    kept: dict[int, int] = {}
    for place, here in places.items():
        if here in came_from:
            kept[place] = came_from[here]
        else:
            origins[place] = number
    return kept


def _joined(lines: Sequence[str], origins: Sequence[int | None]) -> tuple[Passage, ...]:
    """Return the lines in runs of one revision; blank ones belong to the run before."""
    passages: list[Passage] = []
    for place, (line, origin) in enumerate(zip(lines, origins, strict=True)):
        last = passages[-1] if passages else None
        if last is not None and (origin == last.number or not line.strip()):
            passages[-1] = Passage(last.number, last.first_line, (*last.lines, line))
        else:
            passages.append(Passage(origin, place + 1, (line,)))
    return tuple(passages)

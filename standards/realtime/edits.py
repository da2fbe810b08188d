"""The smallest edits that make one text of another, so that cursors elsewhere stay where they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from standards.documents.comparing import WORD
from standards.documents.matching import changes

LONGEST_FOR_WORDS = 20_000


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace what stands from `start` to `end` of the old text, in characters."""

    start: int
    end: int
    text: str


def smallest_edits(old: str, new: str) -> list[Edit]:
    """Return the edits in the order of the text; their places are those of the old text."""
    if old == new:
        return []
    edits: list[Edit] = []
    for start, end, text in _changed(old.splitlines(keepends=True), new.splitlines(keepends=True), 0):
        was = old[start:end]
        if was and text and len(was) + len(text) <= LONGEST_FOR_WORDS:
            inner = _changed(WORD.findall(was), WORD.findall(text), start)
            edits += (_trimmed(old, Edit(*found)) for found in inner)
        else:
            edits.append(_trimmed(old, Edit(start, end, text)))
    return edits


def _changed(old: list[str], new: list[str], place: int) -> Iterator[tuple[int, int, str]]:
    for is_equal, i, j in changes(old, new):
        end = place + sum(len(old[index]) for index in i)
        if not is_equal:
            yield place, end, "".join(new[index] for index in j)
        place = end


def _trimmed(old: str, edit: Edit) -> Edit:
    """Leave out what both have at the beginning and at the end."""
    was = old[edit.start : edit.end]
    start = _common(was, edit.text)
    end = _common(was[start:][::-1], edit.text[start:][::-1])
    return Edit(edit.start + start, edit.end - end, edit.text[start : len(edit.text) - end])


def _common(one: str, other: str) -> int:
    """Return how many characters two texts have in common at the beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))

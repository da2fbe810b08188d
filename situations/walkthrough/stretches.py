"""The stretches before a hand-over: earlier situations and the path through each, as addresses carry them."""

from collections.abc import Sequence
from dataclasses import dataclass

from situations.walkthrough.errors import LostPath
from situations.walkthrough.walking import LONGEST_PATH

MOST_STRETCHES = 6
"""Older ones fall off the trail."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Hold the path through one situation, up to the answer that handed over."""

    slug: str
    path: str

    def __str__(self) -> str:
        """Return the stretch as an address carries it."""
        return f"{self.slug}/{self.path}"


def read_stretches(texts: Sequence[str]) -> tuple[Stretch, ...]:
    """Return the stretches that an address carries, the oldest first.

    Raises:
        LostPath: one of them names no situation.

    """
    stretches = []
    for text in texts[-MOST_STRETCHES:]:
        slug, slash, path = text.partition("/")
        if not (slug and slash) or len(text) > LONGEST_PATH:
            raise LostPath
        stretches.append(Stretch(slug, path))
    return tuple(stretches)


def followed_by(stretches: Sequence[Stretch], last: Stretch) -> tuple[Stretch, ...]:
    """Return the stretches with one more, without those too old to keep."""
    return (*stretches, last)[-MOST_STRETCHES:]

"""Where a picture is shown: asked of the rooms above, which hold the texts."""

from collections.abc import Mapping
from dataclasses import dataclass

from standards.pictures.signals import uses_wanted


@dataclass(frozen=True, slots=True)
class Use:
    """One text that names a picture: where it is to be found, and in which of its states it does."""

    title: str
    endpoint: str
    values: Mapping[str, str]
    is_in_draft: bool = False
    revisions: tuple[int, ...] = ()


def uses_of(name: str) -> tuple[Use, ...]:
    """Return every text that names the picture, now or in a revision that is kept for ever."""
    return tuple(use for _, uses in uses_wanted.send(name) for use in uses)

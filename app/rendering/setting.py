"""What the processors of a worker need to know about the passage at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from markdown.extensions.toc import unique

from app.rendering.passages import NOTE, Scope


@dataclass(slots=True)
class Setting:
    """Hold what the processors need to know about the passage at hand."""

    scope: Scope = field(default_factory=Scope)
    scope_number: int = 0
    labels: Mapping[str, str] = field(default_factory=dict)
    heading_shift: int = 0
    used_ids: set[str] = field(default_factory=set)
    placed_ids: set[str] = field(default_factory=set)
    id_counts: dict[str, int] = field(default_factory=dict)

    def free_id(self, wanted: str) -> str:
        """Return the id, with a number behind it if it is taken; takes it."""
        return unique(wanted, self.used_ids, self.id_counts)  # type: ignore[call-arg]  # newer than its stubs

    root_prefix: str = ""
    notes: dict[tuple[int, str], int] = field(default_factory=dict)

    def label(self, name: str) -> str:
        return self.labels.get(name, name)


def note_ids(number: int) -> tuple[str, str]:
    """Return the ids of a note and of the place that refers to it first, without the prefix."""
    return f"{NOTE}{number}", f"{NOTE}{number}-back"

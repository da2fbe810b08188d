"""The desk: one page for each person, made of sections that rooms contribute."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app

from app.kernel.actors import Actor

EXTENSION = "desk_sections"


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One thing that lies on the desk; `mark` is a word that must not be overlooked, such as "overdue"."""

    address: str
    title: str
    facts: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class DeskSection:
    """Some lines under a heading; `empty` is said where there are none, `more` leads to the whole list."""

    id: str
    title: str
    lines: tuple[DeskLine, ...]
    empty: str
    more: tuple[str, str] | None = None


Contributor = Callable[[Actor], list[DeskSection]]


def contribute_sections(app: Flask, contributor: Contributor) -> None:
    """Have a room put its sections on the desk of each person, in the order of registration."""
    app.extensions.setdefault(EXTENSION, []).append(contributor)


def sections_for(actor: Actor) -> list[DeskSection]:
    """Return all that lies on the desk of this person."""
    contributors = cast("list[Contributor]", current_app.extensions.get(EXTENSION, []))
    return [section for contributor in contributors for section in contributor(actor)]

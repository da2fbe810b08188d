"""The list of all documents: filtered, searched, in pages that cost the same however many there are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from flask import Flask, current_app

from app.kernel.database import session
from app.search.queries import question_of
from standards.documents.models import Document, Draft

STATES_KEY = "document_states"
Condition = Callable[[], sa.ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class State:
    """A state that the list can be filtered by; rooms above add their own."""

    id: str
    label: str
    condition: Condition


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of all documents is to be listed; an empty text leaves a filter out."""

    words: str = ""
    kind: str = ""
    situation_class: str = ""
    stage: str = ""
    language: str = ""
    state: str = ""

    @property
    def is_all(self) -> bool:
        """Say whether nothing is filtered."""
        return self == Wanted()


@dataclass(frozen=True, slots=True)
class Line:
    """One document in the list."""

    id: int
    slug: str
    kind: str
    language: str
    title: str
    situation_class: str
    stage: str
    number: int
    retired_at: datetime | None
    is_draft_open: bool
    written_at: datetime | None
    written_by_id: int | None


def keep_states(app: Flask) -> None:
    """Let the list of this application know the states of this room."""
    app.extensions[STATES_KEY] = {}


def add_state(app: Flask, state: State) -> None:
    """Let the list be filtered by one more state."""
    app.extensions[STATES_KEY][state.id] = state


def known_states() -> Sequence[State]:
    """Return the states that the list can be filtered by."""
    return tuple(current_app.extensions[STATES_KEY].values())


def is_open_draft() -> sa.ColumnElement[bool]:
    """Return the condition for documents whose draft holds changes."""
    return Draft.is_open.is_(True) & Document.retired_at.is_(None)


def is_retired() -> sa.ColumnElement[bool]:
    """Return the condition for documents that are in no further edition."""
    return Document.retired_at.is_not(None)


def listed(wanted: Wanted, after: int | None, limit: int) -> Sequence[Line]:
    """Return up to `limit` documents by title, from the one behind the document with the id `after` on.

    Retired ones are listed only where that state is asked for.
    """
    statement = _lines().where(*_conditions(wanted)).order_by(Document.title, Document.id).limit(limit)
    if after is not None:
        before = sa.select(Document.title).where(Document.id == after).scalar_subquery()
        statement = statement.where(
            (Document.title > before) | ((Document.title == before) & (Document.id > after))
        )
    return [Line(*row) for row in session().execute(statement)]


def count_of(wanted: Wanted) -> int:
    """Return how many documents are wanted."""
    statement = (
        sa.select(sa.func.count())
        .select_from(Document)
        .outerjoin(Draft, Draft.document_id == Document.id)
        .where(*_conditions(wanted))
    )
    return session().scalar(statement) or 0


def _lines() -> sa.Select[
    int, str, str, str, str, str, str, int, datetime | None, bool, datetime | None, int | None
]:
    return sa.select(
        Document.id,
        Document.slug,
        Document.kind,
        Document.language,
        Document.title,
        Document.situation_class,
        Document.stage,
        Document.number,
        Document.retired_at,
        sa.func.coalesce(Draft.is_open, sa.false()),
        Draft.updated_at,
        Draft.updated_by_id,
    ).outerjoin(Draft, Draft.document_id == Document.id)


def _conditions(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    conditions = [*_words(wanted.words)]
    for column, value in (
        (Document.kind, wanted.kind),
        (Document.situation_class, wanted.situation_class),
        (Document.stage, wanted.stage),
        (Document.language, wanted.language),
    ):
        if value:
            conditions.append(column == value)
    state = current_app.extensions[STATES_KEY].get(wanted.state)
    conditions.append(state.condition() if state else Document.retired_at.is_(None))
    return conditions


def _words(words: str) -> Sequence[sa.ColumnElement[bool]]:
    """Return for each word that counts the condition that its term, or a word that holds it, is there."""
    question = question_of(words)
    return [
        sa.or_(*(Document.terms.contains(term, autoescape=True) for term in sorted(terms)))
        for terms in question.alternatives
    ]

"""What a document went through: its revisions in short, and how its class was judged."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.accounts.queries import names_of
from app.kernel.database import session
from standards.documents.blaming import Passage, passages_of
from standards.documents.models import ClassChange, Document, Revision

MOST_LOOKED_AT = 200
READ_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One revision without its text; `author` is "" for the system, `others` are all else who wrote in it."""

    number: int
    note: str
    author: str
    others: tuple[str, ...]
    is_minor: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ClassLine:
    """One time that a situation was judged anew."""

    number: int
    old: str
    new: str
    reason: str
    by: str
    at: datetime


def history_of(document: Document, before: int | None, limit: int) -> Sequence[HistoryLine]:
    """Return up to `limit` revisions, the newest first, with numbers below `before` if it is given."""
    statement = _rows(document).order_by(Revision.number.desc()).limit(limit)
    if before is not None:
        statement = statement.where(Revision.number < before)
    return _history(session().execute(statement).all())


def _rows(document: Document) -> sa.Select[int, str, int | None, Sequence[int] | None, bool, datetime]:
    return sa.select(
        Revision.number,
        Revision.note,
        Revision.author_id,
        Revision.contributor_ids,
        Revision.is_minor,
        Revision.created_at,
    ).where(Revision.document_id == document.id)


def _history(
    rows: Sequence[sa.Row[int, str, int | None, Sequence[int] | None, bool, datetime]],
) -> Sequence[HistoryLine]:
    people = {row.author_id for row in rows} | {one for row in rows for one in row.contributor_ids or ()}
    names = names_of(one for one in people if one is not None)
    return [
        HistoryLine(
            row.number,
            row.note,
            names.get(row.author_id, ""),
            _others(row.contributor_ids or (), row.author_id, names),
            row.is_minor,
            row.created_at,
        )
        for row in rows
    ]


def class_history(document_id: int) -> Sequence[ClassLine]:
    """Return how the class of a situation changed, the newest first."""
    rows = (
        session()
        .execute(
            sa.select(ClassChange, Revision.number)
            .join(Revision, Revision.id == ClassChange.revision_id)
            .where(ClassChange.document_id == document_id)
            .order_by(ClassChange.id.desc())
        )
        .all()
    )
    names = names_of(change.by_id for change, _number in rows if change.by_id is not None)
    return [
        ClassLine(number, change.old, change.new, change.reason, names.get(change.by_id or 0, ""), change.at)
        for change, number in rows
    ]


def _others(ids: Sequence[int], author_id: int | None, names: Mapping[int, str]) -> tuple[str, ...]:
    return tuple(names[one] for one in ids if one != author_id and one in names)


@dataclass(frozen=True, slots=True)
class Written:
    """A passage of the newest revision with the revision that brought it; without one it is older."""

    passage: Passage
    line: HistoryLine | None


def written_by(document: Document) -> Sequence[Written]:
    """Return the newest text passage by passage, with who wrote each; looks back over 200 revisions."""
    passages = passages_of(_texts(document))
    numbers = {passage.number for passage in passages if passage.number is not None}
    lines = {line.number: line for line in _lines(document, numbers)}
    return [Written(passage, lines.get(passage.number or 0)) for passage in passages]


def _texts(document: Document) -> Iterator[tuple[int, str]]:
    """Yield the newest revisions with their bodies, read a few at a time: mostly a few explain all."""
    before = document.number + 1
    for _ in range(MOST_LOOKED_AT // READ_AT_ONCE):
        rows = (
            session()
            .execute(
                sa.select(Revision.number, Revision.body)
                .where(Revision.document_id == document.id, Revision.number < before)
                .order_by(Revision.number.desc())
                .limit(READ_AT_ONCE)
            )
            .all()
        )
        for number, body in rows:
            yield number, body
            before = number
        if len(rows) < READ_AT_ONCE:
            return


def _lines(document: Document, numbers: Collection[int]) -> Sequence[HistoryLine]:
    if not numbers:
        return []
    statement = _rows(document).where(Revision.number.in_(sorted(numbers)))
    return _history(session().execute(statement).all())

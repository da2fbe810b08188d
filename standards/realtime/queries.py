"""Reads of logs and of whom a room may keep."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from app.kernel.database import session
from standards.documents.models import Document, Draft, Revision
from standards.realtime.models import Change, LiveAuthor, LiveRoom, LiveUpdate


@dataclass(frozen=True, slots=True)
class Row:
    """One stored change."""

    id: int
    kind: Change
    user_id: int | None
    payload: bytes


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a document stands: its log's epoch, its draft's version, its newest revision and by whom."""

    epoch: int
    version: int
    number: int
    author_id: int | None
    is_retired: bool


def has_room(document_id: int) -> bool:
    """Say whether the document's draft has a log."""
    return session().scalar(sa.select(LiveRoom.epoch).where(LiveRoom.document_id == document_id)) is not None


def rows_of(document_id: int, *, only_settled: bool = False) -> Sequence[Row]:
    """Return the log: what compaction made first, then in the order of storing."""
    condition = LiveUpdate.document_id == document_id
    return _rows(sa.and_(condition, LiveUpdate.is_settled.is_(True)) if only_settled else condition)


def rows_by_id(ids: Collection[int]) -> Sequence[Row]:
    """Return these rows of logs."""
    return _rows(LiveUpdate.id.in_(ids)) if ids else []


def ids_after(document_id: int, after: int) -> Sequence[int]:
    """Return the ids of all rows of a log behind this id."""
    statement = sa.select(LiveUpdate.id).where(LiveUpdate.document_id == document_id, LiveUpdate.id > after)
    return session().scalars(statement).all()


def authors_of(document_id: int) -> Mapping[int, tuple[int | None, int]]:
    """Return whose each client id is, and since which epoch."""
    rows = session().execute(
        sa.select(LiveAuthor.client_id, LiveAuthor.user_id, LiveAuthor.epoch).where(
            LiveAuthor.document_id == document_id
        )
    )
    return {row.client_id: (row.user_id, row.epoch) for row in rows}


def standing_of(document_id: int) -> Standing:
    """Return where a document with a room stands."""
    row = (
        session()
        .execute(
            sa.select(LiveRoom.epoch, Draft.version, Document.number, Document.retired_at, Revision.author_id)
            .join_from(LiveRoom, Document, Document.id == LiveRoom.document_id)
            .join(Draft, Draft.document_id == Document.id)
            .outerjoin(Revision, (Revision.document_id == Document.id) & (Revision.number == Document.number))
            .where(LiveRoom.document_id == document_id)
        )
        .one()
    )
    return Standing(row.epoch, row.version, row.number, row.author_id, row.retired_at is not None)


def newest_of(document_ids: Collection[int]) -> Mapping[int, tuple[int, int]]:
    """Return the newest row of each log, and the version of its draft."""
    rows = session().execute(
        sa.select(LiveUpdate.document_id, sa.func.max(LiveUpdate.id), Draft.version)
        .join(Draft, Draft.document_id == LiveUpdate.document_id)
        .where(LiveUpdate.document_id.in_(document_ids))
        .group_by(LiveUpdate.document_id, Draft.version)
    )
    return {document_id: (newest, version) for document_id, newest, version in rows}


def unsettled_documents() -> Sequence[int]:
    """Return the documents in which something was typed that their drafts do not say yet."""
    return (
        session()
        .scalars(
            sa.select(LiveUpdate.document_id)
            .join(Document, Document.id == LiveUpdate.document_id)
            .where(LiveUpdate.is_settled.is_(False), Document.retired_at.is_(None))
            .distinct()
        )
        .all()
    )


def retired_among(document_ids: Collection[int]) -> frozenset[int]:
    """Return which of these documents are retired."""
    statement = sa.select(Document.id).where(Document.id.in_(document_ids), Document.retired_at.is_not(None))
    return frozenset(session().scalars(statement))


def _rows(condition: sa.ColumnElement[bool]) -> Sequence[Row]:
    statement = (
        sa.select(LiveUpdate.id, LiveUpdate.kind, LiveUpdate.user_id, LiveUpdate.payload)
        .where(condition)
        .order_by(sa.case((LiveUpdate.kind == Change.WHOLE, 0), else_=1), LiveUpdate.id)
    )
    return [Row(row.id, Change(row.kind), row.user_id, row.payload) for row in session().execute(statement)]

"""Reading the journal."""

from collections.abc import Sequence

import sqlalchemy as sa

from app.journal.models import JournalEntry
from app.kernel.database import session


def entries_about(object_kind: str, object_id: object, limit: int = 50) -> Sequence[JournalEntry]:
    """Return the newest entries about one thing, newest first."""
    return (
        session()
        .scalars(
            sa.select(JournalEntry)
            .where(JournalEntry.object_kind == object_kind, JournalEntry.object_id == str(object_id))
            .order_by(JournalEntry.id.desc())
            .limit(limit)
        )
        .all()
    )


def newest_entries(limit: int = 50, before_id: int | None = None) -> Sequence[JournalEntry]:
    """Return the newest entries of all, newest first, older than `before_id` if it is given."""
    statement = sa.select(JournalEntry).order_by(JournalEntry.id.desc()).limit(limit)
    if before_id is not None:
        statement = statement.where(JournalEntry.id < before_id)
    return session().scalars(statement).all()

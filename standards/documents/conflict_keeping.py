"""Keeping texts that excluded each other, with the one they came from: whatever is decided, none is lost."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import sqlalchemy as sa

from app.accounts.queries import names_of
from app.journal.services import record
from app.kernel.actors import Actor
from app.kernel.clock import now
from app.kernel.database import session, write_transaction
from standards.documents.errors import NoSuchConflict
from standards.documents.models import Document, KeptConflict
from standards.documents.texts import ConflictTexts, DraftText

MOST_KEPT = 20
"""So many are kept of each document; the oldest goes."""


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """A conflict without its texts; a name is "" for the system."""

    id: int
    by: str
    other: str
    at: datetime


def keep_conflict(document_id: int, texts: ConflictTexts, their_id: int | None, actor: Actor) -> None:
    """Store what the actor wrote, what the other one wrote, and what both came from; the same only once."""
    was, mine, theirs = (_stored(text) for text in texts)
    newest = _of(document_id).where(KeptConflict.by_id == actor.user_id).limit(1)
    with write_transaction() as current:
        last = current.scalar(newest)
        if last is not None and (last.was, last.mine, last.theirs) == (was, mine, theirs):
            return
        kept = KeptConflict(
            document_id=document_id,
            was=was,
            mine=mine,
            theirs=theirs,
            by_id=actor.user_id,
            their_id=their_id,
            at=now(),
        )
        current.add(kept)
        current.flush()
        _forget_oldest(document_id)
        record(actor, "draft.conflict_kept", ("document", document_id), conflict=kept.id)


def conflicts_of(document_id: int) -> Sequence[ConflictLine]:
    """Return the conflicts that are kept of a document, the newest first."""
    columns = (KeptConflict.id, KeptConflict.by_id, KeptConflict.their_id, KeptConflict.at)
    rows = session().execute(_of(document_id).with_only_columns(*columns)).all()
    names = names_of(one for row in rows for one in (row.by_id, row.their_id) if one is not None)
    return [
        ConflictLine(row.id, names.get(row.by_id or 0, ""), names.get(row.their_id or 0, ""), row.at)
        for row in rows
    ]


def kept_conflict(document: Document, conflict_id: int) -> tuple[KeptConflict, ConflictTexts]:
    """Return a conflict of a document with its texts.

    Raises:
        NoSuchConflict: this document has none with this id.

    """
    found = session().scalar(_of(document.id).where(KeptConflict.id == conflict_id))
    if found is None:
        raise NoSuchConflict
    was = DraftText(**found.was) if found.was else None
    return found, ConflictTexts(was, DraftText(**found.mine), DraftText(**found.theirs))


def _of(document_id: int) -> sa.Select[KeptConflict]:
    return (
        sa.select(KeptConflict)
        .where(KeptConflict.document_id == document_id)
        .order_by(KeptConflict.id.desc())
    )


def _stored(text: DraftText | None) -> dict[str, str | None]:
    return asdict(text) if text is not None else {}


def _forget_oldest(document_id: int) -> None:
    oldest = _of(document_id).with_only_columns(KeptConflict.id).offset(MOST_KEPT)
    ids = session().scalars(oldest).all()
    if ids:
        session().execute(sa.delete(KeptConflict).where(KeptConflict.id.in_(ids)))

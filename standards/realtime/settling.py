"""Settling: the draft says what its room says, with the names of all who typed it."""

from collections.abc import Sequence

import sqlalchemy as sa

from app.journal.services import record
from app.kernel.actors import Actor, ActorKind
from app.kernel.database import session, take_turns, write_transaction
from standards.documents.draft_rows import (
    Put,
    document_by_id,
    draft_of,
    put_version,
    revision_of,
    says_the_same,
)
from standards.documents.errors import BusyDraft
from standards.documents.models import Document, Draft
from standards.documents.texts import DraftText
from standards.realtime.copies import Copy
from standards.realtime.models import LiveUpdate
from standards.realtime.queries import Row, rows_of

MOST_TRIES = 5
MOST_IDS = 500


def is_unsettled(document_id: int) -> bool:
    """Say whether something was typed that the draft does not say yet."""
    statement = (
        sa.select(LiveUpdate.id)
        .where(LiveUpdate.document_id == document_id, LiveUpdate.is_settled.is_(False))
        .limit(1)
    )
    return session().scalar(statement) is not None


def take_turn(document_id: int) -> None:
    """Wait until nobody else settles this room; before any lock on its draft or its log."""
    take_turns(f"settling {document_id}")


def settle(document_id: int) -> None:
    """Put what was typed in a document's room into its draft.

    Raises:
        RetiredDocument: nobody writes there any more; what was typed waits in the log.
        BusyDraft: too many others saved in the same moment.

    """
    if not is_unsettled(document_id):
        return
    with write_transaction():
        take_turn(document_id)
        for _ in range(MOST_TRIES):
            if _settled(document_id):
                return
        raise BusyDraft


def _settled(document_id: int) -> bool:
    """Settle once; return whether the draft stayed still meanwhile."""
    document, draft, rows = document_by_id(document_id), draft_of(document_id), rows_of(document_id)
    fresh = _unsettled_ids(document_id, rows)
    if draft is None or not fresh:
        return True
    header_text, body = Copy(row.payload for row in rows).text()
    text = DraftText(header_text, body, draft.class_reason)
    writers = list(dict.fromkeys(row.user_id for row in rows if row.id in fresh and row.user_id is not None))
    with session().begin_nested() as savepoint:
        _mark_settled(sorted(fresh))
        is_stored = _put(document, draft, text, writers)
        if not is_stored:
            savepoint.rollback()
    return is_stored


def _put(document: Document, draft: Draft, text: DraftText, writers: Sequence[int]) -> bool:
    if (text.header_text, text.body) == (draft.header_text, draft.body):
        # Typed and taken back: the draft says it already.
        return True
    names = [
        *draft.contributor_ids,
        *(user_id for user_id in writers if user_id not in draft.contributor_ids),
    ]
    begun = [user_id for user_id in writers if user_id not in draft.contributor_ids]
    put = Put(
        draft.version,
        text,
        is_open=not says_the_same(text, revision_of(document.id, document.number)),
        more={Draft.contributor_ids: names},
    )
    if not put_version(document, draft, put, _person(writers[-1] if writers else None)):
        return False
    for user_id in begun:
        record(_person(user_id), "draft.written", ("document", document.id), version=put.version + 1)
    return True


def _person(user_id: int | None) -> Actor:
    return Actor(ActorKind.USER if user_id else ActorKind.SYSTEM, user_id)


def _unsettled_ids(document_id: int, rows: Sequence[Row]) -> set[int]:
    """Return which of these rows are not settled; others may have come since they were read."""
    unsettled = session().scalars(
        sa.select(LiveUpdate.id).where(
            LiveUpdate.document_id == document_id, LiveUpdate.is_settled.is_(False)
        )
    )
    return set(unsettled) & {row.id for row in rows}


def _mark_settled(ids: Sequence[int]) -> None:
    # These very rows: one with a lower id may be stored later, by another process.
    for start in range(0, len(ids), MOST_IDS):
        session().execute(
            sa.update(LiveUpdate)
            .where(LiveUpdate.id.in_(ids[start : start + MOST_IDS]))
            .values(is_settled=True)
            .execution_options(synchronize_session=False)
        )

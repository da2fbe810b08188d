"""Keeping a log small: what is settled becomes one row, and a log that outgrew its text begins anew."""

from collections.abc import Sequence
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.engine import CursorResult

from app.kernel.database import session, write_transaction
from app.kernel.settings import current_settings
from standards.documents.models import Draft
from standards.realtime.appending import store_row
from standards.realtime.copies import Copy
from standards.realtime.models import Change, LiveRoom, LiveUpdate
from standards.realtime.opening import seed
from standards.realtime.queries import rows_of
from standards.realtime.settling import settle, take_turn

LEAST_ROWS = 100
MOST_IDS = 500
KIB = 1024
MOST_FOR_A_BYTE = 4
"""Bytes of a compacted log for each byte that a document may have: more is deleted text that nobody needs."""


class Moved(Exception):
    """Somebody else compacted the log in the same moment; nothing was changed."""


def keep_small(document_id: int, least: int = LEAST_ROWS) -> int:
    """Join the settled rows of a log if there are many; return how many became one.

    Applying them one after the other and taking the whole is quick where merging them takes their square.
    """
    try:
        with write_transaction():
            rows = rows_of(document_id, only_settled=True)
            if len(rows) < least:
                return 0
            copy = Copy(row.payload for row in rows)
            whole = copy.whole()
            # A page that lies about what its changes stand beside can make the whole say something else.
            is_faithful = Copy([whole]).text() == copy.text()
            if is_faithful:
                _remove([row.id for row in rows])
                store_row(document_id, None, Change.WHOLE, whole, is_settled=True)
    except Moved:
        return 0
    if not is_faithful or len(whole) > current_settings().largest_document_kib * KIB * MOST_FOR_A_BYTE:
        begin_anew(document_id)
    return len(rows)


def begin_anew(document_id: int) -> None:
    """Begin another log with what the draft says; pages that are in the old one come back with their text."""
    with write_transaction():
        take_turn(document_id)
        # The draft first: whoever saves a form holds it, and then waits for the room.
        session().execute(sa.select(Draft.id).where(Draft.document_id == document_id).with_for_update())
        room = session().get(LiveRoom, document_id, with_for_update=True, populate_existing=True)
        if room is None:
            return
        # From here on nobody types in the old log: what came before is settled, what comes is refused.
        settle(document_id)
        session().execute(
            sa.delete(LiveUpdate)
            .where(LiveUpdate.document_id == document_id)
            .execution_options(synchronize_session=False)
        )
        room.epoch += 1
        session().flush()
        seed(document_id, room.epoch)


def _remove(ids: Sequence[int]) -> None:
    """Remove exactly these rows.

    Raises:
        Moved: some are gone already.

    """
    removed = 0
    for start in range(0, len(ids), MOST_IDS):
        statement = sa.delete(LiveUpdate).where(LiveUpdate.id.in_(ids[start : start + MOST_IDS]))
        statement = statement.execution_options(synchronize_session=False)
        removed += cast("CursorResult[Any]", session().execute(statement)).rowcount
    if removed != len(ids):
        raise Moved

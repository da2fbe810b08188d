"""Compaction: what is settled in a log becomes one row; what was typed meanwhile stays."""

from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.engine import CursorResult

from app.kernel.database import session, write_transaction
from standards.realtime.appending import store_row
from standards.realtime.copies import Copy
from standards.realtime.models import Change, LiveUpdate
from standards.realtime.queries import rows_of

LEAST_ROWS = 100
MOST_IDS = 500


class Moved(RuntimeError):
    """Somebody else compacted the log in the same moment."""


def compact(document_id: int, least: int = LEAST_ROWS) -> int:
    """Join the settled rows of a log if there are many; return how many became one.

    Applying them one after the other and taking the whole is quick where merging them takes their square.
    """
    with write_transaction():
        rows = rows_of(document_id, only_settled=True)
        if len(rows) < least:
            return 0
        whole = Copy(row.payload for row in rows).whole()
        ids = [row.id for row in rows]
        removed = 0
        for start in range(0, len(ids), MOST_IDS):
            statement = sa.delete(LiveUpdate).where(LiveUpdate.id.in_(ids[start : start + MOST_IDS]))
            statement = statement.execution_options(synchronize_session=False)
            removed += cast("CursorResult[Any]", session().execute(statement)).rowcount
        if removed != len(ids):
            raise Moved
        store_row(document_id, None, Change.WHOLE, whole, is_settled=True)
    return len(rows)

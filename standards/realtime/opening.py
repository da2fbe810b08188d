"""Opening a room: its log, seeded from the draft when it has none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from app.kernel.actors import SYSTEM
from app.kernel.clock import now
from app.kernel.database import session, write_transaction
from standards.documents.draft_rows import document_by_id, text_of
from standards.documents.drafting import open_draft
from standards.realtime.appending import store_row
from standards.realtime.copies import Copy
from standards.realtime.models import Change, LiveAuthor, LiveRoom
from standards.realtime.queries import Row, Standing, authors_of, has_room, rows_of, standing_of

FIRST_EPOCH = 1


@dataclass(frozen=True, slots=True)
class Opened:
    """Everything that a room begins with."""

    rows: Sequence[Row]
    authors: Mapping[int, tuple[int | None, int]]
    standing: Standing


def open_log(document_id: int) -> Opened:
    """Return the log of a document's draft; the first who asks seeds it.

    Raises:
        NoSuchDocument, RetiredDocument: nobody writes there.

    """
    if not has_room(document_id):
        try:
            _begin(document_id)
        except IntegrityError:
            # Somebody else began it in the same moment.
            session().rollback()
    return Opened(rows_of(document_id), authors_of(document_id), standing_of(document_id))


def seed(document_id: int, epoch: int) -> None:
    """Store what the draft says as the first change of a log, in the running write transaction."""
    draft = open_draft(document_by_id(document_id), SYSTEM)
    copy = Copy()
    copy.say(text_of(draft))
    session().add(LiveAuthor(document_id=document_id, client_id=copy.client_id, user_id=None, epoch=epoch))
    store_row(document_id, None, Change.WHOLE, copy.whole(), is_settled=True)


def _begin(document_id: int) -> None:
    open_draft(document_by_id(document_id), SYSTEM)
    with write_transaction() as current:
        current.add(LiveRoom(document_id=document_id, epoch=FIRST_EPOCH, opened_at=now()))
        current.flush()
        seed(document_id, FIRST_EPOCH)

"""What is written beside a room (by form, by a command, by accepting a wording) goes into its log as well."""

import sqlalchemy as sa
from flask import current_app
from sqlalchemy import event

from app.kernel.actors import Actor
from app.kernel.database import session
from standards.documents.models import Document
from standards.documents.signals import draft_asked, draft_discarded, draft_put
from standards.documents.texts import DraftText
from standards.realtime.appending import store_row
from standards.realtime.copies import NOTHING, Copy
from standards.realtime.models import Change, LiveAuthor, LiveRoom
from standards.realtime.queries import rows_of
from standards.realtime.settling import settle

LISTENER = "live listener"


def listen() -> None:
    """Keep logs and drafts the same, whoever writes; listening twice is listening once."""
    draft_asked.connect(_settle_first)
    draft_put.connect(_follow_draft)
    draft_discarded.connect(_note_discard)


def _settle_first(document: Document) -> None:
    settle(document.id)


def _follow_draft(document: Document, text: DraftText, actor: Actor) -> None:
    """Write what the draft says now into the log, as edits on what it said before: nothing typed is lost."""
    statement = sa.select(LiveRoom.epoch).where(LiveRoom.document_id == document.id)
    # No log begins anew until this is stored.
    epoch = session().scalar(statement.with_for_update(read=True))
    if epoch is None:
        return
    copy = Copy(row.payload for row in rows_of(document.id, only_settled=True))
    update = copy.say(text)
    if update:
        session().add(
            LiveAuthor(document_id=document.id, client_id=copy.client_id, user_id=None, epoch=epoch)
        )
        store_row(document.id, actor.user_id, Change.WRITTEN, update, is_settled=True)
    _tell_after_commit(document.id)


def _note_discard(document: Document, actor: Actor) -> None:
    is_live = session().scalar(sa.select(LiveRoom.epoch).where(LiveRoom.document_id == document.id))
    if is_live is not None:
        store_row(document.id, actor.user_id, Change.DISCARDED, NOTHING, is_settled=True)


def _tell_after_commit(document_id: int) -> None:
    tell = current_app.extensions.get(LISTENER)
    if tell is None:
        return

    def told(_session: object) -> None:
        tell(document_id)

    event.listen(session(), "after_commit", told, once=True)

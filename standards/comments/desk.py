"""What waits on the desk: comments on what somebody writes, and wording that asks to be decided on."""

import sqlalchemy as sa
from flask import url_for

from app.kernel.actors import Actor
from app.kernel.database import session
from app.kernel.permissions import can
from app.notices.desk import DeskLine, DeskSection
from app.web.i18n import _, n_
from standards.comments.models import Thread
from standards.comments.policies import CommentPermission, can_decide
from standards.comments.queries import open_counts, waiting_wordings
from standards.comments.telling import writers_of
from standards.documents.models import Document

MOST_DOCUMENTS = 100


def sections(actor: Actor) -> list[DeskSection]:
    """Return what the talk about texts asks of this person; nothing for who takes no part in it."""
    if not can(actor, CommentPermission.SEE):
        return []
    return [*([_wordings()] if can_decide(actor) else []), _own_documents(actor)]


def _wordings() -> DeskSection:
    lines = tuple(
        DeskLine(
            url_for("comments.talk", slug=waiting.slug, _anchor=f"thread-{waiting.thread_id}"), waiting.title
        )
        for waiting in waiting_wordings()
    )
    return DeskSection(
        "wordings", _("Proposed wording to accept or decline"), lines, _("No proposed wording waits.")
    )


def _own_documents(actor: Actor) -> DeskSection:
    documents = (
        session()
        .scalars(
            sa.select(Document)
            .where(
                Document.retired_at.is_(None),
                sa.exists().where(Thread.document_id == Document.id, Thread.resolved_at.is_(None)),
            )
            .order_by(Document.title, Document.id)
            .limit(MOST_DOCUMENTS)
        )
        .all()
    )
    own = [document for document in documents if actor.user_id in writers_of(document)]
    counts = open_counts([document.id for document in own])
    lines = tuple(
        DeskLine(
            url_for("comments.talk", slug=document.slug),
            document.title,
            n_("One open comment", "%(num)s open comments", counts[document.id]),
        )
        for document in own
    )
    return DeskSection(
        "comments", _("Comments on what you write"), lines, _("Nobody has commented on what you write.")
    )

"""What reviews add to the list of documents: states that it can be filtered by."""

import sqlalchemy as sa

from app.kernel.messages import N_
from standards.documents.listing import State
from standards.documents.models import Document, Revision
from standards.reviews.models import Approval, Review, ReviewState


def is_waiting() -> sa.ColumnElement[bool]:
    """Return the condition for documents that are with people for review."""
    waiting = sa.select(Review.document_id).where(Review.state == ReviewState.WAITING.value)
    return Document.id.in_(waiting)


def is_unapproved() -> sa.ColumnElement[bool]:
    """Return the condition for documents of which no revision was approved yet."""
    return Document.id.not_in(sa.select(Approval.document_id)) & Document.retired_at.is_(None)


def is_changed() -> sa.ColumnElement[bool]:
    """Return the condition for documents that were approved, but not in their newest revision."""
    newest = (
        sa.select(Revision.document_id)
        .join(Approval, Approval.revision_id == Revision.id)
        .where(Revision.document_id == Document.id, Revision.number == Document.number)
    )
    approved = sa.select(Approval.document_id)
    return Document.id.in_(approved) & ~sa.exists(newest) & Document.retired_at.is_(None)


STATES = (
    State("in-review", N_("In review"), is_waiting),
    State("not-approved", N_("Nothing approved yet"), is_unapproved),
    State("changed", N_("Changed since the approval"), is_changed),
)

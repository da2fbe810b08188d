"""What a document's own pages say of its comments: a link with their number, and a filter for lists."""

from collections.abc import Sequence

import sqlalchemy as sa
from flask import url_for

from app.kernel.messages import N_
from app.kernel.permissions import can
from app.web.actors import current_actor
from app.web.frame import NavigationItem
from app.web.i18n import _, n_
from standards.comments.models import Thread
from standards.comments.policies import CommentPermission
from standards.comments.queries import open_counts
from standards.documents.listing import State
from standards.documents.models import Document


def links(document: Document) -> Sequence[NavigationItem]:
    """Return the way to a document's comments, for those who may see them."""
    if not can(current_actor(), CommentPermission.SEE):
        return ()
    count = open_counts([document.id]).get(document.id, 0)
    label = n_("Comments (one open)", "Comments (%(num)s open)", count) if count else _("Comments")
    return (NavigationItem(url_for("comments.talk", slug=document.slug), label),)


def has_open_comments() -> sa.ColumnElement[bool]:
    """Return the condition for documents on which something was said that is not resolved."""
    return sa.exists().where(
        Thread.document_id == Document.id, Thread.resolved_at.is_(None)
    ) & Document.retired_at.is_(None)


COMMENTED = State("commented", N_("With open comments"), has_open_comments)

"""Who wrote in a text, and so does not approve it."""

import sqlalchemy as sa

from app.kernel.database import session
from standards.documents.models import Revision
from standards.reviews.models import Approval
from standards.reviews.wholes import Part, Whole


def writers_of(whole: Whole) -> frozenset[int]:
    """Return who wrote in the whole since each of its parts was approved last.

    What is embedded and was approved by itself before, in this text, is nobody's own any more.
    """
    found: set[int] = set()
    for part in whole.parts:
        if part is whole.own or not _is_approved(part):
            found |= _writers(part)
    return frozenset(found)


def authors_of(part: Part) -> frozenset[int]:
    """Return who wrote in exactly this revision."""
    revision = session().get_one(Revision, part.revision_id)
    return frozenset(revision.contributors)


def _writers(part: Part) -> set[int]:
    last = session().scalar(
        sa.select(sa.func.max(Revision.number))
        .join(Approval, Approval.revision_id == Revision.id)
        .where(Revision.document_id == part.document_id, Revision.number < part.number)
    )
    revisions = session().scalars(
        sa.select(Revision).where(
            Revision.document_id == part.document_id,
            Revision.number > (last or 0),
            Revision.number <= part.number,
        )
    )
    return {user_id for revision in revisions for user_id in revision.contributors}


def _is_approved(part: Part) -> bool:
    return (
        session().scalar(sa.select(Approval.id).where(Approval.revision_id == part.revision_id).limit(1))
        is not None
    )

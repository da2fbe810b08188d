"""Reads of reviews and approvals: the rules, what waits, what is approved and what no longer is."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.kernel.database import session
from standards.documents.models import Document, Revision
from standards.reviews.errors import NoSuchReview
from standards.reviews.models import Approval, Looking, Review, ReviewAsked, ReviewRules, ReviewState, Verdict
from standards.reviews.rules import Rules
from standards.reviews.wholes import Whole, restored


def current_rules() -> Rules:
    """Return the company's rules, ours while it has set none."""
    row = session().get(ReviewRules, 1)
    if row is None:
        return Rules()
    return Rules(row.least_approvers, row.writers_may_approve, row.needs_department, row.needs_management)


def review_by_id(review_id: int) -> Review:
    """Return a review.

    Raises:
        NoSuchReview: there is none with this id.

    """
    review = session().get(Review, review_id)
    if review is None:
        raise NoSuchReview
    return review


def waiting_review_of(document_id: int) -> Review | None:
    """Return the review of a document that waits, if one does."""
    return session().scalar(
        sa.select(Review).where(Review.document_id == document_id, Review.state == ReviewState.WAITING.value)
    )


def waiting_reviews() -> Sequence[Review]:
    """Return all reviews that wait, those due first first."""
    statement = sa.select(Review).where(Review.state == ReviewState.WAITING.value)
    return session().scalars(statement.order_by(Review.due_on.nulls_last(), Review.id)).all()


def reviews_of(document_id: int, limit: int = 20) -> Sequence[Review]:
    """Return the newest reviews of a document, the newest first."""
    statement = sa.select(Review).where(Review.document_id == document_id)
    return session().scalars(statement.order_by(Review.id.desc()).limit(limit)).all()


def verdicts_of(review_ids: Collection[int]) -> Mapping[int, Sequence[Verdict]]:
    """Return the verdicts of these reviews in the order in which they were given."""
    found: dict[int, list[Verdict]] = defaultdict(list)
    rows = session().scalars(sa.select(Verdict).where(Verdict.review_id.in_(review_ids)).order_by(Verdict.id))
    for verdict in rows:
        found[verdict.review_id].append(verdict)
    return found


def asked_in(review_ids: Collection[int]) -> Mapping[int, frozenset[int]]:
    """Return who was asked by name in these reviews."""
    found: dict[int, set[int]] = defaultdict(set)
    for row in session().scalars(sa.select(ReviewAsked).where(ReviewAsked.review_id.in_(review_ids))):
        found[row.review_id].add(row.user_id)
    return {key: frozenset(people) for key, people in found.items()}


def lookings_at(review_id: int) -> Sequence[Looking]:
    """Return who is looking at it, who began first first."""
    return (
        session().scalars(sa.select(Looking).where(Looking.review_id == review_id).order_by(Looking.at)).all()
    )


def approvals_of(document_id: int) -> Sequence[Approval]:
    """Return the approvals of a document, the newest first."""
    statement = sa.select(Approval).where(Approval.document_id == document_id)
    return session().scalars(statement.order_by(Approval.id.desc())).all()


def newest_approvals() -> Mapping[int, Approval]:
    """Return the newest approval of each document that is not retired and has one, by document."""
    return {approval.document_id: approval for approval in session().scalars(_newest_approvals())}


def newest_approval_of(document_id: int) -> Approval | None:
    """Return the newest approval of a document, unless it is retired or has none."""
    return session().scalar(_newest_approvals().where(Approval.document_id == document_id))


def newest_approvals_with_parts() -> Sequence[Approval]:
    """Return the newest approvals of documents that embed others."""
    has_parts = sa.func.json_array_length(Approval.parts) > 1
    return session().scalars(_newest_approvals().where(has_parts)).all()


def _newest_approvals() -> sa.Select[Approval]:
    newest = sa.select(sa.func.max(Approval.id)).group_by(Approval.document_id).scalar_subquery()
    return (
        sa.select(Approval)
        .join(Document, Document.id == Approval.document_id)
        .where(Approval.id.in_(newest), Document.retired_at.is_(None))
    )


@dataclass(frozen=True, slots=True)
class Newest:
    """What is known of the newest revision of a document; `number` is 0 while there is only a draft."""

    document_id: int
    slug: str
    title: str
    number: int
    digest: str
    is_retired: bool


def newest_of_all() -> Mapping[int, Newest]:
    """Return the newest revision of every document in reading order, retired ones too."""
    return _newest(_newest_rows())


def newest_of_parts(whole: Whole) -> Mapping[int, Newest]:
    """Return the newest revision of each document that is part of a whole."""
    return _newest(_newest_rows().where(Document.id.in_([part.document_id for part in whole.parts])))


def _newest_rows() -> sa.Select[int, str, str, int, str, datetime | None]:
    return (
        sa.select(
            Document.id, Document.slug, Document.title, Document.number, Revision.digest, Document.retired_at
        )
        .outerjoin(Revision, (Revision.document_id == Document.id) & (Revision.number == Document.number))
        .order_by(Document.position, Document.slug)
    )


def _newest(rows: sa.Select[int, str, str, int, str, datetime | None]) -> Mapping[int, Newest]:
    return {
        row.id: Newest(row.id, row.slug, row.title, row.number, row.digest or "", row.retired_at is not None)
        for row in session().execute(rows)
    }


@dataclass(frozen=True, slots=True)
class Divergence:
    """One part of an approved text that has changed since; `number` is its newest revision.

    `is_own` tells the document itself from what it embeds.
    """

    slug: str
    title: str
    number: int
    is_own: bool = False
    is_retired: bool = False


def divergences(whole: Whole, newest: Mapping[int, Newest]) -> tuple[Divergence, ...]:
    """Return what of an approved whole is no longer the newest text."""
    found = []
    for part in whole.parts:
        present = newest.get(part.document_id)
        if present is not None and (present.is_retired or present.digest != part.digest):
            is_own = part is whole.own
            found.append(Divergence(present.slug, present.title, present.number, is_own, present.is_retired))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Flagged:
    """A document that was approved and contains something that has changed since."""

    slug: str
    title: str
    number: int
    changed: tuple[Divergence, ...]


def flagged_documents() -> tuple[Flagged, ...]:
    """Return approved documents whose newest revision is approved, but not with what it embeds now."""
    newest, approvals = newest_of_all(), newest_approvals()
    found = []
    for document_id, present in newest.items():
        approval = approvals.get(document_id)
        if approval is None:
            continue
        changed = divergences(restored(approval.parts), newest)
        if changed and not any(divergence.is_own for divergence in changed):
            found.append(Flagged(present.slug, present.title, present.number, changed))
    return tuple(found)


def holds(whole: Whole) -> Approval | None:
    """Return the approval that holds for exactly this text, if there is one."""
    return session().scalar(
        sa.select(Approval)
        .where(Approval.document_id == whole.own.document_id, Approval.whole_digest == whole.digest)
        .order_by(Approval.id.desc())
        .limit(1)
    )

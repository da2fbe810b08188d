"""Asking for a review, and taking it back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy.exc import IntegrityError

from app.accounts.queries import people_with, person_by_id
from app.company.queries import current_company
from app.journal.services import record
from app.kernel.actors import Actor, Role
from app.kernel.clock import now
from app.kernel.database import compare_and_set, session, take_turns, write_transaction
from app.kernel.errors import NotAllowed
from app.kernel.permissions import require
from app.language.document import parse_document
from standards.documents.draft_rows import draft_to_show
from standards.documents.drafting import cut_revision
from standards.documents.queries import document_by_slug
from standards.reviews.announcing import tell_asked, tell_withdrawn
from standards.reviews.errors import (
    CannotDecide,
    NobodyAsked,
    NoRevision,
    NothingToReview,
    ReviewOver,
    ReviewWaits,
)
from standards.reviews.following import add_follower
from standards.reviews.groups import checked_group
from standards.reviews.models import Review, ReviewAsked, ReviewState
from standards.reviews.policies import ReviewPermission, can_withdraw
from standards.reviews.queries import holds, review_by_id, waiting_review_of
from standards.reviews.soundness import refuse_unsound, refuse_unsound_text
from standards.reviews.wholes import NewestTexts, Whole

TURNS = "reviews"
"""Whoever ends or begins a review waits for others who do, so that each sees the state as it is."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What the person who asks says: a note, whom they ask, and until when."""

    note: str = ""
    people: Collection[int] = ()
    group: str = ""
    due_on: date | None = None


def ask_for_review(slug: str, asking: Asking, actor: Actor) -> Review:
    """Ask people to review the newest revision of a document with everything that it embeds.

    Raises:
        NotAllowed: the actor may not ask.
        NoSuchDocument, NoRevision, NothingToReview, UnsoundText: there is nothing that could be reviewed.
        NobodyAsked, CannotDecide: nobody was asked, or somebody who may not approve.
        ReviewWaits: a review of this document waits already.

    """
    require(actor, ReviewPermission.ASK)
    people = _checked_people(asking)
    group = checked_group(asking.group, [entry.id for entry in current_company().departments])
    # Checking takes a while, so it is done before others have to wait for us.
    before = NewestTexts()
    refuse_unsound(_whole(slug, before), before)
    try:
        with write_transaction():
            take_turns(TURNS)
            texts = NewestTexts()
            whole = _whole(slug, texts)
            if waiting_review_of(whole.own.document_id):
                raise ReviewWaits(title=whole.own.title)
            if holds(whole):
                raise NothingToReview(title=whole.own.title)
            return _store(whole, asking, people, group, actor)
    except IntegrityError as error:
        raise ReviewWaits(title=slug) from error


def submit_for_review(slug: str, asking: Asking, actor: Actor) -> Review:
    """Keep an open draft as a revision, with the note, and ask for its review.

    Raises:
        AppError: as `ask_for_review` and `cut_revision` do. Whatever could be refused for what was asked is
            refused before the draft is kept.

    """
    require(actor, ReviewPermission.ASK)
    _checked_people(asking)
    document = document_by_slug(slug)
    draft = draft_to_show(document)
    if draft is not None and draft.is_open:
        if waiting_review_of(document.id):
            raise ReviewWaits(title=document.title)
        text = parse_document(draft.header_text, draft.body, slug=document.slug)
        refuse_unsound_text(text, document.slug)
        cut_revision(document.id, asking.note.strip(), is_minor=False, actor=actor)
    return ask_for_review(slug, asking, actor)


def withdraw_review(review_id: int, actor: Actor) -> None:
    """Take a review back; answers that were given stay in its record.

    Raises:
        NotAllowed, NoSuchReview, ReviewOver: nothing was changed.

    """
    review = review_by_id(review_id)
    if not can_withdraw(actor, review):
        raise NotAllowed
    with write_transaction():
        take_turns(TURNS)
        end_review(review_id, ReviewState.WITHDRAWN, actor)
        review = review_by_id(review_id)
        record(actor, "review.withdrawn", ("document", review.document_id), review=review_id)
        tell_withdrawn(review, actor)


def end_review(
    review_id: int, state: ReviewState, actor: Actor, cause: dict[str, str | int | None] | None = None
) -> None:
    """End a review that waits, in the running write transaction.

    Raises:
        ReviewOver: it has ended already.

    """
    changes = {
        Review.state: state.value,
        Review.ended_at: now(),
        Review.ended_by: actor.user_id,
        Review.cause: cause or {},
    }
    if not compare_and_set(Review, review_id, {Review.state: ReviewState.WAITING.value}, changes):
        raise ReviewOver
    session().expire(review_by_id(review_id))


def _checked_people(asking: Asking) -> frozenset[int]:
    people = frozenset(asking.people)
    if not people and not asking.group:
        raise NobodyAsked(field="people")
    deciders = {person.id for person in people_with(Role.APPROVER)}
    for user_id in sorted(people - deciders):
        raise CannotDecide(name=person_by_id(user_id).name, field="people")
    return people


def _whole(slug: str, texts: NewestTexts) -> Whole:
    document = document_by_slug(slug)
    try:
        return texts.whole(document.slug)
    except KeyError as error:
        raise NoRevision(title=document.title) from error


def _store(whole: Whole, asking: Asking, people: Collection[int], group: str, actor: Actor) -> Review:
    review = Review(
        document_id=whole.own.document_id,
        revision_id=whole.own.revision_id,
        whole_digest=whole.digest,
        parts=whole.stored(),
        note=asking.note.strip(),
        asked_group=group,
        due_on=asking.due_on,
        asked_by=actor.user_id,
        asked_at=now(),
        state=ReviewState.WAITING.value,
        cause={},
    )
    current = session()
    current.add(review)
    current.flush()
    current.add_all(ReviewAsked(review_id=review.id, user_id=user_id) for user_id in sorted(people))
    add_follower(whole.own.document_id, actor)
    current.flush()
    record(
        actor,
        "review.asked",
        ("document", whole.own.document_id),
        review=review.id,
        number=whole.own.number,
        digest=whole.digest,
        people=sorted(people),
        group=group,
    )
    tell_asked(review, actor)
    return review

"""Answering a review: looking at it, approving, returning, and letting pass although rules are not met."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from app.accounts.queries import Person, people_with
from app.company.queries import current_company
from app.journal.services import record
from app.kernel.actors import Actor, Role
from app.kernel.clock import now
from app.kernel.database import session, take_turns, write_transaction
from app.kernel.permissions import require
from app.language.company import Company
from app.language.document import Document as Text
from standards.reviews.announcing import tell_answered, tell_approved, tell_returned
from standards.reviews.asking import TURNS, end_review
from standards.reviews.errors import Answered, OwnText, ReasonMissing, ReviewOver, RulesMet, TextChanged
from standards.reviews.falling_back import fall_back
from standards.reviews.granting import grant
from standards.reviews.groups import as_members
from standards.reviews.models import Looking, Review, ReviewState, Verdict
from standards.reviews.policies import ReviewPermission, has_written
from standards.reviews.queries import current_rules, review_by_id, verdicts_of
from standards.reviews.rules import Condition, are_met, conditions
from standards.reviews.soundness import refuse_unsound
from standards.reviews.wholes import NewestTexts, Whole, restored
from standards.reviews.writers import writers_of


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody says of a review; `digest` is that of the whole that their page showed."""

    is_approval: bool
    reason: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a review stands: the rules, and who could still answer."""

    conditions: tuple[Condition, ...]
    writers: frozenset[int]
    counted: tuple[Person, ...]
    others: tuple[Person, ...]


def look_at(review_id: int, actor: Actor, *, is_looking: bool = True) -> None:
    """Let others see that the actor is looking at it now, or no longer is.

    Raises:
        NotAllowed, NoSuchReview, ReviewOver: nothing was changed.

    """
    require(actor, ReviewPermission.DECIDE)
    if actor.user_id is None:
        return
    with write_transaction() as current:
        if not review_by_id(review_id).is_waiting:
            raise ReviewOver
        _forget_looking(review_id, actor)
        if is_looking:
            current.add(Looking(review_id=review_id, user_id=actor.user_id, at=now()))


def give_verdict(review_id: int, answer: Answer, actor: Actor) -> Review:
    """Approve a review's text, or return it with a reason; the same answer twice is one answer.

    With the last approval that the rules need, the approval is granted and the review ends. One that returns
    it ends it at once.

    Raises:
        NotAllowed, OwnText: the actor is no approver, or wrote in the text.
        NoSuchReview, ReviewOver, TextChanged, Answered: it can no longer be answered like this.
        ReasonMissing: returning needs a reason.

    """
    require(actor, ReviewPermission.DECIDE)
    if not answer.is_approval and not answer.reason.strip():
        raise ReasonMissing(field="reason")
    fallen: Review | None = None
    with write_transaction():
        take_turns(TURNS)
        review = review_by_id(review_id)
        if _has_said(review, answer, actor):
            return review
        if not review.is_waiting:
            raise ReviewOver
        texts = NewestTexts()
        fallen = fall_back(review, texts, actor)
        if fallen is None:
            _refuse_answer(review, answer, actor)
            _take(review, answer, actor, texts)
            return review
    raise TextChanged


def override(review_id: int, reason: str, actor: Actor, digest: str = "") -> Review:
    """Approve a review's text although the rules are not met; the reason is printed in the handbook.

    Raises:
        NotAllowed: the actor may not override.
        NoSuchReview, ReviewOver, TextChanged: it can no longer be approved.
        ReasonMissing, RulesMet: there is no reason, or no need.

    """
    require(actor, ReviewPermission.OVERRIDE)
    if not reason.strip():
        raise ReasonMissing(field="override_reason")
    with write_transaction():
        take_turns(TURNS)
        review = review_by_id(review_id)
        if not review.is_waiting:
            raise ReviewOver
        texts = NewestTexts()
        if fall_back(review, texts, actor) is None:
            _refuse_other_text(review, digest)
            if are_met(standing_of(review, texts).conditions):
                raise RulesMet
            _grant(review, texts, actor, reason.strip())
            return review
    raise TextChanged


def standing_of(review: Review, texts: NewestTexts | None = None) -> Standing:
    """Return how a review stands by the rules of now.

    Answers of people who no longer may approve, or whose account is switched off, do not count.
    """
    whole = restored(review.parts)
    rules = current_rules()
    writers = frozenset() if rules.writers_may_approve else writers_of(whole)
    deciders = [person for person in people_with(Role.APPROVER) if person.id not in writers]
    verdicts = verdicts_of([review.id]).get(review.id, ())
    said_yes = [verdict.user_id for verdict in verdicts if verdict.is_approval]
    counted = sorted(
        (person for person in deciders if person.id in said_yes), key=lambda person: said_yes.index(person.id)
    )
    others = [person for person in deciders if person.id not in {verdict.user_id for verdict in verdicts}]
    found = conditions(
        rules,
        _departments(whole, texts or NewestTexts()),
        as_members(counted),
        as_members(others),
    )
    return Standing(found, writers, tuple(counted), tuple(others))


def departments_of(text: Text, company: Company) -> tuple[str, ...]:
    """Return the departments that a document governs: its own, else those of its contact point."""
    if text.header.departments:
        return text.header.departments
    points = (point for point in company.contact_points if point.id == text.header.contact_point)
    return next((point.departments for point in points), ())


def _departments(whole: Whole, texts: NewestTexts) -> Sequence[str]:
    return departments_of(texts.text(whole.own), current_company())


def _has_said(review: Review, answer: Answer, actor: Actor) -> bool:
    given = session().scalar(
        sa.select(Verdict).where(Verdict.review_id == review.id, Verdict.user_id == actor.user_id)
    )
    if given is None:
        return False
    if given.is_approval is not answer.is_approval:
        raise Answered
    return True


def _refuse_answer(review: Review, answer: Answer, actor: Actor) -> None:
    _refuse_other_text(review, answer.digest)
    if not answer.is_approval:
        return
    if not current_rules().writers_may_approve and has_written(actor, writers_of(restored(review.parts))):
        raise OwnText


def _refuse_other_text(review: Review, digest: str) -> None:
    if digest and digest != review.whole_digest:
        raise TextChanged


def _take(review: Review, answer: Answer, actor: Actor, texts: NewestTexts) -> None:
    current = session()
    _forget_looking(review.id, actor)
    if actor.user_id is not None:
        current.add(
            Verdict(
                review_id=review.id,
                user_id=actor.user_id,
                is_approval=answer.is_approval,
                reason=answer.reason.strip(),
                at=now(),
            )
        )
        current.flush()
    deed = "review.approved" if answer.is_approval else "review.returned"
    record(actor, deed, ("document", review.document_id), review=review.id, digest=review.whole_digest)
    tell_answered(review, actor)
    if not answer.is_approval:
        end_review(review.id, ReviewState.RETURNED, actor)
        tell_returned(review, actor)
    elif are_met(standing_of(review, texts).conditions):
        _grant(review, texts, actor)


def _grant(review: Review, texts: NewestTexts, actor: Actor, override_reason: str = "") -> None:
    whole = restored(review.parts)
    refuse_unsound(whole, texts)
    people: Collection[int] = [person.id for person in standing_of(review, texts).counted]
    end_review(review.id, ReviewState.APPROVED, actor)
    approval = grant(whole, list(people), actor, review_id=review.id, override_reason=override_reason)
    tell_approved(review, approval, actor)


def _forget_looking(review_id: int, actor: Actor) -> None:
    session().execute(
        sa.delete(Looking).where(Looking.review_id == review_id, Looking.user_id == actor.user_id)
    )

"""Telling people what happens to a review; everything here runs inside the transaction of the deed."""

from collections.abc import Iterable

import sqlalchemy as sa

from app.accounts.queries import people_with
from app.kernel.actors import SYSTEM, Actor, Role
from app.kernel.database import session
from app.kernel.messages import N_
from app.notices.kinds import NoticeKind
from app.notices.services import News, notify, take_back
from app.web.addresses import path_to
from standards.reviews.groups import members_of
from standards.reviews.models import Approval, Follow, Review
from standards.reviews.queries import asked_in, newest_approvals_with_parts, verdicts_of
from standards.reviews.wholes import Part, Whole, restored
from standards.reviews.writers import writers_of

ASKED = NoticeKind("review.asked", N_("%(name)s asks you to review “%(title)s”."), needs_you=True)
ASKED_UNTIL = NoticeKind(
    "review.asked_until", N_("%(name)s asks you to review “%(title)s” until %(day)s."), needs_you=True
)
DUE = NoticeKind("review.due", N_("The review of “%(title)s” is due: %(day)s."), needs_you=True)
RETURNED = NoticeKind("review.returned", N_("%(name)s returned “%(title)s” and said why."), needs_you=True)
FALLEN_BACK = NoticeKind(
    "review.fallen_back",
    N_("The review of “%(title)s” ended: “%(changed)s” was changed. Ask again when the text is ready."),
    needs_you=True,
)
NO_LONGER_ASKED = NoticeKind(
    "review.no_longer_asked",
    N_("The review of “%(title)s” ended: “%(changed)s” was changed. Your answer no longer counts."),
)
APPROVED = NoticeKind("review.approved", N_("“%(title)s” is approved (revision %(number)s)."))
OVERRIDDEN = NoticeKind(
    "review.overridden", N_("%(name)s let “%(title)s” pass although not all rules were met.")
)
WITHDRAWN = NoticeKind("review.withdrawn", N_("%(name)s took the review of “%(title)s” back."))
FLAGGED = NoticeKind(
    "approval.flagged",
    N_("“%(title)s” is approved and contains “%(changed)s”, which was changed. Look at it again."),
)
CHANGED = NoticeKind("document.changed", N_("%(name)s changed “%(title)s” (revision %(number)s)."))
REVIEW_DATE = NoticeKind("document.review_date", N_("“%(title)s” is to be looked at again: %(day)s."))
OVERDUE = NoticeKind(
    "document.overdue", N_("“%(title)s” was to be looked at again: %(day)s."), needs_you=True
)
KINDS = (
    ASKED,
    ASKED_UNTIL,
    DUE,
    RETURNED,
    FALLEN_BACK,
    NO_LONGER_ASKED,
    APPROVED,
    OVERRIDDEN,
    WITHDRAWN,
    FLAGGED,
    CHANGED,
    REVIEW_DATE,
    OVERDUE,
)


def address_of(review: Review) -> str:
    """Return the address of a review's page."""
    return path_to("reviews.review", review_id=review.id)


def followers_of(document_id: int) -> frozenset[int]:
    """Return who follows a document."""
    return frozenset(session().scalars(sa.select(Follow.user_id).where(Follow.document_id == document_id)))


def asked_people(review: Review) -> frozenset[int]:
    """Return who is asked now, by name or as one of the group, and may decide."""
    deciders = people_with(Role.APPROVER)
    named = asked_in([review.id]).get(review.id, frozenset())
    grouped = {person.id for person in members_of(review.asked_group, deciders)}
    return frozenset(person.id for person in deciders if person.id in named | grouped)


def tell_asked(review: Review, actor: Actor) -> None:
    """Tell those who were asked."""
    whole = restored(review.parts)
    facts: dict[str, str | int] = {"title": whole.own.title}
    kind = ASKED
    if review.due_on is not None:
        kind, facts["day"] = ASKED_UNTIL, review.due_on.isoformat()
    notify(asked_people(review), News(kind, _asked_key(review), address_of(review), facts), actor)


def tell_returned(review: Review, actor: Actor) -> None:
    """Tell who asked, and who wrote."""
    whole = restored(review.parts)
    news = News(RETURNED, f"review-returned:{review.id}", address_of(review), {"title": whole.own.title})
    notify({review.asked_by, *writers_of(whole)}, news, actor)
    _end(review)


def tell_withdrawn(review: Review, actor: Actor) -> None:
    """Tell those who were asked that nobody waits for them any more."""
    title = restored(review.parts).own.title
    news = News(WITHDRAWN, f"review-withdrawn:{review.id}", address_of(review), {"title": title})
    notify(asked_people(review), news, actor)
    _end(review)


def tell_approved(review: Review, approval: Approval, actor: Actor) -> None:
    """Tell who asked, who wrote and who follows; of an override also those who were asked."""
    whole = restored(review.parts)
    concerned = {review.asked_by, *writers_of(whole), *followers_of(review.document_id)}
    facts: dict[str, str | int] = {"title": whole.own.title, "number": whole.own.number}
    kind = APPROVED
    if approval.override_reason:
        kind = OVERRIDDEN
        concerned |= asked_people(review)
    notify(concerned, News(kind, f"review-approved:{review.id}", address_of(review), facts), actor)
    _end(review)


def tell_fallen_back(review: Review, changed: str, actor: Actor) -> None:
    """Tell who asked that it is their turn again, and those who have answered that it no longer counts."""
    facts = {"title": restored(review.parts).own.title, "changed": changed}
    key, address = f"review-fallen-back:{review.id}", address_of(review)
    notify([review.asked_by], News(FALLEN_BACK, key, address, facts), actor)
    answered = {verdict.user_id for verdict in verdicts_of([review.id]).get(review.id, ())}
    notify(answered - {review.asked_by}, News(NO_LONGER_ASKED, key, address, facts), actor)
    _end(review)


def tell_answered(review: Review, actor: Actor) -> None:
    """Have the review wait no longer for who has just answered."""
    if actor.user_id is not None:
        take_back(_asked_key(review), [actor.user_id])
        take_back(_due_key(review), [actor.user_id])


def tell_due(review: Review, people: Iterable[int]) -> None:
    """Remind these people of a review that is due tomorrow or was due before."""
    if review.due_on is not None:
        facts = {"title": restored(review.parts).own.title, "day": review.due_on.isoformat()}
        notify(people, News(DUE, _due_key(review), address_of(review), facts), SYSTEM)


def tell_changed(changed: Iterable[Part], actor: Actor) -> None:
    """Tell who follows these documents, and who stands for approved documents that contain them."""
    by_id = {part.document_id: part for part in changed}
    for part in by_id.values():
        facts: dict[str, str | int] = {"title": part.title, "number": part.number}
        key = f"document-changed:{part.revision_id}"
        address = path_to("workshop.document", slug=part.slug)
        notify(followers_of(part.document_id), News(CHANGED, key, address, facts), actor)
    for approval in newest_approvals_with_parts():
        whole = restored(approval.parts)
        for embedded in whole.embedded:
            if embedded.document_id in by_id:
                _tell_flagged(whole, approval, by_id[embedded.document_id], actor)


def _tell_flagged(whole: Whole, approval: Approval, changed: Part, actor: Actor) -> None:
    people = {*writers_of(whole), *followers_of(approval.document_id)}
    key = f"approval-flagged:{approval.id}:{changed.revision_id}"
    facts = {"title": whole.own.title, "changed": changed.title}
    notify(people, News(FLAGGED, key, path_to("reviews.ask", slug=whole.own.slug), facts), actor)


def _end(review: Review) -> None:
    """Have the review wait for nobody any more."""
    take_back(_asked_key(review))
    take_back(_due_key(review))


def _asked_key(review: Review) -> str:
    return f"review-asked:{review.id}"


def _due_key(review: Review) -> str:
    return f"review-due:{review.id}"

"""What reviews put on people's desks."""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from flask import url_for

from app.accounts.queries import names_of
from app.kernel.actors import Actor
from app.kernel.database import session
from app.kernel.days import today
from app.kernel.permissions import can
from app.notices.desk import DeskLine, DeskSection
from app.web.dates import written_date, written_with_weekday
from app.web.i18n import _, n_
from standards.documents.models import Document, Draft, DraftSave
from standards.reviews.announcing import asked_people
from standards.reviews.dates import review_dates
from standards.reviews.models import Follow, Review, ReviewState
from standards.reviews.policies import ReviewPermission
from standards.reviews.queries import Divergence, flagged_documents, verdicts_of, waiting_reviews
from standards.reviews.wholes import restored

MOST_LINES = 20


def sections_of(actor: Actor) -> list[DeskSection]:
    """Return the sections of a member of the working group; nobody else has any."""
    if not can(actor, ReviewPermission.SEE) or actor.user_id is None:
        return []
    found = []
    if can(actor, ReviewPermission.DECIDE):
        found.append(_waiting(actor))
    found += [_returned(actor), _drafts(actor), _asked(actor), _followed(actor), _dates()]
    flagged = _flagged()
    return [*found, flagged] if flagged.lines else found


def _waiting(actor: Actor) -> DeskSection:
    reviews = waiting_reviews()
    answered = verdicts_of([review.id for review in reviews])
    mine = [
        review
        for review in reviews
        if actor.user_id in asked_people(review)
        and all(verdict.user_id != actor.user_id for verdict in answered.get(review.id, ()))
    ]
    names = names_of(review.asked_by for review in mine if review.asked_by is not None)
    lines = tuple(_review_line(review, names) for review in mine[:MOST_LINES])
    return DeskSection("waiting", _("Waits for you"), lines, _("No text waits for your answer."))


def _review_line(review: Review, names: Mapping[int, str]) -> DeskLine:
    whole = restored(review.parts)
    facts = [_("from %(name)s", name=names.get(review.asked_by or 0, _("Somebody")))]
    if review.due_on is not None:
        facts.append(_("until %(day)s", day=written_with_weekday(review.due_on)))
    mark = _("overdue") if review.due_on is not None and review.due_on < today() else ""
    return DeskLine(_address(review), whole.own.title, ", ".join(facts), mark)


def _returned(actor: Actor) -> DeskSection:
    """Return what was returned or fell back, unless somebody has asked again or it was approved since."""
    newest = sa.select(sa.func.max(Review.id)).group_by(Review.document_id).scalar_subquery()
    ended = [ReviewState.RETURNED.value, ReviewState.FALLEN_BACK.value]
    rows = session().scalars(
        sa.select(Review)
        .join(Document, Document.id == Review.document_id)
        .where(
            Review.id.in_(newest),
            Review.asked_by == actor.user_id,
            Review.state.in_(ended),
            Document.retired_at.is_(None),
        )
        .order_by(Review.ended_at.desc())
        .limit(MOST_LINES)
    )
    lines = tuple(_ended_line(review) for review in rows)
    return DeskSection("returned", _("Came back to you"), lines, _("No text was returned to you."))


def _ended_line(review: Review) -> DeskLine:
    title = restored(review.parts).own.title
    if review.state == ReviewState.FALLEN_BACK:
        changed = str(review.cause.get("title", ""))
        return DeskLine(_address(review), title, _("“%(title)s” was changed meanwhile.", title=changed))
    verdicts = verdicts_of([review.id]).get(review.id, ())
    reason = next((verdict.reason for verdict in verdicts if not verdict.is_approval), "")
    return DeskLine(_address(review), title, reason)


def _drafts(actor: Actor) -> DeskSection:
    mine = sa.select(DraftSave.draft_id).where(DraftSave.by_id == actor.user_id)
    rows = session().execute(
        sa.select(Document.slug, Document.title, Draft.updated_at)
        .join(Draft, Draft.document_id == Document.id)
        .where(
            Draft.is_open,
            Document.retired_at.is_(None),
            (Draft.updated_by_id == actor.user_id) | Draft.id.in_(mine),
        )
        .order_by(Draft.updated_at.desc())
        .limit(MOST_LINES)
    )
    lines = tuple(
        DeskLine(
            url_for("workshop.document", slug=row.slug),
            row.title,
            _("last written on %(day)s", day=written_date(row.updated_at)),
        )
        for row in rows
    )
    empty = _("You are writing nothing at the moment.")
    return DeskSection("drafts", _("Your drafts"), lines, empty)


def _asked(actor: Actor) -> DeskSection:
    mine = [review for review in waiting_reviews() if review.asked_by == actor.user_id]
    verdicts = verdicts_of([review.id for review in mine])
    lines = tuple(
        DeskLine(
            _address(review),
            restored(review.parts).own.title,
            n_("one has answered", "%(num)s have answered", len(verdicts.get(review.id, ()))),
            "",
        )
        for review in mine[:MOST_LINES]
    )
    return DeskSection("asked", _("You wait for"), lines, _("Nothing of yours is with others for review."))


def _followed(actor: Actor) -> DeskSection:
    rows = session().execute(
        sa.select(Document.id, Document.slug, Document.title, Document.number)
        .join(Follow, Follow.document_id == Document.id)
        .where(Follow.user_id == actor.user_id, Document.retired_at.is_(None))
        .order_by(Document.title)
        .limit(MOST_LINES)
    )
    lines = tuple(
        DeskLine(
            url_for("workshop.document", slug=row.slug),
            row.title,
            _("Revision %(number)s", number=row.number),
        )
        for row in rows
    )
    empty = _("Follow a document to be told of its changes.")
    return DeskSection("followed", _("You follow"), lines, empty)


def _dates() -> DeskSection:
    day = today()
    due = [entry for entry in review_dates() if entry.is_soon(day)]
    lines = tuple(
        DeskLine(
            url_for("workshop.document", slug=entry.slug),
            entry.title,
            ", ".join(part for part in (written_with_weekday(entry.on), entry.owner) if part),
            _("overdue") if entry.is_overdue(day) else "",
        )
        for entry in due[:MOST_LINES]
    )
    more = (_("All review dates"), url_for("reviews.dates"))
    return DeskSection("dates", _("To be looked at again"), lines, _("Nothing is due soon."), more)


def _flagged() -> DeskSection:
    lines = tuple(
        DeskLine(
            url_for("reviews.ask", slug=flagged.slug),
            flagged.title,
            _("contains %(titles)s, changed since the approval", titles=_quoted(flagged.changed)),
        )
        for flagged in flagged_documents()[:MOST_LINES]
    )
    return DeskSection("flagged", _("Approved, but no longer with what it contains"), lines, "")


def _quoted(changed: Iterable[Divergence]) -> str:
    return ", ".join(_("“%(title)s”", title=divergence.title) for divergence in changed)


def _address(review: Review) -> str:
    return url_for("reviews.review", review_id=review.id)

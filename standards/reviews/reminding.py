"""Reminding people of days: reviews that are due, documents that are to be looked at again."""

from datetime import timedelta

from app.accounts.queries import people
from app.kernel.actors import SYSTEM
from app.kernel.database import take_turns, write_transaction
from app.kernel.days import today
from app.notices.services import News, notify
from app.web.addresses import path_to
from standards.reviews.announcing import (
    OVERDUE,
    REVIEW_DATE,
    asked_people,
    followers_of,
    tell_due,
)
from standards.reviews.dates import ReviewDate, review_dates
from standards.reviews.queries import newest_approval_of, verdicts_of, waiting_reviews
from standards.reviews.wholes import restored
from standards.reviews.writers import authors_of

DAY = timedelta(days=1)


def remind() -> None:
    """Tell people of what is due tomorrow or was due before, and of documents to be looked at again.

    Each once: of a review, of a document when its day comes near, and once more when it has passed.
    """
    with write_transaction():
        take_turns("notices")
        _remind_of_reviews()
        for entry in review_dates():
            if entry.is_soon(today()):
                _remind_of_document(entry)


def _remind_of_reviews() -> None:
    for review in waiting_reviews():
        if review.due_on is not None and review.due_on <= today() + DAY:
            answered = {verdict.user_id for verdict in verdicts_of([review.id]).get(review.id, ())}
            tell_due(review, asked_people(review) - answered)


def _remind_of_document(entry: ReviewDate) -> None:
    is_overdue = entry.is_overdue(today())
    key = f"review-date:{entry.document_id}:{entry.on}:{'overdue' if is_overdue else 'soon'}"
    facts = {"title": entry.title, "day": entry.on.isoformat()}
    kind = OVERDUE if is_overdue else REVIEW_DATE
    address = path_to("workshop.document", slug=entry.slug)
    notify(_responsible(entry), News(kind, key, address, facts), SYSTEM)


def _responsible(entry: ReviewDate) -> set[int]:
    """Return the owner if the header names somebody with an account, else who wrote it; and followers."""
    owners = {person.id for person in people() if entry.is_owned_by(person)}
    approval = newest_approval_of(entry.document_id)
    if not owners and approval is not None:
        owners = set(authors_of(restored(approval.parts).own))
    return owners | followers_of(entry.document_id)

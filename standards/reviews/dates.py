"""When documents are to be looked at again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from app.accounts.queries import Person
from app.kernel.database import session
from app.language.headers import read_header
from standards.documents.models import Document, Revision

SOON = timedelta(days=14)
"""How long before its day a document counts as due soon (our setting)."""


@dataclass(frozen=True, slots=True)
class ReviewDate:
    """A document with the day on which it is to be looked at again; `owner` is whom its header names."""

    document_id: int
    slug: str
    title: str
    on: date
    owner: str

    def is_overdue(self, today: date) -> bool:
        """Say whether the day has passed."""
        return self.on < today

    def is_soon(self, today: date) -> bool:
        """Say whether the day is near or has passed."""
        return self.on <= today + SOON

    def is_owned_by(self, person: Person) -> bool:
        """Say whether the header names this person, by name or mail address."""
        return self.owner.strip().casefold() in {person.name.casefold(), person.email}


def review_dates() -> Sequence[ReviewDate]:
    """Return every document with such a day, by its newest revision, the earliest first."""
    rows = session().execute(
        sa.select(Document.id, Document.slug, Revision.header_text)
        .join(Revision, (Revision.document_id == Document.id) & (Revision.number == Document.number))
        .where(Document.retired_at.is_(None), Revision.header_text.contains("review_on"))
    )
    found = []
    for row in rows:
        header, _ = read_header(row.header_text, slug=row.slug)
        if header.review_on is not None:
            title = header.title or row.slug
            found.append(ReviewDate(row.id, row.slug, title, header.review_on, header.owner))
    return sorted(found, key=lambda entry: (entry.on, entry.title))

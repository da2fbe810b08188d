"""The company's lists as the values that documents are checked against."""

from collections.abc import Sequence
from typing import TypeVar

import sqlalchemy as sa

from app.company.models import (
    AimEntry,
    ChannelEntry,
    CompanyProfile,
    ContactPointEntry,
    DepartmentEntry,
    ListEntry,
    OutletEntry,
    SectionEntry,
    StageEntry,
    TermEntry,
)
from app.company.texts import company_text
from app.kernel.database import session
from app.language.company import Company, Contact, ContactPoint, Entry, Outlet, Stage, Term

Row = TypeVar("Row", bound=ListEntry)


def current_company() -> Company:
    """Return the company with all its lists; an open one, which accepts any id, while none were loaded."""
    profile = session().get(CompanyProfile, 1)
    if profile is None:
        return Company.empty()
    return Company(
        name=profile.name,
        language=profile.language,
        stages=tuple(Stage(row.id, row.names, row.is_hardest) for row in _rows(StageEntry)),
        departments=_entries(DepartmentEntry),
        outlets=tuple(Outlet(row.id, row.names, row.address, row.phone) for row in _rows(OutletEntry)),
        channels=_entries(ChannelEntry),
        contact_points=tuple(
            ContactPoint(row.id, row.names, row.stage, tuple(row.departments))
            for row in _rows(ContactPointEntry)
        ),
        sections=_entries(SectionEntry),
        aims=_entries(AimEntry),
        glossary=_terms(),
        logo=profile.logo,
        contact=Contact(profile.phone, profile.email, profile.web),
        readability=dict(profile.readability),
    )


def current_company_text() -> str:
    """Return the text of `company.yaml`, exactly the one that was loaded; "" while there are no lists."""
    profile = session().get(CompanyProfile, 1)
    if profile is None:
        return ""
    return profile.source or company_text(current_company())


def current_company_name() -> str:
    """Return the company's name; "" while there is none."""
    return session().scalar(sa.select(CompanyProfile.name)) or ""


def _rows(table: type[Row]) -> Sequence[Row]:
    return session().scalars(sa.select(table).order_by(table.position)).all()


def _entries(table: type[ListEntry]) -> tuple[Entry, ...]:
    return tuple(Entry(row.id, row.names) for row in _rows(table))


def _terms() -> tuple[Term, ...]:
    rows = session().scalars(sa.select(TermEntry).order_by(TermEntry.position))
    return tuple(Term(row.language, row.term, tuple(row.instead_of), row.meaning) for row in rows)

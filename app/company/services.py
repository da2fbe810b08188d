"""Changes of the company's lists."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

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
from app.company.policies import CompanyPermission
from app.company.queries import current_company, current_company_text
from app.journal.services import record
from app.kernel.actors import Actor
from app.kernel.database import Base, session, write_transaction
from app.kernel.permissions import require
from app.language.company import Company, Entry

LISTS: tuple[type[Base], ...] = (
    StageEntry,
    DepartmentEntry,
    OutletEntry,
    ChannelEntry,
    ContactPointEntry,
    SectionEntry,
    AimEntry,
    TermEntry,
    CompanyProfile,
)


def load_company(company: Company, actor: Actor, source: str = "") -> bool:
    """Replace all lists by those of this company; return whether anything differs from before.

    `source` is the exact text that the lists were read from: export gives it back byte for byte.
    An open company, which has no lists, changes nothing.

    Raises:
        NotAllowed: the actor may not change the lists.

    """
    require(actor, CompanyPermission.CHANGE)
    with write_transaction() as current:
        before = current_company()
        if company.is_open or (company == before and source == current_company_text()):
            return False
        for table in LISTS:
            current.execute(sa.delete(table))
        _add_lists(company)
        current.add(_profile(company, source))
        record(actor, "company.loaded", ("company", 1), changed=_changed_lists(before, company))
    return True


def _add_lists(company: Company) -> None:
    _add(StageEntry, ((stage, {"is_hardest": stage.is_hardest}) for stage in company.stages))
    _add(DepartmentEntry, ((entry, {}) for entry in company.departments))
    _add(
        OutletEntry,
        ((outlet, {"address": outlet.address, "phone": outlet.phone}) for outlet in company.outlets),
    )
    _add(ChannelEntry, ((entry, {}) for entry in company.channels))
    _add(
        ContactPointEntry,
        (
            (point, {"stage": point.stage, "departments": list(point.departments)})
            for point in company.contact_points
        ),
    )
    _add(SectionEntry, ((entry, {}) for entry in company.sections))
    _add(AimEntry, ((entry, {}) for entry in company.aims))
    session().add_all(
        TermEntry(
            position=position,
            language=term.language,
            term=term.term,
            instead_of=list(term.instead_of),
            meaning=term.meaning,
        )
        for position, term in enumerate(company.glossary)
    )


def _add(table: type[ListEntry], entries: Iterable[tuple[Entry, Mapping[str, Any]]]) -> None:
    session().add_all(
        table(id=entry.id, position=position, names=dict(entry.names), **more)
        for position, (entry, more) in enumerate(entries)
    )


def _profile(company: Company, source: str) -> CompanyProfile:
    return CompanyProfile(
        id=1,
        name=company.name,
        language=company.language,
        logo=company.logo,
        phone=company.contact.phone,
        email=company.contact.email,
        web=company.contact.web,
        readability=dict(company.readability),
        source=source,
    )


def _changed_lists(before: Company, after: Company) -> list[str]:
    names = (field.name for field in fields(Company) if field.name != "is_open")
    return [name for name in names if getattr(before, name) != getattr(after, name)]

"""What is covered now: lists and texts of the store, brought together and kept until one of them changes."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from flask import current_app

from app.company.queries import current_company, current_company_text
from app.kernel.database import session
from app.language.checking import check_document
from app.language.company import Company, ContactPoint, Entry
from app.language.document import Document as Text
from app.language.errors import Finding
from app.language.words import Kind
from situations.coverage.covering import (
    CellState,
    Matrix,
    Named,
    Place,
    departments_left_alone,
    matrix,
    named_once,
    without_contact_point,
)
from situations.coverage.models import Exemption
from standards.documents.models import Document, Revision
from standards.documents.queries import newest_texts
from standards.proposals.models import ChangeProposal
from standards.proposals.queries import documents_with_findings
from standards.reviews.approved import approved_texts
from standards.reviews.models import Approval

CACHE = "coverage"


@dataclass(frozen=True, slots=True)
class Unmet:
    """A situation with what its class still asks for."""

    document: Named
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Everything that the coverage page shows."""

    company: Company
    matrix: Matrix
    points_left_alone: tuple[ContactPoint, ...]
    departments_left_alone: tuple[Entry, ...]
    without_approved_text: tuple[Named, ...]
    without_contact_point: tuple[Named, ...]
    without_finding: tuple[Named, ...]
    unmet: tuple[Unmet, ...]
    situations: int

    @property
    def empty_cells(self) -> int:
        """Return how many cells are left to each person's own initiative."""
        return self.matrix.count(CellState.EMPTY) + self.matrix.count(CellState.IN_WORK)


def coverage(language: str) -> Coverage:
    """Return what the standards cover now, with names in this language where there are any."""
    state = (language, *_state())
    kept: tuple[object, Coverage] | None = current_app.extensions.get(CACHE, {}).get(language)
    if kept is None or kept[0] != state:
        kept = (state, _coverage(language))
        current_app.extensions.setdefault(CACHE, {})[language] = kept
    return kept[1]


def exemptions() -> Mapping[Place, str]:
    """Return the places that need no situation, and why."""
    return {
        Place(row.contact_point, row.department, row.channel): row.reason
        for row in session().scalars(sa.select(Exemption))
    }


def _coverage(language: str) -> Coverage:
    company = current_company()
    approved = tuple(approved_texts().corpus.documents.values())
    newest = tuple(newest_texts().documents.values())
    cells = matrix(company, approved, newest, exemptions(), language)
    known = named_once((text for text in newest if text.header.kind is Kind.SITUATION), language)
    return Coverage(
        company,
        cells,
        cells.points_left_alone,
        departments_left_alone(company, approved),
        _without_approved({text.slug for text in approved}),
        without_contact_point(company, newest, language),
        _without_finding(newest, known),
        tuple(unmet for text, named in known if (unmet := _unmet(text, named, company))),
        len(known),
    )


def _without_approved(approved: set[str]) -> tuple[Named, ...]:
    rows = session().execute(
        sa.select(Document.slug, Document.title, Document.situation_class)
        .where(Document.kind == Kind.SITUATION.value, Document.retired_at.is_(None))
        .order_by(Document.title, Document.id)
    )
    return tuple(Named(*row) for row in rows if row.slug not in approved)


def _without_finding(newest: tuple[Text, ...], known: tuple[tuple[Text, Named], ...]) -> tuple[Named, ...]:
    """Return the situations that rest on nothing found in the field; a finding holds for all translations."""
    found = documents_with_findings()
    origin = {text.slug: text.header.translation_of or text.slug for text in newest}
    groups = {origin.get(slug, slug) for slug in found}
    return tuple(named for text, named in known if origin[text.slug] not in groups)


def _unmet(text: Text, named: Named, company: Company) -> Unmet | None:
    findings = tuple(
        finding for finding in check_document(text, company) if finding.code.startswith("class.")
    )
    return Unmet(named, findings) if findings else None


def _state() -> tuple[object, ...]:
    """Return what changes whenever anything that the page rests on does."""
    row = (
        session()
        .execute(
            sa.select(
                sa.select(sa.func.max(Revision.id)).scalar_subquery(),
                sa.select(sa.func.max(Approval.id)).scalar_subquery(),
                sa.select(sa.func.count())
                .select_from(Document)
                .where(Document.retired_at.is_(None))
                .scalar_subquery(),
                sa.select(sa.func.max(Exemption.id)).scalar_subquery(),
                sa.select(sa.func.count()).select_from(Exemption).scalar_subquery(),
                sa.select(sa.func.count())
                .select_from(ChangeProposal)
                .where(ChangeProposal.document_id.is_not(None))
                .scalar_subquery(),
            )
        )
        .one()
    )
    titles = session().execute(
        sa.select(Document.slug, Document.title)
        .where(Document.kind == Kind.SITUATION.value)
        .order_by(Document.id)
    )
    return (*row, tuple(tuple(title) for title in titles), current_company_text())

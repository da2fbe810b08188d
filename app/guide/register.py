"""The register of an edition: a line for each document, ordered and grouped the ways staff look for them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import sqlalchemy as sa
from flask import current_app

from app.guide.shelf import EditionInForce
from app.kernel.database import session
from app.language.company import Company, read_company
from app.language.words import Kind
from standards.editions.models import Edition, EditionDocument

EDITIONS_KEPT = 8


@dataclass(frozen=True, slots=True)
class Line:
    """Hold what lists say about a document."""

    id: int
    slug: str
    kind: str
    language: str
    title: str
    summary: str
    situation_class: str
    stage: str
    contact_point: str
    section: str
    translation_of: str
    has_algorithm: bool

    @property
    def subject(self) -> str:
        """Return the slug that a document and its translations have in common."""
        return self.translation_of or self.slug


@dataclass(frozen=True, slots=True)
class Group:
    """Hold lines under one name; the id is empty where they belong to no entry of a list."""

    id: str
    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Register:
    """Know all documents of one edition and the company's lists as they were when it was published."""

    company: Company
    lines: tuple[Line, ...]

    @cached_property
    def by_slug(self) -> dict[str, Line]:
        """Return the lines by slug."""
        return {line.slug: line for line in self.lines}

    @cached_property
    def by_id(self) -> dict[int, Line]:
        """Return the lines by the id of the document."""
        return {line.id: line for line in self.lines}

    @cached_property
    def _by_subject(self) -> dict[str, dict[str, Line]]:
        found: defaultdict[str, dict[str, Line]] = defaultdict(dict)
        for line in self.lines:
            found[line.subject].setdefault(line.language, line)
        return found

    def translations(self, line: Line) -> dict[str, Line]:
        """Return the same document in each language it exists in, itself included."""
        return self._by_subject[line.subject]

    def in_language(self, line: Line, language: str) -> Line:
        """Return the document in that language, else as it is."""
        return self.translations(line).get(language, line)

    def shown(self, language: str, kind: Kind) -> tuple[Line, ...]:
        """Return each document of a kind once: in that language, else in the one that comes first."""
        first: dict[str, Line] = {}
        for line in self.lines:
            if line.kind == kind.value and line.subject not in first:
                first[line.subject] = self.in_language(line, language)
        return tuple(first.values())

    def situations_by_stage(self, language: str) -> tuple[Group, ...]:
        """Return the situations of each stage in the company's order; empty stages are there too."""
        names = {stage.id: stage.name(language) for stage in self.company.stages}
        return _grouped(names, ((line.stage, line) for line in self.shown(language, Kind.SITUATION)))

    def by_contact_point(self, lines: Iterable[Line], language: str) -> tuple[Group, ...]:
        """Return situations by contact point, those without one last; empty contact points are left out."""
        names = {point.id: point.name(language) for point in self.company.contact_points}
        groups = _grouped(names, ((line.contact_point, line) for line in lines))
        return tuple(sorted((group for group in groups if group.lines), key=lambda group: not group.id))

    def standards_by_section(self, language: str) -> tuple[Group, ...]:
        """Return the standards of each section in the company's order; empty sections are left out."""
        names = {section.id: section.name(language) for section in self.company.sections}
        groups = _grouped(names, ((line.section, line) for line in self.shown(language, Kind.STANDARD)))
        return tuple(group for group in groups if group.lines)


def register_of(edition: EditionInForce) -> Register:
    """Return the register of an edition; kept in memory, because an edition never changes."""
    kept: dict[tuple[int, str], Register] = current_app.extensions.setdefault("guide_registers", {})
    key = (edition.id, edition.digest)
    register = kept.get(key)
    if register is None:
        for old in list(kept)[: 1 - EDITIONS_KEPT]:
            kept.pop(old, None)
        register = kept[key] = _read_register(edition.id)
    return register


def _read_register(edition_id: int) -> Register:
    text = session().execute(sa.select(Edition.company_text).where(Edition.id == edition_id)).scalar_one()
    rows = session().execute(
        sa.select(*(getattr(EditionDocument, name) for name in Line.__slots__))
        .where(EditionDocument.edition_id == edition_id)
        .order_by(EditionDocument.position)
    )
    company = read_company(text)[0] if text else Company.empty()
    return Register(company, tuple(Line(*row) for row in rows))


def _grouped(names: dict[str, str], lines: Iterable[tuple[str, Line]]) -> tuple[Group, ...]:
    groups: dict[str, list[Line]] = {entry: [] for entry in names}
    for entry, line in lines:
        groups.setdefault(entry, []).append(line)
    return tuple(Group(entry, names.get(entry, entry), tuple(found)) for entry, found in groups.items())

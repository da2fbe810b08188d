"""What a document's header says to its readers, in the company's own names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.language.company import Entry
from app.language.document import Document
from app.language.words import Kind
from app.rendering.context import Context
from app.rendering.parts import Badge, Fact
from app.rendering.wording_labels import Labels


def named(entries: Iterable[Entry], entry_id: str, language: str) -> str:
    """Return the name of an entry of the company's lists; an unknown id speaks for itself."""
    return next((entry.name(language) for entry in entries if entry.id == entry_id), entry_id)


def badge_of(document: Document, labels: Labels) -> Badge | None:
    """Return the class of a situation; none for other kinds."""
    value = document.header.situation_class
    if document.header.kind is not Kind.SITUATION or value is None:
        return None
    return Badge(value.value, labels.situation_class[value])


def facts_of(document: Document, context: Context, labels: Labels) -> tuple[Fact, ...]:
    """Return the facts that have a value, in the order in which they are read."""
    by_kind = {Kind.SITUATION: _of_situation, Kind.STANDARD: _of_standard, Kind.SCRIPT: _of_script}
    return tuple(fact for fact in by_kind[document.header.kind](document, context, labels) if fact.values)


def _of_situation(document: Document, context: Context, labels: Labels) -> Iterator[Fact]:
    header, company, language = document.header, context.company, document.header.language
    yield _names(labels.stage, company.stages, [header.stage], language)
    yield _names(labels.contact_point, company.contact_points, [header.contact_point], language)
    yield Fact(labels.concerns, ((labels.concern[header.concern], ""),) if header.concern else ())
    yield _names(labels.channels, company.channels, header.channels, language)
    yield _names(labels.departments, company.departments, header.departments, language)
    yield Fact(labels.standards, tuple(_links(header.standards, context)))
    yield Fact(labels.hardest, ((labels.yes, ""),) if header.hardest else ())


def _of_standard(document: Document, context: Context, labels: Labels) -> Iterator[Fact]:
    header, company, language = document.header, context.company, document.header.language
    yield _names(labels.section, company.sections, [header.section], language)
    yield _names(labels.departments, company.departments, header.departments, language)
    yield _names(labels.aims, company.aims, header.aims, language)
    yield Fact(labels.owner, ((header.owner, ""),) if header.owner else ())


def _of_script(document: Document, context: Context, labels: Labels) -> Iterator[Fact]:
    header = document.header
    yield Fact(labels.script, ((labels.manner[header.wording], ""),))
    yield _names(labels.channels, context.company.channels, header.channels, header.language)


def _names(label: str, entries: Iterable[Entry], ids: Iterable[str], language: str) -> Fact:
    known = list(entries)
    return Fact(label, tuple((named(known, entry_id, language), "") for entry_id in ids if entry_id))


def _links(slugs: Iterable[str], context: Context) -> Iterator[tuple[str, str]]:
    """Name only documents that are there: what an edition leaves out is not named."""
    for slug in slugs:
        document = context.documents.get(slug)
        if document is not None:
            yield document.header.title or slug, context.link(slug)

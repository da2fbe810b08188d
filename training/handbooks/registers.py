"""The lists at the end of a book: criteria, glossary, index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.language.company import Term
from app.language.document import Document
from app.language.words import Kind, SituationClass
from training.handbooks.book import Book
from training.handbooks.chapters import Chapter
from training.handbooks.sorting import initial, sort_key
from training.handbooks.words import BookWords

SIGNS: Mapping[SituationClass, str] = {
    SituationClass.TYPICAL: "●",
    SituationClass.COMPLEX: "◆",
    SituationClass.CONFLICT: "▲",
}
"""Each class by a form that a grey printer keeps; its word stands in the key."""


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """Hold one criterion as listed; the anchor leads to its place in the book."""

    anchor: str
    text: str
    impact: str
    area: str


@dataclass(frozen=True, slots=True)
class CriteriaGroup:
    """Hold the criteria of one document."""

    title: str
    lines: tuple[CriterionLine, ...]


@dataclass(frozen=True, slots=True)
class GlossaryLine:
    """Hold one term as listed."""

    anchor: str
    term: str
    meaning: str
    instead_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndexLine:
    """Hold one line of the index; a term leads into the glossary."""

    title: str
    anchor: str
    sign: str = ""
    is_term: bool = False


@dataclass(frozen=True, slots=True)
class IndexGroup:
    """Hold the lines under one letter."""

    letter: str
    lines: tuple[IndexLine, ...]


def sign_of(document: Document) -> str:
    """Return the sign of the document's class, empty for what has none."""
    return SIGNS[document.header.situation_class] if document.header.situation_class else ""


def criteria_groups(
    documents: Iterable[Document], texts: Mapping[str, Mapping[str, str]], words: BookWords
) -> tuple[CriteriaGroup, ...]:
    """Return every criterion in the order of the book; `texts` has its plain text by document and anchor.

    A criterion that the page does not show is not listed.
    """
    groups = []
    for document in documents:
        shown = texts.get(document.slug, {})
        anchors = [(f"{document.slug}--{criterion.id}", criterion) for criterion in document.criteria]
        lines = tuple(
            CriterionLine(
                anchor,
                shown[anchor],
                words.impacts.get(criterion.impact, criterion.impact),
                words.areas.get(criterion.area, criterion.area),
            )
            for anchor, criterion in anchors
            if anchor in shown
        )
        if lines:
            groups.append(CriteriaGroup(document.title, lines))
    return tuple(groups)


def glossary_lines(book: Book) -> tuple[GlossaryLine, ...]:
    """Return the terms of the book's language, and those of no language, in alphabetical order."""
    terms: Sequence[Term] = [
        term
        for term in book.company.glossary
        if term.language in {"", book.language} and (term.meaning or term.instead_of)
    ]
    ordered = sorted(terms, key=lambda term: sort_key(term.term, book.language))
    return tuple(
        GlossaryLine(f"_term-{place}", term.term, term.meaning, term.instead_of)
        for place, term in enumerate(ordered, start=1)
    )


def index_groups(
    chapters: Iterable[Chapter], terms: Iterable[GlossaryLine], language: str
) -> tuple[IndexGroup, ...]:
    """Return titles of situations and standards and the terms of the glossary, by letter."""
    lines = [
        IndexLine(leaf.document.title, leaf.anchor, sign_of(leaf.document))
        for chapter in chapters
        for leaf in chapter.leaves
        if leaf.document.header.kind is not Kind.SCRIPT
    ]
    lines += [IndexLine(term.term, term.anchor, is_term=True) for term in terms]
    lines.sort(key=lambda line: sort_key(line.title, language))
    grouped = groupby(lines, key=lambda line: initial(line.title, language))
    return tuple(IndexGroup(letter, tuple(group)) for letter, group in grouped)

"""The HTML of a book: frame and lists from our templates, documents from the one road of `app.rendering`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.language.document import Document
from app.language.words import Kind
from app.rendering.context import A4_CHART, A5_CHART, Answers, Context, Medium
from app.rendering.pages import render_document
from app.rendering.wording_labels import labels_for
from training.handbooks.book import Book
from training.handbooks.chapters import Chapter, appendix_of_scripts, arrange
from training.handbooks.reading import read_rendered
from training.handbooks.registers import (
    SIGNS,
    CriteriaGroup,
    criteria_groups,
    glossary_lines,
    index_groups,
    sign_of,
)
from training.handbooks.reports import Loss
from training.handbooks.software import software
from training.handbooks.words import words_for

TEMPLATES = Path(__file__).parent / "templates"
MOST_STATIONS = 7
"""More lines than these make a list of the cover, not a way."""

SHORT = 1200
"""Characters of a standard that do not fill a page."""

CHECKSUM_DIGITS = 16


@dataclass(slots=True)
class BookText:
    """Hold the HTML of a book and what was lost on the way to it."""

    html: str = ""
    losses: list[Loss] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class BackMatter:
    """Hold one list at the end of the book and its template."""

    anchor: str
    number: str
    title: str
    template: str


def write_book(book: Book, progress: Callable[[float], None]) -> BookText:
    """Return the book as one HTML text; the same book gives the same text. `progress` gets a share of 1."""
    writer = _Writer(book)
    text = BookText(losses=list(book.left_out))
    rendered = _rendered(book, progress)
    readings = {slug: read_rendered(html, writer.titles[slug]) for slug, html in rendered.items()}
    text.losses += [loss for reading in readings.values() for loss in reading.losses]
    writer.list_criteria({slug: reading.criteria for slug, reading in readings.items()})
    text.html = "".join(writer.parts(rendered))
    return text


def print_address(slug: str, anchor: str) -> str:
    """Return the address of a document, or of a place in it, which `fitting` points into the book."""
    return f"{slug}#{slug}--{anchor}" if anchor else slug


def _rendered(book: Book, progress: Callable[[float], None]) -> dict[str, str]:
    context = Context(
        company=book.company,
        variant=book.variant,
        documents={document.slug: document for document in book.documents},
        address=print_address,
        medium=Medium.PRINT,
        chart_height=A4_CHART if book.paper == "a4" else A5_CHART,
        answers=Answers.OPEN,
        pictures={name: picture.size for name, picture in book.pictures.items()},
    )
    pages = {}
    for place, document in enumerate(book.documents, start=1):
        # Ids are unique in a document; in a book the document's name makes them so.
        own = replace(context, id_prefix=f"{document.slug}--")
        pages[document.slug] = str(render_document(document, own).html)
        progress(place / len(book.documents))
    return pages


class _Writer:
    def __init__(self, book: Book) -> None:
        self.book = book
        self.words = words_for(book.language)
        self.labels = labels_for(book.language)
        self.chapters = arrange(book, self.words)
        self.scripts = appendix_of_scripts(book, self.words, "A")
        self.terms = glossary_lines(book)
        self.index = index_groups(self.chapters, self.terms, book.language)
        self.criteria: tuple[CriteriaGroup, ...] = ()
        self.titles = {document.slug: document.title for document in book.documents}
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )

    def list_criteria(self, texts: dict[str, dict[str, str]]) -> None:
        leaves = (leaf.document for chapter in self._all_chapters() for leaf in chapter.leaves)
        self.criteria = criteria_groups(leaves, texts, self.words)

    def parts(self, rendered: dict[str, str]) -> Iterator[str]:
        """Yield the book from front to back."""
        back = self._back()
        yield self._filled("head.html")
        yield self._filled("cover.html", **self._cover())
        yield self._filled("contents.html", back=back, has_classes=self._has_classes())
        for chapter in self._all_chapters():
            yield self._filled("chapter.html", chapter=chapter, is_appendix=chapter is self.scripts)
            for leaf in chapter.leaves:
                yield self._filled("leaf.html", leaf=leaf, is_short=self._is_short(leaf.document))
                yield rendered[leaf.document.slug]
                yield "</div>\n"
            yield "</section>\n"
        for part in back:
            yield self._filled(
                part.template, number=part.number, title=part.title, has_classes=self._has_classes()
            )
        yield "</body>\n</html>\n"

    def _is_short(self, document: Document) -> bool:
        """Say whether a document may follow another one on its page; a situation always begins one."""
        return document.header.kind is Kind.STANDARD and len(document.body) < SHORT

    def _all_chapters(self) -> tuple[Chapter, ...]:
        return (*self.chapters, self.scripts) if self.scripts else self.chapters

    def _back(self) -> tuple[BackMatter, ...]:
        letters = iter("BCDE" if self.scripts else "ABCD")
        wanted = (
            (self.criteria, "criteria", self.words.criteria),
            (self.terms, "glossary", self.words.glossary),
            (self.index, "index", self.words.index),
        )
        lists = [
            BackMatter(f"_{name}", next(letters), title, f"{name}.html")
            for what, name, title in wanted
            if what
        ]
        return (*lists, BackMatter("_colophon", "", self.words.colophon, "colophon.html"))

    def _has_classes(self) -> bool:
        return any(document.header.situation_class for document in self.book.documents)

    def _cover(self) -> dict[str, object]:
        stations = [chapter.title for chapter in self.chapters if self._is_stage(chapter)]
        is_way = 1 < len(stations) <= MOST_STATIONS
        return {"route": stations if is_way else [], "logo": "logo" if self.book.logo else ""}

    def _is_stage(self, chapter: Chapter) -> bool:
        return not chapter.leaves or any(
            leaf.document.header.kind is Kind.SITUATION for leaf in chapter.leaves
        )

    def _filled(self, template: str, **values: object) -> str:
        book, words = self.book, self.words
        edition = book.edition
        return self._environment.get_template(template).render(
            book=book,
            words=words,
            labels=self.labels,
            signs=SIGNS,
            sign=sign_of,
            edition=edition,
            edition_words=words.edition.format(number=edition.number) if edition else words.draft,
            in_force_on=format_date(edition.in_force_on, "full", locale=self._locale())
            if edition and edition.in_force_on
            else "",
            chapters=self._all_chapters(),
            criteria=self.criteria,
            terms=self.terms,
            index=self.index,
            checksums=self._checksums(),
            software=software(),
            **values,
        )

    def _locale(self) -> str:
        return words_for(self.book.language).language

    def _checksums(self) -> list[tuple[str, str]]:
        digests = self.book.digests
        leaves: list[Document] = [
            leaf.document for chapter in self._all_chapters() for leaf in chapter.leaves
        ]
        return [
            (text.title, digests[text.slug].removeprefix("sha256:")[:CHECKSUM_DIGITS])
            for text in leaves
            if text.slug in digests
        ]

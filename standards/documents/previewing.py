"""A text as it would look, and what the checker says to it, while it is being written."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from app.language.checking import check_corpus
from app.language.corpus import Corpus
from app.language.document import Document as Text
from app.language.document import parse_document
from app.language.errors import Finding, Severity
from app.language.pictures import picture_names
from app.language.readability import lix
from app.language.selecting import select
from app.language.words import Variant
from app.rendering.context import Context
from app.rendering.errors import ChartsUnavailable
from app.rendering.pages import Rendered, render_document
from standards.documents.neighbours import corpus_around
from standards.documents.texts import DraftText
from standards.pictures.queries import shown_pictures

HEADER_LINES = 3
"""Lines around the header of a file, before its body begins."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding at its place: a line and column of the body, or a field of the header (then line 0)."""

    finding: Finding
    line: int
    column: int
    field: str = ""

    @property
    def is_error(self) -> bool:
        """Say whether this stops review and publication."""
        return self.finding.severity is Severity.ERROR


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where links and pictures of a preview lead."""

    document: Callable[[str, str], str]
    picture: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Preview:
    """A text set for one variant or both; without page it is not in that edition, and `left_out` says why."""

    page: Markup | None
    left_out: str
    remarks: tuple[Remark, ...]
    words: int
    readability: float


def read_draft(text: DraftText, slug: str) -> Text:
    """Return a draft as the language reads it, with places as in a file: the body begins after the header."""
    header_lines = text.header_text.count("\n") + 1 if text.header_text else 0
    first_line = header_lines + HEADER_LINES
    read = parse_document(text.header_text, text.body, slug=slug, first_line=first_line)
    return replace(read, header=replace(read.header, slug=slug))


def preview(
    text: DraftText,
    slug: str,
    variant: Variant | None,
    addresses: Addresses,
    *,
    is_below_title: bool = False,
) -> Preview:
    """Return how a draft looks in one variant, or in both with what is in one of them alone marked.

    `is_below_title` where the page that shows it has a title of its own.

    Raises:
        WorkerUnavailable: nothing can be set at the moment.

    """
    read = read_draft(text, slug)
    corpus = corpus_around(read)
    context = Context(
        corpus.company,
        variant,
        corpus.documents,
        address=addresses.document,
        is_below_title=is_below_title,
    )
    page, left_out = _page(read, corpus, context, addresses)
    readability, words = lix(text.body)
    return Preview(page, left_out, remarks_on(read, corpus), words, readability)


def remarks_on(text: Text, corpus: Corpus) -> tuple[Remark, ...]:
    """Return what the checker says to a text read by `read_draft`, in the order of the text."""
    fields = {place[0]: name for name, place in text.places.items()}
    return tuple(
        _placed(finding, text.first_line, fields) for finding in check_corpus(corpus).get(text.slug, ())
    )


def _placed(finding: Finding, first_line: int, fields: Mapping[int, str]) -> Remark:
    if finding.line >= first_line:
        return Remark(finding, finding.line - first_line + 1, finding.column)
    return Remark(finding, 0, 1, finding.facts.get("field") or fields.get(finding.line, ""))


def _page(text: Text, corpus: Corpus, context: Context, addresses: Addresses) -> tuple[Markup | None, str]:
    if context.variant is None:
        return rendered_with_pictures(text, context, addresses).html, ""
    selection = select(corpus, context.variant)
    documents = {document.slug: document for document in selection.documents}
    if text.slug not in documents:
        reasons = {left.slug: left.reason for left in selection.left_out}
        return None, reasons.get(text.slug, "")
    selected = replace(context, documents=documents)
    return rendered_with_pictures(documents[text.slug], selected, addresses).html, ""


def rendered_with_pictures(text: Text, context: Context, addresses: Addresses) -> Rendered:
    """Return a text with the pictures that the documents around it show, and without charts if need be.

    Raises:
        WorkerUnavailable: nothing can be set at the moment.

    """
    pictures = shown_pictures(_pictures_of(context.documents.values()))
    sizes = {name: shown.size for name, shown in pictures.items()}
    context = replace(context, pictures=sizes, address_of_picture=addresses.picture)
    try:
        return render_document(text, context)
    except ChartsUnavailable:
        return render_document(text, replace(context, with_charts=False))


def _pictures_of(texts: Iterable[Text]) -> set[str]:
    return {name for text in texts for name in picture_names(text.body)}

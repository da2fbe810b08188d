"""The book as a plain value: what is printed, for whom, from which edition."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath

from app.language.company import Company
from app.language.corpus import Corpus
from app.language.document import Document, digest
from app.language.selecting import Selection, select
from app.language.words import Variant
from training.handbooks.errors import EmptyHandbook
from training.handbooks.pictures import BookPicture
from training.handbooks.reports import Loss
from training.handbooks.supplies import PICTURES, Paper
from training.handbooks.words import words_for

FRONT_PAGES = frozenset({"index.md", "readme.md"})


@dataclass(frozen=True, slots=True)
class Override:
    """Hold who let a document pass although rules for approvals were not met, and why."""

    slug: str
    title: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """Hold what cover and colophon say about a published edition; `approvers` are printed as they are."""

    number: int
    in_force_on: date | None = None
    note: str = ""
    approvers: tuple[str, ...] = ()
    digest: str = ""
    overrides: tuple[Override, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """Hold everything a handbook is made of; without an edition it is a draft and says so.

    `shelves` maps a slug to the file the document came from, `digests` a slug to the checksum in the
    colophon; `left_out` names what the one language of the book excludes.
    """

    title: str
    company: Company
    variant: Variant
    language: str
    selection: Selection
    edition: EditionFacts | None = None
    paper: Paper = "a4"
    shelves: Mapping[str, str] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    logo: Path | None = None
    left_out: tuple[Loss, ...] = ()
    pictures: Mapping[str, BookPicture] = field(default_factory=dict)

    @property
    def documents(self) -> tuple[Document, ...]:
        """Return the documents in reading order."""
        return self.selection.documents


def book_from_corpus(  # noqa: PLR0913 (all but the first two have defaults)
    corpus: Corpus,
    variant: Variant,
    language: str = "",
    paper: Paper = "a4",
    *,
    title: str = "",
    folder: Path | None = None,
    edition: EditionFacts | None = None,
    pictures: Mapping[str, BookPicture] | None = None,
) -> Book:
    """Return the book of a corpus, in the company's language unless another is given.

    Without an edition it is a draft.

    The logo is looked for in `folder` and below it only. The texts of an edition pass through unchanged,
    because selecting what was selected changes nothing, but links to documents of other languages become
    words.

    Raises:
        EmptyHandbook: no document is in that language and variant.
    """
    language = language or corpus.company.language
    spoken = of_one_language(corpus, language)
    selection = select(spoken, variant)
    if not selection.documents:
        raise EmptyHandbook(language=language, variant=variant.value.upper())
    return Book(
        title=title or _title(spoken, language),
        company=corpus.company,
        variant=variant,
        language=language,
        selection=selection,
        edition=edition,
        paper=paper,
        shelves=spoken.files,
        digests={slug: digest(text.header_text, text.body) for slug, text in spoken.documents.items()},
        logo=_inside(folder, PurePosixPath(corpus.company.logo)) if folder and corpus.company.logo else None,
        left_out=_left_out(corpus, spoken),
        pictures=pictures or {},
    )


def _title(corpus: Corpus, language: str) -> str:
    """Return the title of the folder's own front page, for a company that of every handbook."""
    fronts = (
        text.title
        for slug, text in corpus.documents.items()
        if corpus.files.get(slug, "").lower() in FRONT_PAGES
    )
    return next(fronts, "") or words_for(language).customary_title


def of_one_language(corpus: Corpus, language: str) -> Corpus:
    """Return the corpus without other languages; a translation takes the place of its original."""
    documents = {slug: text for slug, text in corpus.documents.items() if text.header.language == language}
    return replace(corpus, documents=documents)


def _left_out(corpus: Corpus, spoken: Corpus) -> tuple[Loss, ...]:
    told = {text.header.translation_of or slug for slug, text in spoken.documents.items()}
    return tuple(
        Loss("language", {"title": text.title, "language": text.header.language})
        for slug, text in corpus.documents.items()
        if slug not in spoken.documents and (text.header.translation_of or slug) not in told
    )


def _inside(folder: Path, name: PurePosixPath) -> Path | None:
    path = (folder / name).resolve()
    is_ours = path.is_relative_to(folder.resolve()) and path.suffix.lower() in PICTURES
    return path if is_ours and path.is_file() else None

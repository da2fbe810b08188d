"""From a published edition to its book."""

from pathlib import Path

from app.language.corpus import Corpus
from app.language.words import Variant
from standards.editions.queries import EditionRow, overrides_in
from training.handbooks.book import Book, EditionFacts, Override, book_from_corpus
from training.handbooks.pictures import pictures_of_edition
from training.handbooks.supplies import Paper


def book_from_edition(  # noqa: PLR0913 (all but the first two have defaults)
    edition: EditionRow,
    corpus: Corpus,
    language: str = "",
    paper: Paper = "a4",
    *,
    title: str = "",
    folder: Path | None = None,
) -> Book:
    """Return the book of an edition from its frozen texts (`standards.editions.queries.edition_corpus`).

    Raises:
        EmptyHandbook: no document of the edition is in that language.
    """
    facts = EditionFacts(
        edition.number,
        edition.in_force_on,
        edition.note,
        edition.approvers,
        edition.digest,
        tuple(Override(*row) for row in overrides_in(edition.id)),
    )
    return book_from_corpus(
        corpus,
        Variant(edition.variant),
        language,
        paper,
        title=title,
        folder=folder,
        edition=facts,
        pictures=pictures_of_edition(edition.id),
    )

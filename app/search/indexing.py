"""Writing the entries of an edition."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import sqlalchemy as sa

from app.kernel.database import session
from app.search.compounds import Vocabulary
from app.search.models import search_entry
from app.search.terms import term, words

# Limits of PostgreSQL's tsvector; words beyond them add nothing to the finding of a document.
MOST_PLACES = 16_000
MOST_PLACES_OF_A_TERM = 200

_INSERT_SQLITE = sa.text(
    "INSERT INTO search_terms(rowid, scope, title, wording, text)"
    " VALUES (:document_id, :scope, :title, :wording, :text)"
)
_DELETE_SQLITE = sa.text(
    "DELETE FROM search_terms"
    " WHERE rowid IN (SELECT document_id FROM search_entry WHERE edition_id = :edition_id)"
)
_INSERT_POSTGRESQL = sa.text(
    "INSERT INTO search_entry(document_id, edition_id, language, terms)"
    " VALUES (:document_id, :edition_id, :language, CAST(:terms AS tsvector))"
)


@dataclass(frozen=True, slots=True)
class SearchRow:
    """Hold what a document of an edition is found by: plain text without marks."""

    language: str
    title: str
    wording: str
    text: str


@dataclass(frozen=True, slots=True)
class SearchTerms:
    """Hold the same as terms, which is what is stored."""

    language: str
    title: str
    wording: str
    text: str


def terms_of(rows: Sequence[SearchRow]) -> list[SearchTerms]:
    """Return the terms of all documents of an edition; it takes long and needs no database.

    All at once, because compounds are parted by the vocabulary of all.
    """
    vocabularies = _vocabularies(rows)
    return [
        SearchTerms(
            row.language,
            *(folded(text, vocabularies[row.language]) for text in (row.title, row.wording, row.text)),
        )
        for row in rows
    ]


def index_edition(edition_id: int, terms: Mapping[int, SearchTerms]) -> None:
    """Write the entries of an edition by the ids of its documents, in the transaction that publishes it."""
    if not terms:
        return
    entries = [
        {"document_id": document_id, "edition_id": edition_id, "scope": scope(edition_id), **asdict(found)}
        for document_id, found in terms.items()
    ]
    current = session()
    if current.get_bind().dialect.name == "sqlite":
        current.execute(sa.insert(search_entry), entries)
        current.execute(_INSERT_SQLITE, entries)
    else:
        current.execute(_INSERT_POSTGRESQL, [entry | {"terms": vector(entry)} for entry in entries])


def forget_edition(edition_id: int) -> None:
    """Remove the entries of an edition that is no longer searched; an unknown edition is no error."""
    current = session()
    if current.get_bind().dialect.name == "sqlite":
        current.execute(_DELETE_SQLITE, {"edition_id": edition_id})
    current.execute(sa.delete(search_entry).where(search_entry.c.edition_id == edition_id))


def scope(edition_id: int) -> str:
    """Return the term that stands for an edition in the column kept for it."""
    return f"edition{edition_id}x"


def vector(row: Mapping[str, object]) -> str:
    """Return the terms of a row as PostgreSQL writes a tsvector: title A, wording B, text C."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    place = 0
    for weight, column in (("A", "title"), ("B", "wording"), ("C", "text")):
        for found in str(row[column]).split():
            place += 1
            if place <= MOST_PLACES and len(places[found]) < MOST_PLACES_OF_A_TERM:
                places[found].append(f"{place}{weight}")
    return " ".join(f"'{found}':{','.join(where)}" for found, where in places.items() if where)


def folded(text: str, vocabulary: Vocabulary) -> str:
    """Return the terms of a text in their order, parted by spaces, those of the parts after each compound."""
    found: list[str] = []
    for word in words(text):
        found.append(term(word, vocabulary.language))
        found.extend(vocabulary.parts(word))
    return " ".join(found)


def _vocabularies(rows: Sequence[SearchRow]) -> dict[str, Vocabulary]:
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        texts[row.language] += (row.title, row.wording, row.text)
    return {language: Vocabulary(language, said) for language, said in texts.items()}

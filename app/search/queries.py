"""Finding documents by a question."""

from dataclasses import dataclass

import sqlalchemy as sa

from app.kernel.database import session
from app.search.indexing import scope
from app.search.terms import LANGUAGES, STOP_WORDS, term, words

MOST_WORDS = 12
LONGEST_QUESTION = 200
SHORTEST_BEGINNING = 4
"""From this length on a word also finds the words that begin with it."""

_SQLITE = sa.text(
    "SELECT rowid FROM search_terms WHERE search_terms MATCH :question"
    " ORDER BY bm25(search_terms, 0.0, 10.0, 4.0, 1.0), rowid LIMIT :limit"
)
_POSTGRESQL = sa.text(
    "SELECT document_id FROM search_entry, CAST(:question AS tsquery) AS question"
    " WHERE edition_id = :edition_id AND terms @@ question"
    " ORDER BY ts_rank('{0.1, 0.1, 0.4, 1.0}', terms, question, 1) DESC, document_id LIMIT :limit"
)


@dataclass(frozen=True, slots=True)
class Question:
    """Hold a question: for each word that counts, the terms it may be in the languages of the corpus."""

    alternatives: tuple[frozenset[str], ...]

    def hits(self, found: str) -> bool:
        """Say whether a term of a text answers a word of the question."""
        return any(
            found in terms or any(_may_begin(wanted) and found.startswith(wanted) for wanted in terms)
            for terms in self.alternatives
        )


@dataclass(frozen=True, slots=True)
class Found:
    """Hold the ids of the documents found, best first; partial ones hold some of the words only."""

    question: Question
    document_ids: tuple[int, ...]
    is_partial: bool = False


def question_of(text: str) -> Question:
    """Return what is asked; of words that say nothing only those count that stand alone."""
    asked = list(dict.fromkeys(words(text[:LONGEST_QUESTION])))
    telling = [word for word in asked if word not in STOP_WORDS] or asked
    return Question(
        tuple(frozenset(term(word, language) for language in LANGUAGES) for word in telling[:MOST_WORDS])
    )


def search(edition_id: int, text: str, limit: int = 20) -> Found:
    """Return up to `limit` documents of the edition; titles count more than wording, wording more than text.

    All words must be there; where no document has all, those with some of them are found.
    """
    question = question_of(text)
    if not question.alternatives:
        return Found(question, ())
    for is_partial in (False, True):
        ids = _ids(edition_id, question, limit, is_partial=is_partial)
        if ids or len(question.alternatives) == 1:
            break
    return Found(question, ids, is_partial)


def _ids(edition_id: int, question: Question, limit: int, *, is_partial: bool) -> tuple[int, ...]:
    current = session()
    if current.get_bind().dialect.name == "sqlite":
        asked = f"scope:{scope(edition_id)} AND ({_for_sqlite(question, is_partial=is_partial)})"
        found = current.execute(_SQLITE, {"question": asked, "limit": limit})
    else:
        asked = _for_postgresql(question, is_partial=is_partial)
        found = current.execute(_POSTGRESQL, {"question": asked, "edition_id": edition_id, "limit": limit})
    return tuple(found.scalars())


# Terms hold letters and digits only (see terms.pieces), so that quoting them is enough.
def _for_sqlite(question: Question, *, is_partial: bool) -> str:
    alternatives = (
        " OR ".join(f'"{wanted}"' + (" *" if _may_begin(wanted) else "") for wanted in sorted(terms))
        for terms in question.alternatives
    )
    return (
        "{title wording text} : ("
        + (" OR " if is_partial else " AND ").join(f"({group})" for group in alternatives)
        + ")"
    )


def _for_postgresql(question: Question, *, is_partial: bool) -> str:
    alternatives = (
        " | ".join(f"'{wanted}'" + (":*" if _may_begin(wanted) else "") for wanted in sorted(terms))
        for terms in question.alternatives
    )
    return (" | " if is_partial else " & ").join(f"({group})" for group in alternatives)


def _may_begin(wanted: str) -> bool:
    return len(wanted) >= SHORTEST_BEGINNING

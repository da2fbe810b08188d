"""What the search page shows."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from app.guide.register import Line, Register
from app.kernel.database import session
from app.search.excerpts import Segment, excerpt, highlighted
from app.search.queries import Question, search
from standards.editions.models import EditionDocument

MOST_RESULTS = 20
_MATCHES_READ = 60
"""More than are shown, since a document and its translations are one result."""


@dataclass(frozen=True, slots=True)
class Result:
    """Hold a document found: in the reader's language, with the sentence as it stands where it was found."""

    line: Line
    title: tuple[Segment, ...]
    sentence: tuple[Segment, ...]
    sentence_language: str


@dataclass(frozen=True, slots=True)
class Results:
    """Hold what was found, best first; partial results have only some of the words."""

    shown: tuple[Result, ...] = ()
    is_partial: bool = False
    has_more: bool = False


def find(edition_id: int, register: Register, text: str, language: str) -> Results:
    """Return the documents of the edition that answer a question, each once."""
    found = search(edition_id, text, _MATCHES_READ)
    matches: dict[str, Line] = {}
    for document_id in found.document_ids:
        line = register.by_id[document_id]
        if line.subject not in matches or line.language == language:
            matches[line.subject] = line
    lines = list(matches.values())[:MOST_RESULTS]
    texts = _texts([line.id for line in lines])
    shown = tuple(_result(line, register, texts[line.id], found.question, language) for line in lines)
    return Results(shown, found.is_partial, len(matches) > MOST_RESULTS)


def _texts(document_ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    rows = session().execute(
        sa.select(EditionDocument.id, EditionDocument.search_wording, EditionDocument.search_text).where(
            EditionDocument.id.in_(document_ids)
        )
    )
    return {row.id: (row.search_wording, row.search_text) for row in rows}


def _result(
    line: Line, register: Register, texts: tuple[str, str], question: Question, language: str
) -> Result:
    shown = register.in_language(line, language)
    wording, running = (excerpt(text, question, line.language) for text in texts)
    sentence = wording if _hits(wording) >= _hits(running) else running
    return Result(
        shown,
        highlighted(shown.title, question, shown.language),
        sentence or highlighted(line.summary, question, line.language),
        line.language,
    )


def _hits(segments: tuple[Segment, ...]) -> int:
    return len({segment.text.lower() for segment in segments if segment.is_hit})

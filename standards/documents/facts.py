"""What is known of a document without reading its text: for lists, filters and the search."""

from dataclasses import dataclass

from app.language.document import Document as Text
from app.search.terms import term, words

LONGEST_LANGUAGE = 35
LONGEST_STAGE = 200
MOST_TERMS = 5000


@dataclass(frozen=True, slots=True)
class Facts:
    """The columns of a document that follow from its text; `terms` are folded, with a blank around each."""

    kind: str
    language: str
    title: str
    situation_class: str
    stage: str
    terms: str


def facts_of(text: Text) -> Facts:
    """Return the facts of a text."""
    header = text.header
    return Facts(
        kind=header.kind.value,
        language=header.language[:LONGEST_LANGUAGE],
        title=text.title,
        situation_class=header.situation_class.value if header.situation_class else "",
        stage=header.stage[:LONGEST_STAGE],
        terms=_terms(text),
    )


def _terms(text: Text) -> str:
    said = f"{text.slug} {text.title} {text.header.summary} {text.body}"
    found = dict.fromkeys(term(word, text.header.language) for word in dict.fromkeys(words(said)))
    return " ".join(["", *list(found)[:MOST_TERMS], ""])

"""Showing why a document was found: the sentence with most of the words asked for, and where they stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.search.compounds import COMPOUNDING, SHORTEST_COMPOUND
from app.search.queries import Question
from app.search.terms import pieces, term

LONGEST_SENTENCE = 240
_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*[“”\"'»)]*")


@dataclass(frozen=True, slots=True)
class Segment:
    """Hold a stretch of text that is a hit as a whole or not at all."""

    text: str
    is_hit: bool


def excerpt(text: str, question: Question, language: str) -> tuple[Segment, ...]:
    """Return the first of the sentences with most different hits, in segments; empty where nothing hits."""
    best: tuple[Segment, ...] = ()
    most = 0
    for sentence in _sentences(text):
        segments = highlighted(sentence, question, language)
        different = len({segment.text.lower() for segment in segments if segment.is_hit})
        if different > most:
            best, most = segments, different
    return best


def highlighted(text: str, question: Question, language: str) -> tuple[Segment, ...]:
    """Return the whole text in segments."""
    segments: list[Segment] = []
    end = 0
    for start, stop in pieces(text):
        if _is_hit(text[start:stop].lower(), question, language):
            if start > end:
                segments.append(Segment(text[end:start], is_hit=False))
            segments.append(Segment(text[start:stop], is_hit=True))
            end = stop
    if end < len(text):
        segments.append(Segment(text[end:], is_hit=False))
    return tuple(segments)


def _sentences(text: str) -> Iterator[str]:
    for match in _SENTENCE.finditer(text):
        sentence = match.group().strip()
        if sentence:
            yield sentence if len(sentence) <= LONGEST_SENTENCE else _shortened(sentence)


def _shortened(sentence: str) -> str:
    return sentence[:LONGEST_SENTENCE].rsplit(" ", 1)[0] + " …"


def _is_hit(word: str, question: Question, language: str) -> bool:
    if question.hits(term(word, language)):
        return True
    if language not in COMPOUNDING or len(word) < SHORTEST_COMPOUND:
        return False
    return any(question.hits(term(word[place:], language)) for place in range(3, len(word) - 3))

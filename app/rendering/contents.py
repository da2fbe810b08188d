"""What a page holds, for tables of contents and for the search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.language.words import WordingKind
from app.rendering.parts import (
    AlgorithmPart,
    ChannelPart,
    DialoguePart,
    EmbeddedPart,
    Page,
    Part,
    ProsePart,
    QuizPart,
    Slot,
    VariantPart,
    WordingPart,
)
from app.rendering.passages import SetTexts
from app.rendering.plain_text import plain_text
from app.rendering.wording_labels import Labels


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """Hold one heading; the level counts from 2, the id carries the prefix."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class SearchText:
    """Hold the words to be found, one line for each paragraph; `wording` is what to say, also in `text`."""

    title: str
    wording: str
    text: str


def contents_of(page: Page, texts: SetTexts, labels: Labels) -> Iterator[ContentsEntry]:
    """Yield every heading in the order of the page."""
    yield from _headings(page.opening, texts)
    yield from _headings(page.parts, texts)
    if page.criteria:
        yield ContentsEntry(2, page.criteria_id, labels.criteria)


def _headings(parts: Sequence[Part], texts: SetTexts) -> Iterator[ContentsEntry]:
    for part in parts:
        if isinstance(part, ProsePart):
            for heading in (each for slot in part.texts for each in texts.passages[slot].headings):
                yield ContentsEntry(heading.level, heading.id, heading.text)
        elif isinstance(part, AlgorithmPart | QuizPart):
            yield ContentsEntry(part.level, part.id, part.heading)
        elif isinstance(part, EmbeddedPart):
            if part.title:
                yield ContentsEntry(part.level, part.id, part.title)
            yield from _headings(part.parts, texts)
        elif isinstance(part, VariantPart | ChannelPart):
            yield from _headings(part.parts, texts)


def search_text(page: Page, texts: SetTexts) -> SearchText:
    """Return the words of a page, taken from what was rendered."""
    parts = (*page.opening, *page.parts)
    words = [plain_text(texts.passages[slot].html) for slot in _slots(parts)]
    says = [
        plain_text(texts.passages[part.text].html)
        for part in _flat(parts)
        if isinstance(part, WordingPart) and part.kind is WordingKind.SAY
    ]
    names = [page.badge.word if page.badge else "", *(name for fact in page.facts for name, _ in fact.values)]
    notes = [plain_text(note.html) for note in texts.notes]
    everything = [page.summary, *names, *words, *notes]
    return SearchText(page.title, "\n".join(says), "\n".join(each for each in everything if each))


def _flat(parts: Sequence[Part]) -> Iterator[Part]:
    for part in parts:
        yield part
        if isinstance(part, AlgorithmPart):
            for step in part.steps:
                yield from _flat(step.parts)
        elif isinstance(part, EmbeddedPart | VariantPart | ChannelPart):
            yield from _flat(part.parts)


def _slots(parts: Sequence[Part]) -> Iterator[Slot]:
    """Yield the slots in the order of reading."""
    for part in parts:
        if isinstance(part, ProsePart):
            yield from part.texts
        elif isinstance(part, WordingPart):
            yield part.text
        elif isinstance(part, DialoguePart):
            yield from (utterance.words for utterance in part.utterances)
        elif isinstance(part, AlgorithmPart):
            for step in part.steps:
                yield step.text
                yield from _slots(step.parts)
                yield from (choice.answer for choice in step.choices)
        elif isinstance(part, QuizPart):
            yield from (question.text for question in part.questions)
        else:
            yield from _slots(part.parts)

"""A page as the templates see it: parts in order, which name their texts by slots of the manuscript."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from app.language.words import Variant, WordingKind

Slot = int
"""Where a text stands in the manuscript."""


@dataclass(frozen=True, slots=True)
class ProsePart:
    """Hold Markdown of its own."""

    name: ClassVar = "prose"
    texts: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class WordingPart:
    """Hold what to say, what not to say, or why; the label says it in words."""

    name: ClassVar = "wording"
    kind: WordingKind
    label: str
    text: Slot


@dataclass(frozen=True, slots=True)
class UtterancePart:
    """Hold one line of a dialogue."""

    speaker: str
    words: Slot


@dataclass(frozen=True, slots=True)
class DialoguePart:
    """Hold an example conversation."""

    name: ClassVar = "dialogue"
    is_good: bool
    label: str
    utterances: tuple[UtterancePart, ...]


@dataclass(frozen=True, slots=True)
class ChannelPart:
    """Hold the wording for one channel."""

    name: ClassVar = "channel"
    heading: str
    level: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class VariantPart:
    """Hold a passage of one variant while people write and see both."""

    name: ClassVar = "variant"
    variant: Variant
    label: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """Hold where a choice or a step leads, in words; the address is empty where there is nothing to go to.

    `step_id` is empty where it leads to no step of the same algorithm.
    """

    words: str
    address: str = ""
    step_id: str = ""
    is_end: bool = False


@dataclass(frozen=True, slots=True)
class ChoicePart:
    """Hold one answer and where it leads."""

    answer: Slot
    goal: Goal
    note: str = ""


@dataclass(frozen=True, slots=True)
class StepPart:
    """Hold one step; `limits` are pairs of a class name and the words in the margin."""

    step_id: str
    id: str
    number: int
    is_hard: bool
    limits: tuple[tuple[str, str], ...]
    text: Slot
    parts: tuple[Part, ...]
    choices: tuple[ChoicePart, ...]
    next: Goal | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class AlgorithmPart:
    """Hold the steps, the way out for the uncovered case, and the charts."""

    name: ClassVar = "algorithm"
    id: str
    heading: str
    level: int
    steps: tuple[StepPart, ...]
    otherwise: Slot | None


@dataclass(frozen=True, slots=True)
class ChartPart:
    """Hold one picture and what is written under it."""

    picture: Markup
    caption: str


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """Hold one answer of a quiz."""

    text: Slot
    is_right: bool


@dataclass(frozen=True, slots=True)
class QuestionPart:
    """Hold one question of a quiz."""

    label: str
    text: Slot
    must_pass: bool
    answers: tuple[AnswerPart, ...]
    explanation: Slot | None


@dataclass(frozen=True, slots=True)
class QuizPart:
    """Hold the questions of one quiz."""

    name: ClassVar = "quiz"
    id: str
    heading: str
    level: int
    questions: tuple[QuestionPart, ...]


@dataclass(frozen=True, slots=True)
class EmbeddedPart:
    """Hold another document in this place; the title is empty for a script, which reads on without one."""

    name: ClassVar = "embedded"
    id: str
    title: str
    level: int
    badge: Badge | None
    parts: tuple[Part, ...]


Part = (
    ProsePart
    | WordingPart
    | DialoguePart
    | ChannelPart
    | VariantPart
    | AlgorithmPart
    | QuizPart
    | EmbeddedPart
)


@dataclass(frozen=True, slots=True)
class Badge:
    """Hold the class of a situation in a word; its shape follows from the value."""

    value: str
    word: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Hold one line of the facts: names, or pairs of name and address."""

    label: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CriterionPart:
    """Hold one criterion of the list at the end."""

    address: str
    text: Slot
    impact: str
    area: str


@dataclass(frozen=True, slots=True)
class Page:
    """Hold a whole document as the template needs it."""

    kind: str
    language: str
    title: str
    summary: str
    badge: Badge | None
    kind_label: str
    facts: tuple[Fact, ...]
    opening: tuple[Part, ...]
    parts: tuple[Part, ...]
    criteria: tuple[CriterionPart, ...]
    criteria_id: str

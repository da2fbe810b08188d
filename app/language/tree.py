"""The parsed tree: every block, step, choice and quote with its place.

Lines and columns count from 1; `end_line` is the last line that still belongs to the thing.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.language.words import ScriptWording, Variant, WordingKind


@dataclass(frozen=True, slots=True)
class Prose:
    """Hold Markdown that is nothing of ours but inline things."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Hold what only one variant contains."""

    variant: Variant
    blocks: tuple[Block, ...]
    line: int
    end_line: int


@dataclass(frozen=True, slots=True)
class Utterance:
    """Hold one line of a dialogue; the speaker may be empty (a finding says so)."""

    speaker: str
    words: str
    line: int


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Hold an example conversation, to be followed or not."""

    is_good: bool
    utterances: tuple[Utterance, ...]
    line: int
    end_line: int


@dataclass(frozen=True, slots=True)
class ChannelWording:
    """Hold what a script says on one channel in place of the general wording."""

    channel: str
    blocks: tuple[Block, ...]
    line: int
    end_line: int


@dataclass(frozen=True, slots=True)
class Wording:
    """Hold one quote: what to say, what not to say, or why.

    `channel` is empty for every channel; `wording` is None where the quote does not say whether words
    or sense count. `step_id` names the step it stands in, empty outside an algorithm.
    """

    kind: WordingKind
    text: str
    channel: str
    wording: ScriptWording | None
    line: int
    end_line: int
    step_id: str = ""


@dataclass(frozen=True, slots=True)
class Embed:
    """Stand for another document shown in this place."""

    slug: str
    anchor: str
    line: int
    column: int = 1


@dataclass(frozen=True, slots=True)
class StepTarget:
    """Lead to a step that is there; numbers are already turned into ids."""

    step_id: str


@dataclass(frozen=True, slots=True)
class EndTarget:
    """Lead to the end, with what is reached there, if said."""

    reached: str = ""


@dataclass(frozen=True, slots=True)
class SituationTarget:
    """Hand over to another situation."""

    slug: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class UnknownTarget:
    """Hold a target that leads nowhere or that nobody can make sense of, as it was typed."""

    text: str


Target = StepTarget | EndTarget | SituationTarget | UnknownTarget


@dataclass(frozen=True, slots=True)
class Choice:
    """Hold one answer of a question and where it leads; `column` is that of the target."""

    text: str
    target: Target
    variants: tuple[Variant, ...]
    line: int
    end_line: int = 0
    column: int = 1
    target_line: int = 0


Part = Prose | Wording | Embed


@dataclass(frozen=True, slots=True)
class Step:
    """Hold one step; `target` is the explicit one only, `number` counts from 1 in the order written.

    A step that is not named has its number for an id.
    """

    id: str
    number: int
    text: str
    is_hard: bool
    within: str
    repeat: str
    while_: str
    variants: tuple[Variant, ...]
    parts: tuple[Part, ...]
    choices: tuple[Choice, ...]
    target: Target | None
    line: int
    end_line: int
    column: int = 1
    target_line: int = 0
    target_column: int = 1
    is_named: bool = True

    @property
    def is_question(self) -> bool:
        """Say whether the step has choices."""
        return bool(self.choices)


@dataclass(frozen=True, slots=True)
class Algorithm:
    """Hold the steps in their order and the way out for the uncovered case (empty = none)."""

    otherwise: str
    steps: tuple[Step, ...]
    line: int
    end_line: int


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold one answer of a quiz question."""

    text: str
    is_right: bool


@dataclass(frozen=True, slots=True)
class Question:
    """Hold one question of a quiz; the explanation is Markdown shown after answering."""

    text: str
    must_pass: bool
    answers: tuple[Answer, ...]
    explanation: str
    line: int


@dataclass(frozen=True, slots=True)
class Quiz:
    """Hold the questions of one quiz block."""

    questions: tuple[Question, ...]
    line: int
    end_line: int


@dataclass(frozen=True, slots=True)
class Link:
    """Hold one `[[slug#anchor|words]]`; `words` is empty where the link has none of its own."""

    slug: str
    anchor: str
    words: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Heading:
    """Hold one Markdown heading, its level 1 to 6 and its explicit id (empty = none)."""

    level: int
    text: str
    anchor: str
    line: int


@dataclass(frozen=True, slots=True)
class Criterion:
    """Hold something that an audit can check."""

    id: str
    text: str
    impact: str
    area: str
    line: int


Block = Prose | Passage | Dialogue | ChannelWording | Algorithm | Quiz | Embed | Wording

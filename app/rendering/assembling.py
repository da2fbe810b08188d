"""From a parsed document to the parts of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from app.language.document import Document
from app.language.tree import (
    Algorithm,
    Block,
    ChannelWording,
    Choice,
    Dialogue,
    Embed,
    Passage,
    Prose,
    Question,
    Quiz,
    Step,
    Wording,
)
from app.language.words import BOTH, Kind, ScriptWording, Variant, WordingKind
from app.rendering.anchors import CRITERIA_ID, QUIZ_ID, STEPS_ID
from app.rendering.context import Context
from app.rendering.facts import badge_of, named
from app.rendering.goals import Goals
from app.rendering.manuscript import Manuscript
from app.rendering.parts import (
    AlgorithmPart,
    AnswerPart,
    ChannelPart,
    ChoicePart,
    CriterionPart,
    DialoguePart,
    EmbeddedPart,
    Part,
    ProsePart,
    QuestionPart,
    QuizPart,
    Slot,
    StepPart,
    UtterancePart,
    VariantPart,
    WordingPart,
)
from app.rendering.passages import EMBEDDED
from app.rendering.sections import sections
from app.rendering.wording_labels import Labels

MAX_EMBEDDED = 200
"""Of documents in one page; what embeds itself twice doubles with every level."""
MAX_DEPTH = 6


@dataclass(frozen=True, slots=True)
class Drawing:
    """Hold an algorithm whose chart is to be drawn, and the slots of its lines by how they were written."""

    id: str
    title: str
    algorithm: Algorithm
    slots: dict[str, Slot]


@dataclass(slots=True)
class Assembler:
    """Turn the blocks of a document into parts, and its texts into slots of the manuscript."""

    document: Document
    context: Context
    labels: Labels
    manuscript: Manuscript
    id_prefix: str
    level: int = 2
    above: tuple[str, ...] = ()
    embedded: list[str] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)
    scope: int = field(init=False)
    quizzes: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.scope = self.manuscript.open_scope(self.document, self.id_prefix)

    # Texts

    def _line(self, text: str, line: int) -> Slot:
        return self.manuscript.add(text, line, self.scope, is_inline=True)

    def _block(self, text: str, line: int) -> Slot:
        return self.manuscript.add(text, line, self.scope, heading_shift=self._heading_shift())

    def _heading_shift(self) -> int:
        has_top = any(heading.level == 1 for heading in self.document.headings)
        return self.level - 2 + has_top

    # Blocks

    def parts(self, blocks: Iterable[Block]) -> tuple[Part, ...]:
        return tuple(part for block in blocks for part in self._parts_of(block))

    def _parts_of(self, block: Block) -> Iterator[Part]:
        if isinstance(block, Prose):
            pieces = [piece for piece in sections(block.text, block.line) if piece[0].strip()]
            if pieces:
                yield ProsePart(tuple(self._block(*piece) for piece in pieces))
        elif isinstance(block, Wording):
            yield self.wording(block)
        elif isinstance(block, Passage):
            yield from self._variant(block)
        elif isinstance(block, Dialogue):
            yield self._dialogue(block)
        elif isinstance(block, ChannelWording):
            yield ChannelPart(self.channel_name(block.channel), self.level + 1, self.parts(block.blocks))
        elif isinstance(block, Algorithm):
            yield self._algorithm(block)
        elif isinstance(block, Quiz):
            yield self._quiz(block)
        else:
            yield from self._embedded(block)

    def wording(self, wording: Wording) -> WordingPart:
        words = [self.labels.wording[wording.kind]]
        if wording.channel:
            words.append(self.channel_name(wording.channel))
        if wording.kind is WordingKind.SAY:
            own = (
                self.document.header.wording
                if self.document.header.kind is Kind.SCRIPT
                else ScriptWording.VERBATIM
            )
            words.append(self.labels.manner[wording.wording or own])
        return WordingPart(wording.kind, " · ".join(words), self._block(wording.text, wording.line))

    def _variant(self, passage: Passage) -> Iterator[Part]:
        if self.context.variant is None:
            label = self.labels.only_in[passage.variant]
            yield VariantPart(passage.variant, label, self.parts(passage.blocks))
        elif passage.variant is self.context.variant:
            yield from self.parts(passage.blocks)

    def _dialogue(self, dialogue: Dialogue) -> DialoguePart:
        label = self.labels.good_dialogue if dialogue.is_good else self.labels.bad_dialogue
        utterances = tuple(
            UtterancePart(utterance.speaker, self._line(utterance.words, utterance.line))
            for utterance in dialogue.utterances
        )
        return DialoguePart(dialogue.is_good, label, utterances)

    def channel_name(self, channel: str) -> str:
        return named(self.context.company.channels, channel, self.document.header.language)

    # Algorithms

    def _algorithm(self, algorithm: Algorithm) -> AlgorithmPart:
        otherwise = self._line(algorithm.otherwise, algorithm.line) if algorithm.otherwise else None
        steps = [step for step in algorithm.steps if self._is_shown(step.variants)]
        numbers = {step.id: step.number for step in algorithm.steps}
        goals = Goals(numbers, self.id_prefix, self.context, self.labels)
        part = AlgorithmPart(
            id=self.id_prefix + STEPS_ID,
            heading=self.labels.algorithm,
            level=self.level,
            steps=tuple(self._step(step, goals) for step in steps),
            otherwise=otherwise,
        )
        self.drawings.append(Drawing(part.id, self.document.title, algorithm, self._slots(steps, part.steps)))
        return part

    def _slots(self, steps: Iterable[Step], parts: Iterable[StepPart]) -> dict[str, Slot]:
        slots: dict[str, Slot] = {}
        for step, part in zip(steps, parts, strict=True):
            slots[step.text] = part.text
            shown = [choice for choice in step.choices if self._is_shown(choice.variants)]
            slots |= {choice.text: each.answer for choice, each in zip(shown, part.choices, strict=True)}
        return slots

    def _is_shown(self, variants: tuple[Variant, ...]) -> bool:
        return self.context.variant is None or not variants or self.context.variant in variants

    def _only_in(self, variants: tuple[Variant, ...]) -> str:
        is_marked = self.context.variant is None and variants and set(variants) != set(BOTH)
        return self.labels.only_in[variants[0]] if is_marked else ""

    def _step(self, step: Step, goals: Goals) -> StepPart:
        return StepPart(
            step_id=step.id,
            id=self.id_prefix + step.id,
            number=step.number,
            is_hard=step.is_hard,
            limits=tuple(self._limits(step)),
            text=self._line(step.text, step.line),
            parts=self.parts(step.parts),
            choices=tuple(
                self._choice(choice, goals) for choice in step.choices if self._is_shown(choice.variants)
            ),
            next=goals.after(step.target),
            note=self._only_in(step.variants),
        )

    def _limits(self, step: Step) -> Iterator[tuple[str, str]]:
        if step.is_hard:
            yield "step-hard", self.labels.hard_step
        if step.within:
            yield "step-within", self.labels.within.format(time=step.within)
        if step.repeat:
            yield "step-repeat", self.labels.repeated(step.repeat)
        if step.while_:
            yield "step-while", self.labels.while_.format(condition=step.while_)

    def _choice(self, choice: Choice, goals: Goals) -> ChoicePart:
        note = self._only_in(choice.variants)
        return ChoicePart(self._line(choice.text, choice.line), goals.of(choice.target), note)

    # Quizzes

    def _quiz(self, quiz: Quiz) -> QuizPart:
        self.quizzes += 1
        own_id = QUIZ_ID if self.quizzes == 1 else f"{QUIZ_ID}-{self.quizzes}"
        questions = tuple(
            self._question(question, number) for number, question in enumerate(quiz.questions, 1)
        )
        return QuizPart(self.id_prefix + own_id, self.labels.quiz, self.level, questions)

    def _question(self, question: Question, number: int) -> QuestionPart:
        explanation = self._block(question.explanation, question.line) if question.explanation else None
        return QuestionPart(
            label=self.labels.question.format(number=number),
            text=self._line(question.text, question.line),
            must_pass=question.must_pass,
            answers=tuple(
                AnswerPart(self._line(answer.text, question.line), answer.is_right)
                for answer in question.answers
            ),
            explanation=explanation,
        )

    # Other documents

    def _embedded(self, embed: Embed) -> Iterator[EmbeddedPart]:
        document = self.context.documents.get(embed.slug)
        path = (*self.above, self.document.slug)
        is_too_much = len(self.embedded) >= MAX_EMBEDDED or len(path) > MAX_DEPTH
        if document is None or embed.slug in path or is_too_much:
            return
        self.embedded.append(embed.slug)
        count = self.embedded.count(embed.slug)
        own_id = f"{self.id_prefix}{EMBEDDED}{embed.slug}" + (f"-{count}" if count > 1 else "")
        is_script = document.header.kind is Kind.SCRIPT
        inner = Assembler(
            document=document,
            context=self.context,
            labels=self.labels,
            manuscript=self.manuscript,
            id_prefix=f"{own_id}--",
            level=self.level + 1 if is_script else self.level + 2,
            above=path,
            embedded=self.embedded,
            drawings=self.drawings,
        )
        yield EmbeddedPart(
            id=own_id,
            title="" if is_script else document.header.title,
            level=self.level + 1,
            badge=badge_of(document, self.labels),
            parts=inner.parts(document.blocks),
        )

    def criteria(self) -> tuple[CriterionPart, ...]:
        """Return the criteria once more, for the list at the end."""
        return tuple(
            CriterionPart(
                address=f"#{self.id_prefix}{criterion.id}" if criterion.id else "",
                text=self._line(criterion.text, criterion.line),
                impact=self.labels.impact.get(criterion.impact, criterion.impact),
                area=self.labels.area.get(criterion.area, criterion.area),
            )
            for criterion in self.document.criteria
        )

    @property
    def criteria_id(self) -> str:
        return self.id_prefix + CRITERIA_ID

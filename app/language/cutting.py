"""Cutting one document for a variant (section 8): which lines stay, before it is known which documents do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate

from app.language.blocks import Box, BoxKind
from app.language.company import Company
from app.language.document import Document, Parsed
from app.language.editing import Editing
from app.language.headings import anchors_of
from app.language.scripts import Quoted
from app.language.source import Source, indent_of
from app.language.tree import Embed, Step
from app.language.words import Kind, Variant, WordingKind


@dataclass(slots=True)
class Cut:
    """Hold a document with what is dropped from it, and what that means for its presence and links to it."""

    parsed: Parsed
    variant: Variant
    editing: Editing
    embeds: list[Embed] = field(default_factory=list)
    has_algorithm: bool = False
    had_wording: bool = False
    has_wording: bool = False
    has_content: bool = False
    had_content: bool = False
    gone_anchors: frozenset[str] = frozenset()
    numbers: Mapping[str, int] = field(default_factory=dict)
    named: frozenset[str] = frozenset()
    lost: set[int] = field(default_factory=set)

    @property
    def document(self) -> Document:
        return self.parsed.document

    def is_left(self, index: int) -> bool:
        """Say whether the line at an index stays."""
        return not self.editing.is_dropped[index]

    def index(self, line: int) -> int:
        """Return the index of a line by its number."""
        return line - self.parsed.source.first_line


def cut_document(parsed: Parsed, variant: Variant, company: Company) -> Cut:
    """Return the document cut for the variant; links and embeds are still those of the whole."""
    cut = Cut(parsed, variant, Editing.of(parsed.source))
    _Cutter(cut, company).cut()
    _describe(cut)
    return cut


class _Cutter:
    """Drop passages, then steps and choices, then what B2B leaves out."""

    def __init__(self, cut: Cut, company: Company) -> None:
        self._cut, self._parsed, self._source = cut, cut.parsed, cut.parsed.source
        self._editing = cut.editing
        self._is_bare = cut.variant is Variant.B2B and not _keeps_all_wording(cut.document, company)
        self._in_b2b = _inside(self._parsed.boxes, BoxKind.B2B, self._source)
        self._hard = _hard_steps(self._parsed)

    def cut(self) -> None:
        for box in self._parsed.boxes:
            if box.kind.is_passage:
                self._passage(box)
            elif box.kind in (BoxKind.DIALOGUE, BoxKind.CHANNEL) and not self._keeps(box.first, ""):
                self._editing.drop(box.first, box.last)
        for step in _steps(self._parsed):
            self._step(step)
        for quoted in self._parsed.quoted:
            if not self._keeps_quoted(quoted):
                self._wording(quoted)
        for embed, step_id in _embeds(self._parsed):
            if not self._keeps(self._cut.index(embed.line), step_id):
                continue
            self._cut.embeds.append(embed)

    def _passage(self, box: Box) -> None:
        if self._cut.variant not in box.variants:
            self._editing.drop(box.first, box.last)
            return
        self._editing.drop(box.first, box.first)
        if box.is_closed:
            self._editing.drop(box.last, box.last)

    def _step(self, step: Step) -> None:
        variant, index = self._cut.variant, self._cut.index
        if variant not in step.variants:
            self._editing.drop(index(step.line), index(step.end_line))
            return
        for choice in step.choices:
            if variant not in choice.variants:
                self._editing.drop(index(choice.line), index(choice.end_line))

    def _keeps(self, index: int, step_id: str) -> bool:
        """Say whether wording stays that stands at an index, in a step or (no id) outside steps."""
        if not self._is_bare:
            return True
        if step_id:
            return step_id in self._hard
        return self._cut.document.header.kind is Kind.STANDARD and bool(self._in_b2b[index])

    def _keeps_quoted(self, quoted: Quoted) -> bool:
        wording = quoted.wording
        if wording.kind is WordingKind.WHY and not wording.step_id:
            return True
        return self._keeps(quoted.first, wording.step_id)

    def _wording(self, quoted: Quoted) -> None:
        """Drop a piece of wording so that the lists and quotes around it stay whole."""
        editing, source = self._editing, self._source
        if editing.is_dropped[quoted.first]:
            return
        prefix = source.prefix(quoted.first)
        line = source.lines[quoted.first]
        before = line[: prefix.quotes[quoted.depth - 1]]
        editing.drop(quoted.first, quoted.last)
        self._cut.lost.add(quoted.first)
        if quoted.depth > 1 or (prefix.marks and quoted.wording.step_id and not quoted.is_nested):
            editing.is_dropped[quoted.first] = 0
            editing.heads[quoted.first] = quoted.depth
        elif prefix.marks:
            self._move_mark(quoted.last + 1, before)

    def _move_mark(self, index: int, before: str) -> None:
        """Give an item that began with wording its mark back, if anything else stands in it."""
        lines = self._source.lines
        while index < len(lines) and not lines[index].strip():
            index += 1
        if (
            index < len(lines)
            and not self._editing.is_dropped[index]
            and indent_of(lines[index]) >= len(before)
        ):
            self._editing.leads[index] = before


def _keeps_all_wording(document: Document, company: Company) -> bool:
    header = document.header
    if header.kind is Kind.SCRIPT or header.edition is Variant.B2B:
        return True
    hardest = {stage.id for stage in company.stages if stage.is_hardest}
    return header.kind is Kind.SITUATION and (header.hardest or header.stage in hardest)


def _inside(boxes: tuple[Box, ...], kind: BoxKind, source: Source) -> list[int]:
    """Return for each line how many boxes of a kind are around it."""
    changes = [0] * (len(source.raw) + 1)
    for box in boxes:
        if box.kind is kind:
            changes[box.first] += 1
            changes[box.last + 1] -= 1
    return list(accumulate(changes))


def _steps(parsed: Parsed) -> Iterator[Step]:
    for _, algorithm in parsed.algorithms:
        yield from algorithm.steps


def _hard_steps(parsed: Parsed) -> frozenset[str]:
    """Return the ids of hard steps; an id that a step without the mark has too counts as not hard."""
    soft = {step.id for step in _steps(parsed) if not step.is_hard}
    return frozenset(step.id for step in _steps(parsed) if step.is_hard) - soft


def _embeds(parsed: Parsed) -> Iterator[tuple[Embed, str]]:
    in_steps = {
        part.line: step.id for step in _steps(parsed) for part in step.parts if isinstance(part, Embed)
    }
    for embed in parsed.document.embeds:
        yield embed, in_steps.get(embed.line, "")


def _describe(cut: Cut) -> None:
    """Note what is left: algorithm, wording, content, and the anchors that are not."""
    parsed, index = cut.parsed, cut.index
    left = [step for step in _steps(parsed) if cut.is_left(index(step.line))]
    cut.has_algorithm = bool(left)
    wording = [quoted for quoted in parsed.quoted if quoted.wording.kind is not WordingKind.WHY]
    dialogues = [box for box in parsed.boxes if box.kind is BoxKind.DIALOGUE]
    cut.had_wording = bool(wording or dialogues or parsed.document.embeds)
    cut.has_wording = any(cut.is_left(quoted.first) and quoted.first not in cut.lost for quoted in wording)
    cut.has_wording = cut.has_wording or any(cut.is_left(box.first) for box in dialogues)
    cut.embeds = [embed for embed in cut.embeds if cut.is_left(index(embed.line))]
    _describe_content(cut)
    _describe_anchors(cut, left)


def _describe_content(cut: Cut) -> None:
    source = cut.parsed.source
    headings = {cut.index(heading.line) for heading in cut.document.headings}
    embeds = {cut.index(embed.line) for embed in cut.document.embeds}
    for index, line in enumerate(source.raw):
        if not line.strip() or index in headings:
            continue
        cut.had_content = True
        if (
            index not in embeds
            and cut.is_left(index)
            and not (line.lstrip().startswith(":::") and not source.is_code[index])
        ):
            cut.has_content = True
            return


def _describe_anchors(cut: Cut, left: list[Step]) -> None:
    document, index = cut.document, cut.index
    every = list(_steps(cut.parsed))
    gone: set[str] = set()
    if len(left) < len(every):
        kept = {id(step) for step in left}
        gone |= {step.id for step in every if id(step) not in kept}
        gone -= {step.id for step in left}
        cut.numbers = {step.id: number for number, step in enumerate(left, start=1)}
        cut.named = frozenset(step.id for step in every if step.is_named)
    gone |= {criterion.id for criterion in document.criteria if not cut.is_left(index(criterion.line))}
    headings = document.headings
    kept_headings = tuple(heading for heading in headings if cut.is_left(index(heading.line)))
    if len(kept_headings) < len(headings):
        gone |= anchors_of(headings) - anchors_of(kept_headings)
    cut.gone_anchors = frozenset(gone)

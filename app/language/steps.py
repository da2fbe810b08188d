"""Reading an algorithm: one ordered list of steps with choices, wording and targets (section 4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from app.language.attributes import Attributes, split_attributes
from app.language.blocks import Box, Line, lines_of
from app.language.findings import Findings
from app.language.items import Item, split_items
from app.language.scripts import TextReader, continues_lazily
from app.language.source import LIST_MARK, Source, indent_of
from app.language.targets import ARROW, Arrow, NumberTarget, find_arrow
from app.language.tree import Algorithm, Choice, Step, StepTarget, Target, UnknownTarget
from app.language.words import BOTH, Variant

_MARKS: Final = frozenset({"hard", "b2c", "b2b"})
_VALUES: Final = frozenset({"within", "repeat", "while"})


@dataclass(slots=True)
class _Draft:
    """Hold a step while its targets may still be numbers."""

    step: Step
    targets: list[Target | NumberTarget]
    target: Target | NumberTarget | None


def read_algorithm(box: Box, source: Source, texts: TextReader) -> Algorithm:
    """Return the algorithm of a box; what is wrong is noted in the reader's findings."""
    findings = texts.findings
    items = split_items(lines_of(box, source))
    _note_stray(items.stray, source, findings)
    if not items.items and not items.stray:
        findings.error("algorithm.empty", source.number(box.first), source.column(box.first, 0))
    drafts = [
        _StepReader(item, number, source, texts).read() for number, item in enumerate(items.items, start=1)
    ]
    _note_duplicates(drafts, findings)
    ids = {draft.step.number: draft.step.id for draft in drafts}
    known = frozenset(ids.values())
    steps = tuple(_resolved(draft, ids, known) for draft in drafts)
    otherwise = box.attributes.values.get("otherwise", "").strip()
    return Algorithm(otherwise, steps, source.number(box.first), source.number(box.last))


def _note_stray(stray: Iterable[Line], source: Source, findings: Findings) -> None:
    last = -2
    for line in stray:
        if line.index != last + 1:
            column = source.column(line.index, indent_of(line.text))
            findings.error("algorithm.not-a-list", source.number(line.index), column)
        last = line.index


def _note_duplicates(drafts: list[_Draft], findings: Findings) -> None:
    seen: dict[str, int] = {}
    for draft in drafts:
        step = draft.step
        first = seen.setdefault(step.id, step.line)
        if first != step.line:
            findings.error("algorithm.duplicate-step", step.line, step.column, id=step.id, first=str(first))


def _resolved(draft: _Draft, ids: dict[int, str], known: frozenset[str]) -> Step:
    """Return the step with numbers turned into ids, and targets that lead nowhere into unknown ones."""

    def resolve(target: Target | NumberTarget) -> Target:
        if isinstance(target, NumberTarget):
            found = ids.get(target.number)
            return UnknownTarget(str(target.number)) if found is None else StepTarget(found)
        if isinstance(target, StepTarget) and target.step_id not in known:
            return UnknownTarget(f"#{target.step_id}")
        return target

    step = draft.step
    if not draft.targets and draft.target is None:
        return step
    choices = tuple(
        replace(choice, target=resolve(target))
        for choice, target in zip(step.choices, draft.targets, strict=True)
    )
    return replace(step, choices=choices, target=None if draft.target is None else resolve(draft.target))


class _StepReader:
    """Read one step: its first line, then choices and targets line by line, the rest as text."""

    def __init__(self, item: Item, number: int, source: Source, texts: TextReader) -> None:
        self._item, self._number, self._source, self._texts = item, number, source, texts
        self._findings = texts.findings
        self._rest: list[Line] = []
        self._choices: list[Choice] = []
        self._targets: list[Target | NumberTarget] = []
        self._own: tuple[Target | NumberTarget, int, int] | None = None

    def read(self) -> _Draft:
        first = self._item.first
        text, attributes = split_attributes(self._item.text)
        starts_quoted = text.startswith(">")
        step_id = attributes.id or str(self._number)
        column = indent_of(first.text)
        self._check_first_line(first, text, attributes)
        if starts_quoted:
            start = self._item.start
            self._rest.append(Line(first.index, " " * start + first.text[start:], is_code=False))
            text = ""
        self._body()
        step = Step(
            id=step_id,
            number=self._number,
            text=text,
            is_hard="hard" in attributes.marks,
            within=attributes.values.get("within", ""),
            repeat=attributes.values.get("repeat", ""),
            while_=attributes.values.get("while", ""),
            variants=_both(first.variants, attributes.variants),
            parts=self._texts.read(self._rest, indent=self._item.start, step_id=step_id),
            choices=tuple(self._choices),
            target=None,
            line=self._source.number(first.index),
            end_line=self._source.number(self._item.last),
            column=self._source.column(first.index, column),
            target_line=self._own[1] if self._own else 0,
            target_column=self._own[2] if self._own else 1,
            is_named=bool(attributes.id),
        )
        return _Draft(step, self._targets, self._own[0] if self._own else None)

    def _check_first_line(self, first: Line, text: str, attributes: Attributes) -> None:
        line = self._source.number(first.index)
        start = self._item.start
        if attributes.column:
            self._check_attributes(
                attributes, line, self._source.column(first.index, start + attributes.column - 1)
            )
        if not text:
            self._findings.warning(
                "algorithm.empty-step", line, self._source.column(first.index, indent_of(first.text))
            )
        found = self._arrow(first, start)
        if found and found[0].is_known:
            self._findings.warning("algorithm.arrow-in-step", line, found[0].column + 1)

    def _check_attributes(self, attributes: Attributes, line: int, column: int) -> None:
        unknown = [f".{mark}" for mark in attributes.marks if mark not in _MARKS]
        unknown += [name for name in attributes.values if name not in _VALUES]
        for name in [*unknown, *attributes.words]:
            self._findings.warning("attribute.unknown", line, column, name=name[:40])

    def _body(self) -> None:
        lines, position = self._item.rest, 0
        while position < len(lines):
            line = lines[position]
            if line.is_blank or line.is_code:
                self._rest.append(line)
                position += 1
                continue
            indent = indent_of(line.text)
            mark = LIST_MARK.match(line.text, indent)
            taken = self._choice(position, mark.end()) if mark else 0
            if not mark and ARROW.match(line.text, indent):
                taken = self._target(line)
            if not taken:
                self._rest.append(line)
            position += taken or 1

    def _arrow(self, line: Line, start: int) -> tuple[Arrow, Attributes, int] | None:
        """Return the last arrow of a line, the attributes after it, and how far columns are moved by tabs."""
        raw, plain = self._source.raw[line.index], self._source.plain[line.index]
        shift = len(raw) - len(line.text)
        text, attributes = split_attributes(raw)
        arrow = find_arrow(text, plain[: len(text)], max(start + shift, 0))
        return None if arrow is None else (arrow, attributes, shift)

    def _target(self, line: Line) -> int:
        found = self._arrow(line, indent_of(line.text))
        if found is None:
            return 0
        arrow, number = found[0], self._source.number(line.index)
        if self._own is not None:
            self._findings.error("algorithm.second-target", number, arrow.column + 1)
            return 1
        self._own = arrow.target, number, arrow.target_column + 1
        return 1

    def _choice(self, position: int, start: int) -> int:
        """Read a list item that leads somewhere.

        Return how many lines it took, 0 where it is an ordinary item.
        """
        lines = self._item.rest
        fallback: tuple[int, Arrow, Attributes, int] | None = None
        for taken, line in enumerate(lines[position : position + 20], start=1):
            if taken > 1 and (line.is_code or not _goes_on(line)):
                break
            found = self._arrow(line, start if taken == 1 else indent_of(line.text))
            if found is None:
                continue
            fallback = fallback or (taken, *found)
            if found[0].is_known:
                self._add_choice(position, taken, start, found)
                return taken
        if fallback is None:
            return 0
        self._add_choice(position, fallback[0], start, fallback[1:])
        return fallback[0]

    def _add_choice(
        self, position: int, taken: int, start: int, found: tuple[Arrow, Attributes, int]
    ) -> None:
        arrow, attributes, shift = found
        lines = self._item.rest
        first, last = lines[position], lines[position + taken - 1]
        pieces = [line.text.strip() for line in lines[position : position + taken - 1]]
        pieces.append(last.text[: arrow.column - shift].strip())
        pieces[0] = (
            pieces[0][start - indent_of(first.text) :]
            if taken > 1
            else last.text[start : arrow.column - shift]
        )
        text, before = split_attributes(" ".join(piece.strip() for piece in pieces).strip())
        line = self._source.number(first.index)
        for found_here in (before, attributes):
            if found_here.column:
                self._check_attributes(found_here, line, self._source.column(first.index, start))
        variants = _both(first.variants, _both(before.variants, attributes.variants))
        self._targets.append(arrow.target)
        end = self._end_of_item(position, taken, indent_of(first.text))
        self._choices.append(
            Choice(
                text=text,
                target=UnknownTarget(""),
                variants=variants,
                line=line,
                end_line=self._source.number(end),
                column=arrow.target_column + 1,
                target_line=self._source.number(last.index),
            )
        )

    def _end_of_item(self, position: int, taken: int, indent: int) -> int:
        """Return the index of the last line that stands under the choice."""
        lines = self._item.rest
        last, was_code = lines[position + taken - 1].index, False
        for at in range(position + taken, len(lines)):
            line = lines[at]
            if line.is_blank:
                continue
            if not (line.is_code and was_code) and indent_of(line.text) <= indent:
                break
            last, was_code = line.index, line.is_code
        return last


def _goes_on(line: Line) -> bool:
    text = line.text.strip(" ")
    return bool(text) and (continues_lazily(text) or ARROW.match(text) is not None)


def _both(one: tuple[Variant, ...], other: tuple[Variant, ...]) -> tuple[Variant, ...]:
    return tuple(variant for variant in BOTH if variant in one and variant in other)

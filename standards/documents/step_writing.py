"""Writing a list of steps back into its text: lines that nobody changed stay letter by letter."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from app.language.attributes import Attributes, split_attributes
from app.language.tree import Algorithm, Choice, Step
from standards.documents.creating import slug_for
from standards.documents.step_reading import (
    BELOW,
    END,
    OTHER,
    TO_SITUATION,
    TO_STEP,
    ChoiceRow,
    StepList,
    StepRow,
    Way,
    algorithm_of,
    attributes_of,
    way_of,
)

NUMBER = re.compile(r"([ \t]*)(\d+)([.)])([ \t]*)")
OTHERWISE = re.compile(r"""otherwise=(?:"[^"]*"|'[^']*'|[^\s}]+)""")
SHORTEST_INDENT = 3


@dataclass(frozen=True, slots=True)
class _Names:
    """How each step is called in the new text, by its key: its id where it has one, and its number."""

    ids: Mapping[str, str]
    numbers: Mapping[str, int]

    def of(self, key: str) -> str:
        return f"#{self.ids[key]}" if self.ids.get(key) else str(self.numbers.get(key, 1))


@dataclass(frozen=True, slots=True)
class _Old:
    """The text as it was: its lines, its steps, and the keys of these by id."""

    lines: Sequence[str]
    steps: Sequence[Step]
    end: int

    @property
    def keys(self) -> dict[str, str]:
        return {step.id: f"s{place}" for place, step in reversed(list(enumerate(self.steps)))}

    def lines_of(self, place: int) -> tuple[int, int]:
        """Return the first line of a step and the one behind its last, from 0."""
        following = self.steps[place + 1].line - 1 if place + 1 < len(self.steps) else self.end
        return self.steps[place].line - 1, following


def with_steps(body: str, steps: StepList) -> str:
    """Return the text with these steps; a text without an algorithm gets one at its end."""
    algorithm = algorithm_of(body)
    lines = body.split("\n")
    if algorithm is None:
        return _appended(body, _all_new(steps))
    steps = _known(steps, algorithm)
    end = algorithm.end_line - 1 if _is_closed(lines, algorithm) else algorithm.end_line
    old = _Old(lines, algorithm.steps, end)
    first = algorithm.steps[0].line - 1 if algorithm.steps else end
    head = _with_otherwise(lines[algorithm.line - 1], algorithm.otherwise, steps.otherwise)
    inner = [
        line
        for place in range(len(steps.rows))
        for line in _step_lines(place, steps, old, _names(steps, old))
    ]
    return "\n".join(
        [*lines[: algorithm.line - 1], head, *lines[algorithm.line : first], *inner, *lines[end:]]
    )


def _known(steps: StepList, algorithm: Algorithm) -> StepList:
    """Return the steps with every origin that the text does not have, or that came twice, taken for new."""
    seen: set[int] = set()
    rows = []
    for row in steps.rows:
        is_known = row.origin in range(len(algorithm.steps)) and row.origin not in seen
        choices = len(algorithm.steps[row.origin].choices) if is_known else 0
        seen.add(row.origin)
        kept = tuple(
            choice if choice.origin in range(choices) else replace(choice, origin=-1)
            for choice in row.choices
        )
        rows.append(replace(row, origin=row.origin if is_known else -1, choices=kept))
    return replace(steps, rows=tuple(rows))


def _all_new(steps: StepList) -> StepList:
    return replace(steps, rows=tuple(replace(row, origin=-1) for row in steps.rows))


def _is_closed(lines: Sequence[str], algorithm: Algorithm) -> bool:
    last = lines[algorithm.end_line - 1].strip()
    return algorithm.end_line > algorithm.line and len(last) >= SHORTEST_INDENT and not last.strip(":")


def _appended(body: str, steps: StepList) -> str:
    if not steps.rows:
        return body
    head = _with_otherwise("::: algorithm", "", steps.otherwise)
    old = _Old((), (), 0)
    inner = [
        line
        for place in range(len(steps.rows))
        for line in _step_lines(place, steps, old, _names(steps, old))
    ]
    gap = "" if not body.strip() else "\n" if body.endswith("\n") else "\n\n"
    return f"{body}{gap}" + "\n".join([head, *inner, ":::", ""])


def _with_otherwise(head: str, was: str, now: str) -> str:
    now = " ".join(now.split()).replace('"', "”")
    if now == was:
        return head
    said = f'otherwise="{now}"' if now else ""
    if OTHERWISE.search(head):
        return re.sub(r"[ \t]*\{[ \t]*\}[ \t]*$", "", OTHERWISE.sub(lambda _found: said, head, count=1))
    if head.rstrip().endswith("}"):
        return f"{head.rstrip()[:-1].rstrip()} {said}}}"
    return f"{head.rstrip()} {{{said}}}"


def _names(steps: StepList, old: _Old) -> _Names:
    """Name every step that something new leads to, so that moving steps later leads nobody astray."""
    ids = {
        row.key: attributes_of(old.lines[old.steps[row.origin].line - 1]).id if row.origin >= 0 else ""
        for row in steps.rows
    }
    taken = {*ids.values(), *(str(number) for number in range(len(ids) + 1))}
    for row in steps.rows:
        if not ids[row.key] and row.key in _newly_wanted(steps, old):
            ids[row.key] = _free_id(row.text, taken)
            taken.add(ids[row.key])
    return _Names(ids, {row.key: number for number, row in enumerate(steps.rows, 1)})


def _newly_wanted(steps: StepList, old: _Old) -> Collection[str]:
    wanted = set()
    for row in steps.rows:
        before = old.steps[row.origin] if row.origin >= 0 else None
        for choice in row.choices:
            was = before.choices[choice.origin] if before and choice.origin >= 0 else None
            if was is None or way_of(was.target, old.keys) != choice.way:
                wanted.add(choice.way.to.removeprefix(TO_STEP))
        had = way_of(before.target, old.keys) if before and before.target is not None else Way()
        if row.next != had:
            wanted.add(row.next.to.removeprefix(TO_STEP))
    return wanted


def _free_id(text: str, taken: Collection[str]) -> str:
    wanted = "-".join(slug_for(text).split("-")[:4])[:40].strip("-") or "step"
    name, number = wanted, 1
    while name in taken or name.isdecimal():
        number += 1
        name = f"{wanted}-{number}"
    return name


def _step_lines(place: int, steps: StepList, old: _Old, names: _Names) -> list[str]:
    row = steps.rows[place]
    if row.origin < 0:
        return _new_lines(place, row, names)
    start, stop = old.lines_of(row.origin)
    step = old.steps[row.origin]
    lines: dict[int, list[str]] = {at: [old.lines[at]] for at in range(start, stop)}
    lines[start] = [_head(place, row, old.lines[start], names)]
    indent = " " * _indent(old.lines[start], place + 1)
    for at, was in enumerate(step.choices):
        kept = next((choice for choice in row.choices if choice.origin == at), None)
        _put_choice(kept, was, lines, old, names)
    new = [
        _choice_line(choice, indent, names)
        for choice in row.choices
        if choice.origin < 0 and choice.text.strip()
    ]
    at = max((choice.end_line - 1 for choice in step.choices), default=step.end_line - 1)
    if new and step.target_line and step.target_line - 1 == at and not step.choices:
        lines[at] = [*new, *lines[at]]
    else:
        lines[at] = [*lines[at], *new]
    _put_next(row, step, lines, indent, old, names)
    return [line for at in sorted(lines) for line in lines[at]]


def _put_choice(
    kept: ChoiceRow | None, was: Choice, lines: dict[int, list[str]], old: _Old, names: _Names
) -> None:
    first, target, last = was.line - 1, was.target_line - 1, was.end_line - 1
    if kept is None or not kept.text.strip():
        for at in range(first, last + 1):
            lines[at] = []
        return
    had = way_of(was.target, old.keys)
    if kept.text.split() == was.text.split() and kept.way == had:
        lines[target] = [_renumbered(old.lines[target], was.column, had, names)]
        return
    indent = old.lines[first][: len(old.lines[first]) - len(old.lines[first].lstrip())]
    attributes = split_attributes(old.lines[target])[1]
    lines[first] = [f"{_choice_line(kept, indent, names)} {_written(attributes)}".rstrip()]
    for at in range(first + 1, target + 1):
        lines[at] = []


def _renumbered(line: str, column: int, way: Way, names: _Names) -> str:
    """Return the line with its target's number, if it is one, as that step is numbered now."""
    written = re.match(r"\d+", line[column - 1 :])
    if written is None or not way.to.startswith(TO_STEP):
        return line
    number = names.numbers.get(way.to.removeprefix(TO_STEP), 1)
    return f"{line[: column - 1]}{number}{line[column - 1 + written.end() :]}"


def _put_next(  # noqa: PLR0913, PLR0917 - a step, its lines, and how steps are called
    row: StepRow, step: Step, lines: dict[int, list[str]], indent: str, old: _Old, names: _Names
) -> None:
    had = way_of(step.target, old.keys) if step.target is not None else Way()
    at = step.target_line - 1
    if row.next == had:
        if step.target_line:
            changed = _renumbered(old.lines[at], step.target_column, had, names)
            lines[at] = [changed if line == old.lines[at] else line for line in lines[at]]
        return
    new = [f"{indent}→ {_target(row.next, names)}"] if row.next.to != BELOW else []
    if step.target_line:
        lines[at] = [*(line for line in lines[at] if line != old.lines[at]), *new]
    else:
        last = step.end_line - 1
        lines[last] = [*lines[last], *new]


def _new_lines(place: int, row: StepRow, names: _Names) -> list[str]:
    indent = " " * max(len(str(place + 1)) + 2, SHORTEST_INDENT)
    attributes = _attributes(row, Attributes(), names.ids.get(row.key, ""))
    lines = [f"{place + 1}. {_one_line(row.text)} {_written(attributes)}".rstrip()]
    lines += [_choice_line(choice, indent, names) for choice in row.choices if choice.text.strip()]
    if row.next.to != BELOW:
        lines.append(f"{indent}→ {_target(row.next, names)}")
    return lines


def _head(place: int, row: StepRow, line: str, names: _Names) -> str:
    found = NUMBER.match(line)
    if found is None:
        return line
    mark = f"{found[1]}{place + 1}{found[3]}{found[4] or ' '}"
    text, attributes = split_attributes(line[found.end() :])
    wanted = _attributes(row, attributes, names.ids.get(row.key, ""))
    is_same = text.split() == row.text.split() and _same(attributes, wanted)
    rest = line[found.end() :] if is_same else f"{_one_line(row.text)} {_written(wanted)}"
    return f"{mark}{rest}".rstrip() if not is_same else f"{mark}{rest}"


def _same(one: Attributes, other: Attributes) -> bool:
    return (one.id, one.marks, dict(one.values)) == (other.id, other.marks, dict(other.values))


def _attributes(row: StepRow, was: Attributes, step_id: str) -> Attributes:
    marks = [mark for mark in was.marks if mark != "hard" or row.is_hard]
    if row.is_hard and "hard" not in marks:
        marks.append("hard")
    within = _one_line(row.within).replace('"', "”")
    values = {name: value for name, value in was.values.items() if name != "within" or within}
    if within:
        values["within"] = within
    return Attributes(step_id, tuple(marks), values, was.words)


def _written(attributes: Attributes) -> str:
    parts = [f"#{attributes.id}"] if attributes.id else []
    parts += [f".{mark}" for mark in attributes.marks]
    for name, value in attributes.values.items():
        sign = "'" if '"' in value else '"'
        parts.append(f"{name}={sign}{value}{sign}")
    parts += attributes.words
    return f"{{{' '.join(parts)}}}" if parts else ""


def _indent(line: str, number: int) -> int:
    found = NUMBER.match(line)
    return max(len(found[0]) if found else len(str(number)) + 2, SHORTEST_INDENT)


def _choice_line(choice: ChoiceRow, indent: str, names: _Names) -> str:
    return f"{indent}- {_one_line(choice.text)} → {_target(choice.way, names)}"


def _target(way: Way, names: _Names) -> str:
    words = _one_line(way.words)
    if way.to.startswith(TO_STEP):
        return names.of(way.to.removeprefix(TO_STEP))
    if way.to == TO_SITUATION and words:
        return f"[[{words}]]"
    if way.to == OTHER and words:
        return words
    return f"end: {words}" if way.to == END and words else "end"


def _one_line(text: str) -> str:
    return " ".join(text.split())

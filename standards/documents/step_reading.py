"""The algorithm of a text as a list of steps and choices, for a form; `step_writing.py` writes it back."""

from dataclasses import dataclass, replace
from typing import Final

from app.language.attributes import Attributes, split_attributes
from app.language.document import Document as Text
from app.language.document import parse_document
from app.language.tree import Algorithm, Choice, EndTarget, SituationTarget, Step, StepTarget, Target

SITUATION: Final = "kind: situation\ntitle: –\nlanguage: en"
"""A header under which an algorithm is where it belongs."""
BELOW: Final = ""
END: Final = "end"
TO_STEP: Final = "step:"
TO_SITUATION: Final = "situation"
OTHER: Final = "other"


@dataclass(frozen=True, slots=True)
class Way:
    """Where a step or choice leads: `to` is a step's key, the end, a situation, or something unknown.

    `words` are what is reached at the end, the situation's address (with words of its own behind a bar), or
    what was typed and leads nowhere.
    """

    to: str = BELOW
    words: str = ""


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One answer; `origin` is its place in the step it came from, -1 for a new one."""

    text: str = ""
    way: Way = Way(END)
    origin: int = -1


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step; its key names it while the form is open, `origin` is its place in the text or -1."""

    key: str
    text: str = ""
    within: str = ""
    is_hard: bool = False
    choices: tuple[ChoiceRow, ...] = ()
    next: Way = Way()
    origin: int = -1
    wording: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StepList:
    """The algorithm of a text; empty for a text without one."""

    otherwise: str = ""
    rows: tuple[StepRow, ...] = ()


def algorithm_of(body: str) -> Algorithm | None:
    """Return the algorithm of a text, its places counted from line 1 of the body."""
    text: Text = parse_document(SITUATION, body)
    return text.algorithm


def step_list(body: str) -> StepList:
    """Return the algorithm of a text as rows of a form."""
    algorithm = algorithm_of(body)
    if algorithm is None:
        return StepList()
    lines = body.split("\n")
    keys = {step.id: f"s{place}" for place, step in reversed(list(enumerate(algorithm.steps)))}
    return StepList(
        algorithm.otherwise,
        tuple(_row(place, step, keys, lines) for place, step in enumerate(algorithm.steps)),
    )


def attributes_of(line: str) -> Attributes:
    """Return the attribute list at the end of a step's first line."""
    return split_attributes(line)[1]


def without_row(steps: StepList, place: int) -> StepList:
    """Return the steps without one; what led to it leads to the end."""
    gone = f"{TO_STEP}{steps.rows[place].key}"

    def kept(way: Way) -> Way:
        return Way(END) if way.to == gone else way

    rows = (
        replace(
            row,
            choices=tuple(replace(choice, way=kept(choice.way)) for choice in row.choices),
            next=kept(row.next),
        )
        for at, row in enumerate(steps.rows)
        if at != place
    )
    return replace(steps, rows=tuple(rows))


def with_row(steps: StepList, place: int) -> StepList:
    """Return the steps with a new one before this place."""
    taken = {row.key for row in steps.rows}
    number = next(number for number in range(len(taken) + 1) if f"n{number}" not in taken)
    rows = (*steps.rows[:place], StepRow(f"n{number}"), *steps.rows[place:])
    return replace(steps, rows=rows)


def moved_up(steps: StepList, place: int) -> StepList:
    """Return the steps with one moved before its neighbour; the first stays."""
    if place == 0:
        return steps
    rows = list(steps.rows)
    rows[place - 1], rows[place] = rows[place], rows[place - 1]
    return replace(steps, rows=tuple(rows))


def with_choice(steps: StepList, place: int) -> StepList:
    """Return the steps with one more answer in one of them."""
    rows = list(steps.rows)
    rows[place] = replace(rows[place], choices=(*rows[place].choices, ChoiceRow()))
    return replace(steps, rows=tuple(rows))


def _row(place: int, step: Step, keys: dict[str, str], lines: list[str]) -> StepRow:
    attributes = attributes_of(lines[step.line - 1])
    return StepRow(
        key=f"s{place}",
        text=step.text,
        within=attributes.values.get("within", ""),
        is_hard="hard" in attributes.marks,
        choices=tuple(_choice(at, choice, keys) for at, choice in enumerate(step.choices)),
        next=way_of(step.target, keys) if step.target is not None else Way(),
        origin=place,
        wording=tuple(getattr(part, "text", "") for part in step.parts),
    )


def _choice(place: int, choice: Choice, keys: dict[str, str]) -> ChoiceRow:
    return ChoiceRow(choice.text, way_of(choice.target, keys), place)


def way_of(target: Target, keys: dict[str, str]) -> Way:
    """Return a target as a form says it; `keys` are those of the steps by their ids."""
    match target:
        case StepTarget(step_id):
            return Way(f"{TO_STEP}{keys[step_id]}")
        case EndTarget(reached):
            return Way(END, reached)
        case SituationTarget(slug, words):
            return Way(TO_SITUATION, f"{slug}|{words}" if words else slug)
        case _:
            return Way(OTHER, target.text)

"""Where a choice or a step leads: `→ #id`, `→ 3`, `→ end: what is reached`, `→ [[slug]]`."""

import re
from dataclasses import dataclass

from app.language.tree import EndTarget, SituationTarget, StepTarget, Target, UnknownTarget

ARROW = re.compile(r"→|-{1,2}>")
_STEP = re.compile(r"#([^\s#\[\]{}]++)")
_NUMBER = re.compile(r"\d{1,6}")
_END = re.compile(r"end(?:[ \t]*:[ \t]*(.*+))?", re.IGNORECASE)
_SITUATION = re.compile(r"\[\[([^\[\]|#]++)(?:#[^\[\]|]*+)?(?:\\?\|([^\[\]]*+))?\]\]")


@dataclass(frozen=True, slots=True)
class NumberTarget:
    """Lead to the step with a number; known only until all steps are read."""

    number: int


@dataclass(frozen=True, slots=True)
class Arrow:
    """Hold what stands after the last arrow of a line; columns count from 0."""

    column: int
    target: Target | NumberTarget
    target_column: int

    @property
    def is_known(self) -> bool:
        """Say whether the words after the arrow look like a target."""
        return not isinstance(self.target, UnknownTarget)


def find_arrow(text: str, plain: str, start: int = 0) -> Arrow | None:
    """Return the last arrow of a line from a position on; `plain` is the line with its code blanked out."""
    last = None
    for last in ARROW.finditer(plain, start):  # noqa: B007 (the last one is wanted)
        pass
    if last is None:
        return None
    tail = text[last.end() :]
    column = last.end() + len(tail) - len(tail.lstrip())
    return Arrow(last.start(), read_target(tail.strip()), column)


def read_target(text: str) -> Target | NumberTarget:
    """Return what a target's words mean."""
    if found := _STEP.fullmatch(text):
        return StepTarget(found[1])
    if _NUMBER.fullmatch(text):
        return NumberTarget(int(text))
    if found := _END.fullmatch(text):
        return EndTarget((found[1] or "").strip())
    if found := _SITUATION.fullmatch(text):
        return SituationTarget(found[1].strip(), (found[2] or "").strip())
    return UnknownTarget(text)

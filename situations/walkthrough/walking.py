"""Walks through an algorithm: reading a path, going on, going back.

A path is written `listen:0.note:2.compare`: the steps passed with the answer taken (0 where nothing is
asked), then the step reached. It names steps, so that an address written for an older edition is noticed
rather than followed astray.
"""

from dataclasses import dataclass

from app.language.tree import Algorithm, EndTarget, SituationTarget, Step, StepTarget, Target
from situations.walkthrough.errors import LostPath

LONGEST_PATH = 4_000
"""In characters; servers and browsers carry more, people do not."""

Place = Step | EndTarget | SituationTarget


@dataclass(frozen=True, slots=True)
class Passed:
    """Hold a step that was passed, with the number of the answer taken, 0 where nothing is asked."""

    step: Step
    answer: int

    @property
    def answer_text(self) -> str:
        """Return the answer in words, empty where nothing is asked."""
        return self.step.choices[self.answer - 1].text if self.answer else ""


@dataclass(frozen=True, slots=True)
class Walk:
    """Hold the steps passed and the place they led to."""

    algorithm: Algorithm
    passed: tuple[Passed, ...]
    place: Place

    @property
    def path(self) -> str:
        """Return the path as an address carries it; empty at the beginning."""
        names = [f"{passed.step.id}:{passed.answer}" for passed in self.passed]
        if isinstance(self.place, Step) and (names or self.place is not self.algorithm.steps[0]):
            names.append(self.place.id)
        return ".".join(names)

    @property
    def back(self) -> "Walk | None":
        """Return the walk one step shorter; None at the beginning."""
        if not self.passed:
            return None
        return Walk(self.algorithm, self.passed[:-1], self.passed[-1].step)

    @property
    def ways(self) -> tuple["Way", ...]:
        """Return the ways on: one for each answer, one where nothing is asked, none at an end."""
        if not isinstance(self.place, Step):
            return ()
        step = self.place
        answers = range(1, len(step.choices) + 1) if step.choices else (0,)
        return tuple(Way(answer, self._after(Passed(step, answer))) for answer in answers)

    def _after(self, passed: Passed) -> "Walk":
        target = target_of(self.algorithm, passed.step, passed.answer)
        return Walk(self.algorithm, (*self.passed, passed), place_of(self.algorithm, target))


@dataclass(frozen=True, slots=True)
class Way:
    """Hold one way on from a step: the number of the answer and the walk after it."""

    answer: int
    walk: Walk

    @property
    def text(self) -> str:
        """Return the answer in words, empty where nothing is asked."""
        return self.walk.passed[-1].answer_text


def begin(algorithm: Algorithm) -> Walk:
    """Return the walk that stands at the first step.

    Raises:
        LostPath: the algorithm has no step.

    """
    if not algorithm.steps:
        raise LostPath
    return Walk(algorithm, (), algorithm.steps[0])


def read_path(algorithm: Algorithm, path: str) -> Walk:
    """Return the walk that a path describes; a path of one step begins there.

    Raises:
        LostPath: no such way leads through this algorithm.

    """
    if not path:
        return begin(algorithm)
    if len(path) > LONGEST_PATH:
        raise LostPath
    names = path.split(".")
    place: Place = _step(algorithm, names[0].partition(":")[0])
    walk = Walk(algorithm, (), place)
    for position, name in enumerate(names):
        step_id, colon, answer = name.partition(":")
        if not isinstance(walk.place, Step) or walk.place is not _step(algorithm, step_id):
            raise LostPath
        if colon:
            walk = _taken(walk, answer)
        elif position < len(names) - 1:
            raise LostPath
    return walk


def target_of(algorithm: Algorithm, step: Step, answer: int) -> Target:
    """Return where an answer leads, or with answer 0 the step itself.

    A step that does not say it leads to the step below it, the last one to the end.
    """
    if answer:
        return step.choices[answer - 1].target
    if step.target is not None:
        return step.target
    below = algorithm.steps.index(step) + 1
    return StepTarget(algorithm.steps[below].id) if below < len(algorithm.steps) else EndTarget()


def place_of(algorithm: Algorithm, target: Target) -> Place:
    """Return the place that a target names.

    Raises:
        LostPath: there is no such step; the checker lets no edition be published with one.

    """
    match target:
        case StepTarget(step_id):
            return _step(algorithm, step_id)
        case EndTarget() | SituationTarget():
            return target
        case _:
            raise LostPath


def _taken(walk: Walk, answer: str) -> Walk:
    for way in walk.ways:
        if str(way.answer) == answer:
            return way.walk
    raise LostPath


def _step(algorithm: Algorithm, step_id: str) -> Step:
    for step in algorithm.steps:
        if step_id in (step.id, str(step.number)):
            return step
    raise LostPath

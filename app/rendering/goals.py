"""Where choices and steps lead, in words and with an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.language.tree import EndTarget, SituationTarget, StepTarget, Target, UnknownTarget
from app.rendering.context import Context
from app.rendering.parts import Goal
from app.rendering.plain_text import unmarked
from app.rendering.wording_labels import Labels


@dataclass(frozen=True, slots=True)
class Goals:
    """Know the numbers of an algorithm's steps and say where its targets lead."""

    numbers: Mapping[str, int]
    id_prefix: str
    context: Context
    labels: Labels

    def of(self, target: Target) -> Goal:
        """Return the goal of a choice."""
        match target:
            case StepTarget(step_id) if step_id in self.numbers:
                words = self.labels.to_step.format(number=self.numbers[step_id])
                return Goal(words, f"#{self.id_prefix}{step_id}", step_id=step_id)
            case StepTarget(words) | UnknownTarget(words):
                return Goal(unmarked(words))
            case EndTarget(reached):
                words = (
                    self.labels.ends_with.format(reached=unmarked(reached)) if reached else self.labels.to_end
                )
                return Goal(words, is_end=True)
            case SituationTarget():
                return self._hand_over(target)

    def after(self, target: Target | None) -> Goal | None:
        """Return the goal of a step that leads somewhere by itself; none where it leads to the step below."""
        if target is None:
            return None
        goal = self.of(target)
        if not goal.step_id:
            return goal
        return replace(goal, words=self.labels.next_step.format(number=self.numbers[goal.step_id]))

    def _hand_over(self, target: SituationTarget) -> Goal:
        document = self.context.documents.get(target.slug)
        if document is None:
            title = target.words or self.labels.another_situation
            return Goal(self.labels.hand_over.format(title=unmarked(title)))
        title = unmarked(target.words) or document.title
        words = self.labels.hand_over.format(title=title)
        return Goal(words, self.context.link(target.slug))

"""What an approval needs, and what is still missing: a function of values."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.accounts.models import Membership


@dataclass(frozen=True, slots=True)
class Rules:
    """The company's rules; these are ours until an administrator sets others."""

    least_approvers: int = 2
    writers_may_approve: bool = False
    needs_department: bool = True
    needs_management: bool = True


@dataclass(frozen=True, slots=True)
class Member:
    """A person with what the rules ask about them."""

    id: int
    name: str
    departments: frozenset[str] = frozenset()
    membership: str = ""


class ConditionKind(StrEnum):
    """Name the rules one by one."""

    APPROVERS = "approvers"
    WRITERS = "writers"
    DEPARTMENT = "department"
    MANAGEMENT = "management"


@dataclass(frozen=True, slots=True)
class Condition:
    """One rule: how many it needs and has, and whose names meet it.

    `could` are those who may still answer and would meet it. A rule about departments that does not apply,
    because the document names none, is met.
    """

    kind: ConditionKind
    is_met: bool
    needed: int = 0
    met_by: tuple[str, ...] = ()
    could: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()

    @property
    def is_hopeless(self) -> bool:
        """Whether it is not met and too few people are left who could meet it."""
        return not self.is_met and len(self.met_by) + len(self.could) < self.needed


def conditions(
    rules: Rules, departments: Sequence[str], approved: Sequence[Member], others: Sequence[Member]
) -> tuple[Condition, ...]:
    """Return the rules that hold and how they stand.

    `departments` are those that the document governs, `approved` who has approved, `others` who still could.
    """
    found = [_approvers(rules.least_approvers, approved, others)]
    if not rules.writers_may_approve:
        found.append(Condition(ConditionKind.WRITERS, is_met=True))
    if rules.needs_department:
        found.append(_department(tuple(departments), approved, others))
    if rules.needs_management:
        found.append(_management(approved, others))
    return tuple(found)


def are_met(found: Sequence[Condition]) -> bool:
    """Return whether nothing is missing."""
    return all(condition.is_met for condition in found)


def _approvers(least: int, approved: Sequence[Member], others: Sequence[Member]) -> Condition:
    return Condition(ConditionKind.APPROVERS, len(approved) >= least, least, _names(approved), _names(others))


def _department(
    departments: tuple[str, ...], approved: Sequence[Member], others: Sequence[Member]
) -> Condition:
    inside = [member for member in approved if not member.departments.isdisjoint(departments)]
    could = [member for member in others if not member.departments.isdisjoint(departments)]
    is_met = not departments or bool(inside)
    return Condition(ConditionKind.DEPARTMENT, is_met, 1, _names(inside), _names(could), departments)


def _management(approved: Sequence[Member], others: Sequence[Member]) -> Condition:
    inside = [member for member in approved if member.membership == Membership.MANAGEMENT]
    could = [member for member in others if member.membership == Membership.MANAGEMENT]
    return Condition(ConditionKind.MANAGEMENT, bool(inside), 1, _names(inside), _names(could))


def _names(members: Sequence[Member]) -> tuple[str, ...]:
    return tuple(member.name for member in members)

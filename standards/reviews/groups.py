"""The groups that can be asked, out of everybody who may approve."""

from collections.abc import Sequence

from app.accounts.models import Membership
from app.accounts.queries import Person
from standards.reviews.errors import NobodyAsked
from standards.reviews.rules import Member

EVERYBODY = "approvers"
MEMBERSHIP = "membership:"
DEPARTMENT = "department:"


def checked_group(group: str, departments: Sequence[str]) -> str:
    """Return the code of a group if there is such a group; `departments` are the ids of the company's list.

    Raises:
        NobodyAsked: there is none.

    """
    known = {"", EVERYBODY}
    known |= {f"{MEMBERSHIP}{membership.value}" for membership in Membership}
    known |= {f"{DEPARTMENT}{department}" for department in departments}
    if group not in known:
        raise NobodyAsked(field="group")
    return group


def members_of(group: str, people: Sequence[Person]) -> tuple[Person, ...]:
    """Return who of these people belongs to the group with this code."""
    return tuple(person for person in people if _belongs(person, group))


def as_members(people: Sequence[Person]) -> tuple[Member, ...]:
    """Return people with what the rules ask about them."""
    return tuple(Member(person.id, person.name, person.departments, person.membership) for person in people)


def _belongs(person: Person, group: str) -> bool:
    if group.startswith(MEMBERSHIP):
        return person.membership == group.removeprefix(MEMBERSHIP)
    if group.startswith(DEPARTMENT):
        return group.removeprefix(DEPARTMENT) in person.departments
    return group == EVERYBODY

"""Who acts: a signed-in user, the system (a command or a job), or somebody unknown."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is in the company's service work; a person may be several."""

    ADMIN = "admin"
    EDITOR = "editor"
    APPROVER = "approver"
    HR = "hr"
    AUDITOR = "auditor"
    STAFF = "staff"


class ActorKind(StrEnum):
    """Where the right to act comes from."""

    ANONYMOUS = "anonymous"
    USER = "user"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, with everything that decides what they may do and how they are spoken to.

    `variant` is the only variant that they may see ("" for both); `language` is "" when never chosen.
    """

    kind: ActorKind
    user_id: int | None = None
    name: str = ""
    roles: frozenset[Role] = frozenset()
    variant: str = ""
    language: str = ""

    @property
    def is_signed_in(self) -> bool:
        """Whether a known person acts."""
        return self.kind is ActorKind.USER

    @property
    def is_system(self) -> bool:
        """Whether a command or a job acts."""
        return self.kind is ActorKind.SYSTEM

    def may_see_variant(self, variant: str) -> bool:
        """Return whether nothing limits this actor to the other variant."""
        return self.variant in ("", variant)


ANONYMOUS = Actor(ActorKind.ANONYMOUS)
SYSTEM = Actor(ActorKind.SYSTEM, name="system")

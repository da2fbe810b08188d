"""The one place that decides what somebody may do: who is not named in a permission is refused."""

from enum import Enum

from app.kernel.actors import Actor, Role
from app.kernel.errors import NotAllowed


class Permission(Enum):
    """Base of each room's permissions; a member is a code followed by the roles that hold it.

    No role holds a permission implicitly, not even the administrator.
    """

    def __init__(self, code: str, *roles: Role) -> None:
        self.code = code
        self.roles = frozenset(roles)


def can(actor: Actor, permission: Permission) -> bool:
    """Return whether the actor holds the permission; the system holds all, somebody unknown none."""
    if actor.is_system:
        return True
    return actor.is_signed_in and not actor.roles.isdisjoint(permission.roles)


def require(actor: Actor, permission: Permission) -> None:
    """Refuse unless the actor holds the permission.

    Raises:
        NotAllowed: the actor does not.

    """
    if not can(actor, permission):
        raise NotAllowed(permission=permission.code)

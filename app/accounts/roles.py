"""The names of roles and memberships, for people."""

from app.accounts.models import Membership
from app.kernel.actors import Role
from app.web.i18n import N_, _

NAMES = {
    Role.ADMIN: N_("Administrator"),
    Role.EDITOR: N_("Editor"),
    Role.APPROVER: N_("Approver"),
    Role.HR: N_("Human resources"),
    Role.AUDITOR: N_("Auditor"),
    Role.STAFF: N_("Staff"),
}


MEMBERSHIPS = {
    Membership.MANAGEMENT: N_("Management"),
    Membership.HEAD: N_("Head of department"),
    Membership.FRONT_LINE: N_("Front line"),
    Membership.HR: N_("Human resources"),
}


def membership_name(membership: Membership) -> str:
    """Return whom a member of the working group speaks for, in the reader's language."""
    return _(MEMBERSHIPS[membership])


def role_name(role: Role) -> str:
    """Return the name of a role in the reader's language."""
    return _(NAMES[role])

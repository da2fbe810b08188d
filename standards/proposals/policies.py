"""Who may propose changes and who decides on them."""

from app.kernel.actors import Role
from app.kernel.permissions import Permission


class ProposalPermission(Permission):
    """What can be done with change proposals, and the roles that may."""

    SEE = ("proposals.see", Role.ADMIN, Role.APPROVER, Role.EDITOR)
    PROPOSE = ("proposals.propose", Role.ADMIN, Role.APPROVER, Role.EDITOR)
    DECIDE = ("proposals.decide", Role.ADMIN, Role.APPROVER, Role.EDITOR)

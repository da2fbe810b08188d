"""Who may look at plans and who may publish."""

from app.kernel.actors import Role
from app.kernel.permissions import Permission


class EditionPermission(Permission):
    """What can be done with editions, and the roles that may."""

    SEE_PLAN = ("editions.see_plan", Role.ADMIN, Role.APPROVER, Role.EDITOR)
    PUBLISH = ("editions.publish", Role.ADMIN, Role.APPROVER)

"""Who may change the company's lists."""

from app.kernel.actors import Role
from app.kernel.permissions import Permission


class CompanyPermission(Permission):
    """What can be done with the lists, and the roles that may."""

    CHANGE = ("company.change", Role.ADMIN, Role.EDITOR)

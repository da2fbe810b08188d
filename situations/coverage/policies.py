"""Who may see what is covered, and who may say that something needs no situation."""

from app.kernel.actors import Role
from app.kernel.permissions import Permission


class CoveragePermission(Permission):
    """What can be done with the coverage page, and the roles that may."""

    SEE = ("coverage.see", Role.ADMIN, Role.APPROVER, Role.EDITOR, Role.HR)
    EXEMPT = ("coverage.exempt", Role.ADMIN, Role.APPROVER, Role.EDITOR)

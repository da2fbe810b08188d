"""Who may do what with accounts; their own password, language and sessions are everybody's own."""

from app.kernel.actors import Role
from app.kernel.permissions import Permission


class AccountPermission(Permission):
    """What can be done with other people's accounts, and the roles that may."""

    MANAGE = ("accounts.manage", Role.ADMIN)

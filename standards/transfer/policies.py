"""Who may bring texts in and take them out."""

from app.kernel.actors import Role
from app.kernel.permissions import Permission


class TransferPermission(Permission):
    """What can be done with uploads; drafts, pictures, lists and exports have permissions of their own."""

    BRING_IN = ("transfer.bring_in", Role.ADMIN, Role.EDITOR, Role.APPROVER)

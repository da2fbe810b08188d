"""Who may see all pictures, and who may add, describe and delete some."""

from app.kernel.actors import Role
from app.kernel.permissions import Permission


class PicturePermission(Permission):
    """What can be done with pictures, and the roles that may; readers see those of their edition only."""

    SEE = ("pictures.see", Role.ADMIN, Role.EDITOR, Role.APPROVER)
    ADD = ("pictures.add", Role.ADMIN, Role.EDITOR, Role.APPROVER)
    DESCRIBE = ("pictures.describe", Role.ADMIN, Role.EDITOR, Role.APPROVER)
    DELETE = ("pictures.delete", Role.ADMIN, Role.EDITOR, Role.APPROVER)

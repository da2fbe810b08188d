"""Who may do what with documents."""

from app.kernel.actors import Role
from app.kernel.permissions import Permission


class DocumentPermission(Permission):
    """What can be done with documents, and the roles that may."""

    SEE = ("documents.see", Role.ADMIN, Role.EDITOR, Role.APPROVER)
    WRITE = ("documents.write", Role.ADMIN, Role.EDITOR, Role.APPROVER)
    RETIRE = ("documents.retire", Role.ADMIN, Role.APPROVER)
    IMPORT = ("documents.import", Role.ADMIN, Role.EDITOR)
    EXPORT = ("documents.export", Role.ADMIN, Role.EDITOR, Role.APPROVER)

"""Who may take part in what the working group says about its texts."""

from app.kernel.actors import Actor, Role
from app.kernel.permissions import Permission, can
from standards.comments.models import Comment
from standards.documents.policies import DocumentPermission


class CommentPermission(Permission):
    """What can be done with comments, and the roles that may."""

    SEE = ("comments.see", Role.ADMIN, Role.APPROVER, Role.EDITOR)
    WRITE = ("comments.write", Role.ADMIN, Role.APPROVER, Role.EDITOR)


def is_own(actor: Actor, comment: Comment) -> bool:
    """Return whether the actor wrote this comment."""
    return comment.author_id is not None and comment.author_id == actor.user_id


def can_decide(actor: Actor) -> bool:
    """Return whether the actor may accept or decline proposed wording: whoever writes the draft may."""
    return can(actor, CommentPermission.SEE) and can(actor, DocumentPermission.WRITE)

"""Who may ask for reviews, decide in them, and set the rules."""

from collections.abc import Collection

from app.kernel.actors import Actor, Role
from app.kernel.permissions import Permission, can
from standards.reviews.models import Review


class ReviewPermission(Permission):
    """What can be done with reviews, and the roles that may."""

    SEE = ("reviews.see", Role.ADMIN, Role.EDITOR, Role.APPROVER)
    ASK = ("reviews.ask", Role.ADMIN, Role.EDITOR, Role.APPROVER)
    DECIDE = ("reviews.decide", Role.APPROVER)
    WITHDRAW_ANY = ("reviews.withdraw_any", Role.ADMIN)
    OVERRIDE = ("reviews.override", Role.ADMIN)
    SET_RULES = ("reviews.set_rules", Role.ADMIN)
    FOLLOW = ("reviews.follow", Role.ADMIN, Role.EDITOR, Role.APPROVER)


def can_withdraw(actor: Actor, review: Review) -> bool:
    """Return whether the actor may take the review back: who asked for it, and administrators."""
    has_asked = actor.user_id is not None and review.asked_by == actor.user_id
    return has_asked or can(actor, ReviewPermission.WITHDRAW_ANY)


def has_written(actor: Actor, writers: Collection[int]) -> bool:
    """Return whether the actor is one of these writers; nobody is what the system imported."""
    return actor.user_id is not None and actor.user_id in writers

"""Following documents."""

import sqlalchemy as sa

from app.kernel.actors import Actor
from app.kernel.database import session, write_transaction
from app.kernel.permissions import require
from standards.documents.queries import document_by_slug
from standards.reviews.models import Follow
from standards.reviews.policies import ReviewPermission


def follow(slug: str, actor: Actor) -> None:
    """Have the actor told of what happens to a document; following twice is following once.

    Raises:
        NotAllowed, NoSuchDocument: nothing was changed.

    """
    require(actor, ReviewPermission.FOLLOW)
    with write_transaction():
        add_follower(document_by_slug(slug).id, actor)


def unfollow(slug: str, actor: Actor) -> None:
    """Have the actor told no more.

    Raises:
        NotAllowed, NoSuchDocument: nothing was changed.

    """
    require(actor, ReviewPermission.FOLLOW)
    with write_transaction() as current:
        document = document_by_slug(slug)
        current.execute(
            sa.delete(Follow).where(Follow.document_id == document.id, Follow.user_id == actor.user_id)
        )


def add_follower(document_id: int, actor: Actor) -> None:
    """Let somebody follow a document, in the running write transaction; the system follows none."""
    if actor.user_id is not None and not is_following(document_id, actor):
        session().add(Follow(document_id=document_id, user_id=actor.user_id))
        session().flush()


def is_following(document_id: int, actor: Actor) -> bool:
    """Return whether the actor follows a document."""
    return actor.user_id is not None and session().get(Follow, (document_id, actor.user_id)) is not None

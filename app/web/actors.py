"""Who acts in the running request."""

from flask import g, has_request_context

from app.kernel.actors import ANONYMOUS, Actor


def current_actor() -> Actor:
    """Return who acts in this request; until somebody is known, nobody is."""
    if not has_request_context():
        return ANONYMOUS
    actor: Actor = g.get("actor", ANONYMOUS)
    return actor


def act_as(actor: Actor) -> None:
    """Say who acts for the rest of this request."""
    g.actor = actor

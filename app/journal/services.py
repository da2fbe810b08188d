"""Writing the journal."""

from collections.abc import Sequence

from app.journal.models import JournalEntry
from app.kernel.actors import Actor
from app.kernel.clock import now
from app.kernel.database import write_transaction

Fact = str | int | bool | None | Sequence[str] | Sequence[int]


def record(actor: Actor, action: str, thing: tuple[str, object], **facts: Fact) -> None:
    """Record a deed in the running write transaction, so that both are kept or neither.

    `action` is the room and the deed, such as "revision.approved"; `thing` is the kind and the id of what was
    changed; facts are ids and numbers, not names or texts of people.
    """
    object_kind, object_id = thing
    with write_transaction() as session:
        session.add(
            JournalEntry(
                at=now(),
                actor_kind=actor.kind.value,
                actor_id=actor.user_id,
                action=action,
                object_kind=object_kind,
                object_id=str(object_id),
                facts=facts,
            )
        )

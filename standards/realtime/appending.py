"""Storing what was typed: everything that came in one moment, in one transaction, for all rooms at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from app.kernel.clock import now
from app.kernel.database import session, write_transaction
from standards.realtime.models import Change, LiveAuthor, LiveRoom, LiveUpdate


@dataclass(frozen=True, slots=True)
class Typed:
    """What one person typed in one room."""

    document_id: int
    user_id: int
    update: bytes


@dataclass(frozen=True, slots=True)
class Claim:
    """A client id that somebody writes with for the first time."""

    document_id: int
    client_id: int
    user_id: int
    epoch: int


class EpochGone(Exception):
    """The logs of these documents began anew; nothing was stored."""

    def __init__(self, document_ids: frozenset[int]) -> None:
        super().__init__(document_ids)
        self.document_ids = document_ids


def append(typed: Sequence[Typed], claims: Sequence[Claim], epochs: Mapping[int, int]) -> Sequence[int]:
    """Store these changes and whose client ids they carry; return the ids of the rows, in order.

    `epochs` says for each document in which log they were typed.

    Raises:
        EpochGone, Unavailable: nothing was stored.

    """
    moment = now()
    with write_transaction() as current:
        _refuse_gone(epochs)
        ids = current.scalars(
            sa.insert(LiveUpdate).returning(LiveUpdate.id, sort_by_parameter_order=True),
            [
                {
                    "document_id": change.document_id,
                    "user_id": change.user_id,
                    "kind": Change.TYPED,
                    "payload": change.update,
                    "is_settled": False,
                    "at": moment,
                }
                for change in typed
            ],
        ).all()
        if claims:
            _store_claims(claims)
    return ids


def store_row(
    document_id: int, user_id: int | None, kind: Change, payload: bytes, *, is_settled: bool
) -> LiveUpdate:
    """Store one change in the running write transaction."""
    row = LiveUpdate(
        document_id=document_id,
        user_id=user_id,
        kind=kind,
        payload=payload,
        is_settled=is_settled,
        at=now(),
    )
    session().add(row)
    session().flush()
    return row


def _refuse_gone(epochs: Mapping[int, int]) -> None:
    """Refuse what was typed in a log that is gone; until we have stored, no log begins anew."""
    statement = sa.select(LiveRoom.document_id, LiveRoom.epoch).where(LiveRoom.document_id.in_(epochs))
    present = {row.document_id: row.epoch for row in session().execute(statement.with_for_update(read=True))}
    gone = frozenset(document_id for document_id, epoch in epochs.items() if present[document_id] != epoch)
    if gone:
        raise EpochGone(gone)


def _store_claims(claims: Sequence[Claim]) -> None:
    current = session()
    insert = postgresql.insert if current.get_bind().dialect.name == "postgresql" else sqlite.insert
    current.execute(
        insert(LiveAuthor).on_conflict_do_nothing(),
        [
            {
                "document_id": claim.document_id,
                "client_id": claim.client_id,
                "user_id": claim.user_id,
                "epoch": claim.epoch,
            }
            for claim in claims
        ],
    )

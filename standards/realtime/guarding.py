"""Whoever may no longer be in a room is sent out at once, whatever took the right away and wherever.

The rows of sessions, roles and documents are asked many times a second: a sign-out, a role taken away, an
account switched off or a row deleted by hand count alike, in every process, without anybody having to tell.
"""

import asyncio
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from app.accounts.sessions import keep_awake, living_sessions
from app.kernel.errors import AppError
from app.kernel.permissions import can
from standards.documents.policies import DocumentPermission
from standards.realtime.queries import retired_among
from standards.realtime.seats import Seat
from standards.realtime.wire import Close

if TYPE_CHECKING:
    from standards.realtime.hub import Hub

EVERY_S = 0.05
AWAKE_S = 300.0
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Right:
    """What a living session may do with drafts."""

    can_see: bool
    can_write: bool


def rights_of(
    session_ids: Collection[int], awake: Collection[int], document_ids: Collection[int]
) -> tuple[dict[int, Right], frozenset[int]]:
    """Return what these sessions may do, those that live, and which of these documents are retired.

    The sessions that are `awake` are in use, although their browsers ask for no page.
    """
    living = living_sessions(session_ids)
    for session_id in living.keys() & awake:
        keep_awake(living[session_id])
    rights = {
        found.id: Right(can(found.actor, DocumentPermission.SEE), can(found.actor, DocumentPermission.WRITE))
        for found in living.values()
    }
    return rights, retired_among(document_ids)


class Guard:
    """Ask again and again who may stay."""

    def __init__(self, hub: "Hub") -> None:
        self._hub = hub

    async def watch(self) -> None:
        """Send out whoever may not stay, as long as the process runs."""
        while True:
            await asyncio.sleep(EVERY_S)
            seats = [seat for room in self._hub.rooms.values() for seat in room.seats]
            if seats:
                await self._look_at(seats)

    async def _look_at(self, seats: Sequence[Seat]) -> None:
        session_ids = {seat.visitor.session_id for seat in seats}
        lately = time.monotonic() - AWAKE_S
        awake = {seat.visitor.session_id for seat in seats if seat.typed_at > lately}
        try:
            rights, retired = await self._hub.threads.guard(
                rights_of, session_ids, awake, set(self._hub.rooms)
            )
        except AppError as error:
            _log.warning("live rights not read", code=error.code)
            await asyncio.sleep(1)
            return
        for document_id in retired:
            self._hub.send_out(document_id, Close.NO_DOCUMENT)
        for seat in seats:
            _judge(seat, rights.get(seat.visitor.session_id))


def _judge(seat: Seat, right: Right | None) -> None:
    if right is None:
        seat.close(Close.NO_SESSION)
    elif not right.can_see:
        seat.close(Close.NO_RIGHT)
    elif right.can_write != seat.visitor.can_write:
        # They come back by themselves, with what they may do now.
        seat.close(Close.RESTART)

"""Whoever may no longer be in a room is sent out at once, whatever took the right away and wherever.

The rows of sessions, roles and documents are asked many times a second: a sign-out, a role taken away, an
account switched off or a row deleted by hand count alike, in every process, without anybody having to tell.
"""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from app.accounts.sessions import living_sessions
from app.kernel.errors import AppError
from app.kernel.permissions import can
from standards.documents.policies import DocumentPermission
from standards.realtime.queries import retired_among
from standards.realtime.wire import Close

if TYPE_CHECKING:
    from standards.realtime.hub import Hub

EVERY_S = 0.05
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Right:
    """What a living session may do with drafts."""

    can_see: bool
    can_write: bool


def rights_of(
    session_ids: Collection[int], document_ids: Collection[int]
) -> tuple[dict[int, Right], frozenset[int]]:
    """Return what these sessions may do, those that live, and which of these documents are retired."""
    rights = {
        found.id: Right(can(found.actor, DocumentPermission.SEE), can(found.actor, DocumentPermission.WRITE))
        for found in living_sessions(session_ids).values()
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
            seats = [(room, seat) for room in self._hub.rooms.values() for seat in room.seats]
            if seats:
                await self._look_at({seat.visitor.session_id for _room, seat in seats})

    async def _look_at(self, session_ids: set[int]) -> None:
        try:
            rights, retired = await self._hub.ask(rights_of, session_ids, set(self._hub.rooms))
        except AppError as error:
            _log.warning("live rights not read", code=error.code)
            await asyncio.sleep(1)
            return
        for room in self._hub.rooms.values():
            for seat in room.seats:
                if seat.visitor.session_id not in session_ids:
                    continue
                right = rights.get(seat.visitor.session_id)
                if room.document_id in retired:
                    seat.close(Close.NO_DOCUMENT)
                elif right is None:
                    seat.close(Close.NO_SESSION)
                elif not right.can_see:
                    seat.close(Close.NO_RIGHT)
                elif right.can_write != seat.visitor.can_write:
                    # They come back by themselves, with what they may do now.
                    seat.close(Close.RESTART)

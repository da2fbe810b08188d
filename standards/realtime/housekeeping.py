"""The housekeeper: settles rooms, closes empty ones, keeps logs small, and looks for what nobody told of."""

import asyncio
import time
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

import structlog

from app.kernel.errors import AppError
from standards.realtime.bus import Kind
from standards.realtime.compacting import keep_small
from standards.realtime.queries import newest_of, unsettled_documents
from standards.realtime.rooms import Room
from standards.realtime.settling import settle
from standards.realtime.wire import awareness_frame, awareness_of

if TYPE_CHECKING:
    from standards.realtime.hub import Hub

EVERY_S = 0.25
PRESENCE_S = 0.04
QUIET_S = 2.0
LONGEST_UNSETTLED_S = 10.0
SPACED_S = 10.0
"""Each settling is a version of the draft, and only so many are kept for forms that come back late."""
LINGER_S = 5.0
LOOK_S = 2.0
ROWS_TO_COMPACT = 2_000
IDLE_S = 60.0

_log = structlog.get_logger(__name__)


class Housekeeper:
    """What is done from time to time, whether somebody asks for it or not."""

    def __init__(self, hub: "Hub") -> None:
        self._hub = hub
        self._busy: set[int] = set()
        self._looked_at = 0.0

    async def tell_presence(self) -> None:
        """Tell who went where, a few times a second, as long as the process runs."""
        while True:
            await asyncio.sleep(PRESENCE_S)
            for room in self._hub.rooms.values():
                news = room.presence.take_news()
                if news.shown:
                    room.broadcast(awareness_frame(news.shown))
                if news.own:
                    self._hub.tell_others(Kind.PRESENCE, room.document_id, (), awareness_of(news.own))

    async def work(self) -> None:
        """Keep house as long as the process runs."""
        while True:
            await asyncio.sleep(EVERY_S)
            moment = time.monotonic()
            for room in list(self._hub.rooms.values()):
                room.age(moment)
                self._care(room, moment)
            self._forget_paces(moment)
            if moment - self._looked_at > LOOK_S and self._hub.rooms:
                self._looked_at = moment
                self._hub.spawn(self._look_around())

    async def settle_left_over(self) -> None:
        """Settle what was typed before a process died, whether anybody comes back to it or not."""
        for document_id in await self._hub.threads.ask(unsettled_documents):
            try:
                await self._hub.threads.ask(settle, document_id)
            except AppError as error:
                _log.warning("live room is not settled yet", document=document_id, code=error.code)

    async def settle(self, room: Room) -> None:
        """Let the draft say what was typed; what is typed meanwhile waits for the next time."""
        room.unsettled_since, room.settled_at = None, time.monotonic()
        try:
            await self._hub.threads.ask(settle, room.document_id)
        except AppError as error:
            # In an empty room it waits in the log, for whoever asks for the draft next.
            room.unsettled_since = time.monotonic() if room.seats else None
            _log.warning("live room is not settled yet", document=room.document_id, code=error.code)
        if not room.is_stored:
            room.unsettled_since = time.monotonic()

    def _care(self, room: Room, moment: float) -> None:
        if room.document_id in self._busy:
            return
        since = room.unsettled_since
        if room.rows_to_join > ROWS_TO_COMPACT:
            room.rows_to_join = 0
            self._do(room, self._compact(room))
        elif since is not None:
            is_quiet = moment - room.typed_at > QUIET_S or moment - since > LONGEST_UNSETTLED_S
            if (is_quiet and moment - room.settled_at > SPACED_S) or not room.seats:
                self._do(room, self.settle(room))
        elif not room.seats and room.is_stored and moment - room.left_at > LINGER_S:
            del self._hub.rooms[room.document_id]
            self._do(room, self._compact(room))

    def _do(self, room: Room, work: Coroutine[Any, Any, None]) -> None:
        """Do one thing for a room, and nothing else for it until that is done."""

        async def doing() -> None:
            self._busy.add(room.document_id)
            try:
                await work
            finally:
                self._busy.discard(room.document_id)

        self._busy.add(room.document_id)
        self._hub.spawn(doing())

    async def _compact(self, room: Room) -> None:
        try:
            await self._hub.threads.ask(keep_small, room.document_id)
        except AppError as error:
            _log.warning("live log is not compacted yet", document=room.document_id, code=error.code)
        self._hub.look_soon(room.document_id)

    async def _look_around(self) -> None:
        """Find rooms in which something was stored that nobody told of, by a command for instance."""
        try:
            newest = await self._hub.threads.ask(newest_of, tuple(self._hub.rooms))
        except AppError as error:
            _log.warning("live rooms are not read", code=error.code)
            return
        for document_id, (row_id, version) in newest.items():
            room = self._hub.rooms.get(document_id)
            if room and (row_id not in room.known or version != room.standing.version):
                self._hub.look_soon(document_id)

    def _forget_paces(self, moment: float) -> None:
        for user_id, pace in list(self._hub.paces.items()):
            if pace.is_idle(moment, IDLE_S):
                del self._hub.paces[user_id]

"""The hub: every room open in this process. It lives on the event loop; threads ask the database."""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import structlog
from flask import Flask

from app.kernel.errors import AppError
from app.kernel.settings import settings_of
from standards.realtime.bus import Bus, Kind, Told
from standards.realtime.conversing import converse
from standards.realtime.guarding import Guard
from standards.realtime.housekeeping import Housekeeper
from standards.realtime.models import Change
from standards.realtime.news import News, news_of
from standards.realtime.opening import open_log
from standards.realtime.pace import Pace
from standards.realtime.rooms import Room
from standards.realtime.seats import Receive, Seat, Send, Visitor
from standards.realtime.storing import Storekeeper
from standards.realtime.threads import Threads
from standards.realtime.wire import (
    Close,
    Malformed,
    Sync,
    awareness_frame,
    awareness_of,
    notice_frame,
    sync_frame,
)

KIB = 1024
MOST_SEATS = 200
COST_OF_SITTING = 80_000
GOODBYE_S = 2

FAULT_S = 1

_log = structlog.get_logger(__name__)


async def _always(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Do what never ends; a fault of ours in it stops it for a moment only."""
    while True:
        try:
            await work()
        except Exception:  # noqa: BLE001 - without it nobody would be stored, shown or guarded any more
            _log.exception("live work stumbled")
            await asyncio.sleep(FAULT_S)


class Hub:
    """The open rooms of this process, and those who store, show, settle and guard."""

    def __init__(self, app: Flask) -> None:
        settings = settings_of(app)
        self.rooms: dict[int, Room] = {}
        self.paces: dict[int, Pace] = {}
        self.threads = Threads(app)
        self.storekeeper = Storekeeper(self)
        self._housekeeper = Housekeeper(self)
        self._guard = Guard(self)
        self._longest = settings.largest_document_kib * KIB
        self._redis_url = settings.redis_url
        self._key = settings.signing_key()
        self._bus: Bus | None = None
        self._opening: dict[int, asyncio.Task[Room]] = {}
        self._looking: dict[int, bool] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None

    async def start(self) -> None:
        """Begin to store, to show and to guard."""
        self._loop = asyncio.get_running_loop()
        house = self._housekeeper
        for work in (self.storekeeper.work, house.tell_presence, house.work, self._guard.watch):
            self.spawn(_always(work))
        self.spawn(house.settle_left_over())
        if self._redis_url:
            self._bus = Bus(self._redis_url, self._key, self._hear, self._missed)
            self.spawn(_always(self._bus.speak))
            self.spawn(_always(self._bus.listen))

    async def stop(self) -> None:
        """Send everybody away, store and settle what is left."""
        for document_id in list(self.rooms):
            for seat in self.rooms[document_id].seats:
                seat.close(Close.RESTART)
        with contextlib.suppress(AppError):
            await self.storekeeper.store()
        for room in list(self.rooms.values()):
            if room.unsettled_since is not None:
                await self._housekeeper.settle(room)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._bus:
            await self._bus.close()
        self.threads.close()

    def tell(self, document_id: int) -> None:
        """Let all processes look what was stored in this room; from any thread."""

        def look() -> None:
            self.look_soon(document_id)
            self.tell_others(Kind.LOOK, document_id)

        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(look)

    def tell_others(self, kind: Kind, document_id: int, ids: Sequence[int] = (), data: bytes = b"") -> None:
        """Tell the other processes, if there are any."""
        if self._bus:
            self._bus.tell(kind, document_id, ids, data)

    def look_soon(self, document_id: int) -> None:
        """Look what others stored in this room, as soon as possible."""
        if document_id in self.rooms:
            self.spawn(self.look(self.rooms[document_id]))

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Run something beside everything else."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def sit(self, visitor: Visitor, receive: Receive, send: Send) -> None:
        """Serve one page until it leaves."""
        room = await self._room(visitor.document_id)
        seat = Seat(visitor, send, self.paces.setdefault(visitor.user_id, Pace()))
        writing = asyncio.create_task(seat.write())
        talking = asyncio.create_task(converse(self, room, seat, receive))
        if not seat.pace.is_kept(COST_OF_SITTING):
            seat.close(Close.TOO_FAST)
        elif len(room.seats) >= MOST_SEATS:
            seat.close(Close.ROOM_FULL)
        else:
            room.seats.add(seat)
            self._welcome(room, seat)
        try:
            await asyncio.wait((writing, talking), return_when=asyncio.FIRST_COMPLETED)
        finally:
            room.leave(seat)
            await self._say_goodbye(writing, talking)

    def send_out(self, document_id: int, code: Close) -> None:
        """Send everybody out of a room that is over, and forget it."""
        room = self.rooms.pop(document_id, None)
        for seat in room.seats if room else ():
            seat.close(code)

    async def look(self, room: Room) -> None:
        """Take in what others stored in a room, and tell it; asked again meanwhile, look once more."""
        if room.document_id in self._looking:
            self._looking[room.document_id] = True
            return
        self._looking[room.document_id] = True
        try:
            while self._looking[room.document_id]:
                self._looking[room.document_id] = False
                known = frozenset(room.known)
                self._take_news(room, await self.threads.ask(news_of, room.document_id, room.horizon, known))
        except AppError as error:
            _log.warning("live room is not read", document=room.document_id, code=error.code)
        finally:
            self._looking.pop(room.document_id, None)

    def _take_news(self, room: Room, news: News) -> None:
        if news.standing.is_retired or news.standing.epoch != room.standing.epoch:
            self.send_out(
                room.document_id, Close.NO_DOCUMENT if news.standing.is_retired else Close.OTHER_EPOCH
            )
            return
        room.take_stored([row.payload for row in news.rows], [row.id for row in news.rows])
        room.authors.update(news.authors)
        for row in news.rows:
            if row.kind is Change.DISCARDED:
                room.broadcast(notice_frame("discarded", by=news.names.get(row.user_id or 0, "")))
        before, room.standing = room.standing, news.standing
        if before.number != news.standing.number:
            name = news.names.get(news.standing.author_id or 0, "")
            room.broadcast(notice_frame("revision", number=news.standing.number, by=name))
        if before.version != news.standing.version:
            room.broadcast(notice_frame("settled", version=news.standing.version))

    async def _room(self, document_id: int) -> Room:
        """Return the room; the first who comes opens it, others wait for that."""
        while document_id not in self.rooms:
            if document_id not in self._opening:
                self._opening[document_id] = asyncio.create_task(self._open(document_id))
            await asyncio.shield(self._opening[document_id])
        return self.rooms[document_id]

    async def _open(self, document_id: int) -> Room:
        try:
            room = Room(document_id, await self.threads.ask(open_log, document_id), self._longest)
            self.rooms[document_id] = room
            # What was stored between reading the log and now is looked for; who is elsewhere is asked for.
            self.look_soon(document_id)
            self.tell_others(Kind.WHO, document_id)
            return room
        finally:
            del self._opening[document_id]

    def _welcome(self, room: Room, seat: Seat) -> None:
        if seat.visitor.epoch not in (0, room.standing.epoch):
            seat.close(Close.OTHER_EPOCH)
            return
        seat.push(
            notice_frame(
                "hello",
                me=seat.visitor.shown,
                can_write=seat.visitor.can_write,
                epoch=room.standing.epoch,
                version=room.standing.version,
            )
        )
        # This only tells what the page need not send; what it lacks it gets once that is stored.
        seat.push(sync_frame(Sync.STEP_1, room.copy.state()))
        seat.push(awareness_frame(room.presence.all()))

    async def _say_goodbye(self, writing: asyncio.Task[None], talking: asyncio.Task[None]) -> None:
        """Let a last word out, and end the conversation."""
        _done, late = await asyncio.wait((writing,), timeout=GOODBYE_S)
        for task in (*late, talking):
            task.cancel()
        await asyncio.gather(writing, talking, return_exceptions=True)

    def _hear(self, told: Told) -> None:
        room = self.rooms.get(told.document_id)
        if room is None:
            return
        if told.kind is Kind.STORED:
            room.take_stored([told.data], told.ids)
        elif told.kind is Kind.LOOK:
            self.look_soon(told.document_id)
        elif told.kind is Kind.WHO:
            self.tell_others(Kind.PRESENCE, told.document_id, (), awareness_of(room.presence.own()))
        else:
            with contextlib.suppress(Malformed):
                room.presence.hear_others(told.data)

    def _missed(self) -> None:
        """Look into every room, and ask anew who is elsewhere: the bus was away."""
        for document_id, room in self.rooms.items():
            room.presence.forget_others()
            self.look_soon(document_id)
            self.tell_others(Kind.WHO, document_id)
            self.tell_others(Kind.PRESENCE, document_id, (), awareness_of(room.presence.own()))

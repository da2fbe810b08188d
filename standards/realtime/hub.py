"""The hub: every room open in this process. It lives on the event loop; threads ask the database."""

import asyncio
import contextlib
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

import structlog
from flask import Flask

from app.kernel.errors import AppError
from app.kernel.settings import settings_of
from standards.realtime.appending import append
from standards.realtime.compacting import compact
from standards.realtime.conversing import converse
from standards.realtime.guarding import Guard
from standards.realtime.models import Change
from standards.realtime.news import News, news_of
from standards.realtime.opening import open_log
from standards.realtime.pace import Pace
from standards.realtime.rooms import Room
from standards.realtime.seats import Receive, Seat, Send, Visitor
from standards.realtime.settling import settle
from standards.realtime.wire import Close, Sync, awareness_frame, notice_frame, sync_frame

P = ParamSpec("P")
R = TypeVar("R")

KIB = 1024
TICK_S = 0.002
PRESENCE_S = 0.04
HOUSEKEEPING_S = 0.25
QUIET_S = 2.0
LONGEST_UNSETTLED_S = 10.0
LINGER_S = 5.0
RETRY_S = 0.5
READERS = 4

_log = structlog.get_logger(__name__)


class Hub:
    """The open rooms of this process, and the loops that store, show, settle and guard."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.rooms: dict[int, Room] = {}
        self.paces: dict[int, Pace] = {}
        self._longest = settings_of(app).largest_document_kib * KIB
        self._opening: dict[int, asyncio.Future[Room]] = {}
        self._to_store = asyncio.Event()
        self._writer = ThreadPoolExecutor(1, "live-write")
        self._readers = ThreadPoolExecutor(READERS, "live-read")
        self._tasks: set[asyncio.Task[None]] = set()
        self._looking: dict[int, bool] = {}
        self._settling: set[int] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._guard = Guard(self)

    async def start(self) -> None:
        """Begin to store, to show and to guard."""
        self._loop = asyncio.get_running_loop()
        for work in (self._store_always, self._tell_presence, self._keep_house, self._guard.watch):
            self.spawn(work())

    async def stop(self) -> None:
        """Send everybody away, store and settle what is left."""
        for room in self.rooms.values():
            for seat in room.seats:
                seat.close(Close.RESTART)
        await self._store()
        for room in list(self.rooms.values()):
            await self._settle(room)
        for task in self._tasks:
            task.cancel()
        self._writer.shutdown()
        self._readers.shutdown()

    def tell(self, document_id: int) -> None:
        """Let the hub look what others stored in this room; from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.look_soon, document_id)

    def look_soon(self, document_id: int) -> None:
        """Look what others stored in this room, as soon as possible."""
        if document_id in self.rooms:
            self.spawn(self.look(self.rooms[document_id]))

    def spawn(self, work: "asyncio._CoroutineLike[None]") -> None:
        """Run something beside everything else."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def ask(self, what: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Ask the database in a thread of its own."""
        return await self._in(self._readers, what, *args, **kwargs)

    async def sit(self, document_id: int, visitor: Visitor, receive: Receive, send: Send) -> None:
        """Serve one page until it leaves."""
        room = await self._room(document_id)
        seat = Seat(visitor, send, self.paces.setdefault(visitor.user_id, Pace()))
        room.seats.add(seat)
        writing = asyncio.create_task(seat.write())
        try:
            self._welcome(room, seat)
            await converse(self, room, seat, receive)
        finally:
            self._leave(room, seat)
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(writing, 2)

    def store_soon(self) -> None:
        """Store what was typed."""
        self._to_store.set()

    async def look(self, room: Room) -> None:
        """Take in what others stored in a room, and tell it; asked again meanwhile, look once more."""
        if room.document_id in self._looking:
            self._looking[room.document_id] = True
            return
        try:
            self._looking[room.document_id] = True
            while self._looking[room.document_id]:
                self._looking[room.document_id] = False
                self._take_news(
                    room, await self.ask(news_of, room.document_id, room.horizon, set(room.known))
                )
        except AppError as error:
            _log.warning("live room not read", document=room.document_id, code=error.code)
        finally:
            self._looking.pop(room.document_id, None)

    def _take_news(self, room: Room, news: News) -> None:
        if news.standing.epoch != room.standing.epoch or news.standing.is_retired:
            self._empty(room, Close.NO_DOCUMENT if news.standing.is_retired else Close.OTHER_EPOCH)
            return
        changed = [room.take_stored(row.payload) for row in news.rows]
        room.known.update(row.id for row in news.rows)
        room.authors.update(news.authors)
        room.count_anew()
        room.show([update for update in changed if update])
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
        room = self.rooms.get(document_id)
        if room is not None:
            return room
        if document_id not in self._opening:
            opening = asyncio.ensure_future(self._open(document_id))
            self._opening[document_id] = opening
            opening.add_done_callback(lambda _done: self._opening.pop(document_id, None))
        return await self._opening[document_id]

    async def _open(self, document_id: int) -> Room:
        room = Room(document_id, await self.ask(open_log, document_id), self._longest)
        self.rooms[document_id] = room
        return room

    def _welcome(self, room: Room, seat: Seat) -> None:
        if seat.visitor.epoch not in (0, room.standing.epoch):
            seat.close(Close.OTHER_EPOCH)
        seat.push(
            notice_frame(
                "hello",
                me=seat.visitor.shown,
                can_write=seat.visitor.can_write,
                epoch=room.standing.epoch,
                version=room.standing.version,
            )
        )
        seat.push(sync_frame(Sync.STEP_1, room.copy.state()))
        seat.push(awareness_frame(room.presence.all()))

    def _leave(self, room: Room, seat: Seat) -> None:
        room.seats.discard(seat)
        room.presence.forget(seat)
        seat.close(Close.RESTART)
        if not any(
            other.visitor.user_id == seat.visitor.user_id
            for one in self.rooms.values()
            for other in one.seats
        ):
            self.paces.pop(seat.visitor.user_id, None)
        if not room.seats:
            self.spawn(self._close_after_a_while(room))

    def _empty(self, room: Room, code: Close) -> None:
        """Send everybody out of a room that is over, and forget it."""
        for seat in room.seats:
            seat.close(code)
        self.rooms.pop(room.document_id, None)

    async def _close_after_a_while(self, room: Room) -> None:
        await self._settle(room)
        await asyncio.sleep(LINGER_S)
        if room.seats or self.rooms.get(room.document_id) is not room or not room.is_stored:
            return
        if room.unsettled_since is not None:
            self.spawn(self._close_after_a_while(room))
            return
        del self.rooms[room.document_id]
        with contextlib.suppress(AppError):
            await self.ask(compact, room.document_id)

    async def _store_always(self) -> None:
        while True:
            await self._to_store.wait()
            await asyncio.sleep(TICK_S)
            try:
                await self._store()
            except AppError as error:
                _log.warning("live changes not stored yet", code=error.code)
                await asyncio.sleep(RETRY_S)
                self._to_store.set()
            except Exception:  # noqa: BLE001 - whatever it is, what was typed must be tried again
                _log.exception("live changes not stored yet")
                await asyncio.sleep(RETRY_S)
                self._to_store.set()

    async def _store(self) -> None:
        """Store what was typed in all rooms in one transaction; then show it, and confirm it."""
        self._to_store.clear()
        rooms = [room for room in self.rooms.values() if room.pending or room.waiting]
        work = [(room, *room.begin_storing()) for room in rooms]
        typed = [change for _room, changes, _claims, _waiting in work for change in changes]
        try:
            ids = (
                await self._in(self._writer, append, typed, [c for part in work for c in part[2]])
                if typed
                else ()
            )
        except BaseException:
            for room, _typed, claims, waiting in work:
                room.put_back(claims, waiting)
            raise
        stored = iter(ids)
        for room, changes, _claims, waiting in work:
            room.storing = []
            room.known.update(next(stored) for _ in changes)
            room.show([change.update for change in changes])
            for seat, frame in waiting:
                seat.push(frame)

    async def _tell_presence(self) -> None:
        while True:
            await asyncio.sleep(PRESENCE_S)
            for room in self.rooms.values():
                news = room.presence.take_news()
                if news:
                    room.broadcast(awareness_frame(news))

    async def _keep_house(self) -> None:
        while True:
            await asyncio.sleep(HOUSEKEEPING_S)
            moment = time.monotonic()
            for room in self.rooms.values():
                since = room.unsettled_since
                if since is not None and (
                    moment - room.typed_at > QUIET_S or moment - since > LONGEST_UNSETTLED_S
                ):
                    self.spawn(self._settle(room))

    async def _settle(self, room: Room) -> None:
        if room.unsettled_since is None or room.document_id in self._settling:
            return
        self._settling.add(room.document_id)
        try:
            # What is typed while it settles waits for the next time.
            room.unsettled_since = None
            await self.ask(settle, room.document_id)
            if not room.is_stored:
                room.unsettled_since = time.monotonic()
        except AppError as error:
            room.unsettled_since = time.monotonic()
            _log.warning("live room not settled yet", document=room.document_id, code=error.code)
        finally:
            self._settling.discard(room.document_id)

    async def _in(
        self, threads: ThreadPoolExecutor, what: Callable[P, R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        def inside() -> R:
            with self.app.app_context():
                return what(*args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(threads, inside)

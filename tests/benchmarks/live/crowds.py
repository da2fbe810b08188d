"""Crowds that type, the same for every server: a key is an update and a cursor, some carry a timed mark."""

import asyncio
import random
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from pycrdt import Doc, Text, TransactionEvent

from tests.benchmarks.live.frames import Line, open_line
from tests.live import wire
from tests.live.wire import Kind, Presence, Step

MARK = re.compile(rb"~(\d{7})!")
MARKED_EVERY = 5
KEYS = "abcdefghij "
AUTHENTICATED, SYNC_REPLY = 2, 4
"""Kinds of frames that only hocuspocus sends."""
SETTLING = 3.0
"""Seconds to wait at the end for what is still under way."""
COPIES = 3
"""How many of a crowd keep a copy to compare; with all of them the generator would be what is measured."""


class Dialect(Protocol):
    """How a server's wire differs from plain y-websocket."""

    def path(self, room: str) -> str:
        """Return where a room is."""

    def prefix(self, room: str) -> bytes:
        """Return what stands in front of every frame."""

    def greeting(self) -> bytes:
        """Return what must be said before anything else, if anything."""


@dataclass(frozen=True, slots=True)
class Chair:
    """A place to type at."""

    address: str
    room: str
    cookie: str = ""


@dataclass
class Record:
    """What a crowd saw: when marks were typed, and how long each took to each of the others."""

    sent: list[tuple[float, str, int]] = field(default_factory=list)
    taken: list[float] = field(default_factory=list)
    keys: int = 0


class Member:
    """One of a crowd."""

    def __init__(self, number: int, chair: Chair, dialect: Dialect, record: Record, *, copies: bool) -> None:
        self.number = number
        self.chair = chair
        self.dialect = dialect
        self.record = record
        self.copies = copies
        self.doc: Doc[Text] = Doc(client_id=random.getrandbits(31))
        self.doc["body"] = self.text = Text()
        self.line: Line | None = None
        self.synced = asyncio.Event()
        self.keys = self.clock = self.end = 0
        self._prefix = dialect.prefix(chair.room)
        self._unsent: list[bytes] = []
        self._is_remote = False
        self._subscription = self.doc.observe(self._changed)

    async def join(self) -> None:
        path = self.dialect.path(self.chair.room)
        self.line = await open_line(self.chair.address, path, self.chair.cookie)
        self.line.begin(self._take)
        if self.dialect.greeting():
            self._send(self.dialect.greeting())
        else:
            self._begin()
        synced = asyncio.ensure_future(self.synced.wait())
        lost = asyncio.ensure_future(self._lost(self.line))
        await asyncio.wait((synced, lost), timeout=60, return_when=asyncio.FIRST_COMPLETED)
        if not self.synced.is_set():
            raise ConnectionError(f"member {self.number} was closed with {self.line.close_code}")

    @staticmethod
    async def _lost(line: Line) -> bool:
        await line.lost.wait()
        return True

    def key(self) -> None:
        """Press a key."""
        self.keys += 1
        written = KEYS[self.keys % len(KEYS)]
        if self.keys % MARKED_EVERY == 0:
            written = f"~{len(self.record.sent):07d}!"
            self.record.sent.append((time.perf_counter(), self.chair.room, self.number))
        self.text.insert(len(self.text) if self.copies else self.end, written)
        self.end += len(written)
        for update in self._unsent:
            self._send(wire.update(update))
        self._unsent.clear()
        self._look()

    def _begin(self) -> None:
        self._send(wire.what_i_have(self.doc.get_state()))
        self._look()

    def _look(self) -> None:
        self.clock += 1
        item = {"client": self.doc.client_id, "clock": self.keys}
        place = {"type": None, "tname": "body", "item": item, "assoc": 0}
        state: dict[str, object] = {
            "user": {"id": self.number, "name": f"Writer {self.number}", "colour": self.number % 8},
            "cursor": {"root": "body", "anchor": place, "head": place},
            "place": "",
        }
        self._send(wire.awareness(Presence(self.doc.client_id, self.clock, state)))

    def _send(self, frame: bytes) -> None:
        assert self.line
        self.line.send(self._prefix + frame)

    def _changed(self, event: TransactionEvent) -> None:
        if not self._is_remote:
            self._unsent.append(event.update)

    def _take(self, message: bytes) -> None:
        now = time.perf_counter()
        frame = message[len(self._prefix) :]
        if frame[0] == Kind.SYNC and frame[1] == Step.UPDATE:
            self._time(frame, now)
        if frame[0] in {Kind.SYNC, SYNC_REPLY}:
            self._sync(frame)
        elif frame[0] == AUTHENTICATED and self._prefix:
            self._begin()

    def _time(self, frame: bytes, now: float) -> None:
        for found in MARK.finditer(frame):
            began, room, number = self.record.sent[int(found[1])]
            if number != self.number and room == self.chair.room:
                self.record.taken.append(now - began)

    def _sync(self, frame: bytes) -> None:
        if frame[1] == Step.WHAT_I_HAVE:
            self._send(wire.what_you_miss(self.doc.get_update(wire.read_sync(frame))))
            return
        if frame[1] == Step.WHAT_YOU_MISS:
            self.synced.set()
        update = wire.read_sync(frame)
        if self.copies and update != wire.NOTHING:
            self._is_remote = True
            self.doc.apply_update(update)
            self._is_remote = False


async def gather(chairs: Sequence[Chair], dialect: Dialect) -> tuple[list[Member], Record]:
    """Let a crowd sit down; in every room the first few keep copies if all sit in one."""
    record = Record()
    is_one_room = len({chair.room for chair in chairs}) == 1
    members = [
        Member(number, chair, dialect, record, copies=is_one_room and number < COPIES)
        for number, chair in enumerate(chairs)
    ]
    for member in members:
        await member.join()
    return members, record


async def type_for(members: Sequence[Member], rate: float, seconds: float) -> float:
    """Let everybody type so many keys a second, each in their own rhythm; return how long it took."""
    began = time.perf_counter()

    async def typing(member: Member) -> None:
        due = began + random.random() / rate  # noqa: S311 - no secret
        while due - began < seconds:
            await asyncio.sleep(max(0, due - time.perf_counter()))
            member.key()
            due += random.expovariate(rate)

    await asyncio.gather(*(typing(member) for member in members))
    return time.perf_counter() - began


def expected(members: Sequence[Member], record: Record) -> int:
    """Return how many times the marks should have been seen by somebody else."""
    crowd: dict[str, int] = {}
    for member in members:
        crowd[member.chair.room] = crowd.get(member.chair.room, 0) + 1
    return sum(crowd[room] - 1 for _, room, _ in record.sent)


def agree(members: Sequence[Member]) -> bool | None:
    """Return whether all copies say the same; None without copies."""
    texts = {str(member.text) for member in members if member.copies}
    return len(texts) == 1 if texts else None

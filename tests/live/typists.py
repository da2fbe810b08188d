"""People who type: a Yjs copy of a draft behind a real WebSocket, as a browser has it.

A typist writes key by key on a line of their own, so that the line says afterwards whether a key is missing.
"""

import asyncio
import contextlib
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from pycrdt import Doc, Text, TransactionEvent
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.live import wire
from tests.live.wire import Kind, Presence, Step

PATIENCE = 60
"""Seconds after which something that must happen is taken not to happen."""
KEYS = "abcdefgh ijklmn üöß opqrst 🙂 uvw 𝄞 xyz "


async def until(condition: Callable[[], object], what: str) -> None:
    """Wait for something that must happen."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"after {PATIENCE} s still not: {what}")
        await asyncio.sleep(0.01)


@dataclass(frozen=True, slots=True)
class Seat:
    """Where and as whom somebody sits down: a server, a document, the cookie of a session."""

    address: str
    document_id: int
    cookie: str = ""
    origin: str = ""

    def url(self, epoch: object) -> str:
        """Return the room's address; who was in it before names the epoch of that time."""
        asked = f"?epoch={epoch}" if epoch else ""
        return f"{self.address.replace('http', 'ws', 1)}/live/{self.document_id}{asked}"


@dataclass(frozen=True, slots=True)
class Closed:
    """How a connection ended."""

    code: int
    reason: str


class Typist:
    """Somebody with a copy of the draft; what they type while the line is gone is sent when it is back."""

    def __init__(self, name: str, seat: Seat) -> None:
        self.name = name
        self.seat = seat
        self.doc: Doc[Text] = Doc()
        self.doc["header"] = self.header = Text()
        self.doc["body"] = self.body = Text()
        self.typed = ""
        self.acked = ""
        self.closed: Closed | None = None
        self.notices: list[dict[str, object]] = []
        self.present: dict[int, Presence] = {}
        self.connection: ClientConnection | None = None
        self._reader: asyncio.Task[None] | None = None
        self._has_all = self._told_all = False
        self._is_remote = False
        self._unsent: list[bytes] = []
        self._asked: dict[int, str] = {}
        self.acked_number = 0
        self._clock = 0
        self._subscription = self.doc.observe(self._changed)

    async def connect(self, seat: Seat | None = None, *, reads_little: bool = False) -> Self:
        """Open the line, perhaps to another server; nothing is read from it yet."""
        self.seat = seat or self.seat
        self.closed, self._has_all, self._told_all = None, False, False
        self._asked.clear()
        self.acked_number = 0
        self.connection = await connect(
            self.seat.url(self.heard("hello")[-1]["epoch"] if self.heard("hello") else 0),
            origin=self.seat.origin or self.seat.address,  # type: ignore[arg-type]
            additional_headers={"Cookie": self.seat.cookie} if self.seat.cookie else None,
            max_size=None,
            max_queue=1 if reads_little else None,
            compression=None,
            proxy=None,
            ping_interval=None,
            open_timeout=PATIENCE,
            close_timeout=2,
            sock=_narrow_socket(self.seat) if reads_little else None,
        )
        await self.send(wire.what_i_have(self.doc.get_state()))
        return self

    def read(self) -> None:
        """Begin to take in what comes; who is slow to read does this late or never."""
        self._reader = asyncio.create_task(self._read())

    async def join(self, seat: Seat | None = None) -> Self:
        """Open the line and wait until both sides have told what the other missed."""
        await self.connect(seat)
        self.read()
        await until(lambda: (self._has_all and self._told_all) or self.closed, f"{self.name} has joined")
        assert self.closed is None, self.closed
        return self

    async def come_back(self, seat: Seat | None = None) -> Self:
        """Join as often as it takes, as a page does whose server is being started again."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return await self.join(seat)
            except (OSError, AssertionError, ConnectionClosed):
                if time.monotonic() > deadline:
                    raise
                await asyncio.sleep(0.1)

    async def refused(self) -> Closed:
        """Open the line and wait until the server closes it."""
        await self.connect()
        self.read()
        return await self.cut()

    async def cut(self) -> Closed:
        """Wait until the server closes the line."""
        await until(lambda: self.closed, f"{self.name} is cut")
        assert self.closed
        return self.closed

    async def leave(self) -> None:
        """Close the tab."""
        if self.connection:
            await self.connection.close()
        await self._read_to_the_end()

    async def vanish(self) -> None:
        """Lose the line without a word."""
        if self.connection:
            self.connection.transport.abort()
        await self._read_to_the_end()

    async def take_line(self) -> None:
        """Begin a line of one's own at the end."""
        self.body.insert(len(self.body), f"\n{self.name}: ")
        await self.flush()

    async def type(self, keys: str, pause: float = 0) -> None:
        """Type on one's own line, an update for each key."""
        for key in keys:
            self.typed += key
            self.body.insert(self._end_of_line(), key)
            await self.flush()
            await asyncio.sleep(pause)

    async def type_until(self, done: asyncio.Event, pause: float = 0.01) -> None:
        """Type on and on, with letters of two to four bytes between, asking for an ack now and then."""
        while not done.is_set():
            await self.type(KEYS[len(self.typed) % len(KEYS)], pause)
            if len(self.typed) % 5 == 0:
                await self.ask_for_ack()

    async def delete(self, count: int) -> None:
        """Delete the last characters of one's own line."""
        end = self._end_of_line()
        gone, self.typed = self.typed[-count:], self.typed[:-count]
        del self.body[end - len(gone.encode()) : end]
        await self.flush()

    async def ask_for_ack(self) -> int:
        """Ask to be told when all before this is stored; return the number that will come back."""
        number = max(self._asked, default=0) + 1
        self._asked[number] = self.typed
        await self.send(wire.ack(number))
        return number

    async def saved(self) -> None:
        """Wait until a page would say "All changes saved"."""
        number = await self.ask_for_ack()
        await until(
            lambda: self.acked_number >= number or self.closed, f"{self.name} reads that all is saved"
        )
        assert self.acked_number >= number, self.closed

    async def look(self, state: dict[str, object] | None, client_id: int = 0) -> None:
        """Tell the others where one is."""
        self._clock += 1
        await self.send(wire.awareness(Presence(client_id or self.doc.client_id, self._clock, state)))

    async def send(self, frame: bytes | str) -> None:
        """Send anything; a line that is gone takes it silently, as in a browser."""
        if self.connection:
            with contextlib.suppress(ConnectionClosed):
                await self.connection.send(frame)

    async def flush(self) -> None:
        """Send what was changed in the copy; without a line it is sent at the next joining."""
        updates, self._unsent = self._unsent, []
        for update in updates:
            await self.send(wire.update(update))

    def line(self, text: str | None = None) -> str:
        """Return what one's own line says, here or in another text."""
        parts = (str(self.body) if text is None else text).split(f"\n{self.name}: ")
        assert len(parts) == 2, f"{self.name} has {len(parts) - 1} lines"
        return parts[1].split("\n", 1)[0]

    def sees(self, other: "Typist") -> bool:
        """Return whether the other's line is here, as far as one has sat down and reads."""
        return not self._has_all or bool(self.closed) or f"\n{other.name}: " in str(self.body)

    def heard(self, kind: str) -> list[dict[str, object]]:
        """Return what the server said of this kind, the newest last."""
        return [notice for notice in self.notices if notice.get("kind") == kind]

    def _end_of_line(self) -> int:
        before, mark, after = str(self.body).partition(f"\n{self.name}: ")
        return len((before + mark + after.split("\n", 1)[0]).encode())

    def _changed(self, event: TransactionEvent) -> None:
        if not self._is_remote:
            self._unsent.append(event.update)

    async def _read(self) -> None:
        assert self.connection
        with contextlib.suppress(ConnectionClosed):
            async for frame in self.connection:
                assert isinstance(frame, bytes), frame
                await self._take(frame)
        self.closed = Closed(self.connection.close_code or 1006, self.connection.close_reason or "")

    async def _read_to_the_end(self) -> None:
        if self._reader:
            await self._reader

    async def _take(self, frame: bytes) -> None:
        kind = frame[0]
        if kind == Kind.SYNC:
            await self._sync(frame)
        elif kind == Kind.AWARENESS:
            self.present |= {entry.client_id: entry for entry in wire.read_awareness(frame)}
        elif kind == Kind.ACK:
            self.acked_number = wire.read_ack(frame)
            self.acked = self._asked.get(self.acked_number, self.acked)
        elif kind == Kind.NOTICE:
            self.notices.append(wire.read_notice(frame))

    async def _sync(self, frame: bytes) -> None:
        said = wire.read_sync(frame)
        if frame[1] == Step.WHAT_I_HAVE:
            await self.send(wire.what_you_miss(self.doc.get_update(said)))
            self._told_all = True
            return
        self._has_all = self._has_all or frame[1] == Step.WHAT_YOU_MISS
        if said != wire.NOTHING:
            self._is_remote = True
            self.doc.apply_update(said)
            self._is_remote = False


def _narrow_socket(seat: Seat) -> socket.socket:
    """Connect with so little room for what comes that it waits on the other side."""
    host, port = seat.address.removeprefix("http://").split(":")
    narrow = socket.socket()
    narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    narrow.connect((host, int(port)))
    return narrow


def say_the_same(typists: list[Typist]) -> bool:
    """Return whether all copies are equal."""
    return len({(str(typist.header), str(typist.body)) for typist in typists}) == 1


def missing(typists: list[Typist], text: str) -> int:
    """Return how many characters that were typed a text does not have in the typist's line."""
    return sum(typist.typed != typist.line(text) and _lacking(typist, text) for typist in typists)


def _lacking(typist: Typist, text: str) -> int:
    line = typist.line(text)
    return sum(max(0, typist.typed.count(key) - line.count(key)) for key in set(typist.typed)) or 1

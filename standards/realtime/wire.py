"""What goes over the wire between a page and its room: the protocol of y-websocket, and two kinds of our own.

A message is its kind as a number, then what it carries. Numbers have seven bits a byte, the lowest first;
texts and bytes carry their length before them.

- 0 sync: 0 step 1 (state vector), 1 step 2 (update), 2 update
- 1 awareness: who is where; 3 asks for all of it. The server rewrites `user`, and keeps `cursor` and `place`.
  A page sends its own state with a higher clock each time that it connects, or others take it for an old one.
- 5 ack: a page sends a number after its changes, the server sends it back once all of them are stored
- 6 notice: a JSON object with a `kind`, from the server only:
  `hello` {me: {id, name, colour}, can_write, epoch, version}, `settled` {version}, `revision` {number, by},
  `discarded` {by}, `limit` {message}, `readonly` {}

A page that comes back names the epoch it was in: `?epoch=3`.
"""

import json
from collections.abc import Mapping
from enum import IntEnum


class Message(IntEnum):
    """The kinds of messages."""

    SYNC = 0
    AWARENESS = 1
    QUERY = 3
    ACK = 5
    NOTICE = 6


class Sync(IntEnum):
    """The kinds of sync messages."""

    STEP_1 = 0
    STEP_2 = 1
    UPDATE = 2


class Close(IntEnum):
    """Why a seat was closed; browsers come back by themselves except after those from 4400 to 4499."""

    RESTART = 1012
    TOO_SLOW = 1013
    BAD_COPY = 4400
    NO_SESSION = 4401
    NO_RIGHT = 4403
    NO_DOCUMENT = 4404
    OTHER_EPOCH = 4409
    ROOM_FULL = 4413
    BAD_MESSAGE = 4500
    TOO_FAST = 4508


class Malformed(ValueError):
    """What came is no message of ours."""


MOST_BITS = 53
_MORE = 0x80
_REST = 0x7F


class Reader:
    """Read a message from its beginning; whatever is missing or too much is malformed."""

    __slots__ = ("data", "place")

    def __init__(self, data: bytes, place: int = 0) -> None:
        self.data = data
        self.place = place

    def byte(self) -> int:
        """Read one byte."""
        try:
            found = self.data[self.place]
        except IndexError:
            raise Malformed("cut short") from None
        self.place += 1
        return found

    def number(self) -> int:
        """Read a number of at most 53 bits."""
        found = self.byte()
        if found < _MORE:
            return found
        found &= _REST
        shift = 7
        while True:
            part = self.byte()
            found |= (part & _REST) << shift
            if found >> MOST_BITS:
                raise Malformed("a number is too large")
            if part < _MORE:
                return found
            shift += 7
            if shift > MOST_BITS + 7:
                raise Malformed("a number is too long")

    def bytes(self) -> bytes:
        """Read bytes with their length before them."""
        length = self.number()
        end = self.place + length
        if end > len(self.data):
            raise Malformed("cut short")
        found = self.data[self.place : end]
        self.place = end
        return found

    def text(self) -> str:
        """Read a text with its length before it."""
        try:
            return self.bytes().decode()
        except UnicodeDecodeError:
            raise Malformed("no text") from None

    def end(self) -> None:
        """Refuse whatever follows."""
        if self.place != len(self.data):
            raise Malformed("too long")


def number(value: int) -> bytes:
    """Return a number as it is sent."""
    found = bytearray()
    while value >= _MORE:
        found.append(value & _REST | _MORE)
        value >>= 7
    found.append(value)
    return bytes(found)


def sized(data: bytes) -> bytes:
    """Return bytes with their length before them."""
    return number(len(data)) + data


def sync_frame(kind: Sync, data: bytes) -> bytes:
    """Return a sync message."""
    return bytes((Message.SYNC, kind)) + sized(data)


def awareness_frame(states: Mapping[int, tuple[int, str]]) -> bytes:
    """Return a message that says who is where."""
    return bytes((Message.AWARENESS,)) + sized(awareness_of(states))


def awareness_of(states: Mapping[int, tuple[int, str]]) -> bytes:
    """Return what such a message carries: by client id, clock and state as JSON."""
    parts = [number(len(states))]
    for client_id, (clock, state) in states.items():
        parts += (number(client_id), number(clock), sized(state.encode()))
    return b"".join(parts)


def ack_frame(count: int) -> bytes:
    """Return the message that says that everything before this number is stored."""
    return bytes((Message.ACK,)) + number(count)


def notice_frame(kind: str, **facts: object) -> bytes:
    """Return a message to the page itself."""
    said = json.dumps({"kind": kind, **facts}, ensure_ascii=False, separators=(",", ":"))
    return bytes((Message.NOTICE,)) + sized(said.encode())

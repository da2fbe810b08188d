"""The frames of live editing as a browser sends and reads them (y-websocket, with our acks and notices)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from pycrdt import Decoder, write_message, write_var_uint


class Kind(IntEnum):
    """The first number of a frame."""

    SYNC = 0
    AWARENESS = 1
    QUERY_AWARENESS = 3
    ACK = 5
    NOTICE = 6


class Step(IntEnum):
    """The second number of a sync frame."""

    WHAT_I_HAVE = 0
    WHAT_YOU_MISS = 1
    UPDATE = 2


NOTHING = b"\x00\x00"
"""The update of somebody who has nothing new."""


@dataclass(frozen=True, slots=True)
class Presence:
    """One entry of an awareness frame; no state means that the client has gone."""

    client_id: int
    clock: int
    state: Mapping[str, object] | None


def what_i_have(state: bytes) -> bytes:
    return bytes((Kind.SYNC, Step.WHAT_I_HAVE)) + write_message(state)


def what_you_miss(update: bytes) -> bytes:
    return bytes((Kind.SYNC, Step.WHAT_YOU_MISS)) + write_message(update)


def update(change: bytes) -> bytes:
    return bytes((Kind.SYNC, Step.UPDATE)) + write_message(change)


def ack(number: int) -> bytes:
    return bytes((Kind.ACK,)) + write_var_uint(number)


def awareness(entry: Presence) -> bytes:
    return awareness_of_text(entry.client_id, entry.clock, json.dumps(entry.state, separators=(",", ":")))


def awareness_of_text(client_id: int, clock: int, state: str) -> bytes:
    """Return an awareness frame whose state may be anything, also what no browser sends."""
    text = state.encode()
    entry = write_var_uint(client_id) + write_var_uint(clock) + write_message(text)
    return bytes((Kind.AWARENESS,)) + write_message(write_var_uint(1) + entry)


def read_awareness(frame: bytes) -> list[Presence]:
    entries = Decoder(_message(frame, 1))
    return [
        Presence(entries.read_var_uint(), entries.read_var_uint(), json.loads(entries.read_var_string()))
        for _ in range(entries.read_var_uint())
    ]


def read_sync(frame: bytes) -> bytes:
    return _message(frame, 2)


def read_ack(frame: bytes) -> int:
    return Decoder(frame[1:]).read_var_uint()


def read_notice(frame: bytes) -> dict[str, object]:
    said: dict[str, object] = json.loads(_message(frame, 1))
    return said


def _message(frame: bytes, start: int) -> bytes:
    return Decoder(frame[start:]).read_message() or b""

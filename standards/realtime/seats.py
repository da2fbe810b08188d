"""A seat: one open page in a room, with what waits to be sent to it."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

from standards.realtime.pace import Pace
from standards.realtime.wire import Close

Event = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Event]]
Send = Callable[[Event], Awaitable[None]]

MOST_WAITING = 8 * 1024 * 1024
"""Bytes that may wait for a page that reads slowly; it comes back and gets what it lacks."""
COLOURS = 8


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who sits down, as their session says.

    `full` tells them in their language that the room is full; `epoch` is the one that their page was in
    before, 0 for none.
    """

    document_id: int
    session_id: int
    user_id: int
    name: str
    can_write: bool
    full: str
    epoch: int = 0

    @property
    def shown(self) -> dict[str, object]:
        """Return how others see them."""
        return {"id": self.user_id, "name": self.name, "colour": self.user_id % COLOURS}


class Seat:
    """One WebSocket of a visitor, with what waits to be sent to it.

    `has_told` once the page has told everything it had when it came; `is_early` if it wrote on before that,
    and then `held_ack` is what it is told as soon as that is stored.
    """

    def __init__(self, visitor: Visitor, send: Send, pace: Pace) -> None:
        self.visitor = visitor
        self.pace = pace
        self.client_id: int | None = None
        self.typed_at = 0.0
        self.closing: tuple[int, str] | None = None
        self.has_told = self.is_early = False
        self.held_ack = b""
        self._send = send
        self._waiting: deque[bytes] = deque()
        self._waiting_bytes = 0
        self._has_more = asyncio.Event()

    def push(self, frame: bytes) -> None:
        """Send a message as soon as the page reads."""
        if self.closing:
            return
        self._waiting.append(frame)
        self._waiting_bytes += len(frame)
        self._has_more.set()
        if self._waiting_bytes > MOST_WAITING:
            self.close(Close.TOO_SLOW)

    def close(self, code: Close, reason: str = "") -> None:
        """End it; what is not sent yet is not sent any more, apart from a last word."""
        if not self.closing:
            self.closing = (code, reason)
            self._has_more.set()

    def last_word(self, frame: bytes, code: Close) -> None:
        """Send this before anything that waits, and end it."""
        if not self.closing:
            self._waiting = deque((frame,))
            self._waiting_bytes = 0
            self.closing = (code, "")
            self._has_more.set()

    async def write(self) -> None:
        """Send what is pushed until the seat is closed or the page is gone."""
        try:
            while True:
                await self._has_more.wait()
                self._has_more.clear()
                await self._send_waiting()
                if self.closing:
                    code, reason = self.closing
                    await self._send({"type": "websocket.close", "code": int(code), "reason": reason})
                    return
        except Exception:  # noqa: BLE001 - whatever a server raises when the other side is gone
            self.closing = self.closing or (Close.RESTART, "")

    async def _send_waiting(self) -> None:
        is_last_word = self.closing is not None and len(self._waiting) == 1
        while self._waiting and (is_last_word or not self.closing):
            frame = self._waiting.popleft()
            self._waiting_bytes -= len(frame)
            await self._send({"type": "websocket.send", "bytes": frame})

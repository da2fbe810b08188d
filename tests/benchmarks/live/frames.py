"""A WebSocket client that costs little, so that what is measured is the server."""

import asyncio
import base64
import os
from collections.abc import Callable
from typing import cast

BINARY, CLOSE, PING, PONG = 2, 8, 9, 10
SHORT, MEDIUM = 126, 127
OneFrame = Callable[[bytes], None]


class Line(asyncio.Protocol):
    """One connection; calls back with each message once it is begun, counts frames and bytes."""

    def __init__(self) -> None:
        self._taker: OneFrame | None = None
        self.frames = self.bytes = 0
        self.close_code: int | None = None
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.lost = asyncio.Event()
        self._kept = b""
        self._parts: list[bytes] = []
        self._transport: asyncio.Transport | None = None

    def begin(self, taker: OneFrame) -> None:
        """Hand out messages, those first that came already."""
        self._taker = taker
        self.data_received(b"")

    def send(self, message: bytes) -> None:
        """Send one message. The mask is zero: a valid mask that leaves the bytes as they are."""
        if self._transport and not self._transport.is_closing():
            self._transport.write(_head(BINARY, len(message)) + b"\0\0\0\0" + message)

    def close(self) -> None:
        if self._transport and not self._transport.is_closing():
            self._transport.write(_head(CLOSE, 2) + b"\0\0\0\0" + (1000).to_bytes(2, "big"))
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def ask(self, host: str, path: str, cookie: str) -> None:
        """Ask the server to speak WebSocket."""
        assert self._transport
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [
            f"GET {path} HTTP/1.1", f"Host: {host}", "Upgrade: websocket", "Connection: Upgrade",
            f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13", f"Origin: http://{host}",
            *([f"Cookie: {cookie}"] if cookie else []), "", "",
        ]  # fmt: skip
        self._transport.write("\r\n".join(lines).encode())

    def data_received(self, data: bytes) -> None:
        self.bytes += len(data)
        data = self._kept + data
        if not self.opened.done():
            head, found, data = data.partition(b"\r\n\r\n")
            if not found:
                self._kept = head
                return
            self._open(head)
        self._kept = data[self._read(data) :] if self._taker else data

    def connection_lost(self, error: Exception | None) -> None:
        self.close_code = self.close_code or 1006
        self.lost.set()
        if not self.opened.done():
            self.opened.set_exception(error or ConnectionError("closed before it was open"))

    def _open(self, head: bytes) -> None:
        if head.startswith(b"HTTP/1.1 101"):
            self.opened.set_result(None)
        else:
            self.opened.set_exception(ConnectionError(head.split(b"\r\n", 1)[0].decode()))

    def _read(self, data: bytes) -> int:
        """Take all whole frames and return how far that was."""
        place, end = 0, len(data)
        while end - place >= 2:
            length, start = data[place + 1], place + 2
            if length == SHORT:
                length, start = int.from_bytes(data[start : start + 2], "big"), start + 2
            elif length == MEDIUM:
                length, start = int.from_bytes(data[start : start + 8], "big"), start + 8
            if start + length > end:
                break
            self._frame(data[place], data[start : start + length])
            place = start + length
        return place

    def _frame(self, first: int, payload: bytes) -> None:
        self.frames += 1
        kind = first & 15
        if kind == PING and self._transport:
            self._transport.write(_head(PONG, len(payload)) + b"\0\0\0\0" + payload)
        elif kind == CLOSE:
            self.close_code = int.from_bytes(payload[:2], "big") if payload else 1005
        elif kind <= BINARY:
            self._parts.append(payload)
            if first & 128:
                message, self._parts = b"".join(self._parts), []
                if self._taker:
                    self._taker(message)


async def open_line(address: str, path: str, cookie: str = "") -> Line:
    """Connect to a server at `http://host:port`."""
    host = address.removeprefix("http://")
    name, port = host.split(":")
    _, line = await asyncio.get_running_loop().create_connection(Line, name, int(port))
    line.ask(host, path, cookie)
    await asyncio.wait_for(line.opened, 30)
    return line


def _head(kind: int, length: int) -> bytes:
    if length < SHORT:
        return bytes((128 | kind, 128 | length))
    if length < 1 << 16:
        return bytes((128 | kind, 128 | SHORT)) + length.to_bytes(2, "big")
    return bytes((128 | kind, 128 | MEDIUM)) + length.to_bytes(8, "big")

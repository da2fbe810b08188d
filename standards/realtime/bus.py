"""The bus: what the processes that serve one company tell one another, through Redis.

It only makes things quick. The database is the truth: whatever the bus loses is found there a moment later.
"""

import asyncio
import contextlib
import hashlib
import secrets
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

import structlog
from redis import asyncio as redis
from redis.exceptions import RedisError

from standards.realtime.wire import Malformed, Reader, number, sized

MOST_WAITING = 10_000
AT_ONCE = 500
RETRY_S = 0.3
QUIET_S = 5
SENDER = 8

_log = structlog.get_logger(__name__)


class Kind(IntEnum):
    """What is told."""

    STORED = 0
    """These rows were stored, and this is what they say."""
    LOOK = 1
    """Something was stored in this room; look yourself."""
    PRESENCE = 2
    """These pages are here, or are gone."""
    WHO = 3
    """Somebody opened this room: who is in it?"""


@dataclass(frozen=True, slots=True)
class Told:
    """What another process tells of a room."""

    kind: Kind
    document_id: int
    ids: Sequence[int] = ()
    data: bytes = b""


class Bus:
    """The line to the other processes: `hear` gets what they tell, `missed` is called when it is new."""

    def __init__(self, url: str, key: str, hear: Callable[[Told], None], missed: Callable[[], None]) -> None:
        self._redis = redis.from_url(url, socket_connect_timeout=2, socket_keepalive=True)
        self._channel = f"standardwerk:{hashlib.sha256(key.encode()).hexdigest()[:16]}"
        self._hear = hear
        self._missed = missed
        self._own = secrets.token_bytes(SENDER)
        self._out: deque[bytes] = deque(maxlen=MOST_WAITING)
        self._has_more = asyncio.Event()

    def tell(self, kind: Kind, document_id: int, ids: Sequence[int] = (), data: bytes = b"") -> None:
        """Tell the others, if they can be reached."""
        parts = [
            self._own,
            bytes((kind,)),
            number(document_id),
            number(len(ids)),
            *map(number, ids),
            sized(data),
        ]
        self._out.append(b"".join(parts))
        self._has_more.set()

    async def speak(self) -> None:
        """Send what is told, as long as the process runs."""
        while True:
            await self._has_more.wait()
            self._has_more.clear()
            try:
                while self._out:
                    await self._send([self._out.popleft() for _ in range(min(AT_ONCE, len(self._out)))])
            except (TimeoutError, RedisError, OSError) as error:
                _log.warning("live bus does not take anything", reason=str(error))
                # The others look into the database; old news would only be in their way.
                self._out.clear()
                await asyncio.sleep(RETRY_S)

    async def listen(self) -> None:
        """Hear what the others tell, as long as the process runs."""
        while True:
            try:
                async with self._redis.pubsub() as line:
                    await line.subscribe(self._channel)
                    self._missed()
                    await self._hear_all(line)
            except (TimeoutError, RedisError, OSError) as error:
                _log.warning("live bus is not heard", reason=str(error))
                await asyncio.sleep(RETRY_S)

    async def close(self) -> None:
        """Hang up."""
        with contextlib.suppress(RedisError, OSError):
            await self._redis.aclose()

    async def _send(self, messages: Sequence[bytes]) -> None:
        async with self._redis.pipeline(transaction=False) as pipeline:
            for message in messages:
                pipeline.publish(self._channel, message)
            await pipeline.execute()

    async def _hear_all(self, line: redis.client.PubSub) -> None:
        while True:
            message = await line.get_message(ignore_subscribe_messages=True, timeout=QUIET_S)
            if message is None:
                # A line that was cut without a word is noticed by asking.
                await line.ping()
            elif message["type"] == "message":
                self._take(message["data"])

    def _take(self, data: bytes) -> None:
        if data[:SENDER] == self._own:
            return
        try:
            reader = Reader(data, SENDER)
            kind, document_id = Kind(reader.byte()), reader.number()
            ids = [reader.number() for _ in range(reader.number())]
            self._hear(Told(kind, document_id, ids, reader.bytes()))
        except (Malformed, ValueError) as error:
            _log.warning("live bus says something else", reason=str(error))

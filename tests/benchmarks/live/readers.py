"""People who read pages one after the other while others type."""

import asyncio
import time

from tests.benchmarks.live.crowds import gather, type_for
from tests.benchmarks.live.loads import Crowd
from tests.benchmarks.live.stages import Stage

READERS = 4
PAGE = "/workshop/"


async def pages_beside(stage: Stage, crowd: Crowd | None, seconds: float) -> float:
    """Return how many pages a second readers get, beside a crowd or alone."""
    reading = [_read(stage, stage.cookies[number], seconds) for number in range(READERS)]
    if crowd is None:
        return sum(await asyncio.gather(*reading)) / seconds
    members, _record = await gather(stage.chairs(crowd.people, crowd.rooms, "pages"), stage.dialect)
    *pages, _lasted = await asyncio.gather(*reading, type_for(members, crowd.rate, seconds))
    for member in members:
        if member.line:
            member.line.close()
    return sum(pages) / seconds


async def _read(stage: Stage, cookie: str, seconds: float) -> float:
    port = stage.programs[0].port
    request = (
        f"GET {PAGE} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"
    )
    pages, end = 0, time.perf_counter() + seconds
    while time.perf_counter() < end:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request.encode())
        answer = await reader.read()
        writer.close()
        if not answer.startswith(b"HTTP/1.1 200"):
            raise ConnectionError(answer[:200])
        pages += 1
    return pages

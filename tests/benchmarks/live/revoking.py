"""From the moment a session's row is gone until its page is sent out of the room."""

import asyncio
import time
from collections.abc import Sequence

from app.kernel.actors import Role
from tests.benchmarks.live.stages import Stage
from tests.live.houses import House, Table
from tests.live.servers import Server
from tests.live.typists import Typist

PEOPLE = 20


def revocations(stage: Stage) -> list[float]:
    """Return milliseconds, the people spread over all processes of the stage."""
    assert stage.house
    servers = [program for program in stage.programs if isinstance(program, Server)]
    return asyncio.run(_revocations(stage.house, servers))


async def _revocations(house: House, servers: Sequence[Server]) -> list[float]:
    people = [house.newcomer(Role.EDITOR) for _ in range(PEOPLE)]
    async with Table(house, servers[0]) as table:
        guests: list[Typist] = [
            await table.guest(person, servers[number % len(servers)]).join()
            for number, person in enumerate(people)
        ]
        taken = []
        for person, guest in zip(people, guests, strict=True):
            began = time.perf_counter()
            house.execute("DELETE FROM user_sessions WHERE user_id = :user_id", user_id=person.id)
            await guest.cut()
            taken.append(1000 * (time.perf_counter() - began))
        return taken

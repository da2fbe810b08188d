"""People who come and go for a long time: memory, rooms that close again, texts that stay equal.

`STANDARDWERK_TEST_SOAK_MINUTES` says how long, 20 unless said.
"""

import asyncio
import os
import random
import time
from dataclasses import dataclass, field

from tests.benchmarks.live.machine import load
from tests.benchmarks.live.stages import Stage, our_stage
from tests.benchmarks.measuring import table
from tests.live.houses import House
from tests.live.typists import Seat, Typist, missing, say_the_same, until

MINUTES = float(os.environ.get("STANDARDWERK_TEST_SOAK_MINUTES", "20"))
PEOPLE, DOCUMENTS = 30, 5
LOOKS = 10


@dataclass
class Soak:
    """What happened so far."""

    stage: Stage
    house: House
    rooms: list[int]
    end: float
    typists: list[Typist] = field(default_factory=list)
    visits: int = 0
    breaks: int = 0


def soak() -> None:
    """Print memory over time, and what is missing at the end."""
    with our_stage() as stage:
        assert stage.house
        rooms = [stage.house.document() for _ in range(DOCUMENTS)]
        work = Soak(stage, stage.house, rooms, time.monotonic() + 60 * MINUTES)
        asyncio.run(_soak(work))


async def _soak(work: Soak) -> None:
    rows: list[list[object]] = []
    chance = random.Random(1)  # noqa: S311 - no secret
    for number in range(PEOPLE):
        typist = Typist(f"Soaked{number}", _seat(work, number))
        work.typists.append(await typist.join())
        await typist.take_line()
    for room in work.rooms:
        await until(lambda room=room: say_the_same(_of(work, room)), "all lines are seen")  # type: ignore[misc]
    watching = asyncio.create_task(_watch(work, rows))
    await asyncio.gather(*(_come_and_go(work, typist, chance) for typist in work.typists))
    await watching
    table(
        f"Soak of {MINUTES:g} minutes, {PEOPLE} people in {DOCUMENTS} rooms", ["minute", "MB", "CPU s"], rows
    )
    await _see_the_end(work)


async def _come_and_go(work: Soak, typist: Typist, chance: random.Random) -> None:
    while time.monotonic() < work.end:
        await typist.type("".join(chance.choices("abc deü🙂 ", k=chance.randrange(5, 60))), 0.1)
        if len(typist.typed) > MOST_TYPED:
            await typist.delete(LESS)
        if chance.random() < 0.5:
            work.breaks += 1
            await typist.vanish()
            await typist.type("offline", 0.05)
        else:
            work.visits += 1
            await typist.saved()
            await typist.leave()
        await asyncio.sleep(chance.random() * 5)
        await typist.come_back()


async def _watch(work: Soak, rows: list[list[object]]) -> None:
    while time.monotonic() < work.end:
        rows.append(
            [f"{MINUTES - (work.end - time.monotonic()) / 60:.1f}", work.stage.memory(), work.stage.cpu()]
        )
        print(rows[-1], flush=True)
        await asyncio.sleep(60 * MINUTES / LOOKS)
    rows.append(["end", work.stage.memory(), work.stage.cpu()])


async def _see_the_end(work: Soak) -> None:
    lost = 0
    for typist in work.typists:
        await typist.saved()
    for room in work.rooms:
        there = _of(work, room)
        await until(lambda there=there: say_the_same(there), "all copies are equal")  # type: ignore[misc]
        lost += missing(there, work.house.log_text(room))
    for typist in work.typists:
        await typist.leave()
    for room in work.rooms:
        await until(lambda room=room: _is_settled(work, room), "the drafts say it")  # type: ignore[misc]
    print(f"\n{work.visits} visits, {work.breaks} lost lines, {lost} characters missing, all copies equal,")
    print(f"drafts settled, rows kept in the logs: {work.house.log_rows()}; load average {load():.1f}.")


def _of(work: Soak, room: int) -> list[Typist]:
    return [typist for typist in work.typists if typist.seat.document_id == room]


def _is_settled(work: Soak, room: int) -> bool:
    return work.house.draft(room).body == work.house.log_text(room)


def _seat(work: Soak, number: int) -> Seat:
    cookie = work.stage.cookies[number % len(work.stage.cookies)]
    return Seat(f"http://127.0.0.1:{work.stage.programs[0].port}", work.rooms[number % DOCUMENTS], cookie)


MOST_TYPED, LESS = 2_000, 1_500

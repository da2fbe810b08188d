"""One load on one stage, and what came of it."""

import asyncio
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from tests.benchmarks.live.crowds import SETTLING, Member, agree, expected, gather, type_for
from tests.benchmarks.live.machine import load
from tests.benchmarks.live.stages import Stage


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many people in how many rooms press how many keys a second each."""

    people: int
    rooms: int
    rate: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Result:
    """What a load came to: from one key to the other copies in milliseconds, CPU in percent of one core."""

    keys: float
    p50: float
    p95: float
    worst: float
    cpu: float
    memory: float
    frames: float
    arrived: float
    cut: int
    is_equal: bool | None
    machine: float


def put_on(stage: Stage, crowd: Crowd, run: str) -> Result:
    """Let a crowd type at a stage."""
    return asyncio.run(_put_on(stage, crowd, run))


async def _put_on(stage: Stage, crowd: Crowd, run: str) -> Result:
    members, record = await gather(stage.chairs(crowd.people, crowd.rooms, run), stage.dialect)
    await asyncio.sleep(1)
    frames, cpu = _frames(members), stage.cpu()
    lasted = await type_for(members, crowd.rate, crowd.seconds)
    used = stage.cpu() - cpu
    await asyncio.sleep(SETTLING)
    taken = sorted(record.taken)
    result = Result(
        keys=sum(member.keys for member in members) / lasted,
        p50=1000 * statistics.median(taken),
        p95=1000 * taken[int(len(taken) * 0.95)],
        worst=1000 * taken[-1],
        cpu=100 * used / lasted,
        memory=stage.memory(),
        frames=(_frames(members) - frames) / lasted,
        arrived=len(taken) / expected(members, record),
        cut=sum(member.line is None or member.line.close_code is not None for member in members),
        is_equal=agree(members),
        machine=load(),
    )
    for member in members:
        if member.line:
            member.line.close()
    return result


def middle(results: Sequence[Result]) -> Result:
    """Return the run whose 95th percentile is in the middle."""
    return sorted(results, key=lambda result: result.p95)[len(results) // 2]


def _frames(members: Sequence[Member]) -> int:
    return sum(member.line.frames for member in members if member.line)

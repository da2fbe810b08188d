"""Live editing against hocuspocus on the same machine in the same run, each load on both in turn.

Hocuspocus stores nothing before it sends on; ours has committed what others see. Aims are those that were set
for two cores with nothing else running; who runs this reads them beside what came out.
"""

import asyncio
import os
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.live.keystrokes import keystrokes
from tests.benchmarks.live.loads import Crowd, Result, middle, put_on
from tests.benchmarks.live.machine import load
from tests.benchmarks.live.readers import pages_beside
from tests.benchmarks.live.revoking import revocations
from tests.benchmarks.live.stages import Stage, our_stage, our_two_workers, peer_stage
from tests.benchmarks.measuring import table
from tests.live.servers import redis_server
from tests.stores import postgresql_database

SECONDS = float(os.environ.get("STANDARDWERK_TEST_BENCH_SECONDS", "20"))
ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Scene:
    """A load, and what was hoped for."""

    name: str
    crowd: Crowd
    aim: str


ONE_ROOM = Scene("50 people, 1 room, 5 keys/s each", Crowd(50, 1, 5, SECONDS), "p95 25, CPU ratio 1")
MANY_ROOMS = Scene("100 people, 50 rooms, 5 keys/s each", Crowd(100, 50, 5, SECONDS), "")
SATURATED = (
    Scene("50 people, 1 room, 20 keys/s each", Crowd(50, 1, 20, SECONDS), ""),
    Scene("50 people, 1 room, 30 keys/s each", Crowd(50, 1, 30, SECONDS), "p95 60 at 1,500 keys/s"),
    Scene("50 people, 1 room, 40 keys/s each", Crowd(50, 1, 40, SECONDS), ""),
)
HEAD = (
    "load", "server", "keys/s", "p50 ms", "p95 ms", "worst ms", "CPU %", "MB", "frames/s", "arrived", "cut",
    "equal", "load average", "p95 to hocuspocus", "CPU to hocuspocus", "aim",
)  # fmt: skip


def measure() -> None:
    """Print what came out, one table for each kind of server."""
    print(f"Load average at the beginning: {load():.1f} on {os.cpu_count()} cores.")
    with our_stage() as ours, peer_stage() as peer:
        scenes = (ONE_ROOM, MANY_ROOMS, *SATURATED)
        table("One process: from one key to the other copies", HEAD, _compared(scenes, ours, peer))
        _pages(ours)
        _cuts(ours)
    _two_processes()
    with our_stage() as ours:
        _screens(ours)


def _two_processes() -> None:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        redis = stack.enter_context(redis_server(folder))
        url = stack.enter_context(postgresql_database(f"standardwerk_measured_{os.getpid()}"))
        ours = stack.enter_context(our_two_workers(url, f"redis://127.0.0.1:{redis.port}/0"))
        peer = stack.enter_context(peer_stage(2, redis.port))
        rows = _compared((ONE_ROOM, MANY_ROOMS), ours, peer)
        table("Two processes, PostgreSQL and Redis; CPU without those two", HEAD, rows)
        _cuts(ours)


def _compared(scenes: Sequence[Scene], ours: Stage, peer: Stage) -> list[list[object]]:
    rows = []
    for scene in scenes:
        found: dict[str, list[Result]] = {ours.name: [], peer.name: []}
        for number in range(ROUNDS):
            for stage in (ours, peer):
                found[stage.name].append(put_on(stage, scene.crowd, f"{scene.name}-{number}"))
        best, other = middle(found[ours.name]), middle(found[peer.name])
        ratios = [f"{best.p95 / other.p95:.2f}", f"{best.cpu / other.cpu:.2f}", scene.aim]
        rows += [[scene.name, ours.name, *_cells(best), *ratios]]
        rows += [[scene.name, peer.name, *_cells(other), "1", "1", ""]]
    return rows


def _cells(result: Result) -> list[object]:
    numbers = (result.keys, result.p50, result.p95, result.worst, result.cpu, result.memory, result.frames)
    return [*numbers, f"{result.arrived:.0%}", result.cut, result.is_equal, f"{result.machine:.1f}"]


def _pages(stage: Stage) -> None:
    alone = asyncio.run(pages_beside(stage, None, SECONDS))
    beside = asyncio.run(pages_beside(stage, ONE_ROOM.crowd, SECONDS))
    table(
        "Pages a second by four readers without pause",
        ["alone", "beside 50 people who type", "ratio"],
        [[alone, beside, f"{beside / alone:.2f}"]],
    )


def _cuts(stage: Stage) -> None:
    taken = sorted(revocations(stage))
    table(
        f"{stage.name}: from a session that is ended to its page sent out",
        ["sessions", "p50 ms", "worst ms", "aim"],
        [[len(taken), taken[len(taken) // 2], taken[-1], "100"]],
    )


def _screens(stage: Stage) -> None:
    seen = sorted(keystrokes(stage))
    table(
        "Chromium, a text of 50 KB: from a key on one page to the other page's screen",
        ["keys", "p50 ms", "p95 ms", "worst ms", "aim"],
        [[len(seen), seen[len(seen) // 2], seen[int(len(seen) * 0.95)], seen[-1], "p95 40"]],
    )

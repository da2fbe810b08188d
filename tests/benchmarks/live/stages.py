"""Where crowds type: our server and hocuspocus, each in processes of its own."""

import json
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from pycrdt import write_message

from app.kernel.actors import Role
from tests.benchmarks.live.crowds import AUTHENTICATED, Chair, Dialect
from tests.benchmarks.live.machine import cpu_seconds, megabytes
from tests.live.houses import House, house_on
from tests.live.servers import Program, free_port

PEER = Path(__file__).parent / "peer"
PEOPLE = 50


@dataclass(frozen=True)
class Stage:
    """A server to type at, perhaps of several processes at several addresses."""

    name: str
    dialect: Dialect
    programs: Sequence[Program]
    cookies: Sequence[str] = ("",)
    house: House | None = None

    def chairs(self, count: int, rooms: int, run: str) -> list[Chair]:
        """Return places in rooms that nobody was in before."""
        names = [self._room(f"{run}-{room}") for room in range(rooms)]
        return [
            Chair(
                f"http://127.0.0.1:{self.programs[number // rooms % len(self.programs)].port}",
                names[number % rooms],
                self.cookies[number % len(self.cookies)],
            )
            for number in range(count)
        ]

    def cpu(self) -> float:
        return sum(cpu_seconds(program.pid) for program in self.programs)

    def memory(self) -> float:
        return sum(megabytes(program.pid) for program in self.programs)

    def _room(self, name: str) -> str:
        return str(self.house.document()) if self.house else name


class Ours:
    """Our wire."""

    def path(self, room: str) -> str:
        return f"/live/{room}"

    def prefix(self, room: str) -> bytes:  # noqa: ARG002 - a dialect may need it
        return b""

    def greeting(self) -> bytes:
        return b""


class Hocuspocus:
    """All rooms through one door, named in every frame; a token must be shown first."""

    def path(self, room: str) -> str:  # noqa: ARG002 - a dialect may need it
        return "/"

    def prefix(self, room: str) -> bytes:
        return write_message(room.encode())

    def greeting(self) -> bytes:
        return bytes((AUTHENTICATED, 0)) + write_message(b"anybody")


@contextmanager
def our_stage(**settings: object) -> Iterator[Stage]:
    """Serve with one process on SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        with house_on(f"sqlite:///{place / 'measured.sqlite3'}", place) as house:
            yield _ours("Standardwerk, SQLite", house, 1, settings)


@contextmanager
def our_two_workers(database_url: str, redis_url: str) -> Iterator[Stage]:
    """Serve with two processes on PostgreSQL and Redis."""
    with tempfile.TemporaryDirectory() as folder, house_on(database_url, Path(folder)) as house:
        yield _ours("Standardwerk, 2 processes, PostgreSQL, Redis", house, 2, {"redis_url": redis_url})


@contextmanager
def peer_stage(processes: int = 1, redis_port: int = 0) -> Iterator[Stage]:
    """Serve with hocuspocus, which stores nothing."""
    install_peer()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        programs = []
        for number in range(processes):
            port = free_port()
            command = [
                "node",
                str(PEER / "server.mjs"),
                str(port),
                *([str(redis_port)] if redis_port else []),
            ]
            program = Program(command, port, {}, Path(folder) / f"peer-{number}.log")
            program.start()
            stack.callback(program.stop)
            programs.append(program)
        name = f"hocuspocus {peer_version()}" + (f", {processes} processes, Redis" if redis_port else "")
        yield Stage(name, Hocuspocus(), programs)


def install_peer() -> None:
    """Install hocuspocus as its lock file says, unless it is there."""
    stamp = PEER / "node_modules" / ".package-lock.json"
    if not stamp.exists() or stamp.stat().st_mtime < (PEER / "package-lock.json").stat().st_mtime:
        subprocess.run(
            ["npm", "ci", "--no-audit", "--no-fund"], cwd=PEER, check=True, stdout=subprocess.DEVNULL
        )


def peer_version() -> str:
    """Say what runs."""
    installed = json.loads((PEER / "node_modules/@hocuspocus/server/package.json").read_text())
    node = subprocess.run(["node", "--version"], check=True, capture_output=True, text=True).stdout.strip()
    return f"{installed['version']} on node {node}"


def _ours(name: str, house: House, processes: int, settings: dict[str, object]) -> Stage:
    servers = [house.server(**settings) for _ in range(processes)]
    people = [house.newcomer(Role.EDITOR) for _ in range(PEOPLE)]
    cookies = [servers[0].visitor(person).cookie for person in people]
    return Stage(name, Ours(), servers, cookies, house)

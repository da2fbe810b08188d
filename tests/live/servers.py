"""Servers in processes of their own, to be killed and started again, and visitors who read their pages."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from tests.live.forms import SentForm, form_with
from tests.people import PASSWORD, Person

ROOT = Path(__file__).parents[2]
PROGRAM = (sys.executable, "-c", "from app.cli.main import main; main()")
"""Of this very tree, wherever another one may be installed."""
PATIENCE = 90
PORTS = range(20_000, 32_000)
"""Below those that the system gives to outgoing connections: a killed server finds its own free again."""


def free_port() -> int:
    """Return a port that nobody listens on; every process begins to look at another place."""
    start = os.getpid() * 7 % len(PORTS)
    for step in range(len(PORTS)):
        port = PORTS[(start + step) % len(PORTS)]
        if port in _given:
            continue
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)):
                _given.add(port)
                return port
    raise AssertionError("no port is free")


_given: set[int] = set()


class Program:
    """A program that listens on a port, in a group of processes of its own."""

    def __init__(self, command: list[str], port: int, environment: Mapping[str, str], log: Path) -> None:
        self.command = command
        self.port = port
        self.environment = environment
        self.log = log
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self.process
        return self.process.pid

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env={**os.environ, **self.environment},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.wait()

    def wait(self) -> None:
        """Wait until it listens."""
        deadline = time.monotonic() + PATIENCE
        while not self.listens():
            assert self.process
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.05)

    def listens(self) -> bool:
        with socket.socket() as tried:
            return tried.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self) -> None:
        """Stop it and all it started as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to stop, and wait until it has."""
        self._end(signal.SIGTERM)

    def _end(self, way: signal.Signals) -> None:
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, way)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            raise
        finally:
            self.process = None


class Server(Program):
    """`standardwerk serve` on a port of its own."""

    def __init__(self, settings: Mapping[str, object], log: Path) -> None:
        port = free_port()
        environment = {f"STANDARDWERK_{name.upper()}": str(value) for name, value in settings.items()}
        super().__init__([*PROGRAM, "serve", "--port", str(port)], port, environment, log)
        self.address = f"http://127.0.0.1:{port}"

    def visitor(self, person: Person) -> "Visitor":
        return Visitor(self.address).sign_in(person)

    def kill_a_worker(self) -> None:
        """Kill one of the processes that the server keeps for its visitors."""
        own = self.pid
        children = Path(f"/proc/{own}/task/{own}/children").read_text().split()
        workers = [child for child in children if b"spawn_main" in _command(child)]
        os.kill(int(workers[0]), signal.SIGKILL)


def _command(process: str) -> bytes:
    return Path(f"/proc/{process}/cmdline").read_bytes()


class Visitor:
    """A browser without JavaScript: reads pages, sends forms, keeps the cookie."""

    def __init__(self, address: str, cookie: str = "") -> None:
        self.address = address
        self.cookie = cookie

    def sign_in(self, person: Person) -> "Visitor":
        status, text = self.send("/sign-in", "email", email=person.email, password=PASSWORD)
        assert status == http.HTTPStatus.FOUND, text
        return self

    def sign_out(self) -> None:
        assert self.post("/sign-out", "/account")[0] == http.HTTPStatus.FOUND

    def get(self, path: str) -> str:
        status, text = self._ask("GET", path)
        assert status == http.HTTPStatus.OK, (path, status, text)
        return text

    def send(self, page: str, holding: str, **changes: object) -> tuple[int, str]:
        """Send the form of a page that has this field as it stands, with some fields changed."""
        return self.submit(page, self.form(page, holding), **changes)

    def form(self, page: str, holding: str) -> SentForm:
        """Open a page and return its form that has this field."""
        return form_with(self.get(page), holding)

    def submit(self, page: str, form: SentForm, **changes: object) -> tuple[int, str]:
        """Send a form that was opened before."""
        return self._ask("POST", form.action or page, urlencode({**form.fields, **changes}, doseq=True))

    def post(self, path: str, page: str, **fields: object) -> tuple[int, str]:
        """Press a button of a page that sends these fields and its token."""
        token = form_with(self.get(page), "csrf_token").fields["csrf_token"][0]
        return self._ask("POST", path, urlencode({"csrf_token": token, **fields}, doseq=True))

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        line = http.client.HTTPConnection(self.address.removeprefix("http://"), timeout=PATIENCE)
        try:
            headers = {"Cookie": self.cookie, "Referer": self.address, "Origin": self.address}
            if body is not None:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            line.request(method, path, body, headers)
            answer = line.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie", []):
                self.cookie = cookie.split(";", 1)[0]
            return answer.status, answer.read().decode()
        finally:
            line.close()


@contextmanager
def redis_server(folder: Path) -> Iterator[Program]:
    """Run a Redis of one's own, to be taken away in between."""
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    redis = Program(command, port, {}, folder / f"redis-{port}.log")
    redis.start()
    try:
        yield redis
    finally:
        redis.stop()

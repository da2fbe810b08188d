"""Markdown to sanitised HTML, by way of a worker process that can be stopped.

Python-Markdown and the sanitiser can be made to run for minutes by a few kilobytes. So they run elsewhere:
what takes too long is refused in its place, and the rest of the document stays.
"""

from __future__ import annotations

import atexit
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, fields, replace
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup, escape

from app.rendering.errors import WorkerUnavailable
from app.rendering.limits import SILENCE_SECONDS
from app.rendering.passages import Scope, SetHeading, SetNote, SetPassage, SetTexts, TextPassage
from app.rendering.sanitising import sanitise

_ROOT = Path(__file__).resolve().parents[2]
_MOST_STOPS = 4
"""Workers that one document may cost; the passages after that are refused unread."""


_HARMLESS: Final = {
    "passages": [astuple(TextPassage("word"))],
    "scopes": [{"links": {}, "references": {}}],
    "labels": {},
    "refused": [],
}


class WorkerStopped(Exception):
    """The worker ended or said nothing for too long."""


class Worker:
    """Drive one worker process, one request at a time."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "app.rendering.worker"],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                cwd="/",
                env={"PYTHONPATH": str(_ROOT), "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
            )
        ours.settimeout(SILENCE_SECONDS)
        self._connection = ours

    @property
    def process_id(self) -> int:
        return self._process.pid

    def ask(self, request: Mapping[str, object]) -> Iterator[dict[str, Any]]:
        """Yield the answers as they come.

        Raises:
            WorkerStopped: the process is gone or stuck; it must be closed.
        """
        try:
            self._connection.sendall(json.dumps(request).encode() + b"\n")
            for line in self._lines():
                answer: dict[str, Any] = json.loads(line)
                if "done" in answer:
                    return
                yield answer
        except OSError as error:
            raise WorkerStopped from error

    def _lines(self) -> Iterator[bytes]:
        rest = b""
        while True:
            received = self._connection.recv(1 << 16)
            if not received:
                raise WorkerStopped
            *lines, rest = (rest + received).split(b"\n")
            yield from lines

    def close(self) -> None:
        """Stop the process, whatever it does."""
        self._connection.close()
        self._process.kill()
        self._process.wait()

    def forget(self) -> None:
        """Let go of a process that belongs to the parent of this one."""
        self._connection.close()
        self._process.returncode = 0


class WorkerKeeper:
    """Keep one worker for this process: started when first needed, started anew when it was stopped."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._worker: Worker | None = None
        atexit.register(self.close)
        os.register_at_fork(after_in_child=self._forget)

    def answers(self, request: dict[str, Any], count: int) -> list[dict[str, Any]]:
        """Return an answer for each of the `count` passages, and for each note after them."""
        with self._lock:
            return self._answers(request, count)

    def _answers(self, request: dict[str, Any], count: int) -> list[dict[str, Any]]:
        refused: set[int] = set()
        for _ in range(_MOST_STOPS):
            answers: list[dict[str, Any]] = []
            is_new = self._worker is None
            worker, is_done = self._worker or self._start(), False
            try:
                for answer in worker.ask({**request, "refused": sorted(refused)}):
                    answers.append(answer)  # noqa: PERF402 (what came before a stop tells the culprit)
                is_done = True
            except WorkerStopped:
                # A worker that had died before this request says nothing about the text.
                if answers or is_new:
                    refused.add(len(answers))
            finally:
                # Whatever interrupts us: answers that nobody has read must not meet the next request.
                if not is_done:
                    self._stop()
            if is_done:
                return answers
        missing = range(len(answers), count)
        return answers + [{"refused": True} for _ in missing]

    def _start(self) -> Worker:
        """Start a worker that has shown on a harmless word that it works.

        Raises:
            WorkerUnavailable: it does not; then no text is to blame.
        """
        try:
            self._worker = Worker()
            list(self._worker.ask(_HARMLESS))
        except (OSError, WorkerStopped) as error:
            self._stop()
            raise WorkerUnavailable from error
        return self._worker

    def _stop(self) -> None:
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def close(self) -> None:
        """Stop the worker; the next request starts another."""
        with self._lock:
            self._stop()

    def _forget(self) -> None:
        self._lock = threading.Lock()
        if self._worker is not None:
            self._worker.forget()
            self._worker = None

    @property
    def process_id(self) -> int | None:
        return self._worker.process_id if self._worker else None


KEEPER = WorkerKeeper()


def render_passages(
    passages: Sequence[TextPassage],
    scopes: Sequence[Scope] = (Scope(),),
    labels: Mapping[str, str] | None = None,
    *,
    keeper: WorkerKeeper = KEEPER,
) -> SetTexts:
    """Return each passage as sanitised HTML, in order, and the notes that they refer to.

    What is too large, too deep or too slow becomes one sentence that names its line; nothing is raised for
    any text.

    Raises:
        WorkerUnavailable: no worker can be started on this machine.
    """
    words = dict(labels or {})
    request = {
        "passages": [astuple(replace(each, text=_speakable(each.text))) for each in passages],
        "scopes": [_as_fields(scope) for scope in scopes],
        "labels": words,
    }
    answers = keeper.answers(request, len(passages)) if passages else []
    set_passages = [
        _set_passage(answer, passage, scopes, words)
        for answer, passage in zip(answers, passages, strict=False)
    ]
    notes = [_set_note(answer, scopes, words) for answer in answers[len(passages) :]]
    return SetTexts(tuple(set_passages), tuple(notes))


def _speakable(text: str) -> str:
    """Replace halves of characters, which no encoding knows."""
    return text.encode("utf-8", "replace").decode()


def _as_fields(scope: Scope) -> dict[str, object]:
    values: dict[str, object] = {each.name: getattr(scope, each.name) for each in fields(scope)}
    links = {name: (str(link.address), str(link.title)) for name, link in scope.links.items()}
    pictures = {name: astuple(picture) for name, picture in scope.pictures.items()}
    return {**values, "links": links, "pictures": pictures}


def _set_passage(
    answer: Mapping[str, Any], passage: TextPassage, scopes: Sequence[Scope], labels: Mapping[str, str]
) -> SetPassage:
    if "refused" in answer:
        return SetPassage(_refusal(labels, passage.line, is_inline=passage.is_inline), is_refused=True)
    headings = tuple(SetHeading(*heading) for heading in answer["headings"])
    return SetPassage(_sanitised(answer["html"], scopes, scopes[passage.scope]), headings)


def _set_note(answer: Mapping[str, Any], scopes: Sequence[Scope], labels: Mapping[str, str]) -> SetNote:
    html = _refusal(labels, 0, is_inline=False) if "refused" in answer else _sanitised(answer["html"], scopes)
    return SetNote(answer["note"], answer["id"], answer["back_id"], html)


def _sanitised(html: str, scopes: Sequence[Scope], *own: Scope) -> Markup:
    addresses = frozenset(link.address for scope in own or scopes for link in scope.links.values())
    pictures = frozenset[str]().union(*(scope.picture_addresses for scope in own or scopes))
    return sanitise(html, id_prefix=scopes[0].id_prefix, addresses=addresses, pictures=pictures)


def _refusal(labels: Mapping[str, str], line: int, *, is_inline: bool) -> Markup:
    sentence = labels.get("refused", "This passage cannot be displayed, line {line}").format(line=line)
    tag = "span" if is_inline else "p"
    return sanitise(f'<{tag} class="displayed-not">{escape(sentence)}</{tag}>')

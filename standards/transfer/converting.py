"""Having foreign documents converted by a process that may be stopped: whatever it meets, we go on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from app.kernel.errors import AppError, Invalid
from standards.transfer.errors import UnreadableDocument
from standards.transfer.losses import Loss, from_facts

CODE: Final = Path(__file__).resolve().parents[2]
START: Final = (
    "import sys; sys.path.insert(0, sys.argv[1]); sys.dont_write_bytecode = True; "
    "from standards.transfer.converter import main; sys.exit(main())"
)
LIMITS: Final = {"memory_bytes": 1536 * 1024**2, "file_bytes": 64 * 1024**2, "cpu_seconds": 60}
WALL_SECONDS: Final = 120.0
MOST_STARTS: Final = 4
"""Processes that one upload may cost; what is left after that is given back unread."""


@dataclass(frozen=True, slots=True)
class Converted:
    """Hold what became of one document: its losses and pictures, or why there is none."""

    path: str
    pictures: tuple[str, ...] = ()
    losses: tuple[Loss, ...] = ()
    refusal: AppError | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """Hold what is to be converted: the documents with the names they get, and all files of the upload.

    `folder` holds the upload below `in`; what becomes of it is written below `out`.
    """

    folder: Path
    documents: Mapping[str, str]
    files: frozenset[str] = field(default_factory=frozenset)
    limits: Mapping[str, int] = field(default_factory=lambda: LIMITS)
    wall_seconds: float = WALL_SECONDS


def convert_documents(job: Job, paths: Sequence[str]) -> list[Converted]:
    """Convert the documents and return what became of each; one that stops the process loses only itself."""
    done: list[Converted] = []
    left = list(paths)
    for _ in range(MOST_STARTS):
        if not left:
            break
        answers = list(_run(job, left))
        done += answers
        left = left[len(answers) :]
        if left:
            done.append(Converted(left.pop(0), refusal=UnreadableDocument()))
    return done + [Converted(path, refusal=UnreadableDocument()) for path in left]


def _run(job: Job, paths: Sequence[str]) -> Iterator[Converted]:
    task = {
        "todo": list(paths),
        "documents": dict(job.documents),
        "files": sorted(job.files),
        "limits": dict(job.limits),
        "code": str(CODE),
    }
    (job.folder / "job.json").write_text(json.dumps(task), encoding="utf-8")
    process = subprocess.Popen(  # noqa: S603 (our own interpreter and our own words)
        [sys.executable, "-I", "-c", START, str(CODE)],
        cwd=job.folder,
        env={"LANG": "C.UTF-8", "TMPDIR": str(job.folder), "HOME": str(job.folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    timer = threading.Timer(job.wall_seconds, process.kill)
    timer.start()
    try:
        with process:
            for line in process.stdout or ():
                if line.endswith(b"\n"):
                    yield _converted(json.loads(line))
    finally:
        timer.cancel()
        process.kill()


def _converted(answer: Mapping[str, Any]) -> Converted:
    if "message" in answer:
        return Converted(answer["path"], refusal=Invalid(answer["message"], **answer["facts"]))
    return Converted(answer["path"], tuple(answer["pictures"]), from_facts(answer["losses"]))


def is_inside(folder: Path, path: str) -> bool:
    """Say whether a relative path stays below a folder, links followed."""
    return os.path.realpath(folder / path).startswith(f"{folder.resolve()}{os.sep}")

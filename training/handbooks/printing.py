"""Print a book, the parent's side: hand the child what it may see, watch it, put the file in its place."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from app.kernel.errors import AppError
from app.language.pictures import picture_address
from training.handbooks.book import Book
from training.handbooks.errors import (
    HandbookTooLarge,
    HandbookTooLong,
    HandbookTooSlow,
    NoPlace,
    NoSpace,
    PrintingFailed,
    PrintingStopped,
)
from training.handbooks.pages import write_book
from training.handbooks.reports import Loss, PrintReport, Translate, sentences
from training.handbooks.supplies import CODE, TYPES, Asset, house_assets, stylesheets_of

Progress = Callable[[str, float], None]

START = (
    "import sys; sys.path.insert(0, sys.argv[1]); sys.dont_write_bytecode = True; "
    "from training.handbooks.child import main; sys.exit(main())"
)
NO_FONTS = '<?xml version="1.0"?><fontconfig><cachedir>.</cachedir></fontconfig>'
"""Fontconfig settings under which only the faces of the style sheets exist, none of the machine's."""

LETTERS_PER_PAGE = 2200
"""A typical page of a German handbook; only the progress bar depends on it."""


def _silently(_stage: str, _share: float) -> None:
    pass


def _as_it_is(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Limits:
    """Bound one printing process. A tagged book of 500 pages takes about 90 s of processor and 900 MiB."""

    pages: int = 1500
    wall_seconds: float = 900.0
    cpu_seconds: int = 600
    memory_bytes: int = 3 * 1024**3
    file_bytes: int = 512 * 1024**2


@dataclass(frozen=True, slots=True)
class Sheet:
    """Hold what the child sets: one HTML text and the files that it may name."""

    html: str
    assets: Mapping[str, Asset]
    stylesheets: tuple[str, ...]


@dataclass(slots=True)
class Outcome:
    """Collect what the child says."""

    pages: int = 0
    is_done: bool = False
    reason: str = ""
    detail: str = ""
    losses: list[Loss] = field(default_factory=list)


def print_sheet(
    sheet: Sheet, output: Path, *, progress: Progress, limits: Limits
) -> tuple[int, str, list[Loss]]:
    """Write the PDF to `output`, replacing it only when the new one is complete.

    Returns pages, checksum and losses. After each of the errors, and after any error of `progress`, `output`
    is as it was and the child is gone.

    Raises:
        NoPlace: the folder is missing or must not be written to.
        NoSpace: the disk is full.
        HandbookTooLong: there are more pages than allowed.
        HandbookTooSlow: it takes more time than allowed.
        HandbookTooLarge: it takes more memory, or the file more space, than allowed.
        PrintingStopped: somebody killed the child.
        PrintingFailed: the typesetter gave up.
    """
    with _beside(output) as (descriptor, part), tempfile.TemporaryDirectory(prefix="handbook-") as folder:
        outcome = _run(sheet, Path(folder), descriptor, progress, limits)
        if not outcome.is_done:
            raise _error(outcome, limits, output.parent)
        _sync(descriptor, output.parent)
        checksum = _checksum(part)
        part.replace(output)
        progress("write", 1.0)
    return outcome.pages, checksum, outcome.losses


@contextmanager
def _beside(output: Path) -> Iterator[tuple[int, Path]]:
    part = output.with_name(f".{output.name}.{secrets.token_hex(6)}.part")
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise NoSpace(folder=str(output.parent)) from error
        raise NoPlace(folder=str(output.parent), reason=os.strerror(error.errno or 0)) from error
    try:
        yield descriptor, part
    finally:
        os.close(descriptor)
        part.unlink(missing_ok=True)


def _sync(descriptor: int, folder: Path) -> None:
    try:
        os.fsync(descriptor)
    except OSError as error:
        raise NoSpace(folder=str(folder)) from error


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _run(sheet: Sheet, folder: Path, descriptor: int, progress: Progress, limits: Limits) -> Outcome:
    (folder / "book.html").write_text(sheet.html, encoding="utf-8")
    (folder / "fonts.conf").write_text(NO_FONTS, encoding="utf-8")
    outcome = Outcome()
    (folder / "job.json").write_text(json.dumps(_job(sheet, folder, descriptor, limits)), encoding="utf-8")
    with _Child(folder, descriptor, limits.wall_seconds) as child:
        expected = max(len(sheet.html) / LETTERS_PER_PAGE, 1.0)
        for event in child.events():
            _note(outcome, event, progress, expected)
            if outcome.pages > limits.pages:
                outcome.reason = "pages"
                child.kill()
        outcome.reason = outcome.reason or child.reason()
        outcome.detail = outcome.detail or child.last_words()
    return outcome


def _job(sheet: Sheet, folder: Path, descriptor: int, limits: Limits) -> Mapping[str, Any]:
    assets = {**sheet.assets, "book.html": Asset(folder / "book.html", "text/html; charset=utf-8")}
    bounds = {
        name: value for name, value in asdict(limits).items() if name.endswith(("_bytes", "cpu_seconds"))
    }
    return {
        "html": "book.html",
        "assets": {
            name: {"path": str(asset.path.resolve()), "type": asset.type} for name, asset in assets.items()
        },
        "stylesheets": sheet.stylesheets,
        "output": descriptor,
        "limits": bounds,
        "code": str(CODE),
    }


def _note(outcome: Outcome, event: dict[str, Any], progress: Progress, expected: float) -> None:
    match event.pop("event"):
        case "page":
            outcome.pages = max(outcome.pages, event["number"])
            progress("layout", min(event["number"] / expected, 0.99))
        case "writing":
            progress("write", 0.0)
        case "done":
            outcome.is_done, outcome.pages = True, event["pages"]
        case "failed":
            outcome.reason, outcome.detail = event["reason"], event.get("text", "")
        case "loss":
            outcome.losses.append(Loss(event.pop("kind"), event))
        case "refused":
            outcome.losses.append(Loss("refused", event))
        case _:
            outcome.losses.append(Loss("typesetter", event))


def _error(outcome: Outcome, limits: Limits, folder: Path) -> AppError:
    reason = "memory" if outcome.detail.startswith("MemoryError") else outcome.reason
    known = {
        "pages": HandbookTooLong(pages=limits.pages),
        "time": HandbookTooSlow(seconds=round(limits.wall_seconds)),
        "cpu": HandbookTooSlow(seconds=limits.cpu_seconds),
        "memory": HandbookTooLarge(),
        "size": HandbookTooLarge(),
        "disk": NoSpace(folder=str(folder)),
        "killed": PrintingStopped(),
    }
    return known.get(reason) or PrintingFailed(detail=outcome.detail or reason)


class _Child:
    """Hold the printing process; leaving the block ends it, and so does the end of this process."""

    def __init__(self, folder: Path, descriptor: int, wall_seconds: float) -> None:
        self._complaints = (folder / "complaints.txt").open("w+b")
        self._process = subprocess.Popen(  # noqa: S603 (our own interpreter and our own words)
            [sys.executable, "-I", "-c", START, str(CODE)],
            cwd=folder,
            env={"FONTCONFIG_FILE": str(folder / "fonts.conf"), "HOME": str(folder), "TMPDIR": str(folder),
                 "LANG": "C.UTF-8"},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._complaints, pass_fds=(descriptor,),
        )  # fmt: skip
        self._is_late = False
        self._timer = threading.Timer(wall_seconds, self._be_late)

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        self._process.kill()
        with self._process:
            self._complaints.close()

    def events(self) -> Iterator[dict[str, Any]]:
        """Yield what the child says until it ends; a half line of a killed child is left out."""
        for line in self._process.stdout or ():
            if line.endswith(b"\n"):
                yield json.loads(line)

    def kill(self) -> None:
        self._process.kill()

    def reason(self) -> str:
        """Return why the process ended: empty for well, `time`, `cpu`, `memory`, `killed` or `failed`."""
        code = self._process.wait()
        if self._is_late:
            return "time"
        by_signal = {-signal.SIGXCPU: "cpu", -signal.SIGKILL: "killed", -signal.SIGTERM: "killed"}
        # Libraries in C that get no memory abort, trap or run into the void.
        by_signal |= dict.fromkeys(
            (-signal.SIGABRT, -signal.SIGTRAP, -signal.SIGSEGV, -signal.SIGBUS), "memory"
        )
        return "" if code == 0 else by_signal.get(code, "failed")

    def last_words(self) -> str:
        """Return the last line that the process wrote on its error stream, for the log."""
        self._complaints.seek(0)
        lines = self._complaints.read().decode(errors="replace").strip().splitlines()
        return lines[-1][:300] if lines else ""

    def _be_late(self) -> None:
        self._is_late = True
        self._process.kill()


def print_book(
    book: Book,
    output: Path,
    *,
    progress: Progress = _silently,
    translate: Translate = _as_it_is,
    limits: Limits | None = None,
) -> PrintReport:
    """Print the book into the file and report; the same book gives the same bytes.

    `progress` gets a stage (`collect`, `layout`, `write`) and its share of 1; an error it raises cancels the
    print. `translate` is for the sentences of the report. Raises what `print_sheet` raises.
    """
    progress("collect", 0.0)
    text = write_book(book, lambda share: progress("collect", share))
    assets = house_assets(book.paper)
    assets |= {picture_address(name): picture.asset for name, picture in book.pictures.items()}
    if book.logo:
        assets["logo"] = Asset(book.logo, TYPES[book.logo.suffix.lower()])
    sheet = Sheet(text.html, assets, stylesheets_of(book.paper))
    pages, checksum, losses = print_sheet(sheet, output, progress=progress, limits=limits or Limits())
    return PrintReport(pages, checksum, sentences([*text.losses, *losses], translate))

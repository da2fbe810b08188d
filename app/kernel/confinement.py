"""Closing a process in before it reads what strangers sent: no network, no programs, few files, limits."""

import errno
import os
import resource
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "ftplib.",
    "smtplib.",
)


def limit_resources(*, memory_bytes: int, file_bytes: int, cpu_seconds: int) -> None:
    """Bound memory, the size of any file written, and processor time of this process."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    # The soft limit sends a signal of its own, by which the parent knows the reason; the hard one only kills.
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def close_the_doors(readable: Sequence[Path], writable: Path) -> None:
    """Refuse network, programs and foreign files from now on, whoever in this process asks for them.

    The process may read these files and what is below these folders (and where Python itself lies), and read
    and write below `writable`.
    """
    own = {Path(sys.prefix), Path(sys.base_prefix), *readable}
    roots = tuple(f"{path.resolve()}{os.sep}" for path in own)
    writing = f"{writable.resolve()}{os.sep}"

    def guard(event: str, args: tuple[Any, ...]) -> None:
        if event.startswith(FORBIDDEN):
            raise PermissionError(errno.EACCES, f"this process needs no {event}")
        if event == "open" and isinstance(args[0], str | bytes):
            path = os.path.realpath(os.fsdecode(args[0]))
            is_writing = bool(args[2] & (os.O_WRONLY | os.O_RDWR)) if isinstance(args[2], int) else True
            if not f"{path}{os.sep}".startswith(writing if is_writing else (*roots, writing)):
                raise PermissionError(errno.EACCES, "this process needs no foreign file", path)

    sys.addaudithook(guard)

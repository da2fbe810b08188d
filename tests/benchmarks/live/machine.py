"""What processes of this machine have used."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
USER, SYSTEM, SESSION, RESIDENT = 11, 12, 3, 21
"""Places in /proc/PID/stat behind the program's name."""


def cpu_seconds(session: int) -> float:
    """Return the CPU seconds of all living processes of a session."""
    return sum((int(fields[USER]) + int(fields[SYSTEM])) / TICKS for fields in _processes(session))


def megabytes(session: int) -> float:
    """Return the resident memory of all living processes of a session."""
    return sum(int(fields[RESIDENT]) * PAGE / 1e6 for fields in _processes(session))


def load() -> float:
    """Return how many processes wanted to run in the last minute."""
    return os.getloadavg()[0]


def _processes(session: int) -> list[list[str]]:
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = place.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[SESSION]) == session:
            found.append(fields)
    return found

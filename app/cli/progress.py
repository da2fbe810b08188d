"""Progress on a terminal, silence in a pipe."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

Progress = Callable[[str, float], None]
_STEPS = 1000


@contextmanager
def progress_bar(label: str) -> Iterator[Progress]:
    """Give a function that takes the stage's name and the share done from 0 to 1.

    Writes to standard error, and only when that is a terminal.
    """
    with click.progressbar(
        length=_STEPS,
        label=label,
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
        item_show_func=lambda stage: stage or "",
    ) as bar:

        def show(stage: str, share: float) -> None:
            wanted = int(max(0.0, min(1.0, share)) * _STEPS)
            bar.update(max(0, wanted - bar.pos), stage)

        yield show

"""Serving the application."""

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from app.cli.joining import command_app
from config import Settings, settings_or_exit

THREADS = 4
"""For each worker: enough that one slow page stops no other."""


@click.command()
@click.option("--host", help="Address to listen on; the setting STANDARDWERK_HOST unless said.")
@click.option("--port", type=int, help="Port to listen on; the setting STANDARDWERK_PORT unless said.")
def serve(host: str | None, port: int | None) -> None:
    """Serve the guide and all pages."""
    changes = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    command_app(**changes)
    run(settings_or_exit(**changes))


def run(settings: Settings) -> None:
    """Listen until the process is stopped; workers that die are started again."""
    Granian(
        "app.wsgi:app",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.workers,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    ).serve()

"""Serving the application."""

import click
import uvicorn

from app.cli.joining import command_app
from config import Settings, WrongSetting, settings_or_exit
from standards.realtime.several import refuse_several

KIB = 1024
ROOM_FOR_MESSAGES = 1024 * KIB
BYTES_TYPED = 4
"""For each byte of a text that a page brings back which was away: what was deleted again counts too."""
KEPT_S = 75
STARTING_S = 120
"""A worker that has not answered for so long hangs; until then it may still be starting on a busy machine."""
PATIENCE_S = 10
"""For pages that are under way when the server stops."""


@click.command()
@click.option("--host", help="Address to listen on; the setting STANDARDWERK_HOST unless said.")
@click.option("--port", type=int, help="Port to listen on; the setting STANDARDWERK_PORT unless said.")
def serve(host: str | None, port: int | None) -> None:
    """Serve the guide and all pages."""
    changes = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    command_app(**changes)
    run(settings_or_exit(**changes))


def run(settings: Settings) -> None:
    """Listen until the process is stopped; workers that die are started again.

    Raises:
        SystemExit: several workers could not write together with these settings; it says why.

    """
    try:
        refuse_several(settings)
    except WrongSetting as error:
        click.echo(str(error), err=True)
        raise SystemExit(2) from None
    uvicorn.run(
        "app.asgi:app",
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        log_config=None,
        log_level="warning",
        access_log=False,
        # The application itself judges which proxy it believes.
        proxy_headers=False,
        server_header=False,
        ws_max_size=ROOM_FOR_MESSAGES + settings.largest_document_kib * KIB * BYTES_TYPED,
        ws_per_message_deflate=False,
        # Longer than proxies keep a line, so that they never write into one that is just being closed.
        timeout_keep_alive=KEPT_S,
        timeout_worker_healthcheck=STARTING_S,
        timeout_graceful_shutdown=PATIENCE_S,
    )

"""Commands that tell people what is new."""

import time

import click

from app.accounts.mailing import send_due_mails, smtp_delivery
from app.cli.joining import with_app
from app.kernel.settings import current_settings
from app.notices.mailing import write_mails
from app.notices.services import forget_old_notices
from app.notices.stuck import tell_of_stuck_mails
from standards.reviews.reminding import remind


@click.group()
def notices() -> None:
    """Tell people what is new."""


@notices.command("send")
@click.option(
    "--every",
    type=click.IntRange(min=5),
    metavar="SECONDS",
    help="Go on and look again each time so many seconds have passed; once unless said.",
)
@with_app
def send(every: int | None) -> None:
    """Remind people of what is due, write the mails that are due, and send what waits in the outbox.

    Run it every few minutes. What the mail server does not take is tried again later, with growing pauses.
    """
    _send_once()
    while every:
        time.sleep(every)
        _send_once()


def _send_once() -> None:
    settings = current_settings()
    remind()
    tell_of_stuck_mails()
    written = write_mails()
    sent = failed = 0
    if settings.smtp_host:
        sent, failed = send_due_mails(settings, smtp_delivery(settings))
    forget_old_notices()
    click.echo(f"{written} written, {sent} sent, {failed} to be tried again")
    if not settings.smtp_host:
        click.echo("No mail server is set (STANDARDWERK_SMTP_HOST); mails wait in the outbox.", err=True)


COMMANDS = (notices,)

"""All commands of `standardwerk`."""

import click

from app.cli import mails, store, texts
from app.cli.demo import demo
from app.cli.joining import Commands
from app.cli.serving import serve


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="standardwerk")
def main() -> None:
    """Write down how customers are treated, and get it lived."""


for command in (*texts.COMMANDS, *store.COMMANDS, *mails.COMMANDS, serve, demo):
    main.add_command(command)

"""What commands on the store share: an application, and errors as sentences."""

import functools
import sys
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import click
from flask import Flask

from app.cli.messages import reader_translation
from app.factory import create_app
from app.kernel.database import db
from app.kernel.errors import AppError
from app.kernel.migrating import check_schema
from config import settings_or_exit

P = ParamSpec("P")
R = TypeVar("R")


def command_app(**changes: object) -> Flask:
    """Return an application for a command, its database brought to this version's schema."""
    application = create_app(settings_or_exit(**changes))
    with application.app_context():
        check_schema(db.engine)
    return application


def with_app(command: Callable[P, R]) -> Callable[P, R]:
    """Run a command inside an application."""

    @functools.wraps(command)
    def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        with command_app().app_context():
            return command(*args, **kwargs)

    return inside


class Commands(click.Group):
    """A group of commands that tells our errors as one sentence and ends with 1."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except AppError as error:
            click.echo(error.text(reader_translation()), err=True)
            sys.exit(1)

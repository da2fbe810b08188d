"""Bringing the database's schema to the one that this version needs, and refusing to start on another."""

from functools import cache
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection, Engine

from app.kernel.errors import AppError
from app.kernel.messages import N_

MIGRATIONS = Path(__file__).parents[2] / "migrations"
# Any number that no other program uses for a lock in the same PostgreSQL database.
POSTGRESQL_LOCK = 5_274_931_306


class WrongSchema(AppError):
    """The database's schema is not the one that this version of Standardwerk needs."""

    code = "kernel.wrong_schema"


def upgrade(engine: Engine) -> None:
    """Bring the schema to the newest in one transaction: afterwards it is that, or what it was before."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": POSTGRESQL_LOCK})
        command.upgrade(_configuration(connection), "head")


def check_schema(engine: Engine) -> None:
    """Refuse a database whose schema is not the newest.

    Raises:
        WrongSchema: it is older, newer, or there is none.
        Unavailable: the database does not answer.

    """
    with engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    needed = newest_schema()
    if present == needed:
        return
    if present is None:
        raise WrongSchema(N_("The database is empty. Run “standardwerk init” first."))
    known = {script.revision for script in _scripts().walk_revisions()}
    if present in known:
        raise WrongSchema(
            N_(
                "The database has schema %(present)s, this version needs %(needed)s."
                " Run “standardwerk init” to upgrade it."
            ),
            present=present,
            needed=needed,
        )
    raise WrongSchema(
        N_(
            "The database has schema %(present)s, which this version does not know."
            " Install a newer Standardwerk."
        ),
        present=present,
    )


@cache
def newest_schema() -> str:
    """Return the name of the schema that this version needs."""
    return str(_scripts().get_current_head())


def _configuration(connection: Connection | None = None) -> Config:
    configuration = Config()
    configuration.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    configuration.attributes["connection"] = connection
    return configuration


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_configuration())

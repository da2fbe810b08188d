"""Databases for tests, made once and emptied for each test."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import Engine, make_url

from app.factory import create_app
from app.kernel.database import READING, db
from app.kernel.engines import writing_engine
from app.kernel.migrating import upgrade
from config import Settings, load_settings

POSTGRESQL = os.environ.get("STANDARDWERK_TEST_POSTGRES", "postgresql+psycopg://postgres@127.0.0.1:5432/")


class Store:
    """One database of the test run: made once, emptied for each test."""

    def __init__(self, name: str, url: str, folder: Path) -> None:
        self.name = name
        self.url = url
        self.folder = folder
        self.apps: dict[tuple[tuple[str, object], ...], Flask] = {}
        self.template = folder / "template.sqlite3"
        engine = writing_engine(url)
        upgrade(engine)
        engine.dispose()
        if name == "sqlite":
            Path(self._file).rename(self.template)
            self._copy()

    @property
    def _file(self) -> str:
        return str(make_url(self.url).database)

    def settings(self, **changes: object) -> Settings:
        basis: dict[str, object] = {"data_dir": self.folder, "database_url": self.url, "log_level": "error"}
        return load_settings(**(basis | changes))

    def app(self, **changes: object) -> Flask:
        key = tuple(sorted(changes.items()))
        if key not in self.apps:
            self.apps[key] = create_app(self.settings(**changes))
            self.apps[key].testing = True
        return self.apps[key]

    def empty(self) -> None:
        for app in self.apps.values():
            with app.app_context():
                for engine in (db.engine, db.engines[READING]):
                    engine.dispose()
        if self.name == "sqlite":
            self._copy()
        else:
            _empty_postgresql(self.url)

    def _copy(self) -> None:
        for ending in ("-wal", "-shm"):
            Path(self._file + ending).unlink(missing_ok=True)
        # A new file rather than new bytes in the old one, which a forgotten connection may still hold.
        shutil.copyfile(self.template, self._file + ".new")
        Path(self._file + ".new").replace(self._file)


def _empty_postgresql(url: str) -> None:
    # The replica role leaves out triggers and foreign keys: frozen rows go too, in any order.
    with psycopg.connect(
        make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    ) as connection:
        connection.execute("SET session_replication_role = replica")
        tables = connection.execute(
            "SELECT relname FROM pg_stat_user_tables WHERE relname <> 'alembic_version'"
        ).fetchall()
        for (table,) in tables:
            connection.execute(f'DELETE FROM "{table}"')
        for (sequence,) in connection.execute("SELECT sequencename FROM pg_sequences").fetchall():
            connection.execute(f'ALTER SEQUENCE "{sequence}" RESTART')


@contextmanager
def postgresql_database(name: str) -> Iterator[str]:
    """Make a database on the server, and remove it at the end."""
    server = make_url(POSTGRESQL)
    address = server.set(drivername="postgresql", database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    yield server.set(database=name).render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def rows(engine: Engine, statement: str) -> list[tuple[Any, ...]]:
    """Return what a plain SQL statement finds."""
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(sa.text(statement))]

"""The session: it reads from connections that cannot write, and writes only in a write transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, cast

import sqlalchemy as sa
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as FlaskSession
from sqlalchemy import event
from sqlalchemy.engine import Connection, CursorResult, Dialect, Engine
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, Session, UOWTransaction

from app.kernel.engines import reading_engine, writing_engine

READING = "reading"


class Base(DeclarativeBase):
    """Base of all tables, with names for constraints that are the same on both databases."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Moment(sa.TypeDecorator[datetime]):
    """A moment in UTC; SQLite, which knows no zones, keeps it without one."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without a zone: {value!r}")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class RoutedSession(FlaskSession):
    """A session that reads from the reading engine until a write transaction begins."""

    is_writing = False

    def get_bind(self, *_args: Any, **_kwargs: Any) -> Engine | Connection:  # noqa: ANN401 - the base takes anything
        """Return the engine for the present kind of transaction."""
        return self._db.engine if self.is_writing else self._db.engines[READING]

    def start_writing(self) -> None:
        """Turn the running transaction into a writing one, for a library that cannot use `write_transaction`.

        What was read before may be stale: only the accounts of Flask-Security are written this way.
        """
        self.is_writing = True

    def finish_writing(self) -> None:
        """Commit what was written, and read again afterwards."""
        try:
            self.commit()
        finally:
            self.is_writing = False


class Database(SQLAlchemy):
    """Flask-SQLAlchemy with two engines for each application, and with `Base` under all tables."""

    def _make_declarative_base(self, *_args: Any, **_kwargs: Any) -> type[Base]:  # type: ignore[override]  # noqa: ANN401
        return Base

    def _make_engine(self, bind_key: str | None, options: dict[str, Any], app: Flask) -> Engine:
        if bind_key != READING:
            return cast(
                "Engine", app.extensions.setdefault("writing_engine", writing_engine(str(options["url"])))
            )
        return reading_engine(app.extensions["writing_engine"])


db = Database(metadata=Base.metadata, session_options={"class_": RoutedSession, "expire_on_commit": False})


def use_database(app: Flask, database: str) -> None:
    """Connect the application to the database with this address."""
    app.extensions["writing_engine"] = writing_engine(database)
    app.config["SQLALCHEMY_DATABASE_URI"] = database
    app.config["SQLALCHEMY_BINDS"] = {READING: database}
    db.init_app(app)


def session() -> RoutedSession:
    """Return the session of the running request or command."""
    return cast("RoutedSession", db.session())


@contextmanager
def write_transaction() -> Iterator[Session]:
    """Hold the right to write: everything inside is stored as a whole when the block ends, or not at all.

    Whatever the session read before is read anew inside. Inside another write transaction the block joins it.
    On SQLite this waits for other writers from the first line on, so prepare what is slow beforehand.

    Raises:
        Unavailable: the database does not answer, is full, or stays locked for several seconds.

    """
    current = session()
    if current.is_writing:
        yield current
        return
    _begin_writing(current)
    try:
        yield current
        current.commit()
    except BaseException:
        current.rollback()
        raise
    finally:
        current.is_writing = False


def _begin_writing(current: RoutedSession) -> None:
    if _has_changes(current):
        raise RuntimeError("rows were changed before the write transaction began")
    current.rollback()
    current.is_writing = True
    try:
        current.connection()
    except BaseException:
        current.rollback()
        current.is_writing = False
        raise


def _has_changes(current: Session) -> bool:
    return bool(current.new or current.deleted or any(current.is_modified(row) for row in current.dirty))


@event.listens_for(RoutedSession, "before_flush")
def _refuse_to_write_while_reading(current: Session, _context: UOWTransaction, _rows: object) -> None:
    if not cast("RoutedSession", current).is_writing and _has_changes(current):
        raise RuntimeError("rows are changed outside of a write transaction")


def take_turns(name: str) -> None:
    """Wait until no other write transaction holds this name, and hold it until the running one ends.

    For decisions that rest on several rows, such as a count. On SQLite writers take turns anyway.
    """
    current = session()
    if current.get_bind().dialect.name == "postgresql":
        current.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(name, 0))))


def compare_and_set(
    row: type[Base],
    key: object,
    expected: Mapping[InstrumentedAttribute[Any], object],
    changes: Mapping[InstrumentedAttribute[Any], object],
) -> bool:
    """Change the row with this primary key if it still is as expected; return whether it was.

    The comparison happens in the UPDATE itself, so of two that expect the same one is refused.
    Call it in a write transaction; rows already loaded are not refreshed.
    """
    primary_key = sa.inspect(row).primary_key[0]
    conditions = [
        primary_key == key,
        *(column.is_not_distinct_from(value) for column, value in expected.items()),
    ]
    statement = (
        sa.update(row)
        .where(*conditions)
        .values({column.key: value for column, value in changes.items()})
        .execution_options(synchronize_session=False)
    )
    result = cast("CursorResult[Any]", session().execute(statement))
    return result.rowcount == 1

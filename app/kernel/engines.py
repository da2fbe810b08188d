"""Connections to SQLite and PostgreSQL that act alike: one engine writes, one only reads."""

from collections.abc import Callable

import psycopg
import sqlalchemy as sa
from pysqlite3 import dbapi2 as sqlite
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine, ExceptionContext, make_url

from app.kernel.errors import Unavailable
from app.kernel.messages import N_

# Below it SQLite can lose commits when several connections write to a WAL.
OLDEST_SQLITE = (3, 51, 3)
BUSY_MS = 5_000
POOL_WAIT_S = 10
PRIMARY_CODE = 0xFF

LOCKED = N_("The store is busy with other changes. Nothing was changed. Please try again shortly.")
FULL = N_("There is no room left to store this. Nothing was changed. Please tell your administrator.")
READ_ONLY = N_(
    "The store can only be read at the moment. Nothing was changed. Please tell your administrator."
)

# SQLite's primary result codes, and the classes and codes of PostgreSQL's SQLSTATE.
_SQLITE_SENTENCES = {
    sqlite.SQLITE_BUSY: LOCKED,
    sqlite.SQLITE_LOCKED: LOCKED,
    sqlite.SQLITE_FULL: FULL,
    sqlite.SQLITE_READONLY: READ_ONLY,
    sqlite.SQLITE_IOERR: Unavailable.message,
    sqlite.SQLITE_CANTOPEN: Unavailable.message,
}
_POSTGRESQL_SENTENCES = {
    "08": Unavailable.message,
    "25006": READ_ONLY,
    "40": LOCKED,
    "53": Unavailable.message,
    "53100": FULL,
    "55P03": LOCKED,
    "57": Unavailable.message,
    "58": Unavailable.message,
}


def writing_engine(database: str) -> Engine:
    """Return an engine whose transactions hold the write lock of SQLite from their beginning."""
    url = make_url(database)
    if url.get_backend_name() == "sqlite":
        return _sqlite_engine(url, "BEGIN IMMEDIATE", is_read_only=False)
    engine = sa.create_engine(
        url,
        pool_pre_ping=True,
        pool_timeout=POOL_WAIT_S,
        max_overflow=20,
        connect_args={"connect_timeout": 5},
    )
    _tell_outages(engine)
    return engine


def reading_engine(writing: Engine) -> Engine:
    """Return an engine for the same database that refuses changes and sees one state per transaction."""
    if writing.dialect.name == "sqlite":
        return _sqlite_engine(writing.url, "BEGIN", is_read_only=True)
    return writing.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _sqlite_engine(url: URL, begin: str, *, is_read_only: bool) -> Engine:
    engine = sa.create_engine(url, module=sqlite, pool_timeout=POOL_WAIT_S, max_overflow=20)
    event.listen(engine, "connect", _prepare_reading if is_read_only else _prepare_writing)
    event.listen(engine, "begin", _begin_with(begin))
    _tell_outages(engine)
    return engine


def _begin_with(statement: str) -> Callable[[Connection], None]:
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(statement)

    return begin


def _prepare_writing(connection: sqlite.Connection, _record: object) -> None:
    # The driver must not begin transactions itself: a deferred one that turns to writing is refused at once.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _prepare_reading(connection: sqlite.Connection, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    cursor.execute("PRAGMA query_only = ON")
    cursor.close()


def _tell_outages(engine: Engine) -> None:
    event.listen(engine, "handle_error", _as_unavailable)


def _as_unavailable(context: ExceptionContext) -> BaseException | None:
    sentence = _outage(context.original_exception, is_disconnect=context.is_disconnect)
    return Unavailable(sentence) if sentence else None


def _outage(error: BaseException, *, is_disconnect: bool) -> str:
    if isinstance(error, sqlite.Error):
        code = getattr(error, "sqlite_errorcode", None)
        return "" if code is None else _SQLITE_SENTENCES.get(code & PRIMARY_CODE, "")
    if not isinstance(error, psycopg.Error):
        return ""
    state = error.sqlstate or ""
    is_lost = is_disconnect or (not state and isinstance(error, psycopg.OperationalError))
    return (
        _POSTGRESQL_SENTENCES.get(state)
        or _POSTGRESQL_SENTENCES.get(state[:2])
        or (Unavailable.message if is_lost else "")
    )

from pathlib import Path

import pytest
import sqlalchemy as sa
from pysqlite3 import dbapi2 as sqlite

from app.kernel.engines import writing_engine
from app.kernel.errors import Unavailable


def test_a_database_that_stays_locked_is_unavailable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.kernel.engines.BUSY_MS", 10)
    place = tmp_path / "locked.sqlite3"
    engine = writing_engine(f"sqlite:///{place}")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE thing (id INTEGER)")
    other = sqlite.connect(place, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable, match="busy"), engine.begin():
        pass
    other.close()
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO thing VALUES (1)")
    engine.dispose()


def test_a_full_disk_is_unavailable_and_leaves_what_was_there(tmp_path: Path) -> None:
    engine = writing_engine(f"sqlite:///{tmp_path / 'full.sqlite3'}")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE thing (text TEXT)")
        connection.exec_driver_sql("INSERT INTO thing VALUES ('before')")
    with pytest.raises(Unavailable, match="no room"), engine.connect() as connection:  # noqa: PT012 - what is undone is the whole block
        connection.exec_driver_sql("PRAGMA max_page_count = 4")
        connection.exec_driver_sql("INSERT INTO thing VALUES (?)", ("x" * 100_000,))
    with engine.connect() as connection:
        assert connection.execute(sa.text("SELECT text FROM thing")).scalars().all() == ["before"]
    engine.dispose()


@pytest.mark.parametrize(
    "database", ["postgresql+psycopg://nobody@127.0.0.1:1/none", "sqlite:////no/such/folder/there.sqlite3"]
)
def test_a_database_that_cannot_be_reached_is_unavailable(database: str) -> None:
    engine = writing_engine(database)
    with pytest.raises(Unavailable), engine.connect():
        pass
    engine.dispose()

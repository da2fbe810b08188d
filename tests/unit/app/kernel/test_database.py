import threading
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from app.accounts.models import Mail
from app.kernel.clock import now
from app.kernel.database import READING, compare_and_set, db, session, write_transaction
from app.kernel.engines import OLDEST_SQLITE
from app.kernel.errors import Unavailable
from tests.stores import rows


def _mail(subject: str = "one") -> Mail:
    return Mail(created_at=now(), recipient="a@example.com", subject=subject, text="")


def test_what_is_written_in_a_transaction_is_stored_as_a_whole(context: Flask, engine: Engine) -> None:
    del context
    with write_transaction() as current:
        current.add(_mail())
    assert rows(engine, "SELECT subject FROM mails") == [("one",)]


def test_an_error_inside_leaves_nothing_behind(context: Flask, engine: Engine) -> None:
    del context
    with pytest.raises(KeyError), write_transaction() as current:  # noqa: PT012 - what is undone is the whole block
        current.add(_mail())
        current.flush()
        raise KeyError
    assert rows(engine, "SELECT subject FROM mails") == []
    assert not session().is_writing


def test_a_transaction_inside_another_joins_it(context: Flask, engine: Engine) -> None:
    del context
    with pytest.raises(KeyError), write_transaction():  # noqa: PT012 - what is undone is the whole block
        with write_transaction() as inner:
            inner.add(_mail())
        raise KeyError
    assert rows(engine, "SELECT subject FROM mails") == []


def test_rows_changed_outside_of_a_transaction_are_refused(context: Flask) -> None:
    del context
    db.session.add(_mail())
    with pytest.raises(RuntimeError, match="outside of a write transaction"):
        db.session.flush()
    with pytest.raises(RuntimeError, match="before the write transaction"), write_transaction():
        pass
    db.session.rollback()


def test_the_reading_connection_refuses_to_write(context: Flask) -> None:
    del context
    with pytest.raises((Unavailable, DBAPIError)), db.engines[READING].begin() as connection:
        connection.execute(sa.text("DELETE FROM mails"))


def test_a_reader_sees_one_state_while_others_write(app: Flask) -> None:
    with app.app_context():
        count = sa.select(sa.func.count()).select_from(Mail)
        assert session().scalar(count) == 0
        _in_thread(app, lambda: _store("other"))
        assert session().scalar(count) == 0
        session().rollback()
        assert session().scalar(count) == 1


def test_what_was_read_before_is_read_anew_inside_a_transaction(app: Flask) -> None:
    with app.app_context():
        _store("first")
        mail = session().scalars(sa.select(Mail)).one()
        _in_thread(app, lambda: _rename("second"))
        with write_transaction():
            assert mail.subject == "second"


def test_of_two_that_expect_the_same_one_is_refused(app: Flask) -> None:
    with app.app_context():
        _store("base")
        key = session().scalars(sa.select(Mail.id)).one()
    won: list[bool] = []
    barrier = threading.Barrier(2)

    def change() -> None:
        with app.app_context():
            barrier.wait()
            with write_transaction():
                won.append(compare_and_set(Mail, key, {Mail.subject: "base"}, {Mail.subject: "changed"}))

    threads = [threading.Thread(target=change) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == [False, True]


def test_many_writers_at_once_all_succeed(app: Flask, engine: Engine) -> None:
    errors: list[BaseException] = []

    def write() -> None:
        with app.app_context():
            try:
                for _ in range(10):
                    session().scalar(sa.select(sa.func.count()).select_from(Mail))
                    _store("many")
            except BaseException as error:  # noqa: BLE001 - a thread must not swallow what the test asks for
                errors.append(error)

    threads = [threading.Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert rows(engine, "SELECT count(*) FROM mails") == [(60,)]


def test_moments_come_back_in_utc(context: Flask) -> None:
    del context
    moment = datetime(2026, 7, 1, 12, 30, tzinfo=UTC)
    with write_transaction() as current:
        current.add(Mail(created_at=moment, recipient="", subject="", text=""))
    session().expire_all()
    assert session().scalars(sa.select(Mail.created_at)).one() == moment


def test_a_moment_without_a_zone_is_refused(context: Flask) -> None:
    del context
    naive = datetime(2026, 7, 1)  # noqa: DTZ001 - the zone is what it lacks
    with pytest.raises(sa.exc.StatementError, match="without a zone"), write_transaction() as current:
        current.add(Mail(created_at=naive, recipient="", subject="", text=""))


def test_sqlite_is_new_enough_and_keeps_acknowledged_writes(app: Flask) -> None:
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            assert db.engine.dialect.name == "postgresql"
            return
        with db.engine.connect() as connection:
            version = str(connection.exec_driver_sql("SELECT sqlite_version()").scalar())
            assert tuple(int(part) for part in version.split(".")) >= OLDEST_SQLITE
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def _store(subject: str) -> None:
    with write_transaction() as current:
        current.add(_mail(subject))


def _rename(subject: str) -> None:
    with write_transaction() as current:
        current.execute(sa.update(Mail).values(subject=subject))


def _in_thread(app: Flask, deed: object) -> None:
    def run() -> None:
        with app.app_context():
            deed()  # type: ignore[operator]

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()

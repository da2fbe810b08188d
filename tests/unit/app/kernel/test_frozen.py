import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from app.journal.models import JournalEntry
from app.journal.services import record
from app.kernel.actors import SYSTEM
from app.kernel.database import Base, session, write_transaction
from app.kernel.frozen import Frozen, FrozenRow
from standards.documents.models import Revision
from standards.documents.services import save_revision
from standards.documents.texts import RevisionText
from standards.editions.models import Edition
from standards.reviews.models import Approval
from tests.approvals import approve
from tests.stores import rows

HEADER = "kind: standard\ntitle: Frozen\nlanguage: en"
assert issubclass(Edition, Frozen)
FROZEN = sorted(
    mapper.local_table.name for mapper in Base.registry.mappers if issubclass(mapper.class_, Frozen)
)


@pytest.fixture(autouse=True)
def frozen_rows(app: Flask) -> None:
    with app.app_context():
        save_revision(RevisionText("frozen", HEADER, "What it is."), 0, SYSTEM)
        approve("frozen")
        record(SYSTEM, "test.done", ("test", 1))


@pytest.mark.parametrize("model", [Revision, Approval, JournalEntry])
def test_the_mapper_refuses_to_delete(context: Flask, model: type[Base]) -> None:
    del context
    with pytest.raises(FrozenRow), write_transaction() as current:
        current.delete(current.scalars(sa.select(model)).first())


def test_the_mapper_refuses_to_change(context: Flask) -> None:
    del context
    with pytest.raises(FrozenRow), write_transaction() as current:
        current.scalars(sa.select(Revision)).one().body = "changed"
    assert session().scalars(sa.select(Revision)).one().body == "What it is."


def test_the_mapper_refuses_to_change_many_at_once(context: Flask) -> None:
    del context
    with pytest.raises(FrozenRow), write_transaction() as current:
        current.execute(sa.update(Revision).values(body="changed"))
    with pytest.raises(FrozenRow), write_transaction() as current:
        current.execute(sa.delete(JournalEntry))


@pytest.mark.parametrize("table", ["revisions", "approvals", "journal_entries"])
@pytest.mark.parametrize("deed", ["UPDATE {table} SET id = id", "DELETE FROM {table}"])
def test_the_database_refuses_past_the_mapper(engine: Engine, table: str, deed: str) -> None:
    with pytest.raises(DBAPIError, match="never changed or deleted"), engine.begin() as connection:
        connection.execute(sa.text(deed.format(table=table)))
    assert rows(engine, f"SELECT count(*) FROM {table}") != [(0,)]


def test_postgresql_refuses_to_truncate(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        assert "TRUNCATE" not in str(engine.dialect)
        return
    with pytest.raises(DBAPIError, match="never changed or deleted"), engine.begin() as connection:
        connection.execute(sa.text("TRUNCATE journal_entries"))


def test_every_frozen_table_has_its_triggers(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        found = rows(
            engine,
            "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%refuses%'",
        )
    else:
        found = rows(
            engine,
            "SELECT DISTINCT event_object_table FROM information_schema.triggers"
            " WHERE trigger_name LIKE '%refuses_changes'",
        )
    assert sorted(name for (name,) in found) == FROZEN

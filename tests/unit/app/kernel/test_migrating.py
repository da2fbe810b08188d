from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from app.kernel import migrating
from app.kernel.database import Base
from app.kernel.engines import writing_engine
from app.kernel.migrating import WrongSchema, check_schema, upgrade
from standards.editions.models import Edition
from tests.stores import rows

HALF = """
import sqlalchemy as sa
from alembic import op
revision = "0001"
down_revision = None
def upgrade():
    op.create_table("first", sa.Column("id", sa.Integer, primary_key=True))
    op.execute("INSERT INTO first VALUES (1)")
    op.execute("INSERT INTO nowhere VALUES (1)")
"""
# Made past the models: the search has an index of its own kind in each database.
OUTSIDE_MODELS = ("search", "alembic_version")


@pytest.fixture
def empty_engine(store: object, engine: Engine, tmp_path: Path) -> Engine:
    """Return an engine for an empty schema in a database of the same kind."""
    del store
    if engine.dialect.name == "sqlite":
        return writing_engine(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    with engine.begin() as connection:
        connection.execute(sa.text("DROP SCHEMA IF EXISTS empty CASCADE"))
        connection.execute(sa.text("CREATE SCHEMA empty"))
    url = engine.url.update_query_dict({"options": "-csearch_path=empty"})
    return writing_engine(url.render_as_string(hide_password=False))


def test_models_and_migrations_agree(app: Flask, engine: Engine) -> None:
    del app
    assert Edition.__tablename__ in Base.metadata.tables

    def is_ours(_thing: object, name: str | None, kind: str, _is_found: object, _other: object) -> bool:
        return kind != "table" or not str(name).startswith(OUTSIDE_MODELS)

    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True, "include_object": is_ours}
        )
        assert compare_metadata(context, Base.metadata) == []


def test_upgrading_twice_changes_nothing(engine: Engine) -> None:
    upgrade(engine)
    check_schema(engine)


def test_a_failed_migration_leaves_nothing_behind(
    empty_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = tmp_path / "migrations" / "versions"
    versions.mkdir(parents=True)
    (versions / "0001_half.py").write_text(HALF)
    (tmp_path / "migrations" / "env.py").write_text((migrating.MIGRATIONS / "env.py").read_text())
    monkeypatch.setattr(migrating, "MIGRATIONS", tmp_path / "migrations")
    with pytest.raises(DBAPIError, match="nowhere"):
        upgrade(empty_engine)
    assert sa.inspect(empty_engine).get_table_names() == []
    empty_engine.dispose()


def test_an_empty_database_is_refused_with_what_to_do(empty_engine: Engine) -> None:
    with pytest.raises(WrongSchema, match=r"The database is empty\. Run “standardwerk init” first"):
        check_schema(empty_engine)
    empty_engine.dispose()


@pytest.mark.parametrize(
    ("present", "sentence"),
    [("0001", "this version needs .* Run “standardwerk init”"), ("9999", "does not know. Install a newer")],
)
def test_another_schema_is_refused_with_what_to_do(empty_engine: Engine, present: str, sentence: str) -> None:
    upgrade(empty_engine)
    with empty_engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = :present"), {"present": present})
    with pytest.raises(WrongSchema, match=sentence):
        check_schema(empty_engine)
    assert rows(empty_engine, "SELECT version_num FROM alembic_version") == [(present,)]
    empty_engine.dispose()

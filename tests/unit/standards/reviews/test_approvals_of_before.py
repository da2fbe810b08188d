"""Approvals that were given before they covered what is embedded are kept, as what editions made of them."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from flask import Flask
from sqlalchemy.engine import Engine

from app.kernel import migrating
from app.kernel.engines import writing_engine
from app.kernel.migrating import upgrade
from standards.reviews.wholes import restored
from tests.stores import rows

MOMENT = "2026-11-21 20:00:00"
TEXTS = {
    1: ("greeting", 1, "kind: script\ntitle: Greeting\nlanguage: en", "Good morning."),
    2: ("greeting", 2, "kind: script\ntitle: Greeting\nlanguage: en", "Good evening."),
    3: ("call", 1, "kind: standard\ntitle: Call\nlanguage: en", "It is.\n\n![[greeting]]\n"),
}


@pytest.fixture
def old_engine(app: Flask, engine: Engine, tmp_path: Path) -> Engine:
    """Return an engine for a database of the time before reviews."""
    assert app
    if engine.dialect.name == "sqlite":
        made = writing_engine(f"sqlite:///{tmp_path / 'old.sqlite3'}")
    else:
        with engine.begin() as connection:
            connection.execute(sa.text("DROP SCHEMA IF EXISTS old CASCADE"))
            connection.execute(sa.text("CREATE SCHEMA old"))
        url = engine.url.update_query_dict({"options": "-csearch_path=old"})
        made = writing_engine(url.render_as_string(hide_password=False))
    with made.begin() as connection:
        command.upgrade(migrating._configuration(connection), "0004")
    return made


def _fill(engine: Engine) -> None:
    with engine.begin() as connection:

        def add(table: str, **values: object) -> None:
            names, places = ", ".join(values), ", ".join(f":{name}" for name in values)
            connection.execute(sa.text(f"INSERT INTO {table} ({names}) VALUES ({places})"), values)

        for user_id, name in ((1, "Amir"), (2, "Mia")):
            add(
                "users",
                id=user_id,
                email=f"{name}@example.com",
                name=name,
                active=True,
                fs_uniquifier=name,
                language="",
                variant="",
                created_at=MOMENT,
            )
        for key, (slug, number, kind) in enumerate((("greeting", 2, "script"), ("call", 1, "standard")), 1):
            add(
                "documents",
                id=key,
                slug=slug,
                kind=kind,
                language="en",
                title=slug,
                path="",
                position=key,
                number=number,
                created_at=MOMENT,
            )
        for key, (slug, number, header, body) in TEXTS.items():
            add(
                "revisions",
                id=key,
                document_id=1 if slug == "greeting" else 2,
                number=number,
                header_text=header,
                body=body,
                digest=f"sha256:{key}",
                note="",
                created_at=MOMENT,
            )
        for revision_id, approver_id in ((1, 1), (3, 1), (3, 2), (2, None)):
            add("approvals", revision_id=revision_id, approver_id=approver_id, at=MOMENT)


def test_old_approvals_are_kept_with_what_was_embedded(old_engine: Engine) -> None:
    _fill(old_engine)
    upgrade(old_engine)
    table = sa.Table("approvals", sa.MetaData(), autoload_with=old_engine)
    with old_engine.connect() as connection:
        found = {row.revision_id: row for row in connection.execute(sa.select(table))}
    assert sorted(found) == [1, 2, 3]
    whole = restored(found[3].parts)
    assert [(part.slug, part.number) for part in whole.parts] == [("call", 1), ("greeting", 2)]
    assert whole.digest == found[3].whole_digest
    assert whole.own.embeds == (1,)
    people = rows(
        old_engine,
        "SELECT a.revision_id, p.user_id FROM approvers p"
        " JOIN approvals a ON a.id = p.approval_id ORDER BY p.id",
    )
    assert people == [(1, 1), (3, 1), (3, 2)]
    old_engine.dispose()

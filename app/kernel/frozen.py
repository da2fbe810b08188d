"""Rows that are written once: the mapper and a trigger in the database refuse to change or delete them."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapper, ORMExecuteState, Session

REFUSAL = "rows of this table are never changed or deleted"

POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION refuse_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{REFUSAL}: %', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


class FrozenRow(RuntimeError):
    """A row that is written once was about to be changed or deleted; this is a fault of our own code."""


class Frozen:
    """Mark a model whose rows are written once; its migration calls `refuse_changes` for its table."""


@event.listens_for(Frozen, "before_update", propagate=True)
def _refuse_update(_mapper: Mapper[Any], _connection: Connection, row: object) -> None:
    session = sa.inspect(row).session
    if session.is_modified(row, include_collections=False):
        raise FrozenRow(f"{type(row).__name__}: {REFUSAL}")


@event.listens_for(Frozen, "before_delete", propagate=True)
def _refuse_delete(_mapper: Mapper[Any], _connection: Connection, row: object) -> None:
    raise FrozenRow(f"{type(row).__name__}: {REFUSAL}")


@event.listens_for(Session, "do_orm_execute")
def _refuse_bulk_changes(state: ORMExecuteState) -> None:
    if not (state.is_update or state.is_delete):
        return
    for mapper in state.all_mappers:
        if issubclass(mapper.class_, Frozen):
            raise FrozenRow(f"{mapper.class_.__name__}: {REFUSAL}")


def refuse_changes_of(table: str, columns: Sequence[str], dialect: str) -> str:
    """Return the statement that makes a table refuse updates of these columns, for a migration."""
    begin = f"CREATE TRIGGER {table}_guards_columns BEFORE UPDATE OF {', '.join(columns)} ON {table}"
    if dialect == "sqlite":
        return f"{begin} BEGIN SELECT RAISE(ABORT, '{REFUSAL}: {table}'); END"
    return f"{begin} FOR EACH ROW EXECUTE FUNCTION refuse_changes()"


def refuse_changes(table: str, dialect: str) -> list[str]:
    """Return the statements that make a table refuse update and delete, for a migration on this dialect."""
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_refuses_{action} BEFORE {action.upper()} ON {table}"
            f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}: {table}'); END"
            for action in ("update", "delete")
        ]
    begin = f"CREATE TRIGGER {table}_refuses"
    end = "EXECUTE FUNCTION refuse_changes()"
    return [
        POSTGRESQL_FUNCTION,
        f"{begin}_changes BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {end}",
        f"{begin}_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {end}",
    ]

"""The tables of the search: the entries, and their terms in the form that each database searches fastest."""

from typing import Protocol

import sqlalchemy as sa

from app.kernel.database import Base

# The terms: SQLite has them in a virtual table (rowid = document_id), PostgreSQL in a column of this one.
search_entry = sa.Table(
    "search_entry",
    Base.metadata,
    sa.Column("document_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("edition_id", sa.Integer, nullable=False, index=True),
    sa.Column("language", sa.String(12), nullable=False),
)

# Contentless: what a reader is shown comes from the edition. `scope` holds the edition as a term of its own,
# so that a match never walks through the hits of older editions.
_SQLITE = (
    """CREATE VIRTUAL TABLE search_terms USING
       fts5(scope, title, wording, text, content='', contentless_delete=1, tokenize='ascii')""",
)
_POSTGRESQL = (
    "ALTER TABLE search_entry ADD COLUMN terms tsvector NOT NULL",
    "CREATE INDEX search_entry_by_terms ON search_entry USING gin (terms)",
)


class Operations(Protocol):
    """What Alembic's `op` and a connection's wrapper both can do."""

    def get_bind(self) -> sa.Connection: ...


def create_search_tables(op: Operations) -> None:
    """Create what the search needs, in the database that the migration runs on."""
    connection = op.get_bind()
    search_entry.create(connection)
    for statement in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL:
        connection.exec_driver_sql(statement)


def drop_search_tables(op: Operations) -> None:
    """Remove what `create_search_tables` made; the entries can be written again from the editions."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DROP TABLE search_terms")
    search_entry.drop(connection)

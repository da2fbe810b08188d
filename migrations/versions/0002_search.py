"""Entries of the search, with an index for the terms in the form of each database."""

from alembic import op

from app.search.models import create_search_tables, drop_search_tables

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    create_search_tables(op)


def downgrade() -> None:
    drop_search_tables(op)

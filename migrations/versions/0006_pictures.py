"""Pictures, frozen, and which of them each edition holds."""

import sqlalchemy as sa
from alembic import op

from app.kernel.database import Moment
from app.kernel.frozen import refuse_changes

revision = "0006"
down_revision = "0005"

FROZEN = ("edition_pictures", "pictures")


def upgrade() -> None:
    op.create_table(
        "pictures",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("alt", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("created_by", sa.Integer(), sa.ForeignKey("users.id"), nullable=True),
        sa.UniqueConstraint("name", name="uq_pictures_name"),
    )
    op.create_index("ix_pictures_digest", "pictures", ["digest"])
    op.create_table(
        "edition_pictures",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("edition_id", sa.Integer(), sa.ForeignKey("editions.id"), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.UniqueConstraint("edition_id", "name", name="uq_edition_pictures_edition_id_name"),
    )
    for table in FROZEN:
        for statement in refuse_changes(table, op.get_bind().dialect.name):
            op.execute(statement)


def downgrade() -> None:
    for table in FROZEN:
        op.drop_table(table)

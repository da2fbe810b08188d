"""Texts of two people that excluded each other are kept, whatever was decided."""

import sqlalchemy as sa
from alembic import op

from app.kernel.database import Moment

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "kept_conflicts",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("document_id", sa.Integer(), sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("was", sa.JSON(), nullable=False),
        sa.Column("mine", sa.JSON(), nullable=False),
        sa.Column("theirs", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=True),
        sa.Column("their_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=True),
        sa.Column("at", Moment(), nullable=False),
    )
    op.create_index("ix_kept_conflicts_document_id", "kept_conflicts", ["document_id"])


def downgrade() -> None:
    op.drop_table("kept_conflicts")

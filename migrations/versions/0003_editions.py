"""Editions and their documents, frozen."""

import sqlalchemy as sa
from alembic import op

from app.kernel.database import Moment
from app.kernel.frozen import refuse_changes

revision = "0003"
down_revision = "0002"

FROZEN = ("edition_documents", "editions")


def upgrade() -> None:
    op.create_table(
        "editions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("variant", sa.String(3), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("in_force_on", sa.Date(), nullable=False),
        sa.Column("published_at", Moment(), nullable=False),
        sa.Column("published_by", sa.String(200), nullable=False),
        sa.Column("approvers", sa.JSON(), nullable=False),
        sa.Column("company_text", sa.Text(), nullable=False),
        sa.Column("left_out", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(80), nullable=False),
        sa.UniqueConstraint("variant", "number", name="uq_editions_variant_number"),
    )
    op.create_table(
        "edition_documents",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("edition_id", sa.Integer(), sa.ForeignKey("editions.id"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("language", sa.String(12), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("situation_class", sa.String(12), nullable=False),
        sa.Column("stage", sa.String(80), nullable=False),
        sa.Column("contact_point", sa.String(80), nullable=False),
        sa.Column("section", sa.String(80), nullable=False),
        sa.Column("departments", sa.JSON(), nullable=False),
        sa.Column("translation_of", sa.String(200), nullable=False),
        sa.Column("has_algorithm", sa.Boolean(), nullable=False),
        sa.Column("header_text", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("contents", sa.JSON(), nullable=False),
        sa.Column("search_title", sa.Text(), nullable=False),
        sa.Column("search_wording", sa.Text(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("revision_id", sa.Integer(), sa.ForeignKey("revisions.id"), nullable=False),
        sa.Column("revision_number", sa.Integer(), nullable=False),
        sa.Column("approved_by", sa.JSON(), nullable=False),
        sa.Column("text_digest", sa.String(80), nullable=False),
        sa.Column("page_digest", sa.String(80), nullable=False),
        sa.UniqueConstraint("edition_id", "slug", name="uq_edition_documents_edition_id_slug"),
    )
    op.create_index(
        "ix_edition_documents_edition_id_position", "edition_documents", ["edition_id", "position"]
    )
    for table in FROZEN:
        for statement in refuse_changes(table, op.get_bind().dialect.name):
            op.execute(statement)


def downgrade() -> None:
    for table in FROZEN:
        op.drop_table(table)

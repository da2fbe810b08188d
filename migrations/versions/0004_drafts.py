"""Drafts with their versions, addresses that outlive a renaming, templates, facts that lists filter by."""

import sqlalchemy as sa
from alembic import op

from app.kernel.database import Moment
from app.kernel.frozen import refuse_changes
from app.language.document import parse_document
from standards.documents.facts import facts_of

revision = "0004"
down_revision = "0003"

EMPTY = sa.text("''")
FROZEN = ("class_changes",)
TABLES = ("class_changes", "document_templates", "draft_saves", "drafts", "document_addresses")


def upgrade() -> None:
    _widen_documents()
    _create_addresses()
    _create_drafts()
    _create_class_changes()
    _create_templates()
    for table in FROZEN:
        for statement in refuse_changes(table, op.get_bind().dialect.name):
            op.execute(statement)
    _fill_facts()


def _widen_documents() -> None:
    op.add_column(
        "documents", sa.Column("situation_class", sa.String(20), nullable=False, server_default=EMPTY)
    )
    op.add_column("documents", sa.Column("stage", sa.String(200), nullable=False, server_default=EMPTY))
    op.add_column("documents", sa.Column("terms", sa.Text(), nullable=False, server_default=EMPTY))
    # Written out: both databases take it, Alembic's own way for SQLite would copy the table.
    op.execute(
        "ALTER TABLE documents ADD COLUMN replaced_by_id INTEGER"
        " CONSTRAINT fk_documents_replaced_by_id REFERENCES documents (id)"
    )
    op.create_index("ix_documents_title_id", "documents", ["title", "id"])
    op.create_index("ix_documents_replaced_by_id", "documents", ["replaced_by_id"])
    op.add_column("revisions", sa.Column("is_minor", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column(
        "revisions", sa.Column("draft_version", sa.Integer(), nullable=False, server_default=sa.text("0"))
    )
    op.add_column("revisions", sa.Column("contributor_ids", sa.JSON(), nullable=True))


def _create_addresses() -> None:
    op.create_table(
        "document_addresses",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("slug", sa.String(200), nullable=False),
        sa.Column("document_id", sa.Integer(), sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.UniqueConstraint("slug", name="uq_document_addresses_slug"),
    )
    op.create_index("ix_document_addresses_document_id", "document_addresses", ["document_id"])


def _create_drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("document_id", sa.Integer(), sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("header_text", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("class_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("base_number", sa.Integer(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("contributor_ids", sa.JSON(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.Column("updated_by_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=True),
        sa.UniqueConstraint("document_id", name="uq_drafts_document_id"),
    )
    op.create_index("ix_drafts_is_open", "drafts", ["is_open"])
    op.create_table(
        "draft_saves",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("draft_id", sa.Integer(), sa.ForeignKey("drafts.id"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("header_text", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("class_reason", sa.Text(), nullable=False),
        sa.Column("key", sa.String(80), nullable=True),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.UniqueConstraint("draft_id", "version", name="uq_draft_saves_draft_id_version"),
        sa.UniqueConstraint("draft_id", "key", name="uq_draft_saves_draft_id_key"),
    )


def _create_class_changes() -> None:
    op.create_table(
        "class_changes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("document_id", sa.Integer(), sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("revision_id", sa.Integer(), sa.ForeignKey("revisions.id"), nullable=False),
        sa.Column("old", sa.String(20), nullable=False),
        sa.Column("new", sa.String(20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=True),
        sa.Column("at", Moment(), nullable=False),
    )
    op.create_index("ix_class_changes_document_id", "class_changes", ["document_id"])


def _create_templates() -> None:
    op.create_table(
        "document_templates",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("language", sa.String(35), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("header_text", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.Column("updated_by_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=True),
        sa.UniqueConstraint("language", "name", name="uq_document_templates_language_name"),
    )


def _fill_facts() -> None:
    """Fill in what the lists of documents are filtered and searched by, from each newest revision."""
    connection = op.get_bind()
    rows = connection.execute(
        sa.text(
            "SELECT documents.id, slug, header_text, body FROM documents"
            " JOIN revisions ON revisions.document_id = documents.id AND revisions.number = documents.number"
        )
    ).fetchall()
    for row in rows:
        facts = facts_of(parse_document(row.header_text, row.body, slug=row.slug))
        connection.execute(
            sa.text(
                "UPDATE documents SET situation_class = :situation_class, stage = :stage, terms = :terms"
                " WHERE id = :id"
            ),
            {
                "id": row.id,
                "situation_class": facts.situation_class,
                "stage": facts.stage,
                "terms": facts.terms,
            },
        )


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    for column in ("is_minor", "draft_version", "contributor_ids"):
        op.drop_column("revisions", column)
    op.drop_index("ix_documents_title_id", "documents")
    op.drop_index("ix_documents_replaced_by_id", "documents")
    for column in ("situation_class", "stage", "terms", "replaced_by_id"):
        op.drop_column("documents", column)

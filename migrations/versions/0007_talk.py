"""Comments on passages, change proposals, and places that need no situation."""

import sqlalchemy as sa
from alembic import op

from app.kernel.database import Moment

revision = "0007"
down_revision = "0006"

TABLES = ("coverage_exemptions", "change_proposals", "comments", "comment_threads", "commented_texts")


def upgrade() -> None:
    _create_threads()
    _create_comments()
    _create_proposals()
    op.create_table(
        "coverage_exemptions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("contact_point", sa.String(200), nullable=False),
        sa.Column("department", sa.String(200), nullable=False),
        sa.Column("channel", sa.String(200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        _person("by_id"),
        sa.Column("at", Moment(), nullable=False),
        sa.UniqueConstraint(
            "contact_point",
            "department",
            "channel",
            name="uq_coverage_exemptions_contact_point_department_channel",
        ),
    )


def _create_threads() -> None:
    op.create_table(
        "commented_texts",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("document_id", sa.Integer(), sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("digest", sa.String(80), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.UniqueConstraint("document_id", "digest", name="uq_commented_texts_document_id_digest"),
    )
    op.create_table(
        "comment_threads",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("document_id", sa.Integer(), sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("before", sa.String(40), nullable=False),
        sa.Column("after", sa.String(40), nullable=False),
        sa.Column("text_id", sa.Integer(), sa.ForeignKey("commented_texts.id"), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("revision_number", sa.Integer(), nullable=False),
        sa.Column("resolved_at", Moment(), nullable=True),
        _person("resolved_by_id"),
    )
    op.create_index("ix_comment_threads_document_id_id", "comment_threads", ["document_id", "id"])
    op.create_index("ix_comment_threads_text_id", "comment_threads", ["text_id"])


def _create_comments() -> None:
    op.create_table(
        "comments",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("thread_id", sa.Integer(), sa.ForeignKey("comment_threads.id"), nullable=False),
        _person("author_id"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("edited_at", Moment(), nullable=True),
        sa.Column("key", sa.String(80), nullable=True),
        sa.Column("replacement", sa.Text(), nullable=True),
        sa.Column("replaced", sa.Text(), nullable=False),
        sa.Column("decision", sa.String(12), nullable=False),
        sa.Column("decided_at", Moment(), nullable=True),
        _person("decided_by_id"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.UniqueConstraint("author_id", "key", name="uq_comments_author_id_key"),
        sa.CheckConstraint("decision IN ('', 'accepted', 'declined')", name=op.f("ck_comments_decision")),
    )
    op.create_index("ix_comments_thread_id_id", "comments", ["thread_id", "id"])


def _create_proposals() -> None:
    op.create_table(
        "change_proposals",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("cause", sa.String(12), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Integer(), sa.ForeignKey("documents.id"), nullable=True),
        sa.Column("contact_point", sa.Text(), nullable=False),
        sa.Column("thread_id", sa.Integer(), sa.ForeignKey("comment_threads.id"), nullable=True),
        _person("author_id"),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("key", sa.String(80), nullable=True),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("taken_at", Moment(), nullable=True),
        _person("taken_by_id"),
        sa.Column("base_number", sa.Integer(), nullable=False),
        sa.Column("closed_at", Moment(), nullable=True),
        _person("closed_by_id"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("revision_id", sa.Integer(), sa.ForeignKey("revisions.id"), nullable=True),
        sa.UniqueConstraint("author_id", "key", name="uq_change_proposals_author_id_key"),
        sa.CheckConstraint(
            "state <> 'declined' OR reason <> ''", name=op.f("ck_change_proposals_declined_with_reason")
        ),
        sa.CheckConstraint(
            "state <> 'settled' OR revision_id IS NOT NULL",
            name=op.f("ck_change_proposals_settled_by_revision"),
        ),
    )
    op.create_index("ix_change_proposals_document_id", "change_proposals", ["document_id"])
    op.create_index("ix_change_proposals_state_id", "change_proposals", ["state", "id"])


def _person(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), sa.ForeignKey("users.id"), nullable=True)


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)

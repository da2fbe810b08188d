"""Reviews, approvals of a text with all that it embeds, notices, and what people belong to."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

from app.kernel.database import Moment
from app.kernel.frozen import refuse_changes
from app.language.document import parse_document

revision = "0005"
down_revision = "0004"

FROZEN = ("approvals", "approvers", "verdicts")
# Text, for SQLite gives an empty default back as text too.
EMPTY = sa.text("''")
WAITING = sa.text("state = 'waiting'")


def upgrade() -> None:
    _extend_people_and_mails()
    _extend_editions()
    _create_reviews()
    before = list(_approvals_of_before())
    op.drop_table("approvals")
    _store(before, *_create_approvals())
    for table in FROZEN:
        for statement in refuse_changes(table, op.get_bind().dialect.name):
            op.execute(statement)
    _create_notices()


def _extend_people_and_mails() -> None:
    op.add_column("users", sa.Column("membership", sa.String(20), nullable=False, server_default=EMPTY))
    op.create_table(
        "user_departments",
        sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("department", sa.String(200), primary_key=True),
    )
    op.add_column("mails", sa.Column("html", sa.Text(), nullable=False, server_default=EMPTY))
    op.add_column("mails", sa.Column("settings_address", sa.Text(), nullable=False, server_default=EMPTY))


def _extend_editions() -> None:
    op.add_column("edition_documents", sa.Column("overridden_by", sa.String(200)))
    op.add_column("edition_documents", sa.Column("override_reason", sa.Text()))


def _create_reviews() -> None:
    op.create_table(
        "review_rules",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("least_approvers", sa.Integer(), nullable=False),
        sa.Column("writers_may_approve", sa.Boolean(), nullable=False),
        sa.Column("needs_department", sa.Boolean(), nullable=False),
        sa.Column("needs_management", sa.Boolean(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_review_rules_only_one")),
    )
    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("document_id", sa.Integer(), sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("revision_id", sa.Integer(), sa.ForeignKey("revisions.id"), nullable=False),
        sa.Column("whole_digest", sa.String(80), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("asked_group", sa.String(80), nullable=False),
        sa.Column("due_on", sa.Date()),
        sa.Column("asked_by", sa.Integer(), sa.ForeignKey("users.id")),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("ended_at", Moment()),
        sa.Column("ended_by", sa.Integer(), sa.ForeignKey("users.id")),
        sa.Column("cause", sa.JSON(), nullable=False),
    )
    op.create_index("ix_reviews_document_id", "reviews", ["document_id"])
    op.create_index("ix_reviews_state", "reviews", ["state"])
    op.create_index(
        "uq_reviews_waiting",
        "reviews",
        ["document_id"],
        unique=True,
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
    _create_answers()


def _create_answers() -> None:
    op.create_table("review_asked", *_pair("reviews", "review_id"))
    op.create_index("ix_review_asked_user_id", "review_asked", ["user_id"])
    op.create_table(
        "review_lookings", *_pair("reviews", "review_id"), sa.Column("at", Moment(), nullable=False)
    )
    op.create_table(
        "verdicts",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("review_id", sa.Integer(), sa.ForeignKey("reviews.id"), nullable=False),
        sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("is_approval", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.UniqueConstraint("review_id", "user_id", name="uq_verdicts_review_id_user_id"),
    )
    op.create_table("follows", *_pair("documents", "document_id"))
    op.create_index("ix_follows_user_id", "follows", ["user_id"])


def _create_approvals() -> tuple[sa.Table, sa.Table]:
    approvals = op.create_table(
        "approvals",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("document_id", sa.Integer(), sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("revision_id", sa.Integer(), sa.ForeignKey("revisions.id"), nullable=False),
        sa.Column("whole_digest", sa.String(80), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("review_id", sa.Integer(), sa.ForeignKey("reviews.id")),
        sa.Column("override_reason", sa.Text(), nullable=False),
        sa.Column("granted_by", sa.Integer(), sa.ForeignKey("users.id")),
        sa.Column("at", Moment(), nullable=False),
        sa.UniqueConstraint("review_id", name="uq_approvals_review_id"),
    )
    op.create_index("ix_approvals_document_id", "approvals", ["document_id"])
    approvers = op.create_table(
        "approvers",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("approval_id", sa.Integer(), sa.ForeignKey("approvals.id"), nullable=False),
        sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False),
        sa.UniqueConstraint("approval_id", "user_id", name="uq_approvers_approval_id_user_id"),
    )
    return approvals, approvers


def _create_notices() -> None:
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("needs_you", sa.Boolean(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("actor_id", sa.Integer(), sa.ForeignKey("users.id")),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("seen_at", Moment()),
        sa.Column("mailed_at", Moment()),
        sa.UniqueConstraint("user_id", "key", name="uq_notices_user_id_key"),
    )
    op.create_index("ix_notices_key", "notices", ["key"])
    op.create_index("ix_notices_mailed_at_user_id", "notices", ["mailed_at", "user_id"])
    op.create_table(
        "notice_settings",
        sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id"), primary_key=True),
        sa.Column("collecting", sa.String(10), nullable=False),
        sa.Column("is_told_at_once", sa.Boolean(), nullable=False),
        sa.Column("collected_at", Moment()),
    )


def _pair(table: str, column: str) -> tuple[sa.Column[int], sa.Column[int]]:
    return (
        sa.Column(column, sa.Integer(), sa.ForeignKey(f"{table}.id"), primary_key=True),
        sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id"), primary_key=True),
    )


def _approvals_of_before() -> Iterator[tuple[dict[str, Any], list[int]]]:
    """Yield each approval with its people, as one of the text and what an edition took together with it.

    Until now an edition took the newest approved revision of whatever was embedded.
    """
    rows = op.get_bind().execute(
        sa.text(
            "SELECT r.id, r.document_id, r.number, r.header_text, r.body, r.digest, d.slug, d.title,"
            " a.approver_id, a.at FROM approvals a JOIN revisions r ON r.id = a.revision_id"
            " JOIN documents d ON d.id = r.document_id ORDER BY a.id"
        ).columns(at=Moment())
    )
    approved: dict[int, list[Any]] = {}
    for row in rows:
        approved.setdefault(row.id, []).append(row)
    newest: dict[str, Any] = {}
    for found in approved.values():
        if found[0].slug not in newest or newest[found[0].slug].number < found[0].number:
            newest[found[0].slug] = found[0]
    embeds = {key: _embeds(found[0]) for key, found in approved.items()}
    for key, found in approved.items():
        parts = [_part(row, embeds[row.id], newest) for row in _reached(found[0], embeds, newest)]
        lines = [f"{part['document_id']} {part['digest']}" for part in parts]
        whole = "\n".join([lines[0], *sorted(lines[1:])])
        values = {
            "document_id": found[0].document_id,
            "revision_id": key,
            "whole_digest": f"sha256:{hashlib.sha256(whole.encode()).hexdigest()}",
            "parts": parts,
            "override_reason": "",
            "at": found[-1].at,
        }
        yield values, [row.approver_id for row in found if row.approver_id is not None]


def _embeds(row: Any) -> list[str]:  # noqa: ANN401 - a row
    text = parse_document(row.header_text, row.body, slug=row.slug)
    return [embed.slug for embed in text.embeds]


def _reached(own: Any, embeds: Mapping[int, list[str]], newest: Mapping[str, Any]) -> list[Any]:  # noqa: ANN401
    found: dict[int, Any] = {}
    waiting = list(embeds[own.id])
    while waiting:
        row = newest.get(waiting.pop())
        if row is not None and row.document_id not in found and row.document_id != own.document_id:
            found[row.document_id] = row
            waiting += embeds[row.id]
    return [own, *(found[key] for key in sorted(found))]


def _part(row: Any, embeds: list[str], newest: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ANN401
    return {
        "document_id": row.document_id,
        "slug": row.slug,
        "title": row.title,
        "revision_id": row.id,
        "number": row.number,
        "digest": row.digest,
        "embeds": sorted({newest[slug].document_id for slug in embeds if slug in newest}),
    }


def _store(
    approvals: list[tuple[dict[str, Any], list[int]]], approval_table: sa.Table, approver_table: sa.Table
) -> None:
    connection = op.get_bind()
    for values, people in approvals:
        added = connection.execute(approval_table.insert().values(**values)).inserted_primary_key
        for user_id in people:
            values_of_person = {"approval_id": added[0] if added else None, "user_id": user_id}
            connection.execute(approver_table.insert().values(**values_of_person))

"""The table of change proposals."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Moment


class ProposalKind(StrEnum):
    """Say whether something is wrong, or could be better (002-10)."""

    CORRECTION = "correction"
    IMPROVEMENT = "improvement"


class Cause(StrEnum):
    """Say what a proposal comes from (002-10)."""

    AUDIT = "audit"
    MEASURE = "measure"
    SUGGESTION = "suggestion"
    COMMENT = "comment"


class State(StrEnum):
    """Say what has become of a proposal."""

    NEW = "new"
    TAKEN = "taken"
    DECLINED = "declined"
    SETTLED = "settled"


class ChangeProposal(Base):
    """A wish to change a document, or, without one, for a document that is not there yet.

    `base_number` is the document's newest revision when it was taken: a later one may settle it.
    """

    __tablename__ = "change_proposals"
    __table_args__ = (
        sa.UniqueConstraint("author_id", "key"),
        sa.Index(None, "state", "id"),
        sa.CheckConstraint("state <> 'declined' OR reason <> ''", name="declined_with_reason"),
        sa.CheckConstraint("state <> 'settled' OR revision_id IS NOT NULL", name="settled_by_revision"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(12))
    cause: Mapped[str] = mapped_column(sa.String(12))
    title: Mapped[str] = mapped_column(sa.String(200))
    evidence: Mapped[str] = mapped_column(sa.Text)
    document_id: Mapped[int | None] = mapped_column(sa.ForeignKey("documents.id"), index=True)
    contact_point: Mapped[str] = mapped_column(sa.Text)
    thread_id: Mapped[int | None] = mapped_column(sa.ForeignKey("comment_threads.id"))
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    key: Mapped[str | None] = mapped_column(sa.String(80))
    state: Mapped[str] = mapped_column(sa.String(12))
    taken_at: Mapped[datetime | None] = mapped_column(Moment)
    taken_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    base_number: Mapped[int]
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    reason: Mapped[str] = mapped_column(sa.Text)
    revision_id: Mapped[int | None] = mapped_column(sa.ForeignKey("revisions.id"))

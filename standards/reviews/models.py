"""Tables of reviews, verdicts, approvals, the rules of the company, and who follows what."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.kernel.database import Base, Moment
from app.kernel.frozen import Frozen


class ReviewState(StrEnum):
    """Where a review stands; all but the first are its end."""

    WAITING = "waiting"
    APPROVED = "approved"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    FALLEN_BACK = "fallen-back"


class ReviewRules(Base):
    """What an approval needs in this company, at most one row."""

    __tablename__ = "review_rules"
    __table_args__ = (sa.CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    least_approvers: Mapped[int]
    writers_may_approve: Mapped[bool]
    needs_department: Mapped[bool]
    needs_management: Mapped[bool]


class Review(Base):
    """People were asked about one whole; of one document at most one review waits.

    `parts` are those of the whole, the document's own revision first. `asked_group` is "" when only named
    people were asked. `cause` says why the review fell back.
    """

    __tablename__ = "reviews"
    __table_args__ = (
        sa.Index(
            "uq_reviews_waiting",
            "document_id",
            unique=True,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("documents.id"), index=True)
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("revisions.id"))
    whole_digest: Mapped[str] = mapped_column(sa.String(80))
    parts: Mapped[Sequence[Mapping[str, Any]]] = mapped_column(sa.JSON)
    note: Mapped[str] = mapped_column(sa.Text)
    asked_group: Mapped[str] = mapped_column(sa.String(80))
    due_on: Mapped[date | None]
    asked_by: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[str] = mapped_column(sa.String(20), index=True)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_by: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    cause: Mapped[Mapping[str, Any]] = mapped_column(sa.JSON)

    @property
    def is_waiting(self) -> bool:
        """Whether verdicts are still taken."""
        return self.state == ReviewState.WAITING


class ReviewAsked(Base):
    """One person who was asked by name."""

    __tablename__ = "review_asked"

    review_id: Mapped[int] = mapped_column(sa.ForeignKey("reviews.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), primary_key=True, index=True)


class Looking(Base):
    """Somebody said that they are looking at it now."""

    __tablename__ = "review_lookings"

    review_id: Mapped[int] = mapped_column(sa.ForeignKey("reviews.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)


class Verdict(Frozen, Base):
    """One person's answer to one review; `reason` says what is to be changed when it was returned."""

    __tablename__ = "verdicts"
    __table_args__ = (sa.UniqueConstraint("review_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(sa.ForeignKey("reviews.id"))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    is_approval: Mapped[bool]
    reason: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime] = mapped_column(Moment)


class Approval(Frozen, Base):
    """One whole was approved; without a review it came with an import.

    `override_reason` says why an administrator let it pass although rules were not met, "" otherwise;
    then `granted_by` is that administrator.
    """

    __tablename__ = "approvals"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("documents.id"), index=True)
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("revisions.id"))
    whole_digest: Mapped[str] = mapped_column(sa.String(80))
    parts: Mapped[Sequence[Mapping[str, Any]]] = mapped_column(sa.JSON)
    review_id: Mapped[int | None] = mapped_column(sa.ForeignKey("reviews.id"), unique=True)
    override_reason: Mapped[str] = mapped_column(sa.Text)
    granted_by: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    people: Mapped[list["Approver"]] = relationship(order_by="Approver.id", lazy="selectin")


class Approver(Frozen, Base):
    """One person whose name stands under an approval."""

    __tablename__ = "approvers"
    __table_args__ = (sa.UniqueConstraint("approval_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    approval_id: Mapped[int] = mapped_column(sa.ForeignKey("approvals.id"))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))


class Follow(Base):
    """Somebody wants to know what happens to a document."""

    __tablename__ = "follows"

    document_id: Mapped[int] = mapped_column(sa.ForeignKey("documents.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), primary_key=True, index=True)

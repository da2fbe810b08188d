"""Tables of notices and of how each person wants to get them."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Moment


class Collecting(StrEnum):
    """How often somebody gets what is new in one mail."""

    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


class Notice(Base):
    """One line for one person; `key` names what it is about, so that nobody is told twice.

    `actor_id` did what it tells of. `mailed_at` is set once it has gone into a mail, or needs none any more.
    """

    __tablename__ = "notices"
    __table_args__ = (sa.UniqueConstraint("user_id", "key"), sa.Index(None, "mailed_at", "user_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    key: Mapped[str] = mapped_column(sa.String(120), index=True)
    kind: Mapped[str] = mapped_column(sa.String(60))
    needs_you: Mapped[bool]
    address: Mapped[str] = mapped_column(sa.Text)
    facts: Mapped[Mapping[str, Any]] = mapped_column(sa.JSON)
    actor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime | None] = mapped_column(Moment)
    mailed_at: Mapped[datetime | None] = mapped_column(Moment)


class NoticeSettings(Base):
    """How one person wants to be told; without a row by a mail each day, and at once of what needs them."""

    __tablename__ = "notice_settings"

    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), primary_key=True)
    collecting: Mapped[str] = mapped_column(sa.String(10), default=Collecting.DAILY.value)
    is_told_at_once: Mapped[bool] = mapped_column(default=True)
    collected_at: Mapped[datetime | None] = mapped_column(Moment)

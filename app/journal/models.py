"""The table of journal entries."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Moment
from app.kernel.frozen import Frozen


class JournalEntry(Frozen, Base):
    """One deed; `actor_id` is None for the system and for somebody unknown."""

    __tablename__ = "journal_entries"
    __table_args__ = (sa.Index(None, "object_kind", "object_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    actor_kind: Mapped[str] = mapped_column(sa.String(20))
    actor_id: Mapped[int | None] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(sa.String(80))
    object_kind: Mapped[str] = mapped_column(sa.String(40))
    object_id: Mapped[str] = mapped_column(sa.String(200))
    facts: Mapped[Mapping[str, Any]] = mapped_column(sa.JSON)

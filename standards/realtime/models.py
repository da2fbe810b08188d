"""Tables of rooms: what was typed in them, and who types with which client id."""

from datetime import datetime
from enum import IntEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Moment

# SQLite counts by itself only in columns of its own kind of integer.
BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


class Change(IntEnum):
    """What a row of the log is."""

    TYPED = 0
    WHOLE = 1
    """Everything before it in one: the seed of a room, and what compaction leaves."""
    WRITTEN = 2
    """Made of a text that came another way: by form, from another room of the house, from a command."""
    DISCARDED = 3
    """Says that somebody discarded the draft; changes nothing itself."""


class LiveRoom(Base):
    """A document whose draft has a log; `epoch` counts the logs that it has had."""

    __tablename__ = "live_rooms"

    document_id: Mapped[int] = mapped_column(sa.ForeignKey("documents.id"), primary_key=True)
    epoch: Mapped[int]
    opened_at: Mapped[datetime] = mapped_column(Moment)


class LiveUpdate(Base):
    """One stored change of a room; the settled ones together make the text of the draft.

    `user_id` is whose session it came from, None where the server made it.
    """

    __tablename__ = "live_updates"
    __table_args__ = (sa.Index(None, "document_id", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("documents.id"))
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    kind: Mapped[int] = mapped_column(sa.SmallInteger)
    payload: Mapped[bytes] = mapped_column(sa.LargeBinary)
    is_settled: Mapped[bool]
    at: Mapped[datetime] = mapped_column(Moment)


class LiveAuthor(Base):
    """Whose a client id is in a document, for ever; None where it is the server's own."""

    __tablename__ = "live_authors"

    document_id: Mapped[int] = mapped_column(sa.ForeignKey("documents.id"), primary_key=True)
    client_id: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    epoch: Mapped[int]

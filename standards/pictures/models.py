"""The table of pictures."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Moment

LONGEST_NAME = 120


class Picture(Base):
    """One name of a picture; the same pixels may have several names, a name always means the same pixels.

    `digest` is the SHA-256 of the whole form in hexadecimal digits, `alt` what people say it shows: the only
    thing that changes, the database refuses any other.
    """

    __tablename__ = "pictures"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(LONGEST_NAME), unique=True)
    digest: Mapped[str] = mapped_column(sa.String(64), index=True)
    width: Mapped[int]
    height: Mapped[int]
    size: Mapped[int]
    alt: Mapped[str] = mapped_column(sa.Text)
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))

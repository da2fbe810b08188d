"""The table of cells that need no situation."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Moment


class Exemption(Base):
    """Customers do not meet this department here on this channel, or it is not regulated; `reason` says why.

    The places are ids of the company's lists; an id that is no longer in a list does no harm.
    """

    __tablename__ = "coverage_exemptions"
    __table_args__ = (sa.UniqueConstraint("contact_point", "department", "channel"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_point: Mapped[str] = mapped_column(sa.String(200))
    department: Mapped[str] = mapped_column(sa.String(200))
    channel: Mapped[str] = mapped_column(sa.String(200))
    reason: Mapped[str] = mapped_column(sa.Text)
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Moment)

"""Tables of people: accounts, roles, sessions, sign-in attempts and mails to be sent."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from flask_security.core import UserMixin
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.kernel.actors import Actor, ActorKind, Role
from app.kernel.database import Base, Moment

# Text, for SQLite gives an empty default back as text too.
EMPTY = sa.text("''")


class Membership(StrEnum):
    """Whom a member of the working group speaks for."""

    MANAGEMENT = "management"
    HEAD = "head"
    FRONT_LINE = "front-line"
    HR = "hr"


class User(UserMixin, Base):
    """A person with an account; accounts are switched off, never deleted.

    `email` is kept in lower case. `variant` is the only variant the person may see ("" for both).
    `membership` says for whom the person sits in the working group ("" for nobody).
    """

    __tablename__ = "users"
    __table_args__ = (sa.CheckConstraint("variant IN ('', 'b2c', 'b2b')", name="variant"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(sa.String(254), unique=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    password: Mapped[str | None] = mapped_column(sa.String(255))
    active: Mapped[bool]
    fs_uniquifier: Mapped[str] = mapped_column(sa.String(64), unique=True)
    language: Mapped[str] = mapped_column(sa.String(8), default="")
    variant: Mapped[str] = mapped_column(sa.String(8), default="")
    membership: Mapped[str] = mapped_column(sa.String(20), default="", server_default=EMPTY)
    created_at: Mapped[datetime] = mapped_column(Moment)
    departments: Mapped[list[UserDepartment]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="UserDepartment.department"
    )
    granted: Mapped[list[UserRole]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    @property
    def held_roles(self) -> frozenset[Role]:
        """What the person is."""
        return frozenset(Role(row.role) for row in self.granted)

    def as_actor(self) -> Actor:
        """Return the person as somebody who acts."""
        return Actor(ActorKind.USER, self.id, self.name, self.held_roles, self.variant, self.language)


class UserRole(Base):
    """One role of one person."""

    __tablename__ = "user_roles"

    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[str] = mapped_column(sa.String(20), primary_key=True)


class UserDepartment(Base):
    """One department that a person works in, by its id in the company's list."""

    __tablename__ = "user_departments"

    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    department: Mapped[str] = mapped_column(sa.String(200), primary_key=True)


class UserSession(Base):
    """One signed-in device; the cookie holds a random token, the row only its digest."""

    __tablename__ = "user_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"), index=True)
    token_digest: Mapped[str] = mapped_column(sa.String(64), unique=True)
    device: Mapped[str] = mapped_column(sa.String(80))
    created_at: Mapped[datetime] = mapped_column(Moment)
    last_seen_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class SignInAttempt(Base):
    """One try to sign in, known by keyed digests only: neither address nor account can be read from it."""

    __tablename__ = "sign_in_attempts"
    __table_args__ = (sa.Index(None, "account_key", "at"), sa.Index(None, "address_key", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    account_key: Mapped[str] = mapped_column(sa.String(64))
    address_key: Mapped[str] = mapped_column(sa.String(64))


class Mail(Base):
    """One mail of the outbox; its texts are emptied once it was sent.

    `settings_address` is the page where its receiver can stop such mails, "" for mails that must come.
    """

    __tablename__ = "mails"

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    recipient: Mapped[str] = mapped_column(sa.String(254))
    subject: Mapped[str] = mapped_column(sa.String(200))
    text: Mapped[str] = mapped_column(sa.Text)
    html: Mapped[str] = mapped_column(sa.Text, default="", server_default=EMPTY)
    settings_address: Mapped[str] = mapped_column(sa.Text, default="", server_default=EMPTY)
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)

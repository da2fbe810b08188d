"""Reads of accounts and sessions."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.accounts.errors import NoSuchUser
from app.accounts.models import User, UserSession
from app.kernel.actors import Actor, ActorKind, Role
from app.kernel.database import Base, session


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account, as lists show them; departments are ids of the company's list."""

    id: int
    name: str
    email: str
    language: str
    membership: str
    departments: frozenset[str]
    roles: frozenset[Role]
    variant: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class LiveSession:
    """A session that may act, with the person whose it is."""

    id: int
    last_seen_at: datetime
    actor: Actor


def live_session(
    token_digest: str, uniquifier: str, begun_after: datetime, seen_after: datetime
) -> LiveSession | None:
    """Return the session with this token if it may still act for this account, else None."""
    rows = (
        session()
        .connection()
        .execute(
            _LIVE,
            {"digest": token_digest, "uniquifier": uniquifier, "begun": begun_after, "seen": seen_after},
        )
        .all()
    )
    return _live(rows) if rows else None


def living_sessions(
    session_ids: Collection[int], begun_after: datetime, seen_after: datetime
) -> Mapping[int, LiveSession]:
    """Return those of these sessions that may still act."""
    rows = session().execute(
        _PEOPLE.where(
            _SESSION.c.id.in_(session_ids),
            _SESSION.c.ended_at.is_(None),
            _SESSION.c.created_at > begun_after,
            _SESSION.c.last_seen_at > seen_after,
            _USER.c.active,
        )
    )
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.id, []).append(row)
    return {session_id: _live(its) for session_id, its in found.items()}


def sessions_of(user_id: int) -> Sequence[UserSession]:
    """Return a person's sessions that were not ended, the one used last first."""
    return (
        session()
        .scalars(
            sa.select(UserSession)
            .where(UserSession.user_id == user_id, UserSession.ended_at.is_(None))
            .order_by(UserSession.last_seen_at.desc(), UserSession.id.desc())
            .limit(100)
        )
        .all()
    )


def user_by_email(email: str) -> User:
    """Return the account with this address.

    Raises:
        NoSuchUser: there is none.

    """
    user = session().scalar(sa.select(User).where(User.email == email.strip().lower()))
    if user is None:
        raise NoSuchUser(who=email)
    return user


def people() -> tuple[Person, ...]:
    """Return everybody who has or had an account, by name."""
    return tuple(_person(user) for user in session().scalars(sa.select(User).order_by(User.name, User.id)))


def people_with(role: Role) -> tuple[Person, ...]:
    """Return who holds a role and whose account is not switched off, by name."""
    return tuple(person for person in people() if person.is_active and role in person.roles)


def person_by_id(user_id: int) -> Person:
    """Return somebody by the id of their account.

    Raises:
        NoSuchUser: there is none.

    """
    user = session().get(User, user_id)
    if user is None:
        raise NoSuchUser(who=user_id)
    return _person(user)


def _live(rows: Sequence[Any]) -> LiveSession:
    """Return the session that these rows are of, one for each role."""
    first = rows[0]
    roles = frozenset(Role(row.role) for row in rows if row.role)
    actor = Actor(ActorKind.USER, first.user_id, first.name, roles, first.variant, first.language)
    return LiveSession(first.id, first.last_seen_at, actor)


def _person(user: User) -> Person:
    return Person(
        user.id,
        user.name,
        user.email,
        user.language,
        user.membership,
        frozenset(row.department for row in user.departments),
        user.held_roles,
        user.variant,
        user.active,
    )


def names_of(user_ids: Iterable[int]) -> Mapping[int, str]:
    """Return the names of these people by id."""
    wanted = set(user_ids)
    if not wanted:
        return {}
    rows = session().execute(sa.select(User.id, User.name).where(User.id.in_(wanted)))
    return {row.id: row.name for row in rows}


# Asked in every request, so in plain columns: loading mapped rows would cost half as much again.
_SESSION, _USER, _ROLE = (Base.metadata.tables[name] for name in ("user_sessions", "users", "user_roles"))
_PEOPLE = (
    sa.select(
        _SESSION.c.id,
        _SESSION.c.last_seen_at,
        _USER.c.id.label("user_id"),
        _USER.c.name,
        _USER.c.variant,
        _USER.c.language,
        _ROLE.c.role,
    )
    .join_from(_SESSION, _USER, _USER.c.id == _SESSION.c.user_id)
    .outerjoin(_ROLE, _ROLE.c.user_id == _USER.c.id)
)
_LIVE = _PEOPLE.where(
    _SESSION.c.token_digest == sa.bindparam("digest"),
    _USER.c.fs_uniquifier == sa.bindparam("uniquifier"),
    _SESSION.c.ended_at.is_(None),
    _SESSION.c.created_at > sa.bindparam("begun"),
    _SESSION.c.last_seen_at > sa.bindparam("seen"),
    _USER.c.active,
)

"""Changes of accounts and sessions."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from email_validator import EmailNotValidError, validate_email
from sqlalchemy.exc import IntegrityError

from app.accounts.errors import AddressTaken, LastAdministrator, NoSuchUser, WrongAddress
from app.accounts.models import Membership, User, UserDepartment, UserRole, UserSession
from app.accounts.passwords import hashed
from app.accounts.policies import AccountPermission
from app.journal.services import record
from app.kernel.actors import Actor, Role
from app.kernel.clock import now
from app.kernel.database import session, write_transaction
from app.kernel.permissions import require


@dataclass(frozen=True, slots=True)
class NewUser:
    """Who is to get an account; without a password they choose one by the link of “forgotten password”."""

    email: str
    name: str
    roles: frozenset[Role] = frozenset({Role.STAFF})
    password: str = ""
    variant: str = ""


def add_user(new: NewUser, actor: Actor) -> User:
    """Add an account.

    Raises:
        NotAllowed, WrongAddress, WeakPassword: it may not, or cannot, be added like this.
        AddressTaken: there is one with this address.

    """
    require(actor, AccountPermission.MANAGE)
    email = _cleaned(new.email)
    password = hashed(new.password, email) if new.password else None
    user = User(
        email=email,
        name=new.name.strip() or email,
        password=password,
        active=True,
        fs_uniquifier=secrets.token_hex(32),
        variant=new.variant,
        created_at=now(),
        granted=[UserRole(role=role.value) for role in sorted(new.roles)],
    )
    try:
        with write_transaction() as current:
            current.add(user)
            current.flush()
            record(actor, "user.added", ("user", user.id), roles=sorted(new.roles), variant=new.variant)
    except IntegrityError as error:
        raise AddressTaken(email=email, field="email") from error
    return user


def set_roles(user_id: int, roles: Collection[Role], actor: Actor, variant: str = "") -> None:
    """Give a person exactly these roles, and the one variant that they may see ("" for both).

    Raises:
        NotAllowed, NoSuchUser, LastAdministrator: nothing was changed.

    """
    require(actor, AccountPermission.MANAGE)
    with write_transaction():
        user = _user(user_id)
        was_administrator = Role.ADMIN in user.held_roles
        held = {row.role: row for row in user.granted}
        user.granted = [held.get(role.value) or UserRole(role=role.value) for role in sorted(set(roles))]
        user.variant = variant
        if was_administrator:
            _refuse_without_administrator(user)
        record(actor, "user.roles_set", ("user", user_id), roles=sorted(set(roles)), variant=variant)


def set_place(user_id: int, membership: str, departments: Collection[str], actor: Actor) -> None:
    """Say whom a person speaks for in the working group ("" for nobody), and in which departments they work.

    Raises:
        NotAllowed, NoSuchUser: nothing was changed.
        ValueError: there is no such membership.

    """
    require(actor, AccountPermission.MANAGE)
    kind = Membership(membership).value if membership else ""
    wanted = sorted(set(departments))
    with write_transaction():
        user = _user(user_id)
        held = {row.department: row for row in user.departments}
        user.membership = kind
        user.departments = [held.get(name) or UserDepartment(department=name) for name in wanted]
        record(actor, "user.place_set", ("user", user_id), membership=kind, departments=wanted)


def rename(user_id: int, name: str, actor: Actor) -> None:
    """Give an account another name.

    Raises:
        NotAllowed, NoSuchUser: nothing was changed.

    """
    require(actor, AccountPermission.MANAGE)
    with write_transaction():
        user = _user(user_id)
        if name.strip() and user.name != name.strip():
            user.name = name.strip()
            record(actor, "user.renamed", ("user", user_id))


def set_active(user_id: int, actor: Actor, *, is_active: bool) -> None:
    """Switch an account on or off; switching it off ends all its sessions at once, for good.

    Raises:
        NotAllowed, NoSuchUser, LastAdministrator: nothing was changed.

    """
    require(actor, AccountPermission.MANAGE)
    with write_transaction():
        user = _user(user_id)
        user.active = is_active
        if Role.ADMIN in user.held_roles:
            _refuse_without_administrator(user)
        if not is_active:
            _end_sessions(user_id)
        record(actor, "user.switched_on" if is_active else "user.switched_off", ("user", user_id))


def set_password(user_id: int, password: str, actor: Actor) -> None:
    """Give an account another password and end all its sessions.

    Raises:
        NotAllowed, NoSuchUser, WeakPassword: nothing was changed.

    """
    require(actor, AccountPermission.MANAGE)
    new_hash = hashed(password, _user(user_id).email)
    with write_transaction():
        user = _user(user_id)
        user.password = new_hash
        # Links to set a new password that are under way die with it.
        user.fs_uniquifier = secrets.token_hex(32)
        _end_sessions(user_id)
        record(actor, "user.password_set", ("user", user_id))


def keep_language(actor: Actor, language: str) -> None:
    """Remember the language that a person has chosen for themselves; for others it does nothing."""
    if actor.is_signed_in and actor.language != language:
        with write_transaction() as current:
            current.execute(sa.update(User).where(User.id == actor.user_id).values(language=language))


def end_sessions(actor: Actor, *, but: int | None = None, only: int | None = None) -> None:
    """End the actor's own sessions: all, all `but` the one with this id, or `only` the one with this id."""
    if not actor.is_signed_in or actor.user_id is None:
        return
    with write_transaction():
        _end_sessions(actor.user_id, but=but, only=only)
        record(actor, "sessions.ended", ("user", actor.user_id))


def _end_sessions(user_id: int, *, but: int | None = None, only: int | None = None) -> None:
    statement = sa.update(UserSession).where(UserSession.user_id == user_id, UserSession.ended_at.is_(None))
    if but is not None:
        statement = statement.where(UserSession.id != but)
    if only is not None:
        statement = statement.where(UserSession.id == only)
    session().execute(statement.values(ended_at=now()))


def _user(user_id: int) -> User:
    user = session().get(User, user_id)
    if user is None:
        raise NoSuchUser(who=user_id)
    return user


def _refuse_without_administrator(user: User) -> None:
    """Refuse if this person is no longer a working administrator and nobody else is one."""
    if user.active and Role.ADMIN in user.held_roles:
        return
    current = session()
    current.flush()
    left = current.scalars(
        sa.select(User.id)
        .join(UserRole, UserRole.user_id == User.id)
        .where(UserRole.role == Role.ADMIN.value, User.active)
        # Two administrators who remove each other at the same moment must not both succeed.
        .with_for_update(of=User)
    ).all()
    if not left:
        raise LastAdministrator


def _cleaned(email: str) -> str:
    try:
        return validate_email(
            email.strip(), check_deliverability=False, test_environment=True
        ).normalized.lower()
    except EmailNotValidError as error:
        raise WrongAddress(email=email, field="email") from error

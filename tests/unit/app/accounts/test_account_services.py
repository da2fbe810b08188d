import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import Engine

from app.accounts.errors import AddressTaken, LastAdministrator, NoSuchUser, WeakPassword, WrongAddress
from app.accounts.models import User
from app.accounts.queries import names_of, user_by_email
from app.accounts.services import NewUser, add_user, set_active, set_password, set_roles
from app.journal.queries import entries_about
from app.kernel.actors import ANONYMOUS, SYSTEM, Role
from app.kernel.database import session
from app.kernel.errors import NotAllowed
from tests.people import PASSWORD, Cast
from tests.stores import rows


def test_an_account_is_added_with_its_roles_and_a_line_in_the_journal(context: Flask) -> None:
    del context
    new = NewUser(" Nora@Example.COM ", "Nora", frozenset({Role.EDITOR, Role.HR}), PASSWORD, "b2c")
    user = add_user(new, SYSTEM)
    assert user.email == "nora@example.com"
    assert user_by_email("NORA@example.com").as_actor().roles == {Role.EDITOR, Role.HR}
    assert str(user.password).startswith("$argon2id$")
    entry = entries_about("user", user.id)[0]
    assert (entry.action, entry.facts) == ("user.added", {"roles": ["editor", "hr"], "variant": "b2c"})


def test_the_journal_holds_no_name_address_or_password(context: Flask, engine: Engine) -> None:
    del context
    add_user(NewUser("nora@example.com", "Nora Nordmann", password=PASSWORD), SYSTEM)
    written = str(rows(engine, "SELECT * FROM journal_entries"))
    assert not any(word in written for word in ("nora", "Nora", PASSWORD))


def test_an_address_is_taken_only_once(context: Flask) -> None:
    del context
    add_user(NewUser("nora@example.com", "Nora"), SYSTEM)
    with pytest.raises(AddressTaken):
        add_user(NewUser("NORA@example.com", "Another"), SYSTEM)


@pytest.mark.parametrize("email", ["", "nora", "nora@", "a b@example.com"])
def test_what_is_no_address_is_refused(context: Flask, email: str) -> None:
    del context
    with pytest.raises(WrongAddress):
        add_user(NewUser(email, "Nora"), SYSTEM)


@pytest.mark.parametrize("password", ["short", "x" * 14, "x" * 257, "nora.nordmann@example.com"])
def test_a_weak_password_is_refused(context: Flask, password: str) -> None:
    del context
    with pytest.raises(WeakPassword, match="15 to 256"):
        add_user(NewUser("nora.nordmann@example.com", "Nora", password=password), SYSTEM)


@pytest.mark.parametrize("who", ["editor", "approver", "hr", "auditor", "staff"])
def test_only_administrators_manage_accounts(context: Flask, cast: Cast, who: str) -> None:
    del context
    actor = getattr(cast, who).actor
    for deed in (
        lambda: add_user(NewUser("new@example.com", "New"), actor),
        lambda: set_roles(cast.staff.id, {Role.ADMIN}, actor),
        lambda: set_active(cast.staff.id, actor, is_active=False),
        lambda: set_password(cast.staff.id, PASSWORD, actor),
    ):
        with pytest.raises(NotAllowed):
            deed()
    with pytest.raises(NotAllowed):
        add_user(NewUser("new@example.com", "New"), ANONYMOUS)


def test_roles_are_replaced(context: Flask, cast: Cast) -> None:
    del context
    set_roles(cast.staff.id, {Role.EDITOR, Role.STAFF}, cast.admin.actor, "b2c")
    session().expire_all()
    changed = session().get(User, cast.staff.id)
    assert changed is not None
    assert changed.held_roles == {Role.EDITOR, Role.STAFF}
    assert changed.variant == "b2c"


def test_the_last_administrator_stays(context: Flask, cast: Cast) -> None:
    del context
    with pytest.raises(LastAdministrator):
        set_roles(cast.admin.id, {Role.STAFF}, cast.admin.actor)
    with pytest.raises(LastAdministrator):
        set_active(cast.admin.id, cast.admin.actor, is_active=False)
    set_roles(cast.editor.id, {Role.ADMIN}, cast.admin.actor)
    set_roles(cast.admin.id, {Role.STAFF}, cast.admin.actor)
    left = session().scalars(sa.select(User).where(User.granted.any(role="admin"))).one()
    assert left.id == cast.editor.id


def test_another_password_takes_the_place_of_the_old_one(context: Flask, cast: Cast) -> None:
    del context
    user = session().get(User, cast.staff.id)
    assert user is not None
    old_hash, old_key = user.password, user.fs_uniquifier
    set_password(cast.staff.id, "quite another sentence", cast.admin.actor)
    session().expire_all()
    assert user.password != old_hash
    assert user.fs_uniquifier != old_key


def test_an_unknown_account_is_told(context: Flask) -> None:
    del context
    with pytest.raises(NoSuchUser):
        set_roles(4711, {Role.STAFF}, SYSTEM)
    with pytest.raises(NoSuchUser, match=r"nobody@example\.com"):
        user_by_email("nobody@example.com")


def test_names_are_found_for_many_at_once(context: Flask, cast: Cast) -> None:
    del context
    assert names_of([cast.staff.id, cast.admin.id]) == {
        cast.staff.id: "Stine Staff",
        cast.admin.id: "Anton Admin",
    }
    assert names_of([]) == {}

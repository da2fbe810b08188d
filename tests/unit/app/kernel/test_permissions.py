import pytest

from app.kernel.actors import ANONYMOUS, SYSTEM, Actor, ActorKind, Role
from app.kernel.errors import Invalid, NotAllowed, TooMuch
from app.kernel.permissions import Permission, can, require


class Deed(Permission):
    WRITE = ("deed.write", Role.EDITOR, Role.ADMIN)
    NOBODY = ("deed.nobody",)


def _person(*roles: Role) -> Actor:
    return Actor(ActorKind.USER, 1, "Somebody", frozenset(roles))


@pytest.mark.parametrize("role", list(Role))
def test_only_the_roles_of_a_permission_hold_it(role: Role) -> None:
    assert can(_person(role), Deed.WRITE) is (role in {Role.EDITOR, Role.ADMIN})
    assert not can(_person(role), Deed.NOBODY)


def test_without_roles_nothing_is_allowed() -> None:
    assert not can(_person(), Deed.WRITE)
    assert not can(ANONYMOUS, Deed.WRITE)


def test_roles_without_a_person_allow_nothing() -> None:
    assert not can(Actor(ActorKind.ANONYMOUS, roles=frozenset(Role)), Deed.WRITE)


def test_one_of_several_roles_is_enough() -> None:
    assert can(_person(Role.STAFF, Role.EDITOR), Deed.WRITE)


def test_the_system_may_do_everything() -> None:
    assert can(SYSTEM, Deed.NOBODY)


def test_who_lacks_a_permission_is_refused() -> None:
    with pytest.raises(NotAllowed) as caught:
        require(_person(Role.STAFF), Deed.WRITE)
    assert caught.value.facts == {"permission": "deed.write"}


def test_a_person_limited_to_one_variant_may_not_see_the_other() -> None:
    limited = Actor(ActorKind.USER, 1, variant="b2b")
    assert limited.may_see_variant("b2b")
    assert not limited.may_see_variant("b2c")
    assert _person().may_see_variant("b2c")


def test_an_error_speaks_the_language_it_is_asked_for() -> None:
    error = Invalid("Take at most %(most)s %%.", field="share", most=5)
    assert error.text() == "Take at most 5 %."
    assert error.text(lambda _text: "Höchstens %(most)s %%.") == "Höchstens 5 %."
    assert error.field == "share"


def test_too_often_says_when_to_come_back() -> None:
    assert TooMuch(retry_after=60).retry_after == 60

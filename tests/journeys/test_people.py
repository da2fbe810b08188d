"""Managing people: adding, roles, departments, switching off; who may not; what the journal says."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.queries import Person as Known
from app.accounts.queries import person_by_id, user_by_email
from app.journal.queries import entries_about
from app.kernel.actors import Role
from tests.conftest import SignIn
from tests.people import Cast, token_in
from tests.reviewing import open_lists

NEW = {
    "email": "nora@example.com",
    "name": "Nora Nordmann",
    "roles": ["approver", "editor"],
    "membership": "management",
    "departments": ["fitting", "made-up"],
    "variant": "",
}


@pytest.fixture
def admin(app: Flask, client: FlaskClient, cast: Cast, sign_in: SignIn) -> FlaskClient:
    open_lists(app)
    return sign_in(client, cast.admin)


def send(client: FlaskClient, address: str, **values: object) -> tuple[int, str]:
    page = client.get(address if not address.endswith("switch") else address.removesuffix("/switch"))
    data = values | {"csrf_token": token_in(page.text)}
    answer = client.post(address, data=data, follow_redirects=True)
    return answer.status_code, answer.text


def known(app: Flask, user_id: int) -> Known:
    with app.app_context():
        return person_by_id(user_id)


def test_somebody_is_added_with_roles_and_departments(app: Flask, admin: FlaskClient) -> None:
    status, page = send(admin, "/people/new", **NEW)
    assert (status, "Nora Nordmann has an account now." in page) == (200, True)
    for words in ("nora@example.com", "Approver, Editor", "Management", "Fitting"):
        assert words in page, words
    with app.app_context():
        added = person_by_id(user_by_email("nora@example.com").id)
        assert (added.departments, added.membership) == (frozenset({"fitting"}), "management")
        assert added.roles == {Role.APPROVER, Role.EDITOR}
        deeds = [entry.action for entry in entries_about("user", added.id)]
        assert deeds == ["user.place_set", "user.added"]


def test_an_address_that_is_taken_is_told_and_nothing_typed_is_lost(admin: FlaskClient) -> None:
    status, page = send(admin, "/people/new", **(NEW | {"email": "stine@example.com"}))
    assert status == 409
    assert "There is already an account for stine@example.com." in page
    assert "Nora Nordmann" in page
    status, page = send(admin, "/people/new", **(NEW | {"email": "nobody"}))
    assert (status, "is no mail address" in page) == (422, True)


def test_roles_and_departments_are_changed(app: Flask, cast: Cast, admin: FlaskClient) -> None:
    values = {"name": "Stine S.", "roles": ["staff"], "membership": "front-line", "departments": ["sales"]}
    assert send(admin, f"/people/{cast.staff.id}", **values, variant="b2c")[0] == 200
    found = known(app, cast.staff.id)
    assert (found.name, found.membership, found.departments, found.variant) == (
        "Stine S.",
        "front-line",
        frozenset({"sales"}),
        "b2c",
    )
    assert send(admin, f"/people/{cast.staff.id}", name="Stine", roles=["staff"], membership="")[0] == 200
    assert known(app, cast.staff.id).departments == frozenset()


def test_the_last_administrator_stays_and_everything_else_stays_as_it_was(
    app: Flask, cast: Cast, admin: FlaskClient
) -> None:
    status, page = send(admin, f"/people/{cast.admin.id}", name="Other", roles=["staff"], membership="")
    assert status == 409
    assert "This is the last administrator." in page
    assert known(app, cast.admin.id).name == "Anton Admin"
    refused = send(admin, f"/people/{cast.admin.id}/switch", active="no")
    assert (refused[0], "This is the last administrator." in refused[1]) == (409, True)


def test_an_account_is_switched_off_and_on(
    app: Flask, cast: Cast, admin: FlaskClient, sign_in: SignIn
) -> None:
    staff = sign_in(app.test_client(), cast.staff)
    assert "switched off" in send(admin, f"/people/{cast.staff.id}/switch", active="no")[1]
    assert staff.get("/account").status_code == 401
    assert send(admin, f"/people/{cast.staff.id}/switch", active="yes")[0] == 200
    assert known(app, cast.staff.id).is_active


def test_somebody_who_is_not_there_is_told(admin: FlaskClient) -> None:
    assert admin.get("/people/4711").status_code == 404


def test_others_do_not_see_people(client: FlaskClient, cast: Cast, sign_in: SignIn) -> None:
    sign_in(client, cast.editor)
    assert client.get("/people/").status_code == 403
    assert "/people/" not in client.get("/account").text

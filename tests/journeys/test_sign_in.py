"""Signing in and out: it works; who may not; copies of a cookie; other devices; passwords; guessing."""

import re
from datetime import timedelta
from http.cookies import SimpleCookie

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine

from app.accounts.models import User
from app.accounts.services import set_active, set_password
from app.journal.queries import entries_about
from app.kernel import clock
from app.kernel.database import session
from app.web.addresses import is_own_address
from tests.conftest import MakeApp, SignIn
from tests.people import PASSWORD, Cast, token_in
from tests.stores import rows

NEW_PASSWORD = "another sentence that nobody guesses"
FIREFOX = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}


def _try(client: FlaskClient, email: str, password: str, **more: str) -> tuple[int, str]:
    token = token_in(client.get("/sign-in").text)
    answer = client.post("/sign-in", data={"email": email, "password": password, "csrf_token": token} | more)
    return answer.status_code, answer.text


def _send(client: FlaskClient, page: str, address: str, **fields: str) -> int:
    token = token_in(client.get(page).text)
    return client.post(address, data={"csrf_token": token} | fields).status_code


def _is_known(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


def test_somebody_with_the_right_password_is_known_afterwards(
    client: FlaskClient, cast: Cast, sign_in: SignIn
) -> None:
    sign_in(client, cast.staff)
    page = client.get("/account")
    assert page.status_code == 200
    assert "Stine Staff" in page.text


def test_the_address_may_be_typed_in_capitals(client: FlaskClient, cast: Cast) -> None:
    assert _try(client, cast.staff.email.upper(), PASSWORD)[0] == 302


def test_wrong_password_unknown_address_and_ended_account_get_the_same_answer(app: Flask, cast: Cast) -> None:
    answers = set()
    for email, password in (
        (cast.staff.email, "wrong sentence entirely"),
        ("nobody@example.com", PASSWORD),
    ):
        status, page = _try(app.test_client(), email, password)
        answers.add((status, page.replace(email, "").replace(token_in(page), "")))
    assert len(answers) == 1
    status, page = answers.pop()
    assert status == 200
    assert "Mail address and password do not match" in page


def test_who_has_left_cannot_sign_in(client: FlaskClient, cast: Cast) -> None:
    assert _try(client, cast.olga.email, PASSWORD)[0] == 200
    assert not _is_known(client)


def test_a_copied_cookie_does_nothing_after_signing_out(
    app: Flask, client: FlaskClient, cast: Cast, sign_in: SignIn
) -> None:
    sign_in(client, cast.staff)
    cookie = client.get_cookie("session")
    assert cookie is not None
    thief = app.test_client()
    thief.set_cookie("session", cookie.value)
    assert _is_known(thief)
    assert _send(client, "/account", "/sign-out") == 302
    thief.set_cookie("session", cookie.value)
    assert not _is_known(thief)
    assert not _is_known(client)


def test_a_form_that_is_too_old_gives_no_password_back(client: FlaskClient, cast: Cast) -> None:
    form = {"email": cast.staff.email, "password": PASSWORD, "csrf_token": "old"}
    answer = client.post("/sign-in", data=form)
    assert answer.status_code == 400
    assert PASSWORD not in answer.text
    assert cast.staff.email not in answer.text


def test_signing_out_needs_the_token_of_the_form(client: FlaskClient, cast: Cast, sign_in: SignIn) -> None:
    sign_in(client, cast.staff)
    assert client.post("/sign-out").status_code == 400
    assert client.get("/sign-out").status_code == 405
    assert _is_known(client)


def test_a_cookie_of_an_account_that_was_switched_off_and_on_again_stays_dead(
    app: Flask, client: FlaskClient, cast: Cast, sign_in: SignIn
) -> None:
    sign_in(client, cast.staff)
    with app.app_context():
        set_active(cast.staff.id, cast.admin.actor, is_active=False)
    cookie = client.get_cookie("session")
    assert cookie is not None
    assert not _is_known(client)
    with app.app_context():
        set_active(cast.staff.id, cast.admin.actor, is_active=True)
    client.set_cookie("session", cookie.value)
    assert not _is_known(client)


def test_files_and_health_checks_leave_the_session_alone(
    client: FlaskClient, cast: Cast, sign_in: SignIn
) -> None:
    sign_in(client, cast.staff)
    for address in ("/static/css/tokens.css", "/healthz", "/readyz"):
        with client.get(address) as answer:
            assert "Set-Cookie" not in answer.headers
    assert _is_known(client)


def test_guessing_the_present_password_is_slowed_down_for_that_account_only(
    make_app: MakeApp, cast: Cast, sign_in: SignIn
) -> None:
    app = make_app(throttle_account=3)
    client = sign_in(app.test_client(), cast.staff)
    answers = [_send(client, "/account/password", "/account/password", password="no") for _ in range(4)]
    assert answers == [200, 200, 200, 429]
    other = sign_in(app.test_client(), cast.editor)
    assert _send(other, "/account/password", "/account/password", password="no") == 200


def test_a_session_ends_after_its_time(client: FlaskClient, cast: Cast, sign_in: SignIn) -> None:
    sign_in(client, cast.staff)
    with clock.stopped_at(clock.now() + timedelta(hours=8)):
        assert not _is_known(client)


def test_a_session_in_use_lives_longer_but_not_for_ever(
    client: FlaskClient, cast: Cast, sign_in: SignIn
) -> None:
    sign_in(client, cast.staff)
    begun = clock.now()
    for hours in (4, 8, 11):
        with clock.stopped_at(begun + timedelta(hours=hours)):
            assert _is_known(client)
    with clock.stopped_at(begun + timedelta(hours=12, minutes=1)):
        assert not _is_known(client)


def test_signing_out_everywhere_else_leaves_this_device(
    app: Flask, client: FlaskClient, cast: Cast, sign_in: SignIn
) -> None:
    other = sign_in(app.test_client(), cast.staff)
    sign_in(client, cast.staff)
    assert _send(client, "/account", "/account/sessions") == 303
    assert _is_known(client)
    assert not _is_known(other)


def test_one_device_of_ones_own_can_be_ended_but_none_of_others(
    app: Flask, client: FlaskClient, cast: Cast, sign_in: SignIn, engine: Engine
) -> None:
    sign_in(client, cast.staff)
    other = sign_in(app.test_client(), cast.staff)
    stranger = sign_in(app.test_client(), cast.editor)
    newest_own, of_stranger = (
        rows(engine, f"SELECT max(id) FROM user_sessions WHERE user_id = {person.id}")[0][0]
        for person in (cast.staff, cast.editor)
    )
    assert _send(client, "/account", "/account/sessions", session=str(of_stranger)) == 303
    assert _is_known(stranger)
    assert _send(client, "/account", "/account/sessions", session=str(newest_own)) == 303
    assert not _is_known(other)
    assert _is_known(client)


def test_the_account_page_names_devices_without_address_or_version(
    client: FlaskClient, cast: Cast, engine: Engine
) -> None:
    token = token_in(client.get("/sign-in").text)
    form = {"email": cast.staff.email, "password": PASSWORD, "csrf_token": token}
    client.post("/sign-in", data=form, headers=FIREFOX)
    assert rows(engine, "SELECT device FROM user_sessions") == [("Firefox, Linux",)]
    assert "Firefox, Linux" in client.get("/account").text


def test_changing_the_password_ends_all_other_sessions(
    app: Flask, client: FlaskClient, cast: Cast, sign_in: SignIn, engine: Engine
) -> None:
    other = sign_in(app.test_client(), cast.staff)
    sign_in(client, cast.staff)
    status = _send(
        client,
        "/account/password",
        "/account/password",
        password=PASSWORD,
        new_password=NEW_PASSWORD,
        new_password_confirm=NEW_PASSWORD,
    )
    assert status == 302
    assert _is_known(client)
    assert not _is_known(other)
    assert _try(app.test_client(), cast.staff.email, PASSWORD)[0] == 200
    assert _try(app.test_client(), cast.staff.email, NEW_PASSWORD)[0] == 302
    assert rows(engine, "SELECT recipient, sent_at FROM mails") == [(cast.staff.email, None)]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"password": "wrong sentence entirely"}, "This is not your present password"),
        ({"new_password": "short", "new_password_confirm": "short"}, "at least 15 characters"),
        ({"new_password_confirm": "something else entirely"}, "The two passwords differ"),
    ],
)
def test_a_wrong_change_of_password_is_explained_at_its_field(
    client: FlaskClient, cast: Cast, sign_in: SignIn, fields: dict[str, str], sentence: str
) -> None:
    sign_in(client, cast.staff)
    token = token_in(client.get("/account/password").text)
    form = {"password": PASSWORD, "new_password": NEW_PASSWORD, "new_password_confirm": NEW_PASSWORD}
    page = client.post("/account/password", data=form | {"csrf_token": token} | fields).text
    assert sentence in page
    assert 'class="notice notice--error"' in page
    assert 'class="field-error"' in page


def test_a_forgotten_password_is_set_by_the_link_in_the_mail_once(
    app: Flask, client: FlaskClient, cast: Cast, sign_in: SignIn, engine: Engine
) -> None:
    signed_in = sign_in(app.test_client(), cast.staff)
    elsewhere = "http://evil.example.net"
    token = token_in(client.get("/forgotten-password", base_url=elsewhere).text)
    form = {"email": cast.staff.email, "csrf_token": token}
    client.post("/forgotten-password", data=form, base_url=elsewhere)
    text = str(rows(engine, "SELECT text FROM mails")[0][0])
    assert "evil" not in text
    link = next(line for line in text.splitlines() if line.startswith("http://127.0.0.1:8000/"))
    path = link.removeprefix("http://127.0.0.1:8000")
    fields = {"password": NEW_PASSWORD, "password_confirm": NEW_PASSWORD}
    assert _send(client, path, path, **fields) == 302
    assert not _is_known(signed_in)
    assert _try(app.test_client(), cast.staff.email, NEW_PASSWORD)[0] == 302
    assert app.test_client().get(path).status_code == 302


def test_asking_for_a_link_tells_nobody_whether_there_is_an_account(app: Flask, cast: Cast) -> None:
    answers = set()
    for email in (cast.staff.email, "nobody@example.com"):
        client = app.test_client()
        token = token_in(client.get("/forgotten-password").text)
        page = client.post("/forgotten-password", data={"email": email, "csrf_token": token}).text
        answers.add(page.replace(email, "").replace(token_in(page), ""))
    assert len(answers) == 1
    assert "the link is on its way" in answers.pop()


def test_whoever_guesses_is_stopped_and_told_when_to_come_back(make_app: MakeApp, cast: Cast) -> None:
    client = make_app(throttle_account=3).test_client()
    for _ in range(3):
        assert _try(client, cast.staff.email, "wrong sentence entirely")[0] == 200
    token = token_in(client.get("/sign-in").text)
    form = {"email": cast.staff.email, "password": PASSWORD, "csrf_token": token}
    answer = client.post("/sign-in", data=form)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "900"
    assert "Wait 15 minutes" in answer.text


def test_signing_in_rightly_clears_what_was_counted(make_app: MakeApp, cast: Cast) -> None:
    app = make_app(throttle_account=3)
    for _ in range(3):
        client = app.test_client()
        for _ in range(2):
            assert _try(client, cast.staff.email, "wrong sentence entirely")[0] == 200
        assert _try(client, cast.staff.email, PASSWORD)[0] == 302


@pytest.mark.parametrize("target", ["//evil.example.net", "https://evil.example.net/", "/\\evil.example.net"])
def test_after_signing_in_nobody_is_sent_to_another_site(
    client: FlaskClient, cast: Cast, target: str
) -> None:
    token = token_in(client.get("/sign-in").text)
    form = {"email": cast.staff.email, "password": PASSWORD, "csrf_token": token, "next": target}
    answer = client.post("/sign-in", data=form, query_string={"next": target})
    assert answer.status_code == 200 or is_own_address(answer.headers["Location"])


def test_after_signing_in_one_is_where_one_wanted_to_be(client: FlaskClient, cast: Cast) -> None:
    refused = client.get("/account")
    assert refused.status_code == 401
    assert "/sign-in?next=/account" in refused.text
    token = token_in(client.get("/sign-in?next=/account").text)
    form = {"email": cast.staff.email, "password": PASSWORD, "csrf_token": token}
    assert client.post("/sign-in?next=/account", data=form).headers["Location"] == "/account"


def test_the_journal_says_who_began_and_ended_a_session(
    app: Flask, client: FlaskClient, cast: Cast, sign_in: SignIn
) -> None:
    sign_in(client, cast.staff)
    _send(client, "/account", "/sign-out")
    with app.app_context():
        actions = [entry.action for entry in entries_about("user", cast.staff.id)]
    assert actions == ["session.ended", "session.begun"]


def test_an_administrator_who_sets_a_password_ends_the_sessions_of_that_person(
    app: Flask, client: FlaskClient, cast: Cast, sign_in: SignIn
) -> None:
    sign_in(client, cast.staff)
    with app.app_context():
        set_password(cast.staff.id, NEW_PASSWORD, cast.admin.actor)
    assert not _is_known(client)


def test_there_is_no_registration_and_no_token_for_programs(client: FlaskClient, cast: Cast) -> None:
    assert client.get("/register").status_code == 404
    token = token_in(client.get("/sign-in").text)
    answer = client.post(
        "/sign-in?include_auth_token",
        json={"email": cast.staff.email, "password": PASSWORD},
        headers={"X-CSRFToken": token, "Accept": "application/json"},
    )
    assert answer.status_code == 200
    auth_token = answer.json["response"]["user"].get("authentication_token", "none")
    other = client.application.test_client()
    assert other.get("/account", headers={"Authentication-Token": auth_token}).status_code == 401


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(make_app: MakeApp, cast: Cast) -> None:
    client = make_app(base_url="https://standards.example.com").test_client()
    answer = client.get("/sign-in", base_url="https://standards.example.com")
    cookie = SimpleCookie(answer.headers["Set-Cookie"])["__Host-session"]
    assert cookie["httponly"]
    assert cookie["secure"]
    assert cookie["samesite"] == "Lax"
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    assert cast


def test_passwords_are_kept_as_argon2_only(app: Flask, cast: Cast) -> None:
    with app.app_context():
        user = session().get(User, cast.staff.id)
        assert user is not None
        assert str(user.password).startswith("$argon2id$")


def test_the_sessions_tell_their_moments_as_the_language_writes_them(
    app: Flask, cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(app.test_client(), cast.editor)
    client.set_cookie("language", "de")
    page = " ".join(client.get("/account").text.split())
    assert re.search(r"zuletzt benutzt am \d{1,2}\. \w+ \d{4}, \d\d:\d\d", page)

"""What every answer has: headers, language, an error page that says what to do, a line in the log."""

import json
import logging
import re
import sys
from collections.abc import Iterator

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from sqlalchemy.exc import TimeoutError as PoolExhausted

from app.accounts.queries import user_by_email
from app.factory import create_app
from app.kernel.actors import Actor, ActorKind
from app.kernel.database import READING, db
from app.kernel.errors import Conflict, Corrupt, Invalid, NotAllowed, NotFound, TooMuch, Unavailable
from app.web.actors import act_as
from app.web.headers import nonce
from config import Settings
from tests.conftest import SignIn
from tests.people import Cast

ERRORS = {
    "not-found": (NotFound, 404),
    "invalid": (Invalid, 422),
    "conflict": (Conflict, 409),
    "large": (TooMuch, 413),
    "unavailable": (Unavailable, 503),
    "corrupt": (Corrupt, 500),
    "exhausted": (PoolExhausted, 503),
}


@pytest.fixture
def failing(settings: Settings) -> Iterator[FlaskClient]:
    """A client of an application whose pages fail on request."""
    app = create_app(settings)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    for name, (kind, _status) in ERRORS.items():
        app.add_url_rule(f"/fail/{name}", name, _raising(kind))
    app.add_url_rule("/fail/refused", "refused", _refuse)
    app.add_url_rule("/fail/often", "often", _refuse_often)
    app.add_url_rule("/fail/crash", "crash", _crash)
    app.add_url_rule("/fail/bad", "bad", lambda: abort(400))
    app.add_url_rule("/nonce", "nonce", nonce)
    yield app.test_client()
    with app.app_context():
        db.engine.dispose()
        db.engines[READING].dispose()


def _raising(kind: type[Exception]) -> object:
    def view() -> str:
        raise kind

    return view


def _refuse() -> str:
    act_as(Actor(ActorKind.USER, 1, "Somebody"))
    raise NotAllowed


def _refuse_often() -> str:
    raise TooMuch(retry_after=30)


def _crash() -> str:
    raise ZeroDivisionError("with a secret text")


@pytest.mark.parametrize("name", ERRORS)
def test_each_kind_of_error_has_its_page(failing: FlaskClient, name: str) -> None:
    answer = failing.get(f"/fail/{name}")
    assert answer.status_code == ERRORS[name][1]
    assert answer.mimetype == "text/html"
    assert answer.text.count("<h1>") == 1
    assert 'href="/"' in answer.text


@pytest.mark.parametrize("name", ERRORS)
def test_programs_get_a_problem_instead(failing: FlaskClient, name: str) -> None:
    answer = failing.get(f"/fail/{name}", headers={"Accept": "application/json"})
    assert answer.content_type == "application/problem+json"
    assert answer.json["status"] == answer.status_code == ERRORS[name][1]
    assert answer.json["code"]
    assert answer.json["instance"] == answer.headers["X-Request-ID"]


@pytest.mark.parametrize(("name", "status"), [("refused", 403), ("often", 429), ("crash", 500), ("bad", 400)])
def test_other_refusals_have_their_page(failing: FlaskClient, name: str, status: int) -> None:
    answer = failing.get(f"/fail/{name}")
    assert answer.status_code == status
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


def test_whoever_must_wait_is_told_how_long(failing: FlaskClient) -> None:
    assert failing.get("/fail/often").headers["Retry-After"] == "30"
    assert failing.get("/fail/unavailable").headers["Retry-After"] == "10"


def test_a_failure_shows_the_number_that_is_in_the_log(failing: FlaskClient) -> None:
    answer = failing.get("/fail/crash")
    assert answer.headers["X-Request-ID"] in answer.text


def test_what_is_too_large_is_refused(client: FlaskClient) -> None:
    answer = client.post("/preferences", data={"back": "x" * 2_000_000})
    assert answer.status_code == 413
    assert "larger than we accept" in answer.text


def test_a_wrong_method_is_told_which_are_right(client: FlaskClient) -> None:
    answer = client.delete("/healthz")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("address", ["/sign-in", "/nothing", "/healthz", "/static/css/tokens.css"])
def test_every_answer_has_the_strict_headers(client: FlaskClient, address: str) -> None:
    with client.get(address) as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'")
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("address", ["/sign-in", "/account", "/nothing"])
def test_what_depends_on_the_reader_is_kept_by_nobody(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert "no-store" in answer.headers["Cache-Control"]
    assert {"Cookie", "Accept-Language"} <= set(answer.vary)


def test_the_word_for_own_scripts_is_new_on_each_page(failing: FlaskClient) -> None:
    first, second = failing.get("/nonce"), failing.get("/nonce")
    assert first.text != second.text
    assert f"'nonce-{first.text}'" in first.headers["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["/sign-in", "/forgotten-password", "/nothing"])
def test_pages_hold_nothing_inline(client: FlaskClient, address: str) -> None:
    page = client.get(address).text
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", page)


def _language(client: FlaskClient, accepted: str = "") -> str:
    page = client.get("/sign-in", headers={"Accept-Language": accepted}).text
    found = re.search(r'<html lang="(\w+)"', page)
    assert found
    return found.group(1)


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("de-AT,en;q=0.5", "de"),
        ("no", "nb"),
        ("nn-NO,en;q=0.1", "nb"),
        ("fr,de;q=0.4,en;q=0.6", "en"),
        ("fr", "en"),
        ("", "en"),
        ("../../etc", "en"),
    ],
)
def test_pages_speak_the_language_of_the_browser(client: FlaskClient, accepted: str, expected: str) -> None:
    assert _language(client, accepted) == expected


def test_a_chosen_language_holds_without_account(client: FlaskClient) -> None:
    answer = client.post("/preferences", data={"language": "nb", "back": "/sign-in"})
    assert answer.headers["Location"] == "/sign-in"
    assert _language(client, "de") == "nb"


@pytest.mark.parametrize("language", ["fr", "../../etc", ""])
def test_a_language_that_we_do_not_speak_changes_nothing(client: FlaskClient, language: str) -> None:
    answer = client.post("/preferences", data={"language": language, "back": "//evil.example.net"})
    assert answer.headers["Location"] == "/"
    assert _language(client, "de") == "de"


def test_a_chosen_language_is_kept_with_the_account(
    app: Flask, client: FlaskClient, cast: Cast, sign_in: SignIn
) -> None:
    sign_in(client, cast.staff)
    client.post("/preferences", data={"language": "de"})
    with app.app_context():
        assert user_by_email(cast.staff.email).language == "de"
    elsewhere = sign_in(app.test_client(), cast.staff)
    assert '<html lang="de"' in elsewhere.get("/account").text


def test_a_chosen_theme_holds_until_it_is_taken_back(client: FlaskClient) -> None:
    client.post("/preferences", data={"theme": "dark"})
    assert 'data-theme="dark"' in client.get("/sign-in").text
    client.post("/preferences", data={"theme": "none of ours"})
    assert 'data-theme="dark"' in client.get("/sign-in").text
    client.post("/preferences", data={"theme": ""})
    assert "data-theme" not in client.get("/sign-in").text


def test_health_and_readiness_are_told(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {"status": "ok"}
    assert client.get("/readyz").json == {"status": "ok"}


def test_the_log_is_one_object_a_line_without_texts_of_people(
    failing: FlaskClient, capsys: pytest.CaptureFixture[str], cast: Cast
) -> None:
    logging.getLogger().setLevel("INFO")
    handler = next(
        handler for handler in logging.getLogger().handlers if handler.get_name() == "standardwerk"
    )
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(sys.stderr)
    failing.post(
        "/sign-in?q=secret-question", data={"email": cast.staff.email, "password": "secret-password"}
    )
    logging.getLogger().setLevel("ERROR")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    answered = next(line for line in lines if line["event"] == "answered")
    assert answered["endpoint"] == "security.login"
    assert answered["status"] == 400
    assert answered["request"]
    assert not any(word in str(lines) for word in ("secret-question", "secret-password", cast.staff.email))

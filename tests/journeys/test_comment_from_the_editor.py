"""Commenting where one writes: what the editor asks of comments, and what it is told."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from standards.documents.services import save_revision
from standards.documents.texts import RevisionText
from tests.conftest import SignIn
from tests.journeys.test_comment import BODY, HEADER, PLACE, draft_body, write
from tests.people import Cast, token_in

JSON = {"Accept": "application/json"}


@pytest.fixture
def workshop(app: Flask, cast: Cast) -> Flask:
    with app.app_context():
        save_revision(RevisionText("complaints", HEADER, BODY), 0, cast.editor.actor)
    return app


@pytest.fixture
def editor(workshop: Flask, cast: Cast, sign_in: SignIn) -> FlaskClient:
    return sign_in(workshop.test_client(), cast.editor)


def say(client: FlaskClient, quote: str, **more: str) -> tuple[int, str]:
    """Comment as the editor does, and return what it is told."""
    token = token_in(client.get(PLACE).text)
    values = {"quote": quote, "start": str(BODY.find(quote)), "text": "Why?", **more}
    answer = client.post(PLACE, data=values, headers={**JSON, "X-CSRFToken": token})
    return answer.status_code, str((answer.json or {}).get("code", ""))


def test_open_threads_come_with_their_passage_as_it_reads_now(
    workshop: Flask, editor: FlaskClient, cast: Cast
) -> None:
    assert say(editor, "Say your name", replacement="Give your name") == (200, "")
    assert say(editor, "Call back on the same day.") == (200, "")
    write(workshop, cast.admin, BODY.replace("Say your name", "Say your name first"))
    told = editor.get(PLACE + "open").json
    assert [thread["quote"] for thread in told["threads"]] == ["Say your name", "Call back on the same day."]
    first = told["threads"][0]
    assert (first["name"], first["text"], first["answers"]) == ("Eva Editor", "Why?", 0)
    assert first["after"].startswith(" first, and write")
    assert (told["may_decide"], told["begin"]) == (True, PLACE)
    assert (first["wording"]["text"], told["threads"][1]["wording"]) == ("Give your name", None)


def test_wording_is_accepted_once_and_a_refusal_says_why(workshop: Flask, editor: FlaskClient) -> None:
    say(editor, "Say your name", replacement="Give your name")
    address = editor.get(PLACE + "open").json["threads"][0]["wording"]["accept"]
    headers = {**JSON, "X-CSRFToken": token_in(editor.get(PLACE).text)}
    assert editor.post(address, json={}, headers=headers).status_code == 200
    assert draft_body(workshop) == BODY.replace("Say your name", "Give your name")
    assert editor.get(PLACE + "open").json["threads"] == []
    again = editor.post(address, json={}, headers=headers)
    assert (again.status_code, bool(again.json["detail"])) == (409, True)


def test_a_passage_that_is_not_there_is_refused_with_a_reason(editor: FlaskClient) -> None:
    status, code = say(editor, "Nobody ever wrote this")
    assert status in {409, 422}
    assert code


def test_who_may_not_see_comments_is_told_nothing(workshop: Flask, cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(workshop.test_client(), cast.staff)
    assert client.get(PLACE + "open", headers=JSON).status_code == 403

"""The longest text there may be, 512 KiB: written, looked at, compared, reviewed, published and read."""

import html
import io
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from standards.documents.addresses import document_at
from standards.documents.draft_rows import draft_of
from standards.documents.models import Draft
from tests.conftest import SignIn
from tests.guides import publish_guide
from tests.longest import HEADER, LARGEST, algorithm, longest_body
from tests.people import Cast, token_in
from tests.reviewing import let_rules_be
from tests.stores import Store
from tests.uploads import packed

PAGE = "/workshop/vorfaelle"
BODY = longest_body()
PUBLISHED = ("in_force_on", "fingerprint")
FIELDS = {"title": ["Alle Vorfälle bei der Übergabe"], "language": ["de"], "class": ["conflict"]}


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """One kind of database: how long a text may be does not depend on it."""
    sqlite_store.empty()
    return sqlite_store


@pytest.fixture
def editor(app: Flask, cast: Cast, sign_in: SignIn, tmp_path: Path) -> FlaskClient:
    """Sign Eva in; the text came in as a file and is a draft."""
    publish_guide(app, cast, tmp_path)
    with app.app_context():
        let_rules_be(1)
    client = sign_in(app.test_client(), cast.editor)
    text = f"---\n{HEADER}\nslug: vorfaelle\n---\n{BODY}"
    assert LARGEST - 8192 < len(text.encode()) <= LARGEST
    upload = FileStorage(io.BytesIO(packed({"long.md": text})), "long.zip")
    answer = send(client, "/workshop/import/", file=upload, language="de")
    assert "One text is now a draft." in shown(client, send(client, answer.location, slug="vorfaelle"))
    return client


def send(client: FlaskClient, address: str, **values: object) -> TestResponse:
    """Send a form as a browser does."""
    token = token_in(client.get("/account").text)
    boundary, data = encode_multipart({"csrf_token": token, **values})
    return client.post(address, data=data, content_type=f'multipart/form-data; boundary="{boundary}"')


def shown(client: FlaskClient, answer: TestResponse) -> str:
    """Follow where a form leads."""
    assert answer.status_code in {302, 303}, answer.text
    page = client.get(answer.location)
    assert page.status_code == 200
    return page.text


def ask(client: FlaskClient, address: str, **values: object) -> TestResponse:
    """Send JSON as the editor does."""
    token = token_in(client.get("/account").text)
    return client.post(address, json=values, headers={"Accept": "application/json", "X-CSRFToken": token})


def draft(app: Flask) -> Draft:
    with app.app_context():
        found = draft_of(document_at("vorfaelle").id)
        assert found is not None
        return found


def keep(client: FlaskClient, note: str) -> None:
    page = client.get(f"{PAGE}/finish").text
    version = re.search(r'name="version"[^>]*value="(\d+)"', page)
    assert version
    assert send(client, f"{PAGE}/finish", version=version[1], note=note).location == f"{PAGE}/"


def save(client: FlaskClient, body: str, version: int, key: str) -> dict[str, object]:
    answer = ask(client, f"{PAGE}/draft", base_version=version, header=FIELDS, body=body, key=key)
    assert answer.status_code == 200, answer.text
    assert isinstance(answer.json, dict)
    return answer.json


def test_it_is_written_looked_at_kept_and_compared(app: Flask, editor: FlaskClient) -> None:
    assert "Ist Punkt 299 der Übergabe geklärt" in editor.get(f"{PAGE}/edit").text
    version = draft(app).version
    mine, theirs = BODY.replace("Nummer 7 ", "Nummer sieben "), BODY.replace("Nummer 90 ", "Nummer neunzig ")
    save(editor, theirs, version, "theirs")
    save(editor, mine, version, "mine")
    assert draft(app).body == theirs.replace("Nummer 7 ", "Nummer sieben ")
    asked: dict[str, object] = {"slug": "vorfaelle", "header": FIELDS, "body": mine}
    for variant, there, absent in (
        ("b2c", "Nummer 299 ", "Nummer 300 "),
        ("b2b", "Nummer 300 ", "Nummer 299 "),
    ):
        look = ask(editor, "/workshop/preview", **asked, variant=variant).json
        assert look is not None
        only_here = re.findall(r"Nur hier: .*? wird", look["html"])
        assert there in str(only_here)
        assert absent not in str(only_here)
        assert look["html"].count("<svg") == 1
        assert not [found for found in look["findings"] if found["severity"] == "error"]
    keep(editor, "Begun.")
    save(editor, draft(app).body.replace("eine Woche", "zwei Wochen"), draft(app).version, "more")
    keep(editor, "More time.")
    assert "Revision 2" in editor.get(f"{PAGE}/").text
    assert "More time." in editor.get(f"{PAGE}/history").text
    for view in ("inline", "sides"):
        page = editor.get(f"{PAGE}/compare?old=1&new=2&view={view}").text
        assert page.count("<ins><span") == page.count("<del><span") == BODY.count("eine Woche")
    assert "Revision 1" in editor.get(f"{PAGE}/authors").text


def test_it_is_reviewed_published_and_read(
    app: Flask, cast: Cast, editor: FlaskClient, sign_in: SignIn
) -> None:
    keep(editor, "Begun.")
    asked = send(editor, f"{PAGE}/review", note="Please.", people=str(cast.approver.id), group="", due_on="")
    assert asked.status_code == 303, asked.text
    approver = sign_in(app.test_client(), cast.approver)
    page = approver.get(asked.location).text
    assert "Ist Punkt 299 der Übergabe geklärt" in page
    digest = re.search(r'name="digest"[^>]*value="([^"]+)"', page)
    assert digest
    approved = send(approver, f"{asked.location}/verdict", verdict="approve", reason="", digest=digest[1])
    assert approved.status_code == 303
    plan = approver.get("/publish/b2c").text
    plain = {name: re.search(rf'name="{name}"[^>]*value="([^"]+)"', plan) for name in PUBLISHED}
    values = {name: found[1] for name, found in plain.items() if found}
    shown(approver, send(approver, "/publish/b2c", note="With the long one.", **values))
    guide = approver.get("/guide/b2c/vorfaelle").text
    assert "Nummer 1 und den Tag" in guide
    assert "Ist Punkt 299 der Übergabe geklärt" in guide
    assert "Ist Punkt 1 der Übergabe geklärt" in approver.get("/guide/b2c/vorfaelle/steps").text
    assert "Alle Vorfälle" in approver.get("/guide/b2c/search?q=Messbericht").text


def steps_form(page: str) -> dict[str, list[str]]:
    """Return what a browser would send of the form of steps."""
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and name[1] != "csrf_token" and ('"checkbox"' not in tag or " checked" in tag):
            found.setdefault(name[1], []).append(html.unescape(value[1]) if value else "")
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = [chosen[1] if chosen else ""]
    return found


def send_as_browser(client: FlaskClient, address: str, form: dict[str, list[str]]) -> TestResponse:
    """Send many fields as browsers do; the test client leaves out a line end after empty ones."""
    fields = {**form, "csrf_token": [token_in(client.get("/account").text)]}
    parts = [
        f'--parted\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, values in fields.items()
        for value in values
    ]
    data = "".join((*parts, "--parted--\r\n")).encode()
    return client.post(address, data=data, content_type="multipart/form-data; boundary=parted")


def test_its_three_hundred_steps_are_a_form_without_javascript(app: Flask, editor: FlaskClient) -> None:
    form = steps_form(editor.get(f"{PAGE}/steps").text)
    assert form["steps"] == ["300"]
    was = form["step-298-text"][0]
    form["step-298-text"] = ["Fragen, ob alles gut ist."]
    assert send_as_browser(editor, f"{PAGE}/steps", form).status_code == 303
    assert draft(app).body == BODY.replace(f"299. {was}", "299. Fragen, ob alles gut ist.")


def test_more_steps_than_a_form_holds_are_not_cut_off(app: Flask, editor: FlaskClient) -> None:
    form = steps_form(editor.get(f"{PAGE}/steps").text)
    body = f"Was es ist.\n\n{algorithm(151)}"
    save(editor, body, draft(app).version, "longer")
    for answer in (
        editor.get(f"{PAGE}/steps"),
        ask(editor, f"{PAGE}/algorithm", body=body),
        send_as_browser(editor, f"{PAGE}/steps", {**form, "steps": ["302"]}),
    ):
        assert answer.status_code == 413
        assert "Edit it in the text" in answer.text
    assert draft(app).body == body

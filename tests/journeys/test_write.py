"""Writing in the browser: begin, write, save, decide, keep, rename, retire; by form and by the editor."""

import re
import threading
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse, encode_multipart

from app.accounts.models import UserSession
from app.journal.queries import entries_about
from app.kernel.actors import SYSTEM
from app.kernel.clock import now
from app.kernel.database import session, write_transaction
from app.language.words import Variant
from standards.documents.addresses import document_at
from standards.documents.draft_rows import draft_of
from standards.documents.models import Document, Draft
from standards.documents.services import newest_revision, retire_document, save_revision
from standards.documents.texts import RevisionText
from standards.editions.publishing import Publication, publish_edition
from tests.approvals import approve
from tests.conftest import SignIn
from tests.guides import publish_guide
from tests.people import Cast, token_in

JSON = {"Accept": "application/json"}
LARGEST = 512 * 1024


@pytest.fixture
def guide(app: Flask, cast: Cast, tmp_path: Path) -> Flask:
    publish_guide(app, cast, tmp_path)
    return app


@pytest.fixture
def editor(guide: Flask, cast: Cast, sign_in: SignIn) -> FlaskClient:
    return sign_in(guide.test_client(), cast.editor)


@pytest.fixture
def admin(guide: Flask, cast: Cast, sign_in: SignIn) -> FlaskClient:
    return sign_in(guide.test_client(), cast.admin)


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
    assert found, page
    return found.group(1)


def body_in(page: str) -> str:
    found = re.search(r'<textarea id="body"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    assert found, page
    text = found.group(1)
    for sign, written in (("&lt;", "<"), ("&gt;", ">"), ("&#34;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        text = text.replace(sign, written)
    return text


def form_of(client: FlaskClient, slug: str) -> dict[str, object]:
    """Return what a browser would send of the edit page as it is."""
    page = client.get(f"/workshop/{slug}/edit").text
    sent: dict[str, object] = {
        "csrf_token": token_in(page),
        "base_version": hidden(page, "base_version"),
        "fields": hidden(page, "fields"),
        "body": body_in(page),
    }
    inside = page.split("data-header>")[1].split('<div class="body-field">')[0]
    lines = r'<input\s+type="(?:text|date)"\s+id="[^"]*"\s+name="([^"]*)"\s+value="([^"]*)"'
    sentences = r'<textarea\s+id="field-[^"]*"\s+name="([^"]*)"[^>]*>\n(.*?)</textarea>'
    sent |= dict(re.findall(lines, inside))
    sent |= dict(re.findall(sentences, inside, re.DOTALL))
    for name, options in re.findall(
        r'<select\s+id="[^"]*"\s+name="([^"]*)"[^>]*>(.*?)</select>', inside, re.DOTALL
    ):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        sent[name] = chosen.group(1) if chosen else ""
    for name in ("variants", "channels", "departments", "aims", "hardest"):
        sent[name] = re.findall(rf'name="{name}"\s+value="([^"]*)"[^>]*checked', inside)
    return sent


def send(client: FlaskClient, slug: str, sent: dict[str, object], **changes: object) -> TestResponse:
    # Encoded here: for a long text the test client would leave a temporary file open.
    boundary, data = encode_multipart({**sent, **changes})
    content_type = f'multipart/form-data; boundary="{boundary}"'
    return client.post(f"/workshop/{slug}/edit", data=data, content_type=content_type)


def asked(
    client: FlaskClient, slug: str, address: str, data: dict[str, object], token: str = ""
) -> TestResponse:
    token = token or token_in(client.get(f"/workshop/{slug}/edit").text)
    return client.post(address, json=data, headers={**JSON, "X-CSRFToken": token})


def as_json(sent: dict[str, object]) -> dict[str, object]:
    ours = {"csrf_token", "base_version", "body"}
    return {
        name: value if isinstance(value, list) else [value]
        for name, value in sent.items()
        if name not in ours and value != []
    }


def draft_in(app: Flask, slug: str) -> Draft:
    with app.app_context():
        draft = draft_of(document_at(slug).id)
        assert draft is not None
        return draft


def test_somebody_new_begins_writes_and_keeps_a_situation(guide: Flask, editor: FlaskClient) -> None:
    page = editor.get("/workshop/new").text
    begun = editor.post(
        "/workshop/new",
        data={
            "csrf_token": token_in(page),
            "what": "situation-conflict",
            "title": "Kunde schreit",
            "language": "de",
        },
    )
    assert begun.headers["Location"] == "/workshop/kunde-schreit/edit"
    sent = form_of(editor, "kunde-schreit")
    assert "Bis zum Ende zuhören" in str(sent["body"])
    saved = send(
        editor,
        "kunde-schreit",
        sent,
        stage="receipt",
        channels=["phone"],
        body=str(sent["body"]).replace("Bis zum Ende", "Ganz"),
    )
    assert saved.status_code == 303
    finish = editor.get("/workshop/kunde-schreit/finish").text
    kept = editor.post(
        "/workshop/kunde-schreit/finish",
        data={"csrf_token": token_in(finish), "version": hidden(finish, "version"), "note": "Written."},
    )
    assert kept.headers["Location"] == "/workshop/kunde-schreit/"
    page = editor.get("/workshop/kunde-schreit/").text
    assert "Revision 1" in page
    assert "Ganz zuhören" in page
    assert "Empfang und Montage" in page
    with guide.app_context():
        document = document_at("kunde-schreit")
        assert (document.kind, document.situation_class, document.stage, document.number) == (
            "situation",
            "conflict",
            "receipt",
            1,
        )
        actions = [entry.action for entry in entries_about("document", document.id)]
    assert actions == ["revision.saved", "document.created"]


def test_a_form_that_changes_nothing_changes_nothing(guide: Flask, editor: FlaskClient) -> None:
    assert send(editor, "kratzer", form_of(editor, "kratzer")).status_code == 303
    draft = draft_in(guide, "kratzer")
    assert (draft.version, draft.is_open) == (1, False)


def test_only_the_field_that_was_changed_is_written(guide: Flask, editor: FlaskClient) -> None:
    before = draft_of_revision(guide, "kratzer")
    send(editor, "kratzer", form_of(editor, "kratzer"), title="Kratzer: im Glas")
    assert draft_in(guide, "kratzer").header_text == before.replace(
        "title: Kratzer in der Scheibe", 'title: "Kratzer: im Glas"'
    )


def draft_of_revision(app: Flask, slug: str) -> str:
    with app.app_context():
        document = document_at(slug)
        statement = sa.text("SELECT header_text FROM revisions WHERE document_id = :id AND number = :number")
        return str(session().scalar(statement, {"id": document.id, "number": document.number}))


def test_two_forms_at_once_both_hold_and_the_second_shows_what_was_joined(
    guide: Flask, editor: FlaskClient, admin: FlaskClient
) -> None:
    mine, theirs = form_of(editor, "reklamationen"), form_of(admin, "reklamationen")
    send(
        editor,
        "reklamationen",
        mine,
        body=str(mine["body"]).replace("Eine Reklamation", "Jede Reklamation"),
        title="Mein Titel",
    )
    answer = send(
        admin,
        "reklamationen",
        theirs,
        body=str(theirs["body"]).replace("ein Geschenk", "ein echtes Geschenk"),
        summary="Ihr Satz.",
    )
    assert answer.status_code == 200
    assert "Jede Reklamation ist ein echtes Geschenk." in answer.text
    draft = draft_in(guide, "reklamationen")
    assert draft.body.startswith("Jede Reklamation ist ein echtes Geschenk.")
    assert "title: Mein Titel" in draft.header_text
    assert "summary: Ihr Satz." in draft.header_text


def test_who_excludes_the_other_decides_on_a_page_that_holds_all_texts(
    guide: Flask, editor: FlaskClient, admin: FlaskClient
) -> None:
    mine, theirs = form_of(editor, "reklamationen"), form_of(admin, "reklamationen")
    send(
        editor,
        "reklamationen",
        mine,
        body=str(mine["body"]).replace("ein Geschenk", "ein Auftrag"),
        title="Evas Titel",
    )
    answer = send(
        admin,
        "reklamationen",
        theirs,
        body=str(theirs["body"]).replace("ein Geschenk", "ein Ärgernis"),
        title="Antons Titel",
    )
    assert answer.status_code == 409
    for words in (
        "ein Geschenk",
        "ein Auftrag",
        "ein Ärgernis",
        "Evas Titel",
        "Antons Titel",
        "Eva Editor wrote",
        "Reklamationen annehmen",
    ):
        assert words in answer.text
    assert "ein Auftrag" in draft_in(guide, "reklamationen").body
    resent: dict[str, object] = dict(
        re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', answer.text)
    )
    resent |= {
        "csrf_token": token_in(answer.text),
        "body": body_in(answer.text),
        "theirs_version": hidden(answer.text, "theirs_version"),
        "variants": ["b2c", "b2b"],
    }
    undecided = send(admin, "reklamationen", resent)
    assert undecided.status_code == 409
    decided = send(
        admin, "reklamationen", resent, **{"holds-passage-0": "mine", "holds-field-title": "theirs"}
    )
    assert decided.status_code in {200, 303}
    draft = draft_in(guide, "reklamationen")
    assert "ein Ärgernis" in draft.body
    assert "title: Evas Titel" in draft.header_text


def test_a_decision_that_somebody_overtook_is_asked_for_again(
    guide: Flask, editor: FlaskClient, admin: FlaskClient
) -> None:
    mine, theirs = form_of(editor, "reklamationen"), form_of(admin, "reklamationen")
    send(editor, "reklamationen", mine, body=str(mine["body"]).replace("ein Geschenk", "ein Auftrag"))
    answer = send(
        admin, "reklamationen", theirs, body=str(theirs["body"]).replace("ein Geschenk", "ein Ärgernis")
    )
    seen = hidden(answer.text, "theirs_version")
    newer = form_of(editor, "reklamationen")
    send(editor, "reklamationen", newer, body=str(newer["body"]).replace("ein Auftrag", "eine Aufgabe"))
    late = send(
        admin,
        "reklamationen",
        {**theirs, "body": str(theirs["body"]).replace("ein Geschenk", "ein Ärgernis")},
        theirs_version=seen,
        **{"holds-passage-0": "mine"},
    )
    assert late.status_code == 409
    assert "eine Aufgabe" in late.text
    assert "eine Aufgabe" in draft_in(guide, "reklamationen").body


def test_the_editor_saves_and_is_told_the_version(guide: Flask, editor: FlaskClient) -> None:
    sent = form_of(editor, "kratzer")
    data = {"header": as_json(sent), "body": "Neu.\r\nZeile.\n", "base_version": 1, "key": "k1"}
    answer = asked(editor, "kratzer", "/workshop/kratzer/draft", data)
    assert (answer.status_code, answer.json["version"]) == (200, 2)
    assert "merged" not in answer.json
    assert asked(editor, "kratzer", "/workshop/kratzer/draft", data).json["version"] == 2
    assert draft_in(guide, "kratzer").body == "Neu.\nZeile.\n"


def test_a_header_is_saved_alone_while_the_text_lies_in_its_room(guide: Flask, editor: FlaskClient) -> None:
    header, body = as_json(form_of(editor, "kratzer")), draft_in(guide, "kratzer").body
    data = {"header": {**header, "title": ["Kratzer"]}, "body": None, "base_version": 1, "key": "k1"}
    assert asked(editor, "kratzer", "/workshop/kratzer/draft", data).json["version"] == 2
    assert (draft_in(guide, "kratzer").body, "title: Kratzer" in draft_in(guide, "kratzer").header_text) == (
        body,
        True,
    )
    told = editor.get("/workshop/kratzer/draft").json
    assert (told["version"], told["header"]["title"]) == (2, ["Kratzer"])


def test_a_form_whose_text_lies_in_its_room_leaves_the_text(guide: Flask, editor: FlaskClient) -> None:
    sent, body = form_of(editor, "kratzer"), draft_in(guide, "kratzer").body
    del sent["body"]
    data = {**sent, "title": "Kratzer", "in_room": "1", "then": "finish"}
    answer = editor.post("/workshop/kratzer/edit", data=data)
    assert (answer.status_code, answer.location) == (303, "/workshop/kratzer/finish")
    assert draft_in(guide, "kratzer").body == body
    assert editor.post("/workshop/kratzer/edit", data=sent).status_code == 422


def test_the_editor_is_given_what_was_joined_and_what_was_not(
    editor: FlaskClient, admin: FlaskClient
) -> None:
    sent = form_of(editor, "reklamationen")
    body, header = str(sent["body"]), as_json(sent)
    first = {
        "header": header,
        "body": body.replace("ein Geschenk", "ein Auftrag"),
        "base_version": 1,
        "key": "a",
    }
    asked(editor, "reklamationen", "/workshop/reklamationen/draft", first)
    joined = asked(
        admin,
        "reklamationen",
        "/workshop/reklamationen/draft",
        {"header": header, "body": body.replace("Eine Rekl", "Jede Rekl"), "base_version": 1, "key": "b"},
    )
    assert joined.status_code == 200
    assert joined.json["merged"]["body"].startswith("Jede Reklamation ist ein Auftrag.")
    assert joined.json["merged"]["header"]["title"] == ["Reklamationen annehmen"]
    assert joined.json["touched"] == ["Jede Reklamation ist ein Auftrag."]
    clash = asked(
        admin,
        "reklamationen",
        "/workshop/reklamationen/draft",
        {"header": header, "body": body.replace("ein Geschenk", "eine Last"), "base_version": 1, "key": "c"},
    )
    assert clash.status_code == 409
    assert clash.content_type.startswith("application/problem+json")
    assert clash.json["code"] == "documents.draft_conflict"
    assert [
        ("ein Geschenk" in clash.json["was"]["body"]),
        ("eine Last" in clash.json["mine"]["body"]),
        ("ein Auftrag" in clash.json["theirs"]["body"]),
    ] == [True] * 3
    assert clash.json["version"] == 3
    assert "".join(
        piece if isinstance(piece, str) else piece["mine"] for piece in clash.json["pieces"]
    ) == clash.json["mine"]["body"].replace("Eine Rekl", "Eine Rekl")


def test_two_editors_at_once_lose_nothing(guide: Flask, cast: Cast, sign_in: SignIn) -> None:
    clients = [sign_in(guide.test_client(), person) for person in (cast.editor, cast.admin, cast.approver)]
    sent = form_of(clients[0], "reklamationen")
    tokens = [token_in(client.get("/workshop/reklamationen/edit").text) for client in clients]
    barrier = threading.Barrier(len(clients))
    answers: list[int] = []

    def save(number: int) -> None:
        data = {
            "header": as_json(sent),
            "body": str(sent["body"]).replace("## Regeln\n", f"## Regeln\n\nVon {number}.\n"),
            "base_version": 1,
            "key": f"k{number}",
        }
        barrier.wait()
        answers.append(
            asked(
                clients[number], "reklamationen", "/workshop/reklamationen/draft", data, tokens[number]
            ).status_code
        )

    threads = [threading.Thread(target=save, args=(number,)) for number in range(len(clients))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 3
    body = draft_in(guide, "reklamationen").body
    assert all(body.count(f"Von {number}.") == 1 for number in range(3))


def test_an_ended_session_is_told_to_the_editor_and_stores_nothing(guide: Flask, editor: FlaskClient) -> None:
    sent = form_of(editor, "kratzer")
    end_sessions(guide)
    data = {"header": as_json(sent), "body": "Late.\n", "base_version": 1, "key": "k"}
    answer = asked(editor, "kratzer", "/workshop/kratzer/draft", data, str(sent["csrf_token"]))
    assert answer.status_code in {400, 401}
    assert answer.content_type.startswith("application/problem+json")
    assert answer.json["code"] in {"web.stale_form", "not_allowed"}
    assert draft_in(guide, "kratzer").version == 1


def end_sessions(app: Flask) -> None:
    with app.app_context(), write_transaction() as current:
        current.execute(sa.update(UserSession).values(ended_at=now()))


def test_what_was_typed_into_a_form_comes_back_when_the_session_has_ended(
    guide: Flask, editor: FlaskClient, cast: Cast, sign_in: SignIn
) -> None:
    sent = form_of(editor, "kratzer")
    end_sessions(guide)
    answer = send(editor, "kratzer", sent, body="A long <text> & more.\n", title="A new title")
    assert answer.status_code in {400, 401}
    assert "Your text is still here" in answer.text
    assert "A long &lt;text&gt; &amp; more." in answer.text
    assert 'name="title" value="A new title"' in answer.text
    sign_in(editor, cast.editor)
    again = send(editor, "kratzer", sent, body="A long text.\n")
    assert "Your text is still here" in again.text
    assert (
        send(
            editor, "kratzer", {**sent, "csrf_token": token_in(again.text)}, body="A long text.\n"
        ).status_code
        == 303
    )
    assert draft_in(guide, "kratzer").body == "A long text.\n"


def test_what_another_site_sends_does_not_come_back_with_a_button(editor: FlaskClient) -> None:
    sent = form_of(editor, "kratzer")
    answer = editor.post(
        "/workshop/kratzer/edit", data={**sent, "body": "Evil."}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403
    assert "Evil." not in answer.text


@pytest.mark.parametrize("missing", ["body", "base_version", "header", "key"])
def test_a_save_that_did_not_arrive_whole_stores_nothing(
    guide: Flask, editor: FlaskClient, missing: str
) -> None:
    sent = form_of(editor, "kratzer")
    data = {"header": as_json(sent), "body": "x\n", "base_version": 1, "key": "k"}
    del data[missing]
    assert asked(editor, "kratzer", "/workshop/kratzer/draft", data).status_code == 422
    assert draft_in(guide, "kratzer").version == 1


def test_a_form_without_its_text_is_not_taken_for_an_empty_one(guide: Flask, editor: FlaskClient) -> None:
    sent = form_of(editor, "kratzer")
    del sent["body"]
    assert send(editor, "kratzer", sent).status_code == 422
    assert draft_in(guide, "kratzer").is_open is False


def test_the_preview_shows_variants_findings_and_words(editor: FlaskClient) -> None:
    sent = form_of(editor, "reklamationen")
    data = {
        "slug": "reklamationen",
        "header": as_json(sent),
        "body": str(sent["body"]) + "\nSee [[nowhere]].\n",
        "variant": "both",
    }
    answer = asked(editor, "reklamationen", "/workshop/preview", data)
    assert answer.status_code == 200
    assert "Zwirbelfink" in answer.json["html"]
    assert "<script>" not in answer.json["html"]
    assert "<h1" not in answer.json["html"]  # the page around it has one
    assert answer.json["words"] > 10
    [unknown] = [finding for finding in answer.json["findings"] if finding["code"] == "link.unknown"]
    assert unknown["line"] == str(data["body"]).split("\n").index("See [[nowhere]].") + 1
    b2c = asked(editor, "reklamationen", "/workshop/preview", {**data, "variant": "b2c"})
    assert "Zwirbelfink" not in b2c.json["html"]


def test_a_finding_in_the_header_names_its_field(editor: FlaskClient) -> None:
    sent = form_of(editor, "kratzer")
    data = {
        "slug": "kratzer",
        "header": {**as_json(sent), "stage": ["nowhere"]},
        "body": str(sent["body"]),
        "variant": "b2b",
    }
    findings = asked(editor, "kratzer", "/workshop/preview", data).json["findings"]
    assert "stage" in [finding.get("field") for finding in findings]


def test_a_text_that_an_edition_leaves_out_says_why(editor: FlaskClient) -> None:
    sent = form_of(editor, "rahmenvertraege")
    data = {"slug": "rahmenvertraege", "header": as_json(sent), "body": str(sent["body"]), "variant": "b2c"}
    assert "other edition only" in asked(editor, "rahmenvertraege", "/workshop/preview", data).json["html"]


def test_completions_name_documents_placeholders_and_channels(editor: FlaskClient) -> None:
    found = editor.get("/workshop/completions?slug=kratzer", headers=JSON).json
    assert {"slug": "reklamationen", "title": "Reklamationen annehmen", "kind": "standard"} in found[
        "documents"
    ]
    assert found["placeholders"] == ["Name", "Wochentag"]
    assert found["channels"] == [{"id": "phone", "name": "Telefon"}]


def test_the_list_is_filtered_searched_and_paged(guide: Flask, editor: FlaskClient) -> None:
    assert "5 documents" in editor.get("/workshop/").text
    assert "Kratzer in der Scheibe" in editor.get("/workshop/?situation_class=conflict").text
    assert "Reklamationen annehmen" not in editor.get("/workshop/?kind=situation").text
    assert "Rahmenverträge" in editor.get("/workshop/?words=Quantenkupfer").text
    assert "No document is like that" in editor.get("/workshop/?words=xyzzy&stage=needs").text
    send(editor, "kratzer", form_of(editor, "kratzer"), body="Ganz neu: Flusensieb.\n")
    assert "Kratzer in der Scheibe" in editor.get("/workshop/?words=Flusensiebe&state=draft").text
    with guide.app_context():
        for number in range(60):
            save_revision(
                RevisionText(f"more-{number}", f"kind: script\ntitle: More {number:02}\nlanguage: en", "x\n"),
                0,
                SYSTEM,
            )
    first = editor.get("/workshop/?kind=script").text
    following = re.search(r'href="(/workshop/\?[^"]*after=\d+)"', first)
    assert following
    second = editor.get(following.group(1).replace("&amp;", "&")).text
    assert "More 10" in first
    assert "More 59" in second
    assert "More 10" not in second


def test_a_renamed_document_is_found_under_both_addresses(
    guide: Flask, cast: Cast, editor: FlaskClient
) -> None:
    page = editor.get("/workshop/kratzer/rename").text
    token = token_in(page)
    taken = editor.post("/workshop/kratzer/rename", data={"csrf_token": token, "slug": "reklamationen"})
    assert taken.status_code == 409
    assert (
        editor.post("/workshop/kratzer/rename", data={"csrf_token": token, "slug": "no spaces"}).status_code
        == 422
    )
    renamed = editor.post("/workshop/kratzer/rename", data={"csrf_token": token, "slug": "scheibe-zerkratzt"})
    assert renamed.headers["Location"] == "/workshop/scheibe-zerkratzt/"
    assert (
        editor.get("/workshop/kratzer/history").headers["Location"] == "/workshop/scheibe-zerkratzt/history"
    )
    assert "slug: scheibe-zerkratzt" in draft_in(guide, "kratzer").header_text
    guide_page = editor.get("/guide/b2c/scheibe-zerkratzt")
    assert guide_page.headers["Location"] == "/guide/b2c/kratzer"
    assert guide.test_client().get("/workshop/kratzer/").status_code == 401
    assert cast


def test_a_retired_document_says_so_and_names_what_replaced_it(
    guide: Flask, cast: Cast, sign_in: SignIn, editor: FlaskClient
) -> None:
    approver = sign_in(guide.test_client(), cast.approver)
    page = approver.get("/workshop/ohne-unterlagen/retire").text
    wrong = approver.post(
        "/workshop/ohne-unterlagen/retire", data={"csrf_token": token_in(page), "replaced_by": "nowhere"}
    )
    assert wrong.status_code == 422
    assert "cannot replace" in wrong.text
    approver.post(
        "/workshop/ohne-unterlagen/retire", data={"csrf_token": token_in(page), "replaced_by": "kratzer"}
    )
    shown = editor.get("/workshop/ohne-unterlagen/").text
    assert "This document is retired" in shown
    assert "/workshop/kratzer/" in shown
    assert editor.get("/workshop/ohne-unterlagen/edit").status_code == 409
    assert "Auftrag ohne Unterlagen" not in editor.get("/workshop/").text
    assert "Auftrag ohne Unterlagen" in editor.get("/workshop/?state=retired").text
    assert editor.get("/guide/b2c/ohne-unterlagen").status_code == 200
    approver.post("/workshop/ohne-unterlagen/restore", data={"csrf_token": token_in(shown_token(approver))})
    assert editor.get("/workshop/ohne-unterlagen/edit").status_code == 200


def shown_token(client: FlaskClient) -> str:
    return client.get("/workshop/ohne-unterlagen/").text


def steps_of(client: FlaskClient, slug: str) -> dict[str, str]:
    """Return what a browser would send of the page of steps as it is."""
    page = client.get(f"/workshop/{slug}/steps").text
    sent: dict[str, str] = dict(
        re.findall(r'<input type="(?:hidden|text)"[^>]*name="([^"]*)"[^>]*value="([^"]*)"', page)
    )
    for name, options in re.findall(r'<select id="[^"]*" name="([^"]*)">(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        sent[name] = chosen.group(1) if chosen else ""
    return sent | {"step-3-hard": "true", "csrf_token": token_in(page)}


def test_the_steps_can_be_changed_as_a_list_without_javascript(guide: Flask, editor: FlaskClient) -> None:
    sent = steps_of(editor, "kratzer")
    longer = editor.post("/workshop/kratzer/steps", data={**sent, "deed": "add:1"})
    assert longer.status_code == 200
    assert 'name="steps" value="5"' in longer.text
    assert draft_in(guide, "kratzer").is_open is False
    before = draft_in(guide, "kratzer").body
    saved = editor.post("/workshop/kratzer/steps", data={**sent, "step-0-text": "Ganz zuhören."})
    assert saved.status_code == 303
    assert draft_in(guide, "kratzer").body == before.replace("1. Bis zum Ende zuhören.", "1. Ganz zuhören.")


def test_steps_that_exclude_each_other_are_decided_and_nothing_else_is_touched(
    guide: Flask, editor: FlaskClient, admin: FlaskClient
) -> None:
    mine, theirs = steps_of(editor, "kratzer"), steps_of(admin, "kratzer")
    before = draft_in(guide, "kratzer")
    admin.post("/workshop/kratzer/steps", data=theirs | {"step-0-text": "Kurz zuhören."})
    answer = editor.post("/workshop/kratzer/steps", data=mine | {"step-0-text": "Lange warten."})
    assert answer.status_code == 409
    for words in ("Bis zum Ende zuhören.", "Lange warten.", "Kurz zuhören."):
        assert words in answer.text
    resent = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', answer.text))
    resent |= {"csrf_token": token_in(answer.text), "body": body_in(answer.text), "holds-passage-0": "mine"}
    assert send(editor, "kratzer", resent).status_code in {200, 303}
    after = draft_in(guide, "kratzer")
    assert after.body == before.body.replace("1. Bis zum Ende zuhören.", "1. Lange warten.")
    assert after.header_text == before.header_text


def test_the_algorithm_is_answered_as_steps_and_taken_back(editor: FlaskClient) -> None:
    body = body_in(editor.get("/workshop/kratzer/edit").text)
    steps = asked(editor, "kratzer", "/workshop/kratzer/algorithm", {"body": body}).json
    assert steps["steps"][0]["text"] == "Bis zum Ende zuhören."
    assert (
        asked(editor, "kratzer", "/workshop/kratzer/algorithm", {"body": body, **steps}).json["body"] == body
    )
    for wrong in ("x", [1], [{"key": "a"}], [{"key": "a", "text": "b", "next": 1}]):
        answer = asked(
            editor, "kratzer", "/workshop/kratzer/algorithm", {"body": body, "otherwise": "", "steps": wrong}
        )
        assert answer.status_code == 422


def test_the_group_changes_what_new_documents_begin_with_and_back(editor: FlaskClient) -> None:
    page = editor.get("/workshop/templates/de/script").text
    changed = editor.post(
        "/workshop/templates/de/script",
        data={
            "csrf_token": token_in(page),
            "seen": hidden(page, "seen"),
            "source": "---\nkind: script\ntitle: x\nlanguage: de\n---\nUnser Muster.\n",
        },
    )
    assert changed.status_code == 303
    form = editor.get("/workshop/new").text
    editor.post(
        "/workshop/new",
        data={"csrf_token": token_in(form), "what": "script", "title": "Gruß", "language": "de"},
    )
    assert body_in(editor.get("/workshop/gruss/edit").text) == "Unser Muster.\n"
    page = editor.get("/workshop/templates/de/script").text
    back = {"csrf_token": token_in(page), "seen": hidden(page, "seen"), "source": "", "then": "ours"}
    editor.post("/workshop/templates/de/script", data=back)
    assert "as delivered" in editor.get("/workshop/templates").text
    assert editor.get("/workshop/templates/de/nothing").status_code == 404


def test_a_header_that_cannot_be_read_is_shown_whole_and_mended(guide: Flask, editor: FlaskClient) -> None:
    with guide.app_context():
        save_revision(RevisionText("broken", 'title: "open\nkind: [x', "Text.\n"), 0, SYSTEM)
    page = editor.get("/workshop/broken/edit").text
    assert 'name="header_text"' in page
    sent = {"csrf_token": token_in(page), "base_version": "1", "fields": "header_text", "body": "Text.\n"}
    send(editor, "broken", sent, header_text="kind: standard\r\ntitle: Mended\r\nlanguage: en")
    assert draft_in(guide, "broken").header_text == "kind: standard\ntitle: Mended\nlanguage: en"
    assert 'name="title"' in editor.get("/workshop/broken/edit").text


def test_the_largest_document_goes_through_every_page(guide: Flask, editor: FlaskClient) -> None:
    line = 'Ein Satz über Größe und Maß, der sich wiederholt und "Zeichen" & <mehr> hat, Nummer {}.\n\n'
    body = "".join(line.format(number) for number in range(9000))
    body = body.encode()[: LARGEST - 4096].decode("utf-8", "ignore").rsplit("\n\n", 1)[0] + "\n"
    sent = form_of(editor, "reklamationen")
    assert send(editor, "reklamationen", sent, body=body.replace("\n", "\r\n")).status_code == 303
    assert draft_in(guide, "reklamationen").body == body
    for page in ("edit", "", "compare", "finish", "history", "steps"):
        assert editor.get(f"/workshop/reklamationen/{page}").status_code == 200, page
    data = {"slug": "reklamationen", "header": as_json(sent), "body": body, "variant": "both"}
    assert asked(editor, "reklamationen", "/workshop/preview", data).status_code == 200
    longer = send(editor, "reklamationen", form_of(editor, "reklamationen"), body="x" * (LARGEST + 1))
    assert longer.status_code == 413
    assert "KiB" in longer.text
    with guide.app_context():
        assert session().scalar(sa.select(sa.func.count()).select_from(Document)) == 5


@pytest.mark.parametrize("who", ["staff", "hr", "auditor"])
def test_who_does_not_write_sees_no_draft_by_any_door(
    guide: Flask, cast: Cast, sign_in: SignIn, editor: FlaskClient, who: str
) -> None:
    send(editor, "kratzer", form_of(editor, "kratzer"), body="Secret draft words.\n")
    client = sign_in(guide.test_client(), getattr(cast, who))
    for page in (
        "",
        "edit",
        "history",
        "compare?old=1&new=draft",
        "finish",
        "discard",
        "authors",
        "steps",
        "settle",
        "rename",
    ):
        answer = client.get(f"/workshop/kratzer/{page}")
        assert answer.status_code == 403, page
        assert "Secret" not in answer.text
    assert client.get("/workshop/?words=Secret").status_code == 403
    assert client.get("/workshop/completions?slug=kratzer").status_code == 403


def test_a_form_open_while_the_document_was_renamed_still_arrives(guide: Flask, editor: FlaskClient) -> None:
    sent = form_of(editor, "kratzer")
    page = editor.get("/workshop/kratzer/rename").text
    editor.post("/workshop/kratzer/rename", data={"csrf_token": token_in(page), "slug": "riss"})
    assert send(editor, "kratzer", sent, body="Neue Worte.\n").status_code in {200, 303}
    draft = draft_in(guide, "riss")
    assert draft.body == "Neue Worte.\n"
    assert "slug: riss" in draft.header_text


def test_a_form_open_while_the_document_was_retired_keeps_what_was_typed(
    guide: Flask, cast: Cast, editor: FlaskClient
) -> None:
    sent = form_of(editor, "kratzer")
    with guide.app_context():
        retire_document("kratzer", cast.approver.actor)
    answer = send(editor, "kratzer", sent, body="Long words.\n", title="A new title")
    assert answer.status_code == 409
    assert "was retired" in answer.text
    assert body_in(answer.text) == "Long words.\n"
    assert 'value="A new title"' in answer.text


def test_publishing_now_or_later_leaves_the_draft_alone(
    guide: Flask, cast: Cast, editor: FlaskClient
) -> None:
    send(editor, "reklamationen", form_of(editor, "reklamationen"), body="Newer words.\n")
    before = draft_in(guide, "reklamationen").version
    with guide.app_context():
        for day in (date(2026, 1, 2), date(2099, 1, 1)):
            newest = newest_revision("complaints")
            assert newest is not None
            text = RevisionText("complaints", newest.header_text, f"Since {day}.\n\n## Rules\n\nOne.\n")
            save_revision(text, newest.number, SYSTEM)
            approve("complaints", cast.approver.actor)
            publish_edition(Variant.B2C, Publication("Again.", day), cast.approver.actor)
    draft = draft_in(guide, "reklamationen")
    assert (draft.body, draft.version, draft.is_open) == ("Newer words.\n", before, True)

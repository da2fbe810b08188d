"""Beginning with the group's templates, keeping a draft as a revision, and what stays of what was decided."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel.actors import SYSTEM
from app.language.document import parse_document
from standards.documents.addresses import document_at
from standards.documents.drafting import open_draft, save_draft
from standards.documents.errors import DraftConflict
from standards.documents.models import Draft
from standards.documents.texts import DraftText
from tests.conftest import SignIn
from tests.guides import publish_guide
from tests.people import Cast, token_in

NEW = "/workshop/new"
TEMPLATE = "/workshop/templates/de/standard"


@pytest.fixture
def guide(app: Flask, cast: Cast, tmp_path: Path) -> Flask:
    publish_guide(app, cast, tmp_path)
    return app


@pytest.fixture
def editor(guide: Flask, cast: Cast, sign_in: SignIn) -> FlaskClient:
    return sign_in(guide.test_client(), cast.editor)


def begin(client: FlaskClient, what: str, title: str, language: str = "de") -> str:
    """Begin a document; return its address."""
    sent = {"what": what, "title": title, "language": language}
    answer = client.post(NEW, data=sent | {"csrf_token": token_in(client.get(NEW).text)})
    found = re.fullmatch(r"/workshop/([^/]+)/edit", answer.headers["Location"])
    assert found
    return found.group(1)


def draft_in(app: Flask, slug: str) -> Draft:
    with app.app_context():
        return open_draft(document_at(slug), SYSTEM)


def write(app: Flask, slug: str, body: str, cast: Cast) -> None:
    """Have the administrator write the whole text of a draft."""
    with app.app_context():
        document = document_at(slug)
        draft = open_draft(document, cast.admin.actor)
        save_draft(document.id, DraftText(draft.header_text, body), draft.version, cast.admin.actor)


def keep(client: FlaskClient, slug: str, **values: str) -> tuple[int, str]:
    """Send the form that keeps the draft, as it was shown but for these values."""
    page = client.get(f"/workshop/{slug}/finish").text
    version = re.search(r'name="version"[^>]*value="(\d+)"', page)
    assert version
    sent = {"csrf_token": token_in(page), "version": version.group(1), "note": "Because."}
    answer = client.post(f"/workshop/{slug}/finish", data=sent | values)
    return answer.status_code, answer.text


@pytest.mark.parametrize("language", ["de", "en", "nb"])
@pytest.mark.parametrize(
    "what", ["situation-typical", "situation-complex", "situation-conflict", "standard", "script"]
)
def test_every_kind_begins_with_a_text_that_needs_only_its_place(
    guide: Flask, editor: FlaskClient, what: str, language: str
) -> None:
    slug = begin(editor, what, "Etwas Neues", language)
    draft = draft_in(guide, slug)
    text = parse_document(draft.header_text, draft.body, slug=slug)
    assert (text.header.title, text.header.language) == ("Etwas Neues", language)
    assert {finding.code for finding in text.findings} <= {"header.missing"}
    page = editor.get(f"/workshop/{slug}/").text
    assert page.count("remark--error") == (1 if what.startswith("situation") else 0)


def test_two_documents_with_one_title_have_two_addresses(editor: FlaskClient) -> None:
    assert begin(editor, "script", "Gruß am Telefon") == "gruss-am-telefon"
    assert begin(editor, "script", "Gruß am Telefon") == "gruss-am-telefon-2"


def test_nothing_is_begun_without_a_title_and_what_was_chosen_stays(editor: FlaskClient) -> None:
    token = token_in(editor.get(NEW).text)
    answer = editor.post(NEW, data={"csrf_token": token, "what": "standard", "title": " ", "language": "nb"})
    assert answer.status_code == 422
    assert "Give it a title." in answer.text
    assert re.search(r'value="standard"[^>]*checked|checked[^>]*value="standard"', answer.text)
    assert re.search(r'<option selected value="nb">', answer.text)


def change_template(client: FlaskClient, shown: str, source: str) -> tuple[int, str]:
    """Send the form of a template, as this page shows it, with another text."""
    seen = re.search(r'name="seen"[^>]*value="([^"]+)"', shown)
    assert seen
    sent = {"csrf_token": token_in(shown), "seen": seen.group(1), "source": source}
    answer = client.post(TEMPLATE, data=sent)
    return answer.status_code, answer.text


@pytest.mark.parametrize("source", ["Only a text.\n", "---\nkind: script\n---\nA text.\n"])
def test_any_template_of_the_group_gives_a_document_of_the_chosen_kind(
    guide: Flask, editor: FlaskClient, source: str
) -> None:
    assert change_template(editor, editor.get(TEMPLATE).text, source)[0] == 303
    slug = begin(editor, "standard", "Nach unserem Muster")
    with guide.app_context():
        assert (document_at(slug).kind, document_at(slug).title) == ("standard", "Nach unserem Muster")


def test_a_template_that_no_document_could_begin_with_is_refused_and_stays_typed(editor: FlaskClient) -> None:
    status, page = change_template(editor, editor.get(TEMPLATE).text, "---\n[broken\n---\nA text.\n")
    assert status == 422
    assert "cannot be read as a header" in page
    assert "[broken" in page


def test_two_who_change_one_template_see_both_texts(
    guide: Flask, cast: Cast, sign_in: SignIn, editor: FlaskClient
) -> None:
    admin = sign_in(guide.test_client(), cast.admin)
    shown = admin.get(TEMPLATE).text
    assert change_template(editor, editor.get(TEMPLATE).text, "Eva's text.\n")[0] == 303
    status, page = change_template(admin, shown, "Anton's text.\n")
    assert status == 409
    assert "Eva&#39;s text." in page
    assert "Anton&#39;s text." in page
    assert change_template(admin, page, "Both texts.\n")[0] == 303
    assert "Both texts." in editor.get(TEMPLATE).text


def test_a_note_is_asked_for_and_nothing_is_kept_without(guide: Flask, editor: FlaskClient) -> None:
    slug = begin(editor, "script", "Gruß")
    status, page = keep(editor, slug, note="  ")
    assert (status, "Say in a sentence what changed" in page) == (422, True)
    with guide.app_context():
        assert document_at(slug).number == 0


def test_what_somebody_wrote_meanwhile_is_shown_before_it_is_kept(
    guide: Flask, cast: Cast, editor: FlaskClient
) -> None:
    write(guide, "kratzer", "Anton was here.\n", cast)
    seen = draft_in(guide, "kratzer").version
    write(guide, "kratzer", "Anton was here again.\n", cast)
    status, page = keep(editor, "kratzer", version=str(seen), note="My note.")
    assert status == 409
    assert "Somebody wrote in this draft after you looked at it." in page
    assert "My note." in page
    assert "again" in page
    again = re.search(r'name="version"[^>]*value="(\d+)"', page)
    assert again
    assert keep(editor, "kratzer", version=again.group(1), note="My note.")[0] == 303
    with guide.app_context():
        assert document_at("kratzer").number == 2


def test_the_history_keeps_the_words_that_gave_way(guide: Flask, cast: Cast, editor: FlaskClient) -> None:
    with guide.app_context():
        document = document_at("kratzer")
        draft = open_draft(document, cast.editor.actor)
        mine = DraftText(draft.header_text, draft.body.replace("getäuscht", "betrogen"))
    write(guide, "kratzer", draft.body.replace("getäuscht", "veralbert"), cast)
    with guide.app_context(), pytest.raises(DraftConflict):
        save_draft(document.id, mine, draft.version, cast.editor.actor)
    link = re.search(
        r'href="(/workshop/kratzer/conflicts/\d+)"', editor.get("/workshop/kratzer/history").text
    )
    assert link
    page = editor.get(link.group(1)).text
    for words in (
        "sich getäuscht.",
        "sich betrogen.",
        "sich veralbert.",
        "Eva Editor wrote",
        "Anton Admin wrote",
    ):
        assert words in page
    assert editor.get(link.group(1).replace("kratzer", "reklamationen")).status_code == 404

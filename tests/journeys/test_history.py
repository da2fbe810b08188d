"""Looking at what changed: the history, comparing, who wrote what, going back."""

import re
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app.kernel.actors import SYSTEM
from app.kernel.clock import now
from app.kernel.database import write_transaction
from app.language.document import digest
from app.language.front_matter import split_front_matter
from app.language.words import Variant
from standards.documents.addresses import document_at
from standards.documents.draft_rows import draft_of
from standards.documents.drafting import cut_revision, open_draft, save_draft
from standards.documents.importing import NOTE
from standards.documents.models import Document, Revision
from standards.documents.services import retire_document, save_revision
from standards.documents.texts import DraftText, RevisionText
from standards.editions.publishing import Publication, publish_edition
from tests.approvals import approve
from tests.conftest import SignIn
from tests.guides import publish_guide
from tests.people import Cast, token_in

HEADER = "kind: situation\ntitle: Scratch\nlanguage: en\nclass: typical\nstage: receipt"
BODY = "The customer shows a scratch.\n\n- Fetch the tape.\n- Call the fitter.\n\nThe end.\n"


@pytest.fixture
def editor(app: Flask, cast: Cast, sign_in: SignIn) -> FlaskClient:
    """Sign Eva in; the situation has three revisions, the last one with another class."""
    with app.app_context():
        save_revision(RevisionText("scratch", HEADER, BODY, "Begun."), 0, SYSTEM)
        document_id = document_at("scratch").id
        open_draft(document_at("scratch"), cast.editor.actor)
        save_draft(
            document_id, DraftText(HEADER, BODY.replace("the tape", "the long tape")), 1, cast.editor.actor
        )
        cut_revision(document_id, "A longer tape.", is_minor=True, actor=cast.editor.actor)
        text = DraftText(
            HEADER.replace("typical", "conflict"),
            BODY.replace("the tape", "the long tape") + "\nNew here.\n",
            "They shout.",
        )
        save_draft(document_id, text, 3, cast.approver.actor)
        cut_revision(document_id, "Judged anew.", is_minor=False, actor=cast.editor.actor)
    return sign_in(app.test_client(), cast.editor)


def plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_history_tells_who_what_why_and_whether_it_mattered(editor: FlaskClient) -> None:
    page = plain(editor.get("/workshop/scratch/history").text)
    assert "Judged anew." in page
    assert "Eva Editor, with Amir Approver" in page
    assert "A longer tape. small corrections" in page
    assert "the system" in page
    assert "Typical became Conflict: “They shout.”" in page


def test_any_two_revisions_are_compared_word_by_word_with_signs_and_words(editor: FlaskClient) -> None:
    page = editor.get("/workshop/scratch/compare?old=1&new=3").text
    assert re.search(r'<ins><span class="visually-hidden">added:\s*</span>\s*long ?</ins>', page)
    assert '<abbr title="added">+</abbr>' in page
    assert "<del>Typical</del>" in page
    assert "<ins>Conflict</ins>" in page
    back = editor.get("/workshop/scratch/compare?old=3&new=1&view=sides").text
    assert re.search(r'<del><span class="visually-hidden">removed:\s*</span>\s*long ?</del>', back)
    assert "revision 3" in back


def test_the_draft_is_compared_too_and_equal_texts_say_so(
    app: Flask, cast: Cast, editor: FlaskClient
) -> None:
    assert "Both say the same." in editor.get("/workshop/scratch/compare?old=3&new=draft").text
    with app.app_context():
        draft = draft_of(document_at("scratch").id)
        assert draft is not None
        save_draft(
            draft.document_id,
            DraftText(draft.header_text, draft.body + "\nDraft words.\n"),
            draft.version,
            cast.editor.actor,
        )
    page = editor.get("/workshop/scratch/compare").text
    assert "Draft words." in page
    assert 'value="draft" selected' in page


@pytest.mark.parametrize("asked", ["old=9", "new=x", "old=-1", f"new={2**40}", "old=1&new=%C2%B2"])
def test_a_revision_that_is_not_there_is_told(editor: FlaskClient, asked: str) -> None:
    assert editor.get(f"/workshop/scratch/compare?{asked}").status_code == 404


def test_who_wrote_which_passage_is_shown(editor: FlaskClient) -> None:
    page = plain(editor.get("/workshop/scratch/authors").text)
    assert re.search(r"Eva Editor, with Amir Approver.{0,120}New here\.", page)
    assert re.search(r"the system.{0,160}The customer shows a scratch\.", page)


def test_going_back_asks_for_a_look_and_never_replaces_a_draft(app: Flask, editor: FlaskClient) -> None:
    token = token_in_button(editor)
    answer = editor.post("/workshop/scratch/revisions/1/restore", data={"csrf_token": token})
    assert answer.headers["Location"] == "/workshop/scratch/edit"
    with app.app_context():
        draft = draft_of(document_at("scratch").id)
        assert draft is not None
        assert (draft.body, draft.is_open, document_at("scratch").number) == (BODY, True, 3)
    again = editor.post("/workshop/scratch/revisions/2/restore", data={"csrf_token": token})
    assert again.status_code == 409
    assert "holds changes" in again.text
    assert (
        editor.post("/workshop/scratch/revisions/99/restore", data={"csrf_token": token}).status_code == 404
    )


def token_in_button(client: FlaskClient) -> str:
    found = re.search(r'name="csrf_token"\s+value="([^"]+)"', client.get("/workshop/scratch/history").text)
    assert found
    return found.group(1)


def test_a_draft_that_goes_back_past_a_judgement_must_say_why(editor: FlaskClient) -> None:
    editor.post("/workshop/scratch/revisions/1/restore", data={"csrf_token": token_in_button(editor)})
    page = editor.get("/workshop/scratch/finish").text
    sent = {
        "csrf_token": token_in(page),
        "version": re.search(r'name="version"[^>]*value="(\d+)"', page).group(1),
        "note": "Back.",
    }  # type: ignore[union-attr]
    refused = editor.post("/workshop/scratch/finish", data=sent)
    assert refused.status_code == 422
    assert "Say why" in refused.text
    assert "Back." in refused.text
    assert (
        editor.post(
            "/workshop/scratch/finish", data={**sent, "class_reason": "It was a mistake."}
        ).status_code
        == 303
    )
    assert "It was a mistake." in editor.get("/workshop/scratch/").text


def test_dropping_a_draft_shows_what_goes_and_asks_again_when_it_moved(
    app: Flask, cast: Cast, editor: FlaskClient
) -> None:
    with app.app_context():
        document_id = document_at("scratch").id
        draft = draft_of(document_id)
        assert draft is not None
        version, header = draft.version, draft.header_text
        save_draft(document_id, DraftText(header, "Only this.\n"), version, cast.editor.actor)
    page = editor.get("/workshop/scratch/discard").text
    assert "Only this." in page
    sent = {"csrf_token": token_in(page), "version": str(version + 1)}
    with app.app_context():
        save_draft(document_id, DraftText(header, "Only this. And that.\n"), version + 1, cast.admin.actor)
    moved = editor.post("/workshop/scratch/discard", data=sent)
    assert moved.status_code == 409
    assert "And that." in moved.text
    assert (
        editor.post("/workshop/scratch/discard", data={**sent, "version": str(version + 2)}).status_code
        == 303
    )
    with app.app_context():
        draft = draft_of(document_id)
        assert draft is not None
        assert draft.is_open is False


def test_a_revision_made_elsewhere_that_contradicts_the_draft_is_decided_on_a_page(
    app: Flask, cast: Cast, editor: FlaskClient
) -> None:
    with app.app_context():
        document_id = document_at("scratch").id
        draft = draft_of(document_id)
        assert draft is not None
        header, body = draft.header_text, draft.body
        save_draft(
            document_id,
            DraftText(header, body.replace("The end.", "My end.")),
            draft.version,
            cast.editor.actor,
        )
        save_revision(
            RevisionText("scratch", header, body.replace("The end.", "Their end."), "Imported."), 3, SYSTEM
        )
    assert "says something else" in editor.get("/workshop/scratch/edit").text
    page = editor.get("/workshop/scratch/settle").text
    assert "My end." in page
    assert "Their end." in page
    sent = {"csrf_token": token_in(page)} | {
        name: re.search(rf'name="{name}" value="(\d+)"', page).group(1)
        for name in ("base_version", "theirs_version")
    }  # type: ignore[union-attr]
    assert editor.post("/workshop/scratch/settle", data=sent).status_code == 422
    assert (
        editor.post("/workshop/scratch/settle", data={**sent, "holds-passage-0": "both"}).status_code == 303
    )
    with app.app_context():
        draft = draft_of(document_id)
        assert draft is not None
        assert draft.base_number == 4
        assert "My end." in draft.body
        assert "Their end." in draft.body


def test_a_thousand_revisions_are_paged(app: Flask, editor: FlaskClient) -> None:
    with app.app_context(), write_transaction() as current:
        document_id = document_at("scratch").id
        for number in range(4, 1001):
            body = f"{BODY}\nLine {number}.\n"
            current.add(
                Revision(
                    document_id=document_id,
                    number=number,
                    header_text=HEADER,
                    body=body,
                    digest=digest(HEADER, body),
                    note=f"Note {number}.",
                    author_id=None,
                    created_at=now(),
                )
            )
        current.execute(sa.update(Document).where(Document.id == document_id).values(number=1000))
    first = editor.get("/workshop/scratch/history").text
    second = editor.get("/workshop/scratch/history?after=951").text
    assert editor.get("/workshop/scratch/authors").status_code == 200
    assert editor.get("/workshop/scratch/compare?old=1&new=1000").status_code == 200
    assert "Note 1000." in first
    assert "Note 951." in first
    assert "Note 950." in second
    assert "Note 951." not in second


def test_a_link_to_a_retired_document_leads_on_in_the_next_edition(
    app: Flask, cast: Cast, sign_in: SignIn, tmp_path: Path
) -> None:
    publish_guide(app, cast, tmp_path)
    with app.app_context():
        retire_document("ohne-unterlagen", cast.approver.actor, "kratzer")
        text = (tmp_path / "reklamationen.md").read_text("utf-8")
        parts = split_front_matter(text + "\nSiehe [[ohne-unterlagen|den Auftrag]].\n")
        save_revision(RevisionText("reklamationen", parts.header_text, parts.body), 1, SYSTEM)
        approve("reklamationen", cast.approver.actor)
        publish_edition(Variant.B2C, Publication("Second.", date(2026, 1, 2)), SYSTEM)
    client = sign_in(app.test_client(), cast.staff)
    page = client.get("/guide/b2c/reklamationen?language=de").text
    assert 'href="kratzer"' in page
    gone = client.get("/guide/b2c/ohne-unterlagen")
    assert gone.status_code == 410
    assert "It was replaced" in gone.text
    assert "/guide/b2c/kratzer" in gone.text
    assert client.get("/guide/b2c/never-there").status_code == 404


def test_a_single_text_is_compared_with_nothing(app: Flask, editor: FlaskClient) -> None:
    with app.app_context():
        save_revision(
            RevisionText("alone", "kind: standard\ntitle: Alone\nlanguage: en", "It is."), 0, SYSTEM
        )
    page = editor.get("/workshop/alone/compare").text
    assert "There is only this one text so far" in page
    assert "<select" not in page.split("</main>")[0].split("<main")[1]
    asked = editor.get("/workshop/alone/compare?old=0&new=1").text
    assert '<option value="0" selected>nothing</option>' in asked
    assert "revision 0" not in asked


def test_a_note_of_ours_is_read_in_the_readers_language(app: Flask, editor: FlaskClient) -> None:
    header = "kind: standard\ntitle: Alone\nlanguage: en"
    with app.app_context():
        save_revision(RevisionText("alone", header, "It is.", NOTE), 0, SYSTEM)
        save_revision(RevisionText("alone", header, "It was.", "History"), 1, SYSTEM)
    page = editor.get("/workshop/alone/history", headers={"Accept-Language": "de"}).text
    assert "Imported." not in page
    assert "Importiert." in page
    assert "History" in page


def test_days_and_ticks_of_the_header_are_written_out(app: Flask, editor: FlaskClient) -> None:
    with app.app_context():
        save_revision(RevisionText("alone", HEADER, "It is."), 0, SYSTEM)
        changed = f"{HEADER}\nhardest: true\nreview_on: 2027-05-01"
        save_revision(RevisionText("alone", changed, "It is."), 1, SYSTEM)
    page = editor.get("/workshop/alone/compare", headers={"Accept-Language": "de"}).text
    assert "<ins>1. Mai 2027</ins>" in page
    assert "<ins>ja</ins>" in page

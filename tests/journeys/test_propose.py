"""Proposing changes: it works; who may not; what if somebody decided meanwhile; what the journal says."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.journal.queries import entries_about
from app.notices.queries import notices_of
from standards.comments.anchoring import Anchor
from standards.comments.services import Remark, begin_thread
from standards.documents.drafting import cut_revision, open_draft, save_draft
from standards.documents.queries import document_by_slug
from standards.documents.services import save_revision
from standards.documents.texts import DraftText, RevisionText
from tests.conftest import SignIn
from tests.people import Cast, Person, token_in

HEADER = "kind: standard\ntitle: Complaints\nlanguage: en\nsection: complaints"
PLACE = "/workshop/proposals/"
WISH = {
    "title": "Name a day when calling back",
    "kind": "correction",
    "cause": "audit",
    "evidence": "Nine of ten calls in May ended without a day.",
    "slug": "complaints",
}


def sent(client: FlaskClient, address: str, **values: str) -> tuple[int, str]:
    token = token_in(client.get("/account").text)
    answer = client.post(PLACE + address, data=values | {"csrf_token": token}, follow_redirects=True)
    return answer.status_code, answer.text


def told(app: Flask, person: Person) -> list[str]:
    with app.test_request_context():
        return [line.text for line in notices_of(person.actor)]


def cut(app: Flask, person: Person, body: str) -> None:
    """Write into the draft and make a revision of it."""
    with app.app_context():
        document = document_by_slug("complaints")
        draft = open_draft(document, person.actor)
        save_draft(document.id, DraftText(draft.header_text, body), draft.version, person.actor)
        cut_revision(document.id, "Days.", False, person.actor)  # noqa: FBT003


@pytest.fixture
def workshop(app: Flask, cast: Cast) -> Cast:
    with app.app_context():
        save_revision(RevisionText("complaints", HEADER, "Call back.\n"), 0, cast.editor.actor)
    return cast


@pytest.fixture
def approver(client: FlaskClient, workshop: Cast, sign_in: SignIn) -> FlaskClient:
    return sign_in(client, workshop.approver)


@pytest.fixture
def editor(app: Flask, workshop: Cast, sign_in: SignIn) -> FlaskClient:
    return sign_in(app.test_client(), workshop.editor)


def test_a_proposal_names_its_cause_and_what_it_rests_on(
    app: Flask, approver: FlaskClient, cast: Cast
) -> None:
    status, page = sent(approver, "", **WISH)
    assert status == 200
    for shown in (
        "Name a day when calling back",
        "Correction",
        "An audit",
        "Nine of ten calls",
        "Complaints",
    ):
        assert shown in page
    assert told(app, cast.editor) == ["Amir Approver proposes a change of “Complaints”."]
    assert told(app, cast.approver) == []
    with app.app_context():
        assert [entry.action for entry in entries_about("proposal", 1)] == ["proposal.new"]
    assert "Name a day when calling back" in approver.get(PLACE).text
    assert "Name a day when calling back" not in approver.get(PLACE + "?state=settled").text


@pytest.mark.parametrize("missing", ["title", "cause", "evidence"])
def test_what_is_missing_is_asked_for_and_the_rest_stays(approver: FlaskClient, missing: str) -> None:
    status, page = sent(approver, "", **(WISH | {missing: ""}))
    assert status == 422
    assert "Please look at this again" in page
    kept = {"title", "evidence"} - {missing}
    assert all(WISH[name] in page for name in kept)


def test_a_proposal_leads_to_a_draft_and_is_settled_by_its_revision(
    app: Flask, approver: FlaskClient, editor: FlaskClient, cast: Cast
) -> None:
    sent(approver, "", **WISH)
    status, page = sent(editor, "1/taking", slug="complaints")
    assert status == 200
    assert "Write the change" in page
    assert "/workshop/complaints/edit" in page
    assert told(app, cast.approver)[0] == "Eva Editor works on the change that you proposed for “Complaints”."
    assert "Settled by revision" not in page
    assert sent(editor, "1/settling", number="1")[0] == 422
    cut(app, cast.editor, "Call back and name a day.\n")
    page = editor.get(PLACE + "1").text
    assert "Settled by revision 2" in page
    _, page = sent(editor, "1/settling", number="2")
    assert re.search(r"Settled</strong>\s+by revision 2", page)
    assert told(app, cast.approver)[0] == (
        "The change that you proposed for “Complaints” is made, says Eva Editor."
    )
    with app.app_context():
        assert [entry.action for entry in entries_about("proposal", 1)] == [
            "proposal.settled",
            "proposal.taken",
            "proposal.new",
        ]


def test_declining_asks_for_a_reason_that_stays(
    app: Flask, approver: FlaskClient, editor: FlaskClient, cast: Cast
) -> None:
    sent(approver, "", **WISH)
    status, page = sent(editor, "1/declining", reason=" ")
    assert status == 422
    assert "Say in a sentence why" in page
    _, page = sent(editor, "1/declining", reason="Already said under promises.")
    assert "Already said under promises." in page
    assert "Declined" in page
    assert "declined the change that you proposed" in told(app, cast.approver)[0]


def test_a_declined_proposal_can_be_taken_after_all(approver: FlaskClient, editor: FlaskClient) -> None:
    sent(approver, "", **WISH)
    sent(editor, "1/declining", reason="Not now.")
    assert "Taken" in sent(editor, "1/taking", slug="complaints")[1]


def test_of_two_who_decide_the_second_is_told(approver: FlaskClient, editor: FlaskClient) -> None:
    sent(approver, "", **WISH)
    sent(editor, "1/taking", slug="complaints")
    status, page = sent(approver, "1/taking", slug="complaints")
    assert status == 409
    assert "Somebody decided on this proposal meanwhile." in page


def test_a_proposal_without_a_document_needs_one_to_be_taken(
    app: Flask, approver: FlaskClient, editor: FlaskClient, cast: Cast
) -> None:
    form = approver.get(PLACE + "new?contact_point=invoice").text
    assert 'value="invoice"' in form
    _, page = sent(approver, "", **(WISH | {"slug": "", "contact_point": "invoice"}))
    assert "A document that is not there yet" in page
    assert told(app, cast.editor) == ["Amir Approver proposes a document that is not there yet."]
    status, page = sent(editor, "1/taking", slug="")
    assert status == 422
    assert "begin it first" in page
    assert "Taken" in sent(editor, "1/taking", slug="complaints")[1]


def test_a_comment_can_grow_into_a_proposal(app: Flask, approver: FlaskClient, cast: Cast) -> None:
    with app.app_context():
        remark = Remark("Customers ask for a day.")
        begin_thread("complaints", Anchor("Call back.", "", "\n", 0), remark, cast.approver.actor)
    page = approver.get("/workshop/complaints/comments/").text
    address = re.findall(r'href="([^"]*proposals/new[^"]*)"', page)[0]
    form = approver.get(address).text
    assert "Customers ask for a day." in form
    assert re.search(r'<input checked[^>]*value="comment"', form)
    assert re.search(r'<option selected value="complaints">', form)
    _, page = sent(approver, "", **(WISH | {"cause": "comment", "thread": "1"}))
    assert "/workshop/complaints/comments/#thread-1" in page


def test_a_proposal_sent_twice_is_one(approver: FlaskClient) -> None:
    sent(approver, "", **WISH, key="the-same")
    sent(approver, "", **WISH, key="the-same")
    assert approver.get(PLACE).text.count("Name a day when calling back") == 1


def test_long_lists_go_on_on_the_next_page(app: Flask, approver: FlaskClient) -> None:
    assert app
    for number in range(51):
        sent(approver, "", **(WISH | {"title": f"Change {number:02}"}))
    page = approver.get(PLACE).text
    assert "Change 50" in page
    assert "Change 00" not in page
    following = re.findall(r'href="([^"]*after=[^"]*)"', page)[0].replace("&amp;", "&")
    assert "Change 00" in approver.get(following).text


@pytest.mark.parametrize("who", ["staff", "hr", "auditor"])
def test_others_neither_see_nor_make_proposals(app: Flask, workshop: Cast, sign_in: SignIn, who: str) -> None:
    client = sign_in(app.test_client(), getattr(workshop, who))
    assert client.get(PLACE).status_code == 403
    assert client.get(PLACE + "new").status_code == 403
    assert sent(client, "", **WISH)[0] == 403

"""Commenting: it works; who may not; what if the text moved on; what the journal says."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.journal.queries import newest_entries
from app.kernel.actors import SYSTEM
from app.notices.queries import notices_of
from standards.documents.drafting import cut_revision, open_draft, save_draft
from standards.documents.queries import document_by_slug
from standards.documents.services import save_revision
from standards.documents.texts import DraftText, RevisionText
from tests.conftest import SignIn
from tests.people import Cast, Person, token_in

HEADER = "kind: standard\ntitle: Complaints\nlanguage: en\nsection: complaints"
BODY = """\
A complaint is a gift.

## Rules

Listen to the end. Say your name, and write down what you hear.

- Call back on the same day.
"""
PLACE = "/workshop/complaints/comments/"


def write(app: Flask, person: Person, body: str) -> None:
    """Save the draft with another body, as the editor would."""
    with app.app_context():
        document = document_by_slug("complaints")
        draft = open_draft(document, person.actor)
        save_draft(document.id, DraftText(draft.header_text, body), draft.version, person.actor)


def draft_body(app: Flask) -> str:
    with app.app_context():
        return open_draft(document_by_slug("complaints"), SYSTEM).body


def commented(client: FlaskClient, quote: str = "Say your name", **more: str) -> str:
    """Comment as the script of the page does, and return the page that follows."""
    page = client.get(PLACE).text
    start = BODY.find(quote)
    values = {
        "quote": quote,
        "before": BODY[max(0, start - 32) : start],
        "after": BODY[start + len(quote) : start + len(quote) + 32],
        "start": str(start),
        "text": "Which name?",
    }
    answer = client.post(PLACE, data=values | more | {"csrf_token": token_in(page)}, follow_redirects=True)
    return answer.text


def sent(client: FlaskClient, address: str, **values: str) -> tuple[int, str]:
    token = token_in(client.get("/account").text)
    answer = client.post(PLACE + address, data=values | {"csrf_token": token}, follow_redirects=True)
    return answer.status_code, answer.text


def marked(page: str) -> list[str]:
    return [re.sub(r"\s+", " ", found) for found in re.findall(r"<mark>(.*?)</mark>", page, re.DOTALL)]


def actions(app: Flask, count: int = 6) -> list[str]:
    with app.app_context():
        return [entry.action for entry in newest_entries(count)]


def told(app: Flask, person: Person) -> list[str]:
    with app.test_request_context():
        return [line.text for line in notices_of(person.actor)]


@pytest.fixture
def workshop(app: Flask, cast: Cast) -> Cast:
    with app.app_context():
        save_revision(RevisionText("complaints", HEADER, BODY), 0, cast.editor.actor)
    return cast


@pytest.fixture
def approver(client: FlaskClient, workshop: Cast, sign_in: SignIn) -> FlaskClient:
    return sign_in(client, workshop.approver)


def test_somebody_comments_on_words_of_the_newest_revision(
    app: Flask, approver: FlaskClient, cast: Cast
) -> None:
    page = commented(approver)
    assert marked(page) == ["Say your name"]
    assert "Which name?" in page
    assert "Amir Approver" in page
    assert actions(app)[0] == "comment.written"
    assert told(app, cast.editor) == ["Amir Approver commented on “Complaints”."]
    assert told(app, cast.approver) == []


def test_without_javascript_a_passage_is_chosen_by_its_link(approver: FlaskClient) -> None:
    links = re.findall(r'href="([^"]*comments/new\?line=5[^"]*)"', approver.get(PLACE).text)
    form = approver.get(links[0].replace("&amp;", "&")).text
    assert "Listen to the end. Say your name, and write down what you hear." in form
    hidden = {
        name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', form)[1]
        for name in ("offered", "before", "after", "start", "key")
    }  # type: ignore[index]
    values = {"quote": "Say your name", "text": "Which name?", "csrf_token": token_in(form)}
    page = approver.post(PLACE, data=values | hidden, follow_redirects=True).text
    assert marked(page) == ["Say your name"]


def test_words_of_the_shown_text_are_found_where_they_are_written(approver: FlaskClient) -> None:
    page = approver.get("/workshop/complaints/").text
    assert f'data-comment-words="{PLACE}new"' in page
    found = approver.get(PLACE + "new?words=Say+your++name,%0Aand&nth=0").text
    assert re.search(r'name="quote"[^>]*>\s*Say your name, and<', found)
    lost = approver.get(PLACE + "new?words=nowhere+to+be+seen", follow_redirects=True)
    assert lost.request.path == PLACE
    assert "These words are not in the text like this." in lost.text


def test_a_comment_follows_its_passage_through_edits(app: Flask, approver: FlaskClient, cast: Cast) -> None:
    commented(approver)
    write(app, cast.editor, "Somebody complains.\n\n" + BODY.replace("Say your name", "Say your full name"))
    page = approver.get(PLACE).text
    assert marked(page) == ["Say your full name"]
    assert "You see the draft as it is now." in page


def test_a_comment_on_a_deleted_passage_stays_with_its_old_words(
    app: Flask, approver: FlaskClient, cast: Cast
) -> None:
    commented(approver)
    write(app, cast.editor, BODY.replace(" Say your name, and write down what you hear.", ""))
    page = approver.get(PLACE).text
    assert marked(page) == []
    assert "The passage is gone. It was:" in page
    assert "Say your name" in page
    assert "Which name?" in page
    write(app, cast.editor, BODY)
    assert marked(approver.get(PLACE).text) == ["Say your name"]


def test_many_small_revisions_carry_a_comment_along(app: Flask, approver: FlaskClient, cast: Cast) -> None:
    commented(approver, "Listen to the end. Say your name, and write down what you hear.")
    steps = [
        "Listen to the end. Say your full name, and write down what you hear.",
        "Listen until they stop. Say your full name, and write down what you hear.",
        "Listen until they stop. Say your full name, and note each word you hear.",
        "Listen until they stop. Say who you are, and note each word you hear.",
    ]
    for step in steps:
        write(
            app,
            cast.editor,
            BODY.replace("Listen to the end. Say your name, and write down what you hear.", step),
        )
        with app.app_context():
            cut_revision(document_by_slug("complaints").id, "Better.", False, cast.editor.actor)  # noqa: FBT003
    assert marked(approver.get(PLACE).text) == [steps[-1]]
    assert marked(approver.get(PLACE + "?revision=1").text) != []


def test_the_whole_document_can_be_commented_on(approver: FlaskClient) -> None:
    form = approver.get(PLACE + "new").text
    assert "This is about the whole document." in form
    page = approver.post(
        PLACE, data={"text": "Too long.", "csrf_token": token_in(form)}, follow_redirects=True
    ).text
    assert "On the whole document" in page
    assert marked(page) == []


def test_people_answer_resolve_and_reopen(
    app: Flask, approver: FlaskClient, cast: Cast, sign_in: SignIn
) -> None:
    commented(approver)
    editor = sign_in(app.test_client(), cast.editor)
    status, page = sent(editor, "1/answers", **{"answer-1-text": "Your own."})
    assert (status, "Your own." in page) == (200, True)
    assert told(app, cast.approver) == ["Eva Editor answered a comment on “Complaints”."]
    status, page = sent(editor, "1/state", state="resolved")
    assert "Resolved by Eva Editor" in page
    assert "No comments are open." in page or "0 comments are open." in page
    assert marked(page) == []
    sent(approver, "1/state", state="open")
    assert marked(approver.get(PLACE).text) == ["Say your name"]
    assert actions(app)[:3] == ["thread.reopened", "thread.resolved", "comment.written"]


def test_an_answer_opens_a_resolved_thread_again(app: Flask, approver: FlaskClient) -> None:
    assert app
    commented(approver)
    sent(approver, "1/state", state="resolved")
    _, page = sent(approver, "1/answers", **{"answer-1-text": "Not yet."})
    assert marked(page) == ["Say your name"]


def test_authors_change_their_words_until_somebody_answers(
    app: Flask, approver: FlaskClient, cast: Cast, sign_in: SignIn
) -> None:
    commented(approver)
    _, page = sent(approver, "1/1/text", **{"edit-1-text": "Whose name?"})
    assert "Whose name?" in page
    assert "edited" in page
    editor = sign_in(app.test_client(), cast.editor)
    assert sent(editor, "1/1/text", **{"edit-1-text": "Hers."})[0] == 403
    sent(editor, "1/answers", **{"answer-1-text": "Your own."})
    status, page = sent(approver, "1/1/text", **{"edit-1-text": "Never mind."})
    assert status == 409
    assert "Somebody answered this comment" in page
    assert "Never mind." in page


def test_a_comment_sent_twice_is_one(approver: FlaskClient) -> None:
    commented(approver, key="the-same")
    page = commented(approver, key="the-same")
    assert page.count('class="thread"') == 1


def test_what_was_typed_survives_when_the_passage_changed_meanwhile(
    app: Flask, approver: FlaskClient, cast: Cast
) -> None:
    write(app, cast.editor, BODY.replace("Say your name, and write down", "Introduce yourself, and note"))
    page = approver.get(PLACE).text
    answer = approver.post(
        PLACE,
        data={
            "quote": "Say your name",
            "start": "44",
            "text": "A long thought.",
            "csrf_token": token_in(page),
        },
    )
    assert answer.status_code == 409
    assert "A long thought." in answer.text
    assert "Choose it again" in answer.text


@pytest.mark.parametrize("state", ["signed out", "stale"])
def test_what_was_typed_is_handed_back_when_the_session_is_over(
    app: Flask, approver: FlaskClient, state: str
) -> None:
    assert app
    token = token_in(approver.get(PLACE).text)
    if state == "signed out":
        approver.post("/sign-out", data={"csrf_token": token})
        token = token_in(approver.get("/sign-in").text)
    values = {"text": "A long thought.", "csrf_token": token if state == "signed out" else "old"}
    answer = approver.post(PLACE, data=values)
    assert answer.status_code == {"signed out": 401, "stale": 400}[state]
    assert "A long thought." in answer.text


def test_an_empty_comment_is_asked_for_words(approver: FlaskClient) -> None:
    page = commented(approver, text="  ")
    assert "Write what you mean, or propose other wording." in page


def test_what_people_say_is_shown_as_plain_text_and_only_web_addresses_are_links(
    approver: FlaskClient,
) -> None:
    page = commented(
        approver,
        text="<script>alert(1)</script> see https://example.com/a?b=1&c=2, or javascript:alert(1) **bold**",
    )
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert '<a href="https://example.com/a?b=1&amp;c=2" rel="nofollow noopener noreferrer">' in page
    assert 'href="javascript' not in page
    assert "**bold**" in page


def test_a_thread_is_only_reached_through_its_document(app: Flask, approver: FlaskClient, cast: Cast) -> None:
    commented(approver)
    with app.app_context():
        save_revision(
            RevisionText("other", HEADER.replace("Complaints", "Other"), "What it is."), 0, cast.editor.actor
        )
    token = token_in(approver.get("/account").text)
    for address in ("1/state", "1/answers", "1/1/text", "1/1/acceptance", "1/1/refusal"):
        answer = approver.post(
            f"/workshop/other/comments/{address}",
            data={"csrf_token": token, "answer-1-text": "x", "edit-1-text": "x", "decline-1-reason": "x"},
        )
        assert answer.status_code == 404, address


@pytest.mark.parametrize("who", ["staff", "hr", "auditor"])
def test_others_neither_see_nor_write_comments(app: Flask, workshop: Cast, sign_in: SignIn, who: str) -> None:
    client = sign_in(app.test_client(), getattr(workshop, who))
    assert client.get(PLACE).status_code == 403
    assert client.get(PLACE + "new").status_code == 403
    assert sent(client, "", text="Hello.")[0] == 403


def test_proposed_wording_is_accepted_with_one_click(
    app: Flask, approver: FlaskClient, cast: Cast, sign_in: SignIn
) -> None:
    page = commented(approver, text="", replacement="Say your name and your department")
    assert "Proposed wording" in page
    assert "<ins> and your department</ins>" in page
    assert told(app, cast.editor) == [
        "Amir Approver proposes other wording in “Complaints”. Accept or decline it."
    ]
    editor = sign_in(app.test_client(), cast.editor)
    status, page = sent(editor, "1/1/acceptance")
    assert status == 200
    assert "The wording stands in the draft now." in page
    assert draft_body(app) == BODY.replace("Say your name", "Say your name and your department")
    assert "Accepted by Eva Editor" in page
    assert "wording.accepted" in actions(app)
    assert told(app, cast.approver)[0] == "Eva Editor accepted your wording in “Complaints”."
    assert sent(editor, "1/1/acceptance")[0] == 409


def test_accepting_keeps_what_others_wrote_meanwhile(
    app: Flask, approver: FlaskClient, cast: Cast, sign_in: SignIn
) -> None:
    said = "Listen to the end. Say your name, and write down what you hear."
    commented(approver, said, replacement=said.replace("name", "name and department"))
    write(app, cast.editor, "It begins.\n\n" + BODY.replace("Listen to the end", "Listen to the very end"))
    assert sent(sign_in(app.test_client(), cast.editor), "1/1/acceptance")[0] == 200
    assert draft_body(app) == "It begins.\n\n" + BODY.replace(
        "Listen to the end. Say your name,", "Listen to the very end. Say your name and department,"
    )


def test_accepting_wording_for_the_same_words_shows_all_three_texts(
    app: Flask, approver: FlaskClient, cast: Cast, sign_in: SignIn
) -> None:
    commented(approver, "Call back on the same day.", replacement="Call back within an hour.")
    write(app, cast.editor, BODY.replace("Call back on the same day.", "Call back on the next day."))
    before = draft_body(app)
    status, page = sent(sign_in(app.test_client(), cast.editor), "1/1/acceptance")
    assert status == 409
    for text in ("Call back on the same day.", "Call back within an hour.", "Call back on the next day."):
        assert f"<dd>{text}</dd>" in page
    assert draft_body(app) == before
    assert "Accept this wording" in page


def test_wording_for_a_passage_that_is_gone_is_not_accepted(
    app: Flask, approver: FlaskClient, cast: Cast, sign_in: SignIn
) -> None:
    commented(approver, "Call back on the same day.", replacement="Call back within an hour.")
    write(app, cast.editor, BODY.replace("- Call back on the same day.\n", ""))
    status, page = sent(sign_in(app.test_client(), cast.editor), "1/1/acceptance")
    assert status == 409
    assert "The passage is gone from the draft" in page


def test_striking_out_is_a_proposal_too(
    app: Flask, approver: FlaskClient, cast: Cast, sign_in: SignIn
) -> None:
    commented(approver, " Say your name, and write down what you hear.", text="Known.", strikes_out="y")
    sent(sign_in(app.test_client(), cast.editor), "1/1/acceptance")
    assert "Say your name" not in draft_body(app)


def test_declining_asks_for_a_reason(app: Flask, approver: FlaskClient, cast: Cast, sign_in: SignIn) -> None:
    commented(approver, replacement="Say who you are")
    editor = sign_in(app.test_client(), cast.editor)
    status, page = sent(editor, "1/1/refusal", **{"decline-1-reason": " "})
    assert status == 422
    assert "Say in a sentence why" in page
    _, page = sent(editor, "1/1/refusal", **{"decline-1-reason": "Customers ask for the name."})
    assert "Customers ask for the name." in page
    assert "Declined by Eva Editor" in page
    assert draft_body(app) == BODY
    assert told(app, cast.approver)[0] == "Eva Editor declined your wording in “Complaints”."


def test_the_same_wording_is_no_proposal(approver: FlaskClient) -> None:
    assert "is what stands there already" in commented(approver, replacement="Say your name")


def test_the_desk_shows_comments_and_wording_that_wait(
    app: Flask, approver: FlaskClient, cast: Cast, sign_in: SignIn
) -> None:
    commented(approver, replacement="Say who you are")
    desk = sign_in(app.test_client(), cast.editor).get("/desk").text
    assert "Proposed wording to accept or decline" in desk
    assert "One open comment" in desk
    assert "/workshop/complaints/comments/#thread-1" in desk

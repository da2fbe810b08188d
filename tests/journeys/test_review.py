"""Reviewing through pages: asking, looking, answering, falling back, the rules, and what is published."""

import re
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import UserSession
from app.kernel.actors import SYSTEM
from app.kernel.database import write_transaction
from app.kernel.days import today
from app.language.words import Variant
from standards.documents.drafting import open_draft, save_draft
from standards.documents.queries import document_by_slug
from standards.documents.texts import DraftText
from standards.editions.publishing import Publication, publish_edition
from standards.editions.queries import edition_corpus, edition_in_force, overrides_in
from standards.reviews.queries import review_by_id
from tests.conftest import SignIn
from tests.people import Cast, Person, token_in
from tests.reviewing import Group, approve_by, asked, group_of, let_rules_be, open_lists, write
from training.handbooks.editions import book_from_edition

ASK = "/workshop/call/review"


@pytest.fixture
def group(app: Flask, password_hash: str, cast: Cast) -> Group:
    """A call that embeds a greeting, written by the editor, and the group that may approve it."""
    open_lists(app)
    with app.app_context():
        found = group_of(password_hash)
        write("greeting", "Good morning.", cast.editor.actor, kind="script")
        write("call", "What it is.\n\n![[greeting]]\n", cast.editor.actor, more="departments: [fitting]")
    return found


@pytest.fixture
def editor(client: FlaskClient, cast: Cast, group: Group, sign_in: SignIn) -> FlaskClient:
    assert group
    return sign_in(client, cast.editor)


def other(app: Flask, person: Person, sign_in: SignIn) -> FlaskClient:
    return sign_in(app.test_client(), person)


def send(client: FlaskClient, page: str, action: str = "", **values: object) -> tuple[int, str]:
    """Send a form of a page, and follow where it leads."""
    token = token_in(client.get(page).text)
    answer = client.post(action or page, data=values | {"csrf_token": token}, follow_redirects=True)
    return answer.status_code, answer.text


def shown_digest(client: FlaskClient, review: str) -> str:
    found = re.search(r'name="digest"[^>]*value="(sha256:[0-9a-f]+)"', client.get(review).text)
    assert found
    return found.group(1)


def ask(editor: FlaskClient, *people: Person, **more: object) -> str:
    values = {"note": "New words.", "people": [person.id for person in people], "group": "", "due_on": ""}
    status, page = send(editor, ASK, **(values | more))
    assert status == 200, page
    found = re.search(r"/workshop/reviews/\d+", page)
    assert found
    return found.group()


def answer(client: FlaskClient, review: str, verdict: str, reason: str = "") -> tuple[int, str]:
    digest = shown_digest(client, review)
    return send(client, review, f"{review}/verdict", verdict=verdict, reason=reason, digest=digest)


def test_two_approve_and_the_text_can_be_published(
    app: Flask, editor: FlaskClient, group: Group, sign_in: SignIn
) -> None:
    review = ask(editor, group.mia, group.fritz)
    mia, fritz = other(app, group.mia, sign_in), other(app, group.fritz, sign_in)
    page = mia.get(review).text
    for words in (
        "New words.",
        "Good morning.",
        "2 people must approve.",
        "Somebody of management",
        "Fitting",
    ):
        assert words in page, words
    assert page.count("<h1") == 1
    assert "Your approval is kept." in answer(mia, review, "approve")[1]
    assert "2 people must approve; one has." in fritz.get(review).text
    assert "can be published" in answer(fritz, review, "approve")[1]
    page = editor.get(review).text
    assert "Mia Management" in page
    assert "Approved" in page
    with app.app_context():
        publish_edition(Variant.B2C, Publication("First.", today()), SYSTEM)
        assert edition_in_force(Variant.B2C, today()).approvers == ("Fritz Fitting", "Mia Management")


def test_a_text_comes_back_with_a_reason(
    app: Flask, editor: FlaskClient, group: Group, sign_in: SignIn
) -> None:
    review = ask(editor, group.mia)
    mia = other(app, group.mia, sign_in)
    status, page = answer(mia, review, "return")
    assert (status, "Say in a sentence what is the reason." in page) == (422, True)
    assert "went back" in answer(mia, review, "return", "The second step is missing.")[1]
    desk = editor.get("/desk").text
    assert "The second step is missing." in desk.split("Came back to you")[1]
    assert ask(editor, group.mia) != review


def test_what_was_typed_stays_when_the_text_changed_meanwhile(
    app: Flask, cast: Cast, editor: FlaskClient, group: Group, sign_in: SignIn
) -> None:
    review = ask(editor, group.mia)
    mia = other(app, group.mia, sign_in)
    digest, token = shown_digest(mia, review), token_in(mia.get(review).text)
    with app.app_context():
        write("greeting", "Good evening.", cast.admin.actor, kind="script")
    values = {"verdict": "return", "reason": "A long thought.", "digest": digest, "csrf_token": token}
    found = mia.post(f"{review}/verdict", data=values)
    assert found.status_code == 409
    assert "This review is over" in found.text
    assert "“Greeting”, which this text contains, was changed" in found.text
    assert "Ask again, with the text as it is now" in editor.get(review).text


def test_the_page_shows_what_is_new_since_the_approved_text(
    app: Flask, cast: Cast, editor: FlaskClient, group: Group
) -> None:
    with app.app_context():
        let_rules_be(1)
        approve_by(asked("call", cast.editor.actor, group.mia), group.mia)
        write("greeting", "Good evening.", cast.admin.actor, kind="script")
    page = editor.get(ASK).text
    assert "“Greeting”, which it contains (revision 2)" in page
    review = ask(editor, group.mia)
    page = editor.get(review).text
    assert re.search(r"<del><span[^>]*>removed:\s*</span>\s*morning</del>", page)
    assert re.search(r"<ins><span[^>]*>added:\s*</span>\s*evening</ins>", page)
    assert "kind: script" not in page
    assert "revision 2, approved was 1" in page


def test_the_draft_becomes_the_revision_that_is_reviewed(
    app: Flask, cast: Cast, editor: FlaskClient, group: Group
) -> None:
    with app.app_context():
        document = document_by_slug("call")
        draft = open_draft(document, cast.editor.actor)
        text = DraftText(draft.header_text, "Drafted words.\n")
        save_draft(document.id, text, draft.version, cast.editor.actor)
    assert "Drafted words." in editor.get("/desk").text or "Call" in editor.get("/desk").text
    assert "The draft is kept as a new revision" in editor.get(ASK).text
    review = ask(editor, group.mia)
    assert "Drafted words." in editor.get(review).text
    with app.app_context():
        assert document_by_slug("call").number == 2


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "Choose at least one person, or a group."),
        ({"group": "membership:everybody"}, "Choose at least one person, or a group."),
        ({"due_on": "soon"}, "Not a valid date"),
    ],
)
def test_a_form_that_cannot_be_taken_says_why_and_keeps_what_was_typed(
    editor: FlaskClient, values: dict[str, str], sentence: str
) -> None:
    status, page = send(editor, ASK, note="My note", **values)
    assert status == 422
    assert sentence in page
    assert "My note" in page


def test_asking_twice_leads_to_the_review_that_waits(editor: FlaskClient, group: Group) -> None:
    review = ask(editor, group.mia)
    assert editor.get(ASK).headers["Location"] == review


def test_a_long_reason_outlives_the_session_and_arrives_when_it_is_sent_once_more(
    app: Flask, editor: FlaskClient, group: Group, sign_in: SignIn
) -> None:
    review = ask(editor, group.mia)
    mia = other(app, group.mia, sign_in)
    sent = {"verdict": "return", "reason": "A long thought about it.", "digest": shown_digest(mia, review)}
    token = token_in(mia.get(review).text)
    with app.app_context(), write_transaction() as current:
        current.execute(sa.delete(UserSession).where(UserSession.user_id == group.mia.id))
    late = mia.post(f"{review}/verdict", data=sent | {"csrf_token": token})
    assert late.status_code in {400, 401}
    assert "Your text is still here" in late.text
    assert "A long thought about it.</textarea>" in late.text
    assert f'name="digest" value="{sent["digest"]}"' in late.text
    sign_in(mia, group.mia)
    page = mia.post(f"{review}/verdict", data=sent | {"csrf_token": token}).text
    again = mia.post(f"{review}/verdict", data=sent | {"csrf_token": token_in(page)}, follow_redirects=True)
    assert "went back" in again.text
    assert "A long thought about it." in editor.get(review).text


def test_who_is_looking_is_seen_by_others(
    app: Flask, editor: FlaskClient, group: Group, sign_in: SignIn
) -> None:
    review = ask(editor, group.mia)
    mia = other(app, group.mia, sign_in)
    send(mia, review, f"{review}/looking", looking="yes")
    assert "Looking at it" in editor.get(review).text
    send(mia, review, f"{review}/looking", looking="no")
    assert "Looking at it" not in editor.get(review).text


def test_a_review_is_taken_back(app: Flask, editor: FlaskClient, group: Group, sign_in: SignIn) -> None:
    review = ask(editor, group.mia)
    assert "The review is taken back." in send(editor, review, f"{review}/withdrawal")[1]
    assert "Your answer" not in other(app, group.mia, sign_in).get(review).text


def test_writers_are_told_why_they_cannot_answer(
    app: Flask, editor: FlaskClient, group: Group, sign_in: SignIn
) -> None:
    with app.app_context():
        write("call", "Mia's words.", group.mia.actor)
    review = ask(editor, group.mia, group.fritz)
    mia = other(app, group.mia, sign_in)
    assert "You wrote in this text yourself" in mia.get(review).text
    token = token_in(mia.get("/account").text)
    refused = mia.post(f"{review}/verdict", data={"verdict": "approve", "digest": "", "csrf_token": token})
    assert refused.status_code in {403, 409}


def test_an_administrator_overrides_and_the_handbook_says_so(
    app: Flask, cast: Cast, editor: FlaskClient, group: Group, sign_in: SignIn
) -> None:
    review = ask(editor, group.mia)
    admin = other(app, cast.admin, sign_in)
    digest = shown_digest(admin, review)
    status, page = send(admin, review, f"{review}/override", override_reason="", digest=digest)
    assert (status, "Say in a sentence what is the reason." in page) == (422, True)
    reason = "Only I am here this week."
    assert (
        "is approved" in send(admin, review, f"{review}/override", override_reason=reason, digest=digest)[1]
    )
    assert reason in editor.get(review).text
    with app.app_context():
        edition = publish_edition(Variant.B2C, Publication("First.", today()), SYSTEM)
        assert ("call", "Call", "Anton Admin", reason) in overrides_in(edition.id)
        book = book_from_edition(edition_in_force(Variant.B2C, today()), edition_corpus(edition.id), "en")
        assert book.edition is not None
        assert {override.reason for override in book.edition.overrides} == {reason}


def test_rules_are_shown_to_all_and_changed_by_administrators(
    app: Flask, cast: Cast, editor: FlaskClient, sign_in: SignIn
) -> None:
    page = editor.get("/workshop/reviews/rules").text
    assert "2 people must approve." in page
    assert "Set these rules" not in page
    admin = other(app, cast.admin, sign_in)
    assert send(admin, "/workshop/reviews/rules", least_approvers="0")[0] == 422
    page = send(admin, "/workshop/reviews/rules", least_approvers="1", needs_management="y")[1]
    assert "One person must approve." in page
    assert "Somebody of a department" not in page.split("Change the rules")[0]
    assert "One person must approve." in editor.get(ASK).text


def test_the_plan_says_what_was_flagged_and_why(
    app: Flask, cast: Cast, editor: FlaskClient, group: Group, sign_in: SignIn
) -> None:
    with app.app_context():
        let_rules_be(1)
        approve_by(asked("call", cast.editor.actor, group.mia), group.mia)
        publish_edition(Variant.B2C, Publication("First.", today()), SYSTEM)
        write("greeting", "Good evening.", cast.admin.actor, kind="script")
    plan = editor.get("/publish/b2c").text
    assert "Goes in as it was approved, though something has changed since" in plan
    assert "nobody has approved it with revision 2 of that" in plan
    assert "Nothing has changed since edition 1" in plan
    with app.app_context():
        corpus = edition_corpus(edition_in_force(Variant.B2C, today()).id)
        assert corpus.documents["greeting"].body == "Good morning."
    mia = other(app, group.mia, sign_in)
    assert "contains “Greeting”, changed since the approval" in mia.get("/desk").text


def test_the_desk_shows_what_waits_for_whom(
    app: Flask, cast: Cast, editor: FlaskClient, group: Group, sign_in: SignIn
) -> None:
    with app.app_context():
        yesterday = today() - timedelta(days=1)
    review = ask(editor, group.mia, due_on=yesterday.isoformat())
    waiting = other(app, group.mia, sign_in).get("/desk").text.split("Came back to you")[0]
    assert review in waiting
    assert "from Eva Editor" in waiting
    assert "overdue" in waiting
    assert review not in other(app, group.nils, sign_in).get("/desk").text
    assert review in editor.get("/desk").text.split("You wait for")[1]
    staff = other(app, cast.staff, sign_in).get("/desk").text
    assert "Waits for you" not in staff
    assert "Nothing waits for you." in staff


def test_following_is_told_on_the_desk(app: Flask, group: Group, sign_in: SignIn) -> None:
    nils = other(app, group.nils, sign_in)
    status, page = send(nils, ASK, "/workshop/call/follow", follow="yes", back=ASK)
    assert (status, "You are told when this document changes." in page) == (200, True)
    assert "Follow no more" in page
    assert "/workshop/call" in nils.get("/desk").text.split("You follow")[1]
    foreign = nils.post(
        "/workshop/call/follow",
        data={"follow": "no", "back": "//evil.example", "csrf_token": token_in(nils.get(ASK).text)},
    )
    assert foreign.headers["Location"] == "/desk"
    assert "/workshop/call" not in nils.get("/desk").text.split("You follow")[1]


def test_review_dates_are_listed_and_overdue_ones_marked(app: Flask, cast: Cast, editor: FlaskClient) -> None:
    with app.app_context():
        write("old", "It is.", cast.editor.actor, more="review_on: 2026-01-05\nowner: Head of fitting")
        write("young", "It is.", cast.editor.actor, more=f"review_on: {date(2099, 1, 1)}")
    page = editor.get("/workshop/reviews/dates").text
    assert page.index("Old") < page.index("Young")
    assert "Monday, 5 January 2026" in page
    assert "Head of fitting" in page
    assert page.count("overdue") == 1
    desk = editor.get("/desk").text
    assert "Old" in desk
    assert "Young" not in desk


def test_a_review_that_is_not_there_is_told(editor: FlaskClient) -> None:
    assert editor.get("/workshop/reviews/4711").status_code == 404
    assert editor.get("/workshop/nothing/review").status_code == 404


def test_nothing_typed_into_a_review_becomes_markup(
    app: Flask, editor: FlaskClient, group: Group, sign_in: SignIn
) -> None:
    bad = "<script>alert(1)</script>"
    review = ask(editor, group.mia, note=bad)
    mia = other(app, group.mia, sign_in)
    answer(mia, review, "return", bad)
    for page in (editor.get(review), editor.get("/desk"), mia.get(review)):
        assert bad not in page.text
    assert "&lt;script&gt;" in editor.get(review).text
    with app.app_context():
        assert review_by_id(int(review.rsplit("/", 1)[1])).note == bad

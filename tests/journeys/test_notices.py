"""Being told: the bell, the list, the mails with their settings, and that no mail holds a text."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine

from app.accounts.models import Mail
from app.kernel import clock
from app.kernel.database import session
from app.kernel.days import today
from app.notices.mailing import write_mails
from app.notices.queries import notices_of, unseen_count
from standards.reviews.following import follow
from standards.reviews.judging import Answer, give_verdict, override
from standards.reviews.reminding import remind
from tests.conftest import SignIn
from tests.people import Cast, Person, token_in
from tests.reviewing import Group, approve_by, asked, group_of, let_rules_be, open_lists, write
from tests.stores import Store, rows

DAY = timedelta(days=1)


@pytest.fixture
def group(app: Flask, password_hash: str, cast: Cast) -> Group:
    open_lists(app)
    with app.app_context():
        found = group_of(password_hash)
        write("greeting", "Secret words.", cast.editor.actor, kind="script")
        write("call", "Hidden words.\n\n![[greeting]]\n", cast.editor.actor)
    return found


def told(app: Flask, person: Person) -> list[str]:
    with app.app_context():
        return [line.text for line in notices_of(person.actor)]


def test_everybody_concerned_is_told_of_each_step(app: Flask, cast: Cast, group: Group) -> None:
    with app.app_context():
        let_rules_be(2)
        follow("call", group.nils.actor)
        review = asked("call", cast.editor.actor, group.mia, group.fritz, due_on=today() + 9 * DAY)
        give_verdict(review.id, Answer(is_approval=False, reason="Secret reason."), group.mia.actor)
        again = asked("call", cast.editor.actor, group.mia, group.fritz)
        approve_by(again, group.mia)
        write("greeting", "Other words.", cast.admin.actor, kind="script")
        last = asked("call", cast.editor.actor, group.mia, group.fritz)
        approve_by(last, group.mia, group.fritz)
    assert told(app, cast.editor) == [
        "“Call” is approved (revision 1).",
        "The review of “Call” ended: “Greeting” was changed. Ask again when the text is ready.",
        "Mia Management returned “Call” and said why.",
    ]
    asked_again = "Eva Editor asks you to review “Call”."
    void = "The review of “Call” ended: “Greeting” was changed. Your answer no longer counts."
    assert [text for text in told(app, group.mia) if text in {asked_again, void}] == [
        asked_again,
        void,
        asked_again,
    ]
    assert told(app, group.nils) == ["“Call” is approved (revision 1)."]


def test_followers_and_writers_are_told_that_an_approved_text_contains_a_change(
    app: Flask, cast: Cast, group: Group
) -> None:
    with app.app_context():
        let_rules_be(1)
        follow("call", group.nils.actor)
        follow("greeting", group.selma.actor)
        approve_by(asked("call", cast.editor.actor, group.mia), group.mia)
        write("greeting", "Other words.", cast.admin.actor, kind="script")
    sentence = "“Call” is approved and contains “Greeting”, which was changed. Look at it again."
    assert told(app, group.nils)[0] == sentence
    assert told(app, cast.editor)[0] == sentence
    assert told(app, group.selma) == ["Anton Admin changed “Greeting” (revision 2)."]


def test_an_override_is_told_to_those_who_were_asked(app: Flask, cast: Cast, group: Group) -> None:
    with app.app_context():
        review = asked("call", cast.editor.actor, group.mia)
        override(review.id, "In a hurry.", cast.admin.actor)
    assert told(app, group.mia)[0] == "Anton Admin let “Call” pass although not all rules were met."


def test_the_bell_counts_what_is_new_until_it_was_seen(
    app: Flask, client: FlaskClient, cast: Cast, group: Group, sign_in: SignIn
) -> None:
    with app.app_context():
        asked("call", cast.editor.actor, group.mia)
        asked("greeting", cast.editor.actor, group.mia)
    sign_in(client, group.mia)
    assert 'Notices <span class="count">2</span>' in client.get("/desk").text
    page = client.get("/desk/notices").text
    assert "Eva Editor asks you to review “Call”." in page
    assert "needs you" in page
    newest = page.split('name="up_to" value="')[1].split('"')[0]
    client.post("/desk/notices", data={"up_to": newest, "csrf_token": token_in(page)})
    assert '<span class="count">' not in client.get("/desk/notices").text


def test_an_answer_takes_the_bell_back(app: Flask, cast: Cast, group: Group) -> None:
    with app.app_context():
        review = asked("call", cast.editor.actor, group.mia, group.fritz)
        approve_by(review, group.mia)
        assert (unseen_count(group.mia.actor), unseen_count(group.fritz.actor)) == (0, 1)
        give_verdict(review.id, Answer(is_approval=False, reason="No."), group.fritz.actor)
        assert unseen_count(group.fritz.actor) == 0
        assert write_mails() == 1


def test_no_mail_holds_a_text_a_note_or_a_reason(app: Flask, cast: Cast, group: Group) -> None:
    with app.app_context():
        review = asked("call", cast.editor.actor, group.mia)
        write_mails()
        give_verdict(review.id, Answer(is_approval=False, reason="Secret reason."), group.mia.actor)
        write_mails()
        found = session().scalars(sa.select(Mail).order_by(Mail.id)).all()
        assert [mail.recipient for mail in found] == ["mia@example.com", "eva@example.com"]
        for mail in found:
            for hidden in ("Secret", "Hidden", "Please look."):
                assert hidden not in mail.subject + mail.text + mail.html
            assert f"http://127.0.0.1:8000/workshop/reviews/{review.id}" in mail.text


def test_people_are_reminded_once_of_a_review_that_is_due(app: Flask, cast: Cast, group: Group) -> None:
    with app.app_context():
        review = asked("call", cast.editor.actor, group.mia, group.fritz, due_on=today() + 3 * DAY)
        approve_by(review, group.fritz)
        remind()
        assert len(notices_of(group.mia.actor)) == 1
        for _ in range(2):
            with clock.stopped_at(clock.now() + 2 * DAY):
                remind()
        assert "is due" in notices_of(group.mia.actor)[0].text
        assert len(notices_of(group.mia.actor)) == 2
        assert len(notices_of(group.fritz.actor)) == 1


def test_owners_are_reminded_of_review_dates_before_and_after(app: Flask, cast: Cast, group: Group) -> None:
    with app.app_context():
        day = today() + 30 * DAY
        write("old", "It is.", cast.editor.actor, more=f"review_on: {day}\nowner: Selma Sales")
        follow("old", group.nils.actor)
        for later in (0, 20, 21, 31, 32):
            with clock.stopped_at(clock.now() + later * DAY):
                remind()
    assert len(told(app, group.selma)) == len(told(app, group.nils)) == 2
    assert "was to be looked at again" in told(app, group.selma)[0]
    assert "is to be looked at again" in told(app, group.selma)[1]


def test_settings_are_kept(client: FlaskClient, cast: Cast, sign_in: SignIn) -> None:
    sign_in(client, cast.staff)
    page = client.get("/account/notices").text
    assert 'value="daily"' in page
    values = {"collecting": "weekly", "csrf_token": token_in(page)}
    assert client.post("/account/notices", data=values).status_code == 303
    found = client.get("/account/notices").text
    assert (
        "checked"
        in found.split('value="weekly"')[0].rsplit("<input", 1)[1] + found.split('value="weekly"')[1][:40]
    )
    wrong = client.post("/account/notices", data=values | {"collecting": "hourly"})
    assert wrong.status_code == 422


def send(store: Store, **settings: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("STANDARDWERK_")}
    own = {"STANDARDWERK_DATABASE_URL": store.url, "STANDARDWERK_DATA_DIR": str(store.folder)}
    return subprocess.run(
        [sys.executable, "-m", "app.cli", "notices", "send"],
        env=kept | own | settings,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_command_writes_the_mails_and_says_what_it_did(
    app: Flask, cast: Cast, group: Group, store: Store, engine: Engine
) -> None:
    with app.app_context():
        asked("call", cast.editor.actor, group.mia)
    first = send(store)
    assert (first.returncode, first.stdout) == (0, "1 written, 0 sent, 0 to be tried again\n"), first.stderr
    assert "No mail server is set" in first.stderr
    assert send(store).stdout == "0 written, 0 sent, 0 to be tried again\n"
    assert rows(engine, "SELECT recipient FROM mails") == [("mia@example.com",)]


def test_a_mail_server_that_does_not_answer_is_tried_again(
    app: Flask, cast: Cast, group: Group, store: Store
) -> None:
    with app.app_context():
        asked("call", cast.editor.actor, group.mia)
    nowhere = {"STANDARDWERK_SMTP_HOST": "127.0.0.1", "STANDARDWERK_SMTP_PORT": "9"}
    sent = send(store, **nowhere)
    assert (sent.returncode, sent.stdout) == (0, "1 written, 0 sent, 1 to be tried again\n"), sent.stderr
    assert send(store, **nowhere).stdout == "0 written, 0 sent, 0 to be tried again\n"

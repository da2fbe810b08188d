"""Which notices become mails, when, in whose language, and that none is sent twice."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import Engine

from app.accounts.mailing import send_due_mails
from app.accounts.models import Mail
from app.accounts.services import keep_language, set_active
from app.kernel import clock
from app.kernel.actors import SYSTEM, Actor
from app.kernel.database import session
from app.notices.kinds import NoticeKind, name_kinds
from app.notices.mailing import write_mails
from app.notices.models import Collecting
from app.notices.queries import notices_of, unseen_count
from app.notices.services import News, choose_settings, forget_old_notices, mark_seen, notify, take_back
from app.notices.stuck import tell_of_stuck_mails
from config import Settings
from tests.people import Cast
from tests.stores import rows
from tests.unit.app.accounts.test_mailing import Postbox

# A Monday, in Berlin one hour later.
NIGHT = datetime(2027, 1, 4, 3, 0, tzinfo=UTC)
MORNING = datetime(2027, 1, 4, 7, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ITEM = NoticeKind("test.item", "%(name)s changed “%(title)s”.")
CALL = NoticeKind("test.call", "%(name)s waits for “%(title)s”.", needs_you=True)


@pytest.fixture(autouse=True)
def kinds(app: Flask) -> None:
    name_kinds(app, ITEM, CALL)


def tell(*people: Actor, key: str = "test:1", kind: NoticeKind = ITEM, by: Actor = SYSTEM) -> None:
    notify([person.user_id for person in people], News(kind, key, f"/about/{key}", {"title": "<Call>"}), by)


def mails() -> list[Mail]:
    return list(session().scalars(sa.select(Mail).order_by(Mail.id)))


def at(moment: datetime) -> int:
    with clock.stopped_at(moment):
        return write_mails()


def test_what_is_new_comes_in_one_mail_in_the_morning(context: Flask, cast: Cast) -> None:
    del context
    for number in range(3):
        tell(cast.staff.actor, key=f"test:{number}")
    assert at(NIGHT) == 0
    assert at(MORNING) == 1
    (mail,) = mails()
    assert (mail.recipient, mail.subject) == ("stine@example.com", "3 notices for you")
    for number in range(3):
        assert f"http://127.0.0.1:8000/about/test:{number}" in mail.text
        assert f"http://127.0.0.1:8000/about/test:{number}" in mail.html


def test_the_next_mail_comes_the_next_day(context: Flask, cast: Cast) -> None:
    del context
    tell(cast.staff.actor, key="test:1")
    assert at(MORNING) == 1
    tell(cast.staff.actor, key="test:2")
    assert at(MORNING + timedelta(hours=5)) == 0
    assert at(MORNING + DAY) == 1
    assert "test:1" not in mails()[1].text


def test_what_needs_somebody_comes_at_once_and_is_not_told_again(context: Flask, cast: Cast) -> None:
    del context
    tell(cast.staff.actor, key="test:1", kind=CALL, by=cast.editor.actor)
    tell(cast.staff.actor, key="test:2")
    assert at(NIGHT) == 1
    assert at(NIGHT) == 0
    assert (mails()[0].subject, "Eva Editor waits for" in mails()[0].text) == ("Somebody waits for you", True)
    assert "test:2" not in mails()[0].text
    assert at(MORNING) == 1
    assert "test:1" not in mails()[1].text


def test_who_does_not_want_it_at_once_gets_it_in_the_morning(context: Flask, cast: Cast) -> None:
    del context
    choose_settings(cast.staff.actor, Collecting.DAILY, is_told_at_once=False)
    tell(cast.staff.actor, kind=CALL)
    assert at(NIGHT) == 0
    assert at(MORNING) == 1


def test_once_a_week_means_once_a_week(context: Flask, cast: Cast) -> None:
    del context
    choose_settings(cast.staff.actor, Collecting.WEEKLY, is_told_at_once=True)
    sent = []
    for day in range(15):
        tell(cast.staff.actor, key=f"test:{day}")
        sent.append(at(MORNING + day * DAY))
    assert [day for day, count in enumerate(sent) if count] == [0, 7, 14]


def test_who_wants_no_mail_gets_none_and_finds_everything_on_the_desk(context: Flask, cast: Cast) -> None:
    del context
    choose_settings(cast.staff.actor, Collecting.NEVER, is_told_at_once=False)
    tell(cast.staff.actor, key="test:1", kind=CALL)
    tell(cast.staff.actor, key="test:2")
    assert at(MORNING) == 0
    assert unseen_count(cast.staff.actor) == 2
    choose_settings(cast.staff.actor, Collecting.DAILY, is_told_at_once=True)
    assert at(MORNING + DAY) == 0


def test_what_was_seen_or_done_needs_no_mail(context: Flask, cast: Cast) -> None:
    del context
    tell(cast.staff.actor, key="test:1", kind=CALL)
    take_back("test:1")
    tell(cast.staff.actor, key="test:2")
    mark_seen(cast.staff.actor, notices_of(cast.staff.actor)[0].id)
    assert at(MORNING) == 0


def test_who_has_left_gets_no_mail(context: Flask, cast: Cast) -> None:
    del context
    tell(cast.staff.actor, kind=CALL)
    set_active(cast.staff.id, SYSTEM, is_active=False)
    assert at(MORNING) == 0
    set_active(cast.staff.id, SYSTEM, is_active=True)
    assert at(MORNING) == 0


def test_the_html_is_escaped_and_fetches_nothing(context: Flask, cast: Cast) -> None:
    del context
    tell(cast.staff.actor)
    at(MORNING)
    html = mails()[0].html
    assert "&lt;Call&gt;" in html
    assert "<Call>" in mails()[0].text
    assert not any(word in html for word in ("<img", "<link", "<style", "<script", "src="))


def test_a_mail_speaks_its_receivers_language(context: Flask, cast: Cast) -> None:
    del context
    keep_language(cast.staff.actor, "de")
    tell(cast.staff.actor, cast.admin.actor)
    at(MORNING)
    by_receiver = {mail.recipient: mail for mail in mails()}
    assert 'lang="de"' in by_receiver["stine@example.com"].html
    assert 'lang="en"' in by_receiver["anton@example.com"].html


def test_a_mail_names_the_way_to_stop_it(context: Flask, cast: Cast, settings: Settings) -> None:
    del context
    tell(cast.staff.actor, kind=CALL)
    at(NIGHT)
    postbox = Postbox()
    with clock.stopped_at(NIGHT):
        assert send_due_mails(settings, postbox.deliver) == (1, 0)
    message = postbox.received[0]
    assert message["List-Unsubscribe"] == "<http://127.0.0.1:8000/account/notices>"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert [(mail.text, mail.html) for mail in mails()] == [("", "")]


def test_two_who_write_mails_at_once_write_each_once(app: Flask, cast: Cast, engine: Engine) -> None:
    with app.app_context():
        for number in range(5):
            tell(cast.staff.actor, cast.admin.actor, key=f"test:{number}", kind=CALL)
    barrier = threading.Barrier(3)

    def write() -> None:
        with app.app_context():
            barrier.wait()
            write_mails()

    threads = [threading.Thread(target=write) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(rows(engine, "SELECT recipient FROM mails")) == [
        ("anton@example.com",),
        ("stine@example.com",),
    ]


def test_a_mail_server_that_is_down_breaks_nothing_and_administrators_hear_of_it_once_a_day(
    context: Flask, cast: Cast, settings: Settings
) -> None:
    del context
    tell(cast.staff.actor, kind=CALL)
    at(MORNING)
    with clock.stopped_at(MORNING):
        assert send_due_mails(settings, Postbox(is_down=True).deliver) == (0, 1)
        assert tell_of_stuck_mails() == 0
    for hours in (25, 26):
        with clock.stopped_at(MORNING + timedelta(hours=hours)):
            assert tell_of_stuck_mails() == 1
    (told,) = notices_of(cast.admin.actor)
    assert told.text == "1 mails have been waiting for more than a day. Look at the mail server."
    with clock.stopped_at(MORNING + 2 * DAY):
        assert send_due_mails(settings, Postbox().deliver) == (1, 0)
        assert tell_of_stuck_mails() == 0


def test_old_notices_and_mails_are_forgotten(context: Flask, cast: Cast, settings: Settings) -> None:
    del context
    with clock.stopped_at(MORNING):
        tell(cast.staff.actor, kind=CALL)
        write_mails()
        send_due_mails(settings, Postbox().deliver)
    with clock.stopped_at(MORNING + 100 * DAY):
        forget_old_notices()
        assert (mails(), len(notices_of(cast.staff.actor))) == ([], 1)
    with clock.stopped_at(MORNING + 200 * DAY):
        forget_old_notices()
        assert not notices_of(cast.staff.actor)

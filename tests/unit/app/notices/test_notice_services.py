import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import Engine

from app.kernel.actors import ANONYMOUS, SYSTEM
from app.kernel.database import session, write_transaction
from app.kernel.errors import NotAllowed
from app.notices.kinds import NoticeKind, name_kinds
from app.notices.models import Collecting, Notice
from app.notices.queries import notices_of, settings_of, unseen_count
from app.notices.services import News, choose_settings, mark_seen, notify, take_back
from tests.people import Cast
from tests.stores import rows

TEST = NoticeKind("test.done", "%(name)s did “%(title)s” %(count)s times until %(day)s.")
CALL = NoticeKind("test.call", "Come.", needs_you=True)


def news(key: str = "test:1", kind: NoticeKind = TEST, title: str = "50 % off") -> News:
    return News(kind, key, "/desk", {"title": title, "count": 3, "day": "2027-01-04"})


@pytest.fixture(autouse=True)
def kinds(app: Flask) -> None:
    name_kinds(app, TEST, CALL)


def test_a_notice_is_told_once_to_each_and_never_to_who_did_it(context: Flask, cast: Cast) -> None:
    del context
    people = [cast.editor.id, cast.admin.id, cast.admin.id, None]
    assert notify(people, news(), cast.editor.actor) == 1
    assert notify([*people, cast.staff.id], news(), cast.editor.actor) == 1
    assert notify(people, news("test:2"), SYSTEM) == 2
    assert unseen_count(cast.admin.actor) == 2
    assert unseen_count(cast.editor.actor) == 1
    assert unseen_count(ANONYMOUS) == 0


def test_whose_account_is_switched_off_is_told_nothing(context: Flask, cast: Cast) -> None:
    del context
    assert notify([cast.olga.id, 4711], news(), SYSTEM) == 0


def test_a_notice_goes_with_the_deed_it_tells_of(context: Flask, cast: Cast, engine: Engine) -> None:
    del context
    with pytest.raises(KeyError), write_transaction():  # noqa: PT012 - what is undone is the whole block
        notify([cast.admin.id], news(), SYSTEM)
        raise KeyError
    assert rows(engine, "SELECT * FROM notices") == []


def test_a_notice_is_written_out_for_its_reader(context: Flask, cast: Cast) -> None:
    del context
    notify([cast.admin.id], news(), cast.editor.actor)
    notify([cast.admin.id], News(NoticeKind("test.gone", ""), "test:2", "/desk", {"title": "Call"}), SYSTEM)
    unknown, told = notices_of(cast.admin.actor)
    assert told.text == "Eva Editor did “50 % off” 3 times until Monday, 4 January 2027."
    assert unknown.text == "Something changed in “Call”."


def test_marking_as_seen_is_for_ones_own_and_not_for_what_came_since(context: Flask, cast: Cast) -> None:
    del context
    for number in range(3):
        notify([cast.admin.id, cast.staff.id], news(f"test:{number}"), SYSTEM)
    second = notices_of(cast.admin.actor)[1]
    mark_seen(cast.admin.actor, second.id)
    assert [line.is_seen for line in notices_of(cast.admin.actor)] == [False, True, True]
    assert unseen_count(cast.staff.actor) == 3
    with pytest.raises(NotAllowed):
        mark_seen(ANONYMOUS, 1)


def test_what_is_done_waits_for_nobody_any_more(context: Flask, cast: Cast) -> None:
    del context
    notify([cast.admin.id, cast.staff.id], news(), SYSTEM)
    notify([cast.admin.id], news("test:2"), SYSTEM)
    take_back("test:1", [cast.admin.id])
    assert (unseen_count(cast.admin.actor), unseen_count(cast.staff.actor)) == (1, 1)
    take_back("test:1")
    assert unseen_count(cast.staff.actor) == 0
    waiting = session().scalars(sa.select(Notice.key).where(Notice.mailed_at.is_(None))).all()
    assert waiting == ["test:2"]


def test_old_notices_come_in_pages(context: Flask, cast: Cast) -> None:
    del context
    for number in range(5):
        notify([cast.admin.id], news(f"test:{number}"), SYSTEM)
    first = notices_of(cast.admin.actor, limit=2)
    later = notices_of(cast.admin.actor, before=first[-1].id, limit=9)
    assert (len(first), len(later)) == (2, 3)


def test_everybody_chooses_how_to_be_told(context: Flask, cast: Cast) -> None:
    del context
    assert settings_of(cast.staff.actor) is None
    choose_settings(cast.staff.actor, Collecting.WEEKLY, is_told_at_once=False)
    choose_settings(cast.staff.actor, Collecting.NEVER, is_told_at_once=True)
    found = settings_of(cast.staff.actor)
    assert found is not None
    assert (found.collecting, found.is_told_at_once) == ("never", True)
    with pytest.raises(NotAllowed):
        choose_settings(ANONYMOUS, Collecting.DAILY, is_told_at_once=True)

"""What can go wrong while somebody writes in the real workshop, and that their text comes through it."""

import time

import pytest
import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Route, expect

from app.accounts.models import UserSession
from app.kernel.database import write_transaction
from tests.browser.conftest import TakeSeat, sign_in
from tests.browser.edit_page import LONG_MS
from tests.browser.seats import Seat
from tests.people import Cast

OPENING = "Der Kunde fühlt sich getäuscht."
NEW = "Die Kundin ist müde."


@pytest.fixture
def seat(take_seat: TakeSeat, cast: Cast) -> Seat:
    return take_seat(cast.editor).edit("kratzer")


def end_sessions(app: Flask) -> None:
    with app.app_context(), write_transaction() as current:
        current.execute(sa.delete(UserSession))


def told(seat: Seat, words: str) -> None:
    """Wait until somebody is told, and see that nothing is called saved."""
    seat.page.get_by_role("alert").filter(has_text=words).wait_for()
    expect(seat.status).to_have_text("Not saved")


def save_now(seat: Seat) -> None:
    """Save by key; the page may have tried again by itself a moment before."""
    seat.text.focus()
    seat.page.keyboard.press("Control+s")
    seat.wait_saved()


def wait_stored(seat: Seat, opening: str) -> None:
    """Wait until the store holds a text that begins like this."""
    end = time.monotonic() + LONG_MS / 1000
    while not seat.draft("kratzer").body.startswith(opening) and time.monotonic() < end:
        time.sleep(0.1)
    assert seat.draft("kratzer").body.startswith(opening)


def test_an_ended_session_is_told_and_signing_in_beside_it_stores_the_text(seat: Seat, cast: Cast) -> None:
    end_sessions(seat.app)
    seat.write_over(OPENING, NEW)
    told(seat, "You have been signed out")
    seat.write(" Und laut.")
    assert not seat.draft("kratzer").is_open
    with seat.page.context.expect_page() as opened:
        seat.page.get_by_role("link", name="Sign in in a new window").click()
    sign_in(opened.value, seat.address, cast.editor)
    opened.value.close()
    seat.page.bring_to_front()
    save_now(seat)
    assert seat.body() == seat.draft("kratzer").body
    assert seat.body().startswith(f"{NEW} Und laut.")


def test_signing_in_on_the_same_page_puts_the_text_back_and_stores_it(seat: Seat, cast: Cast) -> None:
    end_sessions(seat.app)
    seat.write_over(OPENING, NEW)
    told(seat, "You have been signed out")
    asked = seat.leave_whatever_is_asked()
    seat.page.get_by_role("link", name="Desk").click()
    sign_in(seat.page, seat.address, cast.editor)
    assert asked == ["beforeunload"]
    seat.edit("kratzer")
    expect(seat.page.locator(".editor-notice")).to_contain_text("had not been saved")
    seat.wait_saved()
    assert seat.draft("kratzer").body.startswith(NEW)


def test_a_save_that_fails_stays_red_until_one_succeeds(seat: Seat) -> None:
    seat.page.route("**/draft", lambda route: route.fulfill(status=500, body="Broken."))
    seat.write_over(OPENING, NEW)
    told(seat, "Your text could not be saved")
    seat.page.unroute("**/draft")
    save_now(seat)
    expect(seat.page.locator(".editor-problem")).to_be_hidden()
    assert seat.draft("kratzer").body.startswith(NEW)


def test_a_lost_connection_is_told_and_the_text_goes_when_it_is_back(seat: Seat) -> None:
    seat.page.context.set_offline(True)
    seat.write_over(OPENING, NEW)
    told(seat, "No connection")
    seat.write(" Und laut.")
    seat.page.context.set_offline(False)
    seat.wait_saved()
    assert seat.draft("kratzer").body.startswith(f"{NEW} Und laut.")


def test_an_answer_that_got_lost_does_not_store_twice(seat: Seat) -> None:
    def swallow(route: Route) -> None:
        route.fetch()
        route.abort()

    seat.page.route("**/draft", swallow)
    seat.write_over(OPENING, NEW)
    told(seat, "No connection")
    version = seat.draft("kratzer").version
    seat.page.unroute("**/draft")
    save_now(seat)
    assert seat.draft("kratzer").version == version
    assert seat.draft("kratzer").body.startswith(NEW)


def test_a_tab_closed_in_the_midst_of_a_word_loses_nothing(seat: Seat) -> None:
    other = seat.page.context.new_page()
    seat.write_over(OPENING, NEW)
    seat.page.close(run_before_unload=True)
    wait_stored(seat, NEW)
    again = Seat(other, seat.app, seat.address).edit("kratzer")
    assert again.body().startswith(NEW)


def test_the_back_button_and_the_way_forward_lose_nothing(seat: Seat) -> None:
    seat.go("/workshop/")
    seat.edit("kratzer")
    seat.write_over(OPENING, NEW)
    seat.page.go_back()
    seat.page.get_by_role("heading", name="Write", exact=True).wait_for()
    wait_stored(seat, NEW)
    seat.page.go_forward()
    seat.text.wait_for()
    assert seat.body() == seat.draft("kratzer").body
    seat.write_over(NEW, f"{NEW} Und laut.")
    seat.wait_saved()
    assert seat.draft("kratzer").body.startswith(f"{NEW} Und laut.")


def test_the_buttons_of_the_form_lose_nothing_when_the_session_has_ended(seat: Seat, cast: Cast) -> None:
    end_sessions(seat.app)
    seat.write_over(OPENING, NEW)
    seat.page.get_by_role("button", name="Save and keep as a revision").click()
    told(seat, "You have been signed out")
    assert seat.body().startswith(NEW)
    beside = seat.page.context.new_page()
    sign_in(beside, seat.address, cast.editor)
    beside.close()
    seat.page.get_by_role("button", name="Save and keep as a revision").click()
    seat.page.get_by_role("heading", name="Keep as revision 2").wait_for()
    expect(seat.page.locator("main")).to_contain_text(NEW)

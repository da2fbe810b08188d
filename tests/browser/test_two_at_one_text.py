"""Two people at one draft of the real workshop: joined where that is possible, decided where it is not."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import TakeSeat
from tests.browser.seats import Seat
from tests.people import Cast

OPENING = "Der Kunde fühlt sich getäuscht."


@pytest.fixture
def eva(take_seat: TakeSeat, cast: Cast) -> Seat:
    return take_seat(cast.editor).edit("kratzer")


@pytest.fixture
def amir(take_seat: TakeSeat, cast: Cast) -> Seat:
    return take_seat(cast.approver).edit("kratzer")


def show_header(seat: Seat) -> None:
    seat.page.get_by_text("What it is about: title, class, place").click()


def test_what_does_not_touch_is_joined_and_both_are_shown_it(eva: Seat, amir: Seat) -> None:
    before = eva.draft("kratzer").body
    show_header(amir)
    amir.page.get_by_label("Title").fill("Kratzer im Glas")
    amir.write_over(OPENING, "Der Kunde ist enttäuscht.")
    amir.wait_saved()
    eva.write_over("Auftrag suchen.", "Den Auftrag suchen.")
    eva.wait_saved()
    joined = before.replace(OPENING, "Der Kunde ist enttäuscht.").replace(
        "3. Auftrag suchen.", "3. Den Auftrag suchen."
    )
    assert eva.body() == eva.draft("kratzer").body == joined
    expect(eva.page.locator(".editor-notice")).to_contain_text("Both texts were joined")
    expect(eva.page.get_by_label("Title")).to_have_value("Kratzer im Glas")

    amir.write_over("Kunde ist einverstanden", "Der Kunde stimmt zu")
    amir.wait_saved()
    joined = joined.replace("Kunde ist einverstanden", "Der Kunde stimmt zu")
    assert amir.body() == amir.draft("kratzer").body == joined
    expect(amir.page.locator(".editor-notice")).to_contain_text("Both texts were joined")


def test_two_words_of_one_sentence_are_joined_and_want_a_look(eva: Seat, amir: Seat) -> None:
    amir.write_over("Schichtleitung, Durchwahl 12", "Schichtleitung, Durchwahl 14")
    amir.wait_saved()
    eva.write_over("Schichtleitung, Durchwahl 12", "Leitung, Durchwahl 12")
    eva.wait_saved()
    assert 'otherwise="Leitung, Durchwahl 14"' in eva.body()
    assert eva.body() == eva.draft("kratzer").body
    expect(eva.page.locator(".editor-notice")).to_contain_text("Please look whether it still reads well")


def test_an_old_page_that_is_sent_again_brings_nothing_old_back(eva: Seat, amir: Seat) -> None:
    amir.write_over(OPENING, "Der Kunde ist enttäuscht.")
    amir.wait_saved()
    eva.page.get_by_role("button", name="Save and look at it").click()
    expect(eva.page.locator("main")).to_contain_text("Der Kunde ist enttäuscht.")
    assert eva.draft("kratzer").body.startswith("Der Kunde ist enttäuscht.")


def test_what_excludes_the_other_waits_for_a_decision_and_comes_to_nothing_less(
    eva: Seat, amir: Seat
) -> None:
    amir.write_over(OPENING, "Der Kunde ist zornig.")
    amir.wait_saved()
    eva.write_over(OPENING, "Der Kunde ist traurig.")
    eva.page.get_by_role("alert").filter(has_text="changed the same passage").wait_for()
    expect(eva.status).to_have_text("Not saved")
    assert eva.draft("kratzer").body.startswith("Der Kunde ist zornig.")

    eva.leave_whatever_is_asked()
    eva.page.reload()
    eva.text.wait_for()
    assert eva.body().startswith("Der Kunde ist traurig.")
    eva.page.get_by_role("button", name="Compare and decide").click()
    dialog = eva.page.get_by_role("dialog", name="You and Amir Approver changed the same passage")
    for words in (OPENING, "Der Kunde ist traurig.", "Der Kunde ist zornig."):
        expect(dialog.locator("pre", has_text=words)).to_be_visible()
    dialog.get_by_label("Take both, theirs first").check()
    dialog.get_by_role("button", name="Take over and save").click()
    eva.wait_saved()
    assert eva.draft("kratzer").body.startswith("Der Kunde ist zornig.\nDer Kunde ist traurig.\n")
    assert eva.body() == eva.draft("kratzer").body


def test_a_field_that_both_changed_is_decided_too(eva: Seat, amir: Seat) -> None:
    for seat, title in ((amir, "Kratzer im Glas"), (eva, "Scheibe zerkratzt")):
        show_header(seat)
        seat.page.get_by_label("Title").fill(title)
        if seat is amir:
            seat.wait_saved()
    eva.page.get_by_role("button", name="Compare and decide").click()
    dialog = eva.page.get_by_role("dialog")
    for words in ("Kratzer in der Scheibe", "Scheibe zerkratzt", "Kratzer im Glas"):
        expect(dialog.locator("pre", has_text=words)).to_be_visible()
    dialog.get_by_label("Take theirs").check()
    dialog.get_by_role("button", name="Take over and save").click()
    eva.page.locator(".editor-problem").wait_for(state="hidden")
    expect(eva.page.get_by_label("Title")).to_have_value("Kratzer im Glas")
    assert "title: Kratzer im Glas" in eva.draft("kratzer").header_text
    eva.go("/workshop/kratzer/history")
    eva.page.get_by_role("link", name="Eva Editor and Amir Approver").click()
    expect(eva.page.get_by_role("main")).to_contain_text("Scheibe zerkratzt")

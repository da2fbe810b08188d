"""The editor on the real edit page: what it saves, shows and takes up comes from the real workshop."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import TakeSeat
from tests.browser.editor.conftest import AXE
from tests.browser.seats import Seat
from tests.people import Cast


@pytest.fixture
def seat(take_seat: TakeSeat, cast: Cast) -> Seat:
    return take_seat(cast.editor).edit("kratzer")


def test_what_is_written_is_saved_shown_and_checked(seat: Seat) -> None:
    page = seat.page
    seat.write_over("Der Kunde fühlt sich getäuscht.", "Der Kunde ist enttäuscht. [[nirgendwo]]")
    seat.wait_saved()
    expect(page.locator(".editor-preview-page")).to_contain_text("Der Kunde ist enttäuscht.")
    expect(page.get_by_role("button", name=re.compile("nirgendwo"))).to_be_visible()
    page.reload()
    seat.text.wait_for()
    assert seat.body().startswith("Der Kunde ist enttäuscht.")
    expect(page.locator(".found-remarks")).to_be_hidden()
    expect(page.get_by_role("button", name="Save and edit the steps as a list")).to_be_hidden()


def test_the_real_page_can_be_used_by_everybody(seat: Seat) -> None:
    page = seat.page
    page.locator(".editor-preview-page").get_by_text("Der Kunde fühlt sich getäuscht.").wait_for()
    page.evaluate(AXE.read_text("utf-8"))
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        faults = page.evaluate(
            "async () => (await axe.run()).violations.map((fault) => [fault.id, fault.nodes[0].html])"
        )
        assert faults == []


def test_the_list_of_steps_writes_into_the_real_draft(seat: Seat) -> None:
    before = seat.body()
    seat.page.get_by_role("button", name="Steps as a list", exact=True).click()
    third = seat.page.get_by_role("dialog").get_by_role("group", name="Step 3", exact=True)
    third.get_by_label("What is to be done, or asked").fill("Den Auftrag suchen.")
    third.get_by_label("It goes on with", exact=True).select_option(label="the end")
    seat.done("Take over")
    seat.wait_saved()
    assert seat.draft("kratzer").body == before.replace(
        "3. Auftrag suchen. {#look-up}\n   → #explain", "3. Den Auftrag suchen. {#look-up}\n   → end"
    )

"""Everybody can write: by keyboard, with a screen reader, on a small screen, in the dark."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.editor.conftest import Desk

BODY = (
    Path("situations/starter/en/receipt/wrong-measure-delivered.md").read_text("utf-8").split("---\n", 2)[2]
)


def focused(desk: Desk) -> str:
    name: str = desk.page.evaluate(
        "document.activeElement.textContent.trim() || document.activeElement.tagName"
    )
    return name


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 768, 360])
def test_the_page_can_be_used_by_everybody(desk: Desk, width: int, theme: str) -> None:
    desk.page.set_viewport_size({"width": width, "height": 800})
    desk.draft.theme = theme
    desk.open(f"{BODY}\n\n[[nowhere]]\n\n::: unknown\n:::\n")
    desk.page.get_by_role("region", name=re.compile("^Findings: ")).wait_for()
    assert desk.accessibility_faults() == []
    overflow: int = desk.page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert overflow == 0


def test_menu_dialogs_and_search_can_be_used_by_everybody(desk: Desk) -> None:
    desk.open(BODY)
    desk.page.get_by_role("button", name="Insert", exact=True).click()
    names = [each.strip() for each in desk.page.get_by_role("menuitem").all_inner_texts()]
    assert desk.accessibility_faults() == []
    desk.page.keyboard.press("Escape")
    assert len(names) == 18
    for name in names:
        desk.insert(name)
        assert desk.accessibility_faults() == [], name
        desk.page.keyboard.press("Escape")
        desk.wait_for_no_dialog()
    desk.page.get_by_role("button", name="Find", exact=True).click()
    assert desk.accessibility_faults() == []


def test_the_text_names_itself_its_language_and_how_to_leave(desk: Desk) -> None:
    desk.open(BODY)
    expect(desk.text).to_have_attribute("aria-multiline", "true")
    expect(desk.text).to_have_attribute("lang", "en")
    expect(desk.text).to_have_accessible_description(
        "Press Escape, then Tab, to leave the text. Ctrl and / shows all keys."
    )


def test_the_toolbar_is_one_tab_stop_walked_by_arrows(desk: Desk) -> None:
    desk.open("Text.")
    desk.text.focus()
    desk.page.keyboard.press("Shift+Tab")
    assert focused(desk) == "Insert"
    desk.page.keyboard.press("ArrowRight")
    desk.page.keyboard.press("ArrowRight")
    assert focused(desk) == "Bold"
    desk.page.keyboard.press("End")
    assert focused(desk) == "Keys"
    desk.page.keyboard.press("ArrowRight")
    assert focused(desk) == "Insert"
    desk.page.keyboard.press("End")
    desk.page.keyboard.press("Tab")
    expect(desk.text).to_be_focused()
    desk.page.keyboard.press("Shift+Tab")
    assert focused(desk) == "Keys"


def test_a_step_with_wording_is_written_by_keyboard_alone(desk: Desk) -> None:
    desk.open('What it is.\n\n::: algorithm {otherwise="Ask"}\n1. Listen. {#listen}\n:::\n')
    desk.cursor_to("{#listen}")
    press = desk.page.keyboard.press
    press("Control+Enter")
    assert focused(desk) == "Step"
    desk.page.keyboard.type("wh")
    assert focused(desk) == "What to say"
    press("Enter")
    desk.page.get_by_role("dialog").wait_for()
    desk.page.keyboard.type("Good morning.")
    for _ in range(12):
        if focused(desk) == "Insert":
            break
        press("Tab")
    press("Enter")
    desk.wait_for_no_dialog()
    assert "1. Listen. {#listen}\n   > [!say] Good morning.\n:::" in desk.body()
    expect(desk.text).to_be_focused()


def test_the_menu_closes_on_escape_and_gives_the_text_back(desk: Desk) -> None:
    desk.open("Text.")
    desk.text.focus()
    desk.page.keyboard.press("Control+Enter")
    desk.page.keyboard.press("ArrowUp")
    assert focused(desk) == "Picture"
    desk.page.keyboard.press("Home")
    desk.page.keyboard.press("Escape")
    expect(desk.text).to_be_focused()
    expect(desk.page.get_by_role("menu")).to_be_hidden()


def test_marks_are_set_and_taken_away_by_keys(desk: Desk) -> None:
    desk.open("Some words here.")
    desk.page.evaluate(
        "document.querySelector('.cm-content').cmTile.view.dispatch({selection: {anchor: 5, head: 10}})"
    )
    desk.text.focus()
    desk.page.keyboard.press("Control+b")
    assert desk.body() == "Some **words** here."
    desk.page.keyboard.press("Control+b")
    assert desk.body() == "Some words here."
    desk.page.keyboard.press("Control+i")
    assert desk.body() == "Some *words* here."


def test_all_keys_are_told_in_a_dialog(desk: Desk) -> None:
    desk.open("Text.")
    desk.text.focus()
    desk.page.keyboard.press("Control+/")
    dialog = desk.page.get_by_role("dialog", name="Keys")
    expect(dialog.get_by_role("row", name="Escape, Tab leave the text")).to_be_visible()
    assert desk.accessibility_faults() == []
    dialog.get_by_role("button", name="Close").click()
    expect(desk.text).to_be_focused()


def test_alt_f10_leads_to_the_tools(desk: Desk) -> None:
    desk.open("Text.")
    desk.text.focus()
    desk.page.keyboard.press("Alt+F10")
    assert focused(desk) == "Insert"
    desk.page.keyboard.press("Escape")
    expect(desk.text).to_be_focused()


def test_words_written_in_a_dialog_do_not_vanish_by_one_key(desk: Desk) -> None:
    desk.open("Text.")
    dialog = desk.insert("Footnote")
    dialog.get_by_label("Text of the footnote").fill("Here.")
    desk.page.keyboard.press("Escape")
    expect(dialog.get_by_text("Close without taking it over?")).to_be_visible()
    dialog.get_by_role("button", name="Go on").click()
    expect(dialog.get_by_label("Text of the footnote")).to_have_value("Here.")
    desk.page.keyboard.press("Escape")
    dialog.get_by_role("button", name="Close without it").click()
    assert desk.body() == "Text."


def test_an_input_method_writes_whole_words(desk: Desk) -> None:
    desk.open("Name: ")
    desk.cursor_to("Name: ")
    session = desk.page.context.new_cdp_session(desk.page)
    for part in ("に", "にほ", "にほん"):
        session.send(
            "Input.imeSetComposition", {"text": part, "selectionStart": len(part), "selectionEnd": len(part)}
        )
    session.send("Input.insertText", {"text": "日本"})
    assert desk.body() == "Name: 日本"
    desk.wait_saved()
    assert desk.draft.text.body == "Name: 日本"


def test_others_words_wait_until_an_input_method_is_done(desk: Desk) -> None:
    desk.open("First paragraph.\n\nName: ")
    desk.draft.set("First paragraph of theirs.\n\nName: ")
    desk.cursor_to("Name: ")
    session = desk.page.context.new_cdp_session(desk.page)
    session.send("Input.imeSetComposition", {"text": "にほ", "selectionStart": 2, "selectionEnd": 2})
    desk.page.wait_for_timeout(2500)
    assert "of theirs" not in desk.body()
    session.send("Input.insertText", {"text": "日本"})
    desk.page.get_by_text("Both texts were joined").first.wait_for()
    assert desk.body() == "First paragraph of theirs.\n\nName: 日本"


def test_in_forced_colours_and_with_reduced_motion_everything_is_there(desk: Desk) -> None:
    desk.page.emulate_media(forced_colors="active", reduced_motion="reduce")
    desk.open(BODY)
    desk.page.locator(".cm-our-say").first.wait_for()
    edge = desk.page.locator(".cm-our-say").first.evaluate("line => getComputedStyle(line).borderTopStyle")
    assert edge == "solid"


def test_texts_of_the_interface_come_from_the_page(desk: Desk) -> None:
    desk.draft.translated = {
        "toolbar.insert": "Einfügen",
        "saving.unchanged": "Nichts geändert",
        "cm.find": "Suchen",
    }
    desk.open("Text.")
    expect(desk.page.get_by_role("button", name="Einfügen", exact=True)).to_be_visible()
    expect(desk.status).to_have_text("Nichts geändert")
    desk.page.get_by_role("button", name="Find", exact=True).click()
    expect(desk.page.get_by_role("textbox", name="Suchen")).to_be_visible()

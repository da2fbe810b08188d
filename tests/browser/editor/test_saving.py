"""Saving by itself, and what people see and keep when it fails: "Saved" is only ever said by the server."""

import json
import re
import time

from playwright.sync_api import Request, expect

from tests.browser.edit_page import LONG_MS
from tests.browser.editor.conftest import Desk

SAVED = re.compile(r"^Saved at \d\d:\d\d$")


def wait_until_kept(desk: Desk, body: str) -> None:
    """Wait for the server, without a page to ask."""
    last = time.monotonic() + LONG_MS / 1000
    while desk.draft.text.body != body and time.monotonic() < last:
        time.sleep(0.02)
    assert desk.draft.text.body == body


def test_typing_is_saved_after_a_pause_and_only_the_answer_says_so(desk: Desk) -> None:
    desk.open("One.")
    held = desk.hold("**/draft")
    desk.cursor_to("One.")
    desk.write(" Two.")
    expect(desk.status).to_have_text("Not saved yet")
    expect(desk.status).to_have_text("Saving …")
    desk.page.wait_for_timeout(300)
    expect(desk.status).to_have_text("Saving …")
    desk.let_go(held)
    expect(desk.status).to_have_text(SAVED)
    assert desk.draft.text.body == "One. Two."
    assert [each["base_version"] for each in desk.draft.saves] == [1]


def test_somebody_who_never_pauses_is_saved_all_the_same(desk: Desk) -> None:
    desk.open("")
    desk.text.focus()
    last = time.monotonic() + 2 * LONG_MS / 1000
    while not desk.draft.saves and time.monotonic() < last:
        desk.page.keyboard.type("word ")
    assert desk.draft.saves[0]["body"].startswith("word word")


def test_header_fields_are_saved_as_the_form_would_send_them(desk: Desk) -> None:
    desk.open("Text.")
    desk.page.get_by_label("Title").fill("A quiet customer")
    desk.page.get_by_label("Showroom").check()
    desk.wait_saved()
    assert desk.draft.text.header == {
        "title": ["A quiet customer"],
        "language": ["en"],
        "channels": ["phone", "counter"],
    }


def test_the_language_of_the_document_is_that_of_the_spell_checker(desk: Desk) -> None:
    desk.open("Text.")
    desk.page.get_by_label("Language").select_option("de")
    expect(desk.text).to_have_attribute("lang", "de")
    expect(desk.text).to_have_attribute("spellcheck", "true")


def test_a_failed_save_stays_red_is_announced_and_offers_the_text(desk: Desk) -> None:
    desk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.open("One.")
    desk.draft.bad_day = "no answer"
    desk.cursor_to("One.")
    desk.write(" Two.")
    problem = desk.page.get_by_role("alert").filter(has_text="No connection")
    problem.wait_for()
    expect(desk.status).to_have_text("Not saved")
    desk.write(" Three.")
    expect(problem).to_be_visible()
    problem.get_by_role("button", name="Copy my text").click()
    expect(problem.get_by_role("button", name="Copied")).to_be_visible()
    assert desk.page.evaluate("navigator.clipboard.readText()") == "One. Two. Three."
    desk.draft.bad_day = ""
    problem.get_by_role("button", name="Try again").click()
    expect(desk.status).to_have_text(SAVED)
    expect(problem).to_be_hidden()
    assert desk.draft.text.body == "One. Two. Three."


def test_a_lost_connection_heals_by_itself(desk: Desk) -> None:
    desk.open("One.")
    desk.draft.bad_day = "no answer"
    desk.cursor_to("One.")
    desk.write(" Two.")
    desk.page.get_by_text("No connection").wait_for()
    desk.draft.bad_day = ""
    expect(desk.status).to_have_text(SAVED)


def test_what_the_server_refuses_is_said_in_its_words(desk: Desk) -> None:
    desk.open("One.")
    desk.draft.bad_day = "too large"
    desk.cursor_to("One.")
    desk.write(" Two.")
    expect(desk.page.get_by_role("alert").filter(has_text="could not be saved")).to_contain_text(
        "This text is larger than we accept."
    )


def test_an_expired_session_keeps_the_text_and_saves_it_after_signing_in(desk: Desk) -> None:
    desk.open("One.")
    desk.draft.bad_day = "signed out"
    desk.cursor_to("One.")
    desk.write(" Two.")
    problem = desk.page.get_by_role("alert").filter(has_text="You have been signed out")
    problem.wait_for()
    link = problem.get_by_role("link", name="Sign in in a new window")
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("href", "/accounts/sign-in")
    desk.write(" Three.")
    desk.draft.bad_day, desk.draft.token = "", "token-of-the-new-session"
    desk.page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(desk.status).to_have_text(SAVED)
    assert desk.draft.text.body == "One. Two. Three."


def test_an_old_token_is_renewed_without_a_word(desk: Desk) -> None:
    desk.open("One.")
    desk.draft.token = "token-2"
    desk.cursor_to("One.")
    desk.write(" Two.")
    desk.wait_saved()
    assert desk.page.locator(".editor-problem").is_hidden()


def test_nobody_saves_under_the_name_of_somebody_else(desk: Desk) -> None:
    desk.open("One.")
    desk.draft.actor, desk.draft.token = "18", "token-of-somebody-else"
    desk.cursor_to("One.")
    desk.write(" Two.")
    desk.page.get_by_role("alert").filter(has_text="Somebody else is signed in").wait_for()
    assert desk.draft.saves == []
    desk.open()
    assert desk.body() == "One."
    assert desk.page.evaluate("localStorage.length") == 0


def test_leaving_the_page_in_the_midst_of_a_word_saves_it(desk: Desk) -> None:
    desk.open("One.")
    desk.cursor_to("One.")
    desk.write(" Two.")
    desk.page.goto(f"{desk.workshop.address}/elsewhere")
    wait_until_kept(desk, "One. Two.")
    desk.page.go_back()
    desk.text.wait_for()
    assert desk.body() == "One. Two."
    expect(desk.status).to_have_text("Nothing changed")
    assert len(desk.draft.saves) == 1


def test_a_closed_tab_loses_nothing(desk: Desk) -> None:
    desk.open("One.")
    desk.cursor_to("One.")
    desk.write(" Two.")
    desk.page.close(run_before_unload=True)
    wait_until_kept(desk, "One. Two.")


def test_text_that_could_not_be_sent_is_put_back_when_the_page_comes_back(desk: Desk) -> None:
    desk.leave_whatever_is_asked()
    desk.open("One.")
    desk.draft.bad_day = "no answer"
    desk.cursor_to("One.")
    desk.write(" Two.")
    desk.page.get_by_text("No connection").wait_for()
    desk.draft.bad_day = ""
    desk.draft.set("Zero.\n\nOne.")
    desk.draft.bad_day = "too large"
    desk.page.goto(f"{desk.workshop.address}/elsewhere")
    desk.draft.bad_day = ""
    desk.open()
    expect(desk.page.locator(".editor-notice")).to_contain_text("had not been saved")
    desk.wait_saved()
    assert desk.draft.text.body == "Zero.\n\nOne. Two."
    assert desk.body() == "Zero.\n\nOne. Two."
    assert desk.page.evaluate("localStorage.length") == 0


def test_a_tab_closed_although_saving_failed_leaves_the_text_for_the_next_one(desk: Desk) -> None:
    desk.open("One.")
    desk.draft.bad_day = "too large"
    desk.cursor_to("One.")
    desk.write(" Two.")
    desk.page.get_by_role("alert").filter(has_text="could not be saved").wait_for()
    desk.page.wait_for_function("localStorage.length === 1")
    closed = desk.page
    desk.page = closed.context.new_page()
    closed.close()
    desk.draft.bad_day = ""
    desk.open()
    expect(desk.page.locator(".editor-notice")).to_contain_text("had not been saved")
    desk.wait_saved()
    assert desk.draft.text.body == "One. Two."
    desk.page.wait_for_function("localStorage.length === 0")


def test_text_put_back_can_be_taken_out_again(desk: Desk) -> None:
    desk.leave_whatever_is_asked()
    desk.open("One.")
    desk.draft.bad_day = "too large"
    desk.cursor_to("One.")
    desk.write(" Two.")
    desk.page.get_by_role("alert").filter(has_text="could not be saved").wait_for()
    desk.open()
    desk.page.locator(".editor-notice").get_by_role("button", name="Take it out again").click()
    assert desk.body() == "One."
    desk.draft.bad_day = ""
    desk.page.keyboard.press("Control+s")
    desk.page.wait_for_timeout(2500)
    assert desk.draft.text.body == "One."


def test_leaving_with_text_that_cannot_be_saved_is_asked_about(desk: Desk) -> None:
    asked = desk.leave_whatever_is_asked()
    desk.open("One.")
    desk.draft.bad_day = "too large"
    desk.cursor_to("One.")
    desk.write(" Two.")
    desk.page.get_by_role("alert").filter(has_text="could not be saved").wait_for()
    desk.page.goto(f"{desk.workshop.address}/elsewhere")
    assert asked == ["beforeunload"]


def test_a_long_text_that_does_not_fit_the_last_call_is_asked_about_and_kept(desk: Desk) -> None:
    asked = desk.leave_whatever_is_asked()
    desk.open("A sentence of no weight.\n" * 4000)
    desk.text.focus()
    desk.page.keyboard.press("Control+Home")
    desk.write("New. ")
    desk.page.goto(f"{desk.workshop.address}/elsewhere")
    assert asked == ["beforeunload"]
    desk.open()
    assert desk.body().startswith("New. A sentence")


def test_signing_out_saves_first_and_leaves_no_copy(desk: Desk) -> None:
    desk.open("One.")
    desk.cursor_to("One.")
    desk.write(" Two.")
    desk.page.get_by_role("button", name="Sign out").click()
    desk.page.get_by_role("heading", name="Done").wait_for()
    assert desk.draft.text.body == "One. Two."
    assert desk.page.evaluate("localStorage.length") == 0


def test_the_form_itself_sends_the_text_of_the_editor(desk: Desk) -> None:
    desk.open("One.")
    desk.cursor_to("One.")
    desk.write(" Zwei.")
    desk.page.get_by_role("button", name="Save", exact=True).click()
    desk.page.get_by_role("heading", name="Done").wait_for()
    assert b"body=One.+Zwei." in desk.draft.posted[0]


def test_ctrl_s_saves_at_once_and_says_so(desk: Desk) -> None:
    desk.open("One.")
    desk.cursor_to("One.")
    desk.write(" Two.")
    desk.page.keyboard.press("Control+s")
    expect(desk.page.get_by_role("status").filter(has_text="Saved at")).to_be_attached()


def test_the_same_save_sent_twice_has_one_key(desk: Desk) -> None:
    desk.open("One.")
    keys: list[str] = []

    def note(request: Request) -> None:
        if request.url.endswith("/draft"):
            keys.append(json.loads(request.post_data or "{}")["key"])

    desk.page.on("request", note)
    desk.draft.bad_day = "no answer"
    desk.cursor_to("One.")
    desk.write(" Two.")
    desk.page.get_by_text("No connection").wait_for()
    desk.draft.bad_day = ""
    desk.page.get_by_role("button", name="Try again").click()
    desk.wait_saved()
    assert len(keys) >= 2
    assert len(set(keys)) == 1


def test_without_scripts_the_text_area_is_there(desk: Desk) -> None:
    desk.draft.text.body = "One."
    browser = desk.page.context.browser
    assert browser is not None
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(f"{desk.workshop.address}/workshop/text/edit")
    plain.get_by_label("Text").fill("One. Two.")
    plain.get_by_role("button", name="Save", exact=True).click()
    plain.get_by_role("heading", name="Done").wait_for()
    assert b"body=One.+Two." in desk.draft.posted[0]
    plain.context.close()


def test_a_page_that_gives_back_a_refused_text_saves_it_at_once(desk: Desk) -> None:
    desk.draft.is_unsaved = True
    desk.open("Refused before.")
    desk.wait_saved()
    assert [each["body"] for each in desk.draft.saves] == ["Refused before."]


def test_the_button_of_the_form_never_leads_to_an_error_page_with_the_text_gone(desk: Desk) -> None:
    desk.open("One.")
    desk.draft.bad_day = "signed out"
    desk.cursor_to("One.")
    desk.write(" Two.")
    desk.page.get_by_role("button", name="Save", exact=True).click()
    desk.page.get_by_role("alert").filter(has_text="You have been signed out").wait_for()
    assert desk.body() == "One. Two."
    desk.draft.bad_day = ""
    desk.page.get_by_role("button", name="Save", exact=True).click()
    desk.page.get_by_role("heading", name="Done").wait_for()
    assert desk.draft.text.body == "One. Two."
    assert b"body=One.+Two." in desk.draft.posted[0]

"""The editor on the real edit page: what it saves, shows and takes up comes from the real workshop."""

import re

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import sign_in
from tests.browser.editor.conftest import AXE
from tests.people import Cast, Person


def edit_page(context: BrowserContext, address: str, person: Person) -> Page:
    page = context.new_page()
    sign_in(page, address, person)
    page.goto(f"{address}/workshop/kratzer/edit")
    page.get_by_role("textbox", name="Text", exact=True).wait_for()
    return page


def write(page: Page, words: str, replacement: str) -> None:
    """Replace some words in the editor, as one edit of a person."""
    page.evaluate(
        """([words, replacement]) => {
            const { view } = document.querySelector(".cm-content").cmTile;
            const from = view.state.doc.toString().indexOf(words);
            const changes = { from, to: from + words.length, insert: replacement };
            view.dispatch({ changes, userEvent: "input" });
        }""",
        [words, replacement],
    )


def text(page: Page) -> str:
    found: str = page.evaluate("document.querySelector('.cm-content').cmTile.view.state.doc.toString()")
    return found


def wait_saved(page: Page) -> None:
    page.locator("[data-status][data-state=saved]").wait_for(timeout=15_000)


def test_what_is_written_is_saved_shown_and_checked(
    context: BrowserContext, address: str, cast: Cast
) -> None:
    page = edit_page(context, address, cast.editor)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    write(page, "Der Kunde fühlt sich getäuscht.", "Der Kunde ist enttäuscht. [[nirgendwo]]")
    wait_saved(page)
    expect(page.locator(".editor-preview-page")).to_contain_text("Der Kunde ist enttäuscht.")
    expect(page.get_by_role("button", name=re.compile("nirgendwo"))).to_be_visible()
    page.reload()
    page.get_by_role("textbox", name="Text", exact=True).wait_for()
    assert text(page).startswith("Der Kunde ist enttäuscht.")
    expect(page.locator(".found-remarks")).to_be_hidden()
    expect(page.get_by_role("button", name="Save and edit the steps as a list")).to_be_hidden()
    assert complaints == []


def test_the_real_page_can_be_used_by_everybody(context: BrowserContext, address: str, cast: Cast) -> None:
    page = edit_page(context, address, cast.editor)
    page.locator(".editor-preview-page").get_by_text("Der Kunde fühlt sich getäuscht.").wait_for()
    page.evaluate(AXE.read_text("utf-8"))
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        faults = page.evaluate(
            "async () => (await axe.run()).violations.map((fault) => [fault.id, fault.nodes[0].html])"
        )
        assert faults == []


def test_the_list_of_steps_writes_into_the_real_draft(
    context: BrowserContext, address: str, cast: Cast
) -> None:
    page = edit_page(context, address, cast.editor)
    before = text(page)
    page.get_by_role("button", name="Steps as a list", exact=True).click()
    dialog = page.get_by_role("dialog")
    third = dialog.get_by_role("group", name="Step 3", exact=True)
    third.get_by_label("What is to be done, or asked").fill("Den Auftrag suchen.")
    third.get_by_label("It goes on with", exact=True).select_option(label="the end")
    dialog.get_by_role("button", name="Take over").click()
    wait_saved(page)
    assert text(page) == before.replace(
        "3. Auftrag suchen. {#look-up}\n   → #explain", "3. Den Auftrag suchen. {#look-up}\n   → end"
    )


def test_two_people_write_in_one_draft(context: BrowserContext, address: str, cast: Cast) -> None:
    page = edit_page(context, address, cast.editor)
    other_context = context.browser.new_context() if context.browser else context
    other = edit_page(other_context, address, cast.approver)
    write(other, "Der Kunde fühlt sich getäuscht.", "Der Kunde fühlt sich betrogen.")
    wait_saved(other)
    write(page, "Auftrag suchen.", "Den Auftrag suchen.")
    wait_saved(page)
    assert "betrogen" in text(page)
    assert "Den Auftrag suchen." in text(page)
    write(other, "Der Kunde fühlt sich betrogen.", "Der Kunde ist zornig.")
    wait_saved(other)
    write(page, "Der Kunde fühlt sich betrogen.", "Der Kunde ist traurig.")
    page.get_by_role("button", name="Compare and decide").click()
    dialog = page.get_by_role("dialog")
    for words in ("betrogen", "traurig", "zornig"):
        expect(dialog.locator("pre", has_text=words)).to_be_visible()
    dialog.get_by_label("Take theirs").check()
    dialog.get_by_role("button", name="Take over and save").click()
    page.locator(".editor-problem").wait_for(state="hidden")
    assert "zornig" in text(page)
    other_context.close()


def test_a_session_that_ends_while_typing_loses_nothing(
    context: BrowserContext, address: str, cast: Cast
) -> None:
    page = edit_page(context, address, cast.editor)
    context.clear_cookies()
    write(page, "Der Kunde fühlt sich getäuscht.", "Der Kunde ist müde.")
    problem = page.get_by_role("alert").filter(has_text="You have been signed out")
    problem.wait_for()
    with context.expect_page() as opened:
        problem.get_by_role("link", name="Sign in in a new window").click()
    sign_in(opened.value, address, cast.editor)
    opened.value.close()
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    wait_saved(page)
    page.reload()
    page.get_by_role("textbox", name="Text", exact=True).wait_for()
    assert text(page).startswith("Der Kunde ist müde.")

"""Two people in one draft: what can be joined is joined under the cursor, the rest a person decides."""

from playwright.sync_api import expect

from tests.browser.editor.conftest import Desk

TEXT = "First paragraph of the text.\n\nSecond paragraph of the text.\n\nThird paragraph of the text.\n"


def head(desk: Desk) -> int:
    at: int = desk.page.evaluate(
        "() => document.querySelector('.cm-content').cmTile.view.state.selection.main.head"
    )
    return at


def test_a_joined_text_appears_without_moving_the_cursor(desk: Desk) -> None:
    desk.open(TEXT)
    desk.draft.set(TEXT.replace("First", "Very first"))
    desk.cursor_to("Third paragraph")
    desk.write(" here")
    desk.wait_saved()
    assert desk.body() == TEXT.replace("First", "Very first").replace(
        "Third paragraph", "Third paragraph here"
    )
    assert desk.body()[: head(desk)].endswith("Third paragraph here")
    expect(desk.page.locator(".editor-notice")).to_contain_text("Both texts were joined")
    desk.write(" and on")
    desk.wait_saved()
    assert "Third paragraph here and on of" in desk.draft.text.body


def test_undo_takes_back_ones_own_words_and_not_those_of_others(desk: Desk) -> None:
    desk.open(TEXT)
    desk.draft.set(TEXT.replace("First", "Very first"))
    desk.cursor_to("Third paragraph")
    desk.write(" here")
    desk.wait_saved()
    desk.page.keyboard.press("Control+z")
    assert desk.body() == TEXT.replace("First", "Very first")


def test_what_is_typed_while_the_answer_is_on_its_way_stays(desk: Desk) -> None:
    desk.open(TEXT)
    desk.draft.set(TEXT.replace("First", "Very first"))
    held = desk.hold("**/draft")
    desk.cursor_to("Third paragraph")
    desk.write(" here")
    desk.page.wait_for_timeout(1800)
    desk.write(" and now")
    desk.let_go(held)
    desk.page.unroute("**/draft")
    desk.wait_saved()
    expected = TEXT.replace("First", "Very first").replace("Third paragraph", "Third paragraph here and now")
    assert desk.body() == expected
    assert desk.draft.text.body == expected


def test_header_fields_of_others_are_taken_over(desk: Desk) -> None:
    desk.open(TEXT)
    desk.draft.set(TEXT, title=["Another title"])
    desk.cursor_to("Third paragraph")
    desk.write(" here")
    desk.wait_saved()
    expect(desk.page.get_by_label("Title")).to_have_value("Another title")


def conflict(desk: Desk) -> None:
    desk.open(TEXT)
    desk.draft.set(TEXT.replace("Second paragraph of the text", "Their words"))
    desk.page.evaluate(
        """at => document.querySelector(".cm-content").cmTile.view.dispatch(
            {changes: {from: at, to: at + 28, insert: "My words"}}
        )""",
        TEXT.index("Second"),
    )
    desk.page.get_by_role("alert").filter(has_text="changed the same passage").wait_for()


def test_a_conflict_shows_was_yours_and_theirs_and_takes_what_is_chosen(desk: Desk) -> None:
    conflict(desk)
    assert desk.draft.saves == []
    desk.page.get_by_role("button", name="Compare and decide").click()
    dialog = desk.page.get_by_role("dialog", name="You and Jon changed the same passage")
    for words in ("Second paragraph of the text.", "My words.", "Their words."):
        expect(dialog.locator("pre", has_text=words)).to_be_visible()
    assert desk.accessibility_faults() == []
    dialog.get_by_label("Take theirs").check()
    dialog.get_by_role("button", name="Take over and save").click()
    desk.page.locator(".editor-problem").wait_for(state="hidden")
    assert desk.body() == TEXT.replace("Second paragraph of the text", "Their words")


def test_both_texts_of_a_conflict_can_be_kept(desk: Desk) -> None:
    conflict(desk)
    desk.page.get_by_role("button", name="Compare and decide").click()
    desk.page.get_by_label("Take both, theirs first").check()
    desk.page.get_by_role("button", name="Take over and save").click()
    desk.wait_saved()
    assert desk.draft.text.body == TEXT.replace("Second paragraph of the text", "Their words.\nMy words")


def test_words_typed_before_deciding_are_not_lost(desk: Desk) -> None:
    conflict(desk)
    desk.cursor_to("Third paragraph")
    desk.write(" here")
    desk.page.get_by_role("button", name="Compare and decide").click()
    desk.page.get_by_label("Take yours").check()
    desk.page.get_by_role("button", name="Take over and save").click()
    desk.wait_saved()
    assert (
        desk.draft.text.body
        == "First paragraph of the text.\n\nMy words.\n\nThird paragraph here of the text.\n"
    )


def test_a_conflict_can_wait_and_asks_before_one_leaves(desk: Desk) -> None:
    asked = desk.leave_whatever_is_asked()
    conflict(desk)
    desk.page.get_by_role("button", name="Compare and decide").click()
    desk.page.get_by_role("button", name="Decide later").click()
    assert "My words." in desk.body()
    desk.page.goto(f"{desk.workshop.address}/elsewhere")
    assert asked == ["beforeunload"]


def test_a_field_changed_while_the_answer_is_on_its_way_stays_and_the_others_follow(desk: Desk) -> None:
    desk.open(TEXT)
    desk.draft.set(TEXT, channels=["counter"])
    held = desk.hold("**/draft")
    desk.cursor_to("Third paragraph")
    desk.write(" here")
    desk.page.wait_for_timeout(1800)
    desk.page.get_by_label("Title").fill("My title")
    desk.let_go(held)
    desk.page.unroute("**/draft")
    desk.wait_saved()
    assert desk.draft.text.header == {"title": ["My title"], "language": ["en"], "channels": ["counter"]}
    expect(desk.page.get_by_label("Showroom")).to_be_checked()
    expect(desk.page.get_by_label("Telephone")).not_to_be_checked()

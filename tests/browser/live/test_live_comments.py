"""Comments where one writes: marks go along with the text, wording is taken over as one edit in the room."""

from playwright.sync_api import expect

from tests.browser.live.conftest import BODY, Sit, Writer
from tests.live.houses import House

VIEW = "document.querySelector('.cm-content').cmTile.view"


def select(writer: Writer, words: str) -> None:
    writer.page.evaluate(
        f"""words => {{
            const from = {VIEW}.state.doc.toString().indexOf(words);
            {VIEW}.dispatch({{selection: {{anchor: from, head: from + words.length}}}});
        }}""",
        words,
    )


def comment(writer: Writer, words: str, text: str, wording: str = "") -> None:
    select(writer, words)
    writer.page.get_by_role("button", name="Comment", exact=True).click()
    dialog = writer.page.get_by_role("dialog")
    dialog.get_by_label("What do you want to say?").fill(text)
    dialog.get_by_label("Other wording for the passage").fill(wording)
    dialog.get_by_role("button", name="Send").click()
    expect(writer.page.locator(".editor-comment", has_text=text)).to_be_visible()


def test_a_mark_stays_at_its_words_while_two_write_around_them(sit: Sit, writing_house: House) -> None:
    document = writing_house.document("Grüße 😀 first.\n\n" + BODY)
    ada, bo = (sit(document, person) for person in writing_house.writers[:2])
    ada.cursor_to("first.")
    ada.write(" Not settled yet.")
    comment(ada, "Name the day.", "Which day?")
    expect(ada.page.locator(".commented")).to_have_text("Name the day.")
    bo.cursor_to("Name the", after=True)
    bo.write(" very")
    bo.cursor_to("We listen.", after=False)
    bo.write("Ä😀 before. ")
    ada.sees("Ä😀 before. We listen.")
    expect(ada.page.locator(".commented")).to_have_text("Name the very day.")
    expect(bo.page.locator(".editor-comment")).to_contain_text("Which day?")
    expect(bo.page.locator(".commented")).to_have_text("Name the very day.")
    bo.page.get_by_role("button", name="Show in the text").click()
    selected = bo.page.evaluate(
        f"() => {VIEW}.state.sliceDoc({VIEW}.state.selection.main.from, {VIEW}.state.selection.main.to)"
    )
    assert selected == "Name the very day."


def test_wording_is_taken_over_as_one_edit_and_nobody_is_moved(sit: Sit, writing_house: House) -> None:
    document = writing_house.document(BODY)
    ada, bo = (sit(document, person) for person in writing_house.writers[:2])
    comment(ada, "Name the day.", "Be clear.", "Name the day and the hour.")
    bo.cursor_to("calls back.")
    bo.write(" Bo's end.")
    ada.sees("Bo's end.")
    ada.page.get_by_role("button", name="Accept this wording").click()
    bo.sees("Name the day and the hour.")
    expect(ada.page.locator(".editor-comment")).to_have_count(0)
    bo.write(" Still here.")
    ada.sees("calls back. Bo's end. Still here.")
    bo.page.get_by_role("button", name="Undo").click()
    ada.lacks("Still here.")
    assert "Name the day and the hour." in ada.body()


def test_without_a_line_comments_and_wording_work_by_the_form(sit: Sit, writing_house: House) -> None:
    document = writing_house.document(BODY)
    ada = sit(document, writing_house.writers[0], is_cut=True)
    comment(ada, "Name the day.", "Be clear.", "Name the day and the hour.")
    ada.cursor_to("We listen.")
    ada.write(" Always.")
    ada.page.get_by_role("button", name="Accept this wording").click()
    ada.sees("Name the day and the hour.")
    assert ada.body() == BODY.replace("listen.", "listen. Always.").replace("day.", "day and the hour.")

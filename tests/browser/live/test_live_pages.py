"""Two and three pages write in one text at once: the same text everywhere, each with their own undo."""

from playwright.sync_api import expect

from tests.browser.live.conftest import AXE, BODY, SIZE, Sit, Writer
from tests.live.houses import House

ALGORITHM = """What it is.

::: algorithm {otherwise="Hand over to the shift leader"}
1. Listen to the end.
2. Look the order up.
3. Name the next step.
:::

The end.
"""
VIEW = "document.querySelector('.cm-content').cmTile.view"


def same_text(*writers: Writer) -> str:
    """Wait until all pages have everything, and return the text that all of them show."""
    for writer in writers:
        writer.is_told("stored")
    first = writers[0]
    for other in writers[1:]:
        other.page.wait_for_function(f"text => {VIEW}.state.doc.toString() === text", arg=first.body())
    for writer in writers:
        writer.is_told("stored")
    assert len({writer.body() for writer in writers}) == 1
    return first.body()


def test_what_one_types_the_others_see_with_caret_and_name(sit: Sit, writing_house: House) -> None:
    document = writing_house.document(BODY)
    ada, bo = (sit(document, person) for person in writing_house.writers[:2])
    ada.cursor_to("We listen.")
    ada.write(" Always.")
    bo.sees("We listen. Always.")
    expect(bo.page.locator(".caret-name")).to_have_text("Ada Writer")
    assert ada.page.locator(".caret").count() == 0
    bo.page.get_by_role("button", name="Ada Writer").click()
    assert bo.page.evaluate(f"() => {VIEW}.state.selection.main.head") == len("We listen. Always.")


def test_who_is_here_and_in_which_step_is_shown_and_said_in_peace(sit: Sit, writing_house: House) -> None:
    document = writing_house.document(ALGORITHM)
    sit(document, writing_house.writers[2])
    ada = sit(document, writing_house.writers[0])
    said = ada.page.locator("body > [role=status]")
    expect(said).to_have_text("Also here: Cleo Writer.")
    bo = sit(document, writing_house.writers[1])
    expect(said).to_contain_text("Bo Writer has come.")
    bo.cursor_to("Look the order")
    expect(ada.people).to_contain_text("Bo Writer is editing step 2")
    expect(said).to_contain_text("Bo Writer is editing step 2.")
    bo.page.get_by_label("Title", exact=True).focus()
    expect(ada.people).to_contain_text("Bo Writer is editing the field “Title”")
    bo.page.close()
    expect(ada.people).not_to_contain_text("Bo Writer")
    expect(said).to_contain_text("Bo Writer has left.")


def test_three_type_at_once_with_emoji_and_undo_and_end_with_one_text(sit: Sit, writing_house: House) -> None:
    document = writing_house.document(BODY)
    writers = [sit(document, person) for person in writing_house.writers[:3]]
    marks = ("ä😀", "漢字👩‍🚒", "ß")
    writers[0].cursor_to("We listen.")
    writers[1].cursor_to("Name the day.")
    writers[2].cursor_to("We listen.", after=False)
    for turn in range(12):
        for writer, mark in zip(writers, marks, strict=True):
            writer.page.keyboard.insert_text(f"{mark}{turn} ")
            if turn % 4 == 3:
                writer.page.keyboard.press("Backspace")
    text = same_text(*writers)
    assert [text.count(mark) for mark in marks] == [12, 12, 12]
    writers[1].page.keyboard.press("Control+z")
    writers[1].lacks("漢字👩‍🚒11")
    text = same_text(*writers)
    assert (text.count("ä😀"), text.count("ß")) == (12, 12)
    writers[1].page.keyboard.press("Control+y")
    assert same_text(*writers).count("漢字👩‍🚒11") == 1
    assert writing_house.log_text(document) == same_text(*writers)


def test_the_buttons_undo_and_redo_take_back_only_what_is_ones_own(sit: Sit, writing_house: House) -> None:
    document = writing_house.document(BODY)
    ada, bo = (sit(document, person) for person in writing_house.writers[:2])
    ada.cursor_to("We listen.")
    ada.write(" Mine.")
    bo.sees("Mine.")
    bo.cursor_to("Name the day.")
    bo.write(" Theirs.")
    ada.sees("Theirs.")
    ada.page.get_by_role("button", name="Undo").click()
    bo.lacks("Mine.")
    assert "Theirs." in ada.body()
    ada.page.get_by_role("button", name="Redo").click()
    bo.sees("Mine.")


def test_a_list_of_steps_taken_over_keeps_what_others_wrote_meanwhile(sit: Sit, writing_house: House) -> None:
    document = writing_house.document(ALGORITHM)
    ada, bo = (sit(document, person) for person in writing_house.writers[:2])
    ada.page.get_by_label("Title", exact=True).focus()
    ada.page.evaluate("document.querySelector('[data-steps]').hidden = false")
    ada.page.get_by_role("button", name="Steps as a list").click()
    dialog = ada.page.get_by_role("dialog")
    third = dialog.get_by_role("group", name="Step 3", exact=True)
    third.get_by_label("What is to be done, or asked").fill("Name the next step and the day.")
    bo.cursor_to("What it is.")
    bo.write("\n\nA new line above.")
    bo.cursor_to("Listen to the end", after=True)
    bo.write(" in peace")
    ada.sees("in peace")
    dialog.get_by_role("button", name="Take over").click()
    bo.sees("Name the next step and the day.")
    text = same_text(ada, bo)
    assert text == ALGORITHM.replace("is.\n", "is.\n\nA new line above.\n", 1).replace(
        "to the end", "to the end in peace"
    ).replace("next step.", "next step and the day.")


def test_fields_of_the_header_travel_too(sit: Sit, writing_house: House) -> None:
    document = writing_house.document(BODY)
    ada, bo = (sit(document, person) for person in writing_house.writers[:2])
    bo.page.get_by_label("Section").fill("greetings")
    ada.page.get_by_label("In a sentence").fill("How we listen.")
    expect(bo.page.get_by_label("In a sentence")).to_have_value("How we listen.")
    expect(ada.page.get_by_label("Section")).to_have_value("greetings")
    same_text(ada, bo)
    header = writing_house.draft(document).header_text
    assert ("section: greetings" in header, "summary: How we listen." in header) == (True, True)
    assert writing_house.draft(document).body == BODY


def test_findings_and_preview_come_while_another_goes_on_writing(sit: Sit, writing_house: House) -> None:
    document = writing_house.document(BODY)
    ada, bo = (sit(document, person) for person in writing_house.writers[:2])
    bo.cursor_to("We listen.")
    ada.cursor_to("calls back.")
    ada.write("\n\n[[nowhere-at-all]]")
    for turn in range(40):
        bo.write(f" {turn}")
    preview = ada.page.locator("[data-preview]")
    expect(preview).to_contain_text("We listen. 0 1 2")
    expect(ada.page.locator(".cm-lintRange-error, .cm-lintRange-warning").first).to_be_attached()


def test_the_page_is_left_by_escape_and_tab_and_has_no_faults(sit: Sit, writing_house: House) -> None:
    document = writing_house.document(ALGORITHM)
    ada = sit(document, writing_house.writers[0])
    bo = sit(document, writing_house.writers[1])
    bo.cursor_to("Look the order")
    expect(ada.people).to_contain_text("Bo Writer")
    ada.text.focus()
    ada.page.keyboard.press("Escape")
    ada.page.keyboard.press("Tab")
    expect(ada.text).not_to_be_focused()
    ada.page.evaluate(AXE.read_text("utf-8"))
    found = ada.page.evaluate(
        "async () => (await axe.run()).violations.map(({id, nodes}) => [id, nodes.length])"
    )
    assert found == []


def test_a_narrow_page_has_room_for_everybody(sit: Sit, writing_house: House) -> None:
    document = writing_house.document(BODY)
    narrow = sit(document, writing_house.writers[0], viewport={**SIZE, "width": 360})
    for person in writing_house.writers[1:4]:
        sit(document, person).cursor_to("calls back.")
    expect(narrow.page.locator(".caret")).to_have_count(3)
    expect(narrow.people.get_by_role("listitem")).to_have_count(4)
    assert narrow.page.evaluate("() => document.documentElement.scrollWidth") == 360

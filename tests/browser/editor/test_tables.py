"""Tables: inserted, walked by Tab, widened and aligned without typing one bar."""

from playwright.sync_api import expect

from tests.browser.editor.conftest import Desk

TABLE = "| Said | It is |\n| ---- | ----- |\n| “Damn!” | anger |\n"


def table_button(desk: Desk, name: str) -> None:
    desk.page.get_by_role("toolbar", name="Table").get_by_role("button", name=name, exact=True).click()


def test_a_table_is_filled_cell_by_cell(desk: Desk) -> None:
    desk.open("")
    dialog = desk.insert("Table")
    dialog.get_by_label("Rows").select_option("1")
    desk.done()
    for word in ("Said", "It is", "Damn!"):
        desk.page.keyboard.type(word)
        desk.page.keyboard.press("Tab")
    desk.page.keyboard.type("anger")
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.type("Help!")
    desk.page.keyboard.press("Tab")
    expected = "| Said  | It is |\n| ----- | ----- |\n| Damn! | anger |\n| Help! |       |"
    assert desk.body().rstrip() == expected


def test_shift_tab_goes_back_and_selects_the_words(desk: Desk) -> None:
    desk.open(TABLE)
    desk.cursor_to("anger")
    desk.page.keyboard.press("Shift+Tab")
    desk.page.keyboard.type("“Now!”")
    assert "| “Now!”" in desk.body()
    assert "Damn" not in desk.body()


def test_outside_tables_tab_leaves_the_text(desk: Desk) -> None:
    desk.open("No table.")
    desk.text.focus()
    desk.page.keyboard.press("Tab")
    expect(desk.text).not_to_be_focused()


def test_escape_then_tab_leaves_a_table_too(desk: Desk) -> None:
    desk.open(TABLE)
    desk.cursor_to("anger")
    desk.page.keyboard.press("Escape")
    desk.page.keyboard.press("Tab")
    expect(desk.text).not_to_be_focused()


def test_rows_and_columns_come_and_go(desk: Desk) -> None:
    desk.open(TABLE)
    desk.cursor_to("anger")
    table_button(desk, "Column right")
    desk.page.keyboard.type("so")
    table_button(desk, "Row below")
    desk.page.keyboard.type("listen")
    table_button(desk, "Row above")
    assert desk.body().split("\n") == [
        "| Said    | It is | Column 3 |",
        "| ------- | ----- | -------- |",
        "| “Damn!” | anger | so       |",
        "|         |       |          |",
        "|         |       | listen   |",
        "",
    ]
    desk.cursor_to("anger")
    table_button(desk, "Remove column")
    table_button(desk, "Remove row")
    assert "anger" not in desk.body()
    assert "It is" not in desk.body()


def test_columns_are_aligned(desk: Desk) -> None:
    desk.open(TABLE)
    desk.cursor_to("anger")
    table_button(desk, "Align right")
    assert desk.body() == "| Said    | It is |\n| ------- | ----: |\n| “Damn!” | anger |\n"


def test_the_bar_of_the_table_is_there_only_inside_one(desk: Desk) -> None:
    desk.open(f"Words.\n\n{TABLE}")
    bar = desk.page.get_by_role("toolbar", name="Table")
    desk.cursor_to("Words.")
    expect(bar).to_be_hidden()
    desk.cursor_to("anger")
    expect(bar).to_be_visible()


def test_a_bar_in_a_cell_is_no_border(desk: Desk) -> None:
    desk.open("| a \\| b | c |\n| --- | --- |\n| `x|y` | d |\n")
    desk.cursor_to("d |", after=False)
    table_button(desk, "Align right")
    assert desk.body() == "| a \\| b |   c |\n| ------ | --: |\n| `x|y`  |   d |\n"

"""What comes from Word, Outlook, Excel, Google Docs and web pages arrives as clean Markdown."""

from pathlib import Path

import pytest

from tests.browser.editor.conftest import Desk

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.html"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_what_other_programs_copy_becomes_clean_markdown(desk: Desk, sample: Path) -> None:
    desk.open("")
    desk.paste(sample.read_text("utf-8"), "plain text that is not used")
    assert desk.body() == sample.with_suffix(".md").read_text("utf-8").rstrip("\n")


def test_undo_takes_a_pasted_text_back_at_once(desk: Desk) -> None:
    desk.open("Before.")
    desk.cursor_to("Before.")
    desk.paste("<p>One</p><p>Two</p>", "One Two")
    desk.page.keyboard.press("Control+z")
    assert desk.body() == "Before."


def test_pictures_left_out_are_told(desk: Desk) -> None:
    desk.open("")
    desk.paste('<p>One</p><img src="file:///C:/x.png" width="200">', "One")
    desk.page.get_by_text("Pictures left out: 1").first.wait_for()


def test_rows_of_a_spreadsheet_copied_as_text_become_a_table(desk: Desk) -> None:
    desk.open("")
    desk.paste("", "Channel\tCalls\nTelephone\t12\n")
    assert desk.body() == "| Channel   | Calls |\n| --------- | ----- |\n| Telephone | 12    |"


def test_paragraphs_pasted_into_wording_stay_wording(desk: Desk) -> None:
    desk.open("::: algorithm\n1. Listen. {#listen}\n   > [!say] \n   → end\n:::\n")
    desk.cursor_to("[!say] ")
    desk.paste("<p>First.</p><p>Second.</p>", "")
    assert "   > [!say] First.\n   >\n   > Second.\n   → end" in desk.body()


def test_a_list_pasted_behind_words_begins_on_a_line_of_its_own(desk: Desk) -> None:
    desk.open("Bring along: and more")
    desk.cursor_to("Bring along:")
    desk.paste("<ul><li>tape</li><li>label</li></ul>", "")
    assert desk.body() == "Bring along:\n\n- tape\n- label\n\n and more"


def test_what_is_copied_here_is_pasted_here_letter_by_letter(desk: Desk) -> None:
    text = "> [!say] {{customer name}}, *please* wait.\n\n- yes → #compare"
    desk.open(text)
    desk.text.focus()
    for keys in ("Control+a", "Control+c", "Delete", "Control+v"):
        desk.page.keyboard.press(keys)
    assert desk.body() == text

"""Suggestions while one types, and what Enter does with them."""

from playwright.sync_api import Locator, expect

from tests.browser.editor.conftest import Desk

TEXT = "::: algorithm\n1. Listen. {#listen}\n   - yes \n2. Compare. {#compare}\n:::\n"


def options(desk: Desk) -> Locator:
    return desk.page.get_by_role("listbox", name="Suggestions").get_by_role("option")


def test_double_brackets_suggest_documents_by_title(desk: Desk) -> None:
    desk.open("See ")
    desk.cursor_to("See ")
    desk.write("[[tele")
    expect(options(desk)).to_have_text(["On the telephonetelephone"])
    desk.page.keyboard.press("Enter")
    assert desk.body() == "See [[telephone]]"
    desk.write(" for more")
    assert desk.body() == "See [[telephone]] for more"


def test_only_scripts_and_situations_are_suggested_for_embedding(desk: Desk) -> None:
    desk.open("")
    desk.write("![[")
    expect(options(desk)).to_have_text(
        ["An order without papersorder-without-papers", "Calm the angercalm-the-anger"]
    )


def test_an_arrow_suggests_steps_ends_and_situations(desk: Desk) -> None:
    desk.open(TEXT)
    desk.cursor_to("- yes ")
    desk.write("→ ")
    expect(options(desk).nth(1)).to_have_text("2 · Compare.#compare")
    expect(options(desk)).to_have_count(5)
    desk.write("#com")
    expect(options(desk)).to_have_count(1)
    desk.page.keyboard.press("Enter")
    assert "   - yes → #compare\n" in desk.body()


def test_double_braces_suggest_placeholders_that_are_known(desk: Desk) -> None:
    desk.open("Already: {{order number}}.\n\n")
    desk.cursor_to("}}.\n\n")
    desk.write("{{")
    expect(options(desk)).to_have_text(["customer name", "date", "order number"])
    desk.write("order")
    expect(options(desk)).to_have_count(1)
    desk.page.wait_for_timeout(150)
    desk.page.keyboard.press("ArrowDown")
    desk.page.keyboard.press("Enter")
    assert desk.body().endswith("\n\n{{order number}}")


def test_a_term_of_the_glossary_is_taken_only_if_it_was_chosen(desk: Desk) -> None:
    desk.open("")
    desk.write("Each comp")
    expect(options(desk)).to_have_text(["complaint"])
    desk.page.keyboard.press("Enter")
    assert desk.body() == "Each comp\n"
    desk.write("Each comp")
    expect(options(desk)).to_have_count(1)
    desk.page.keyboard.press("ArrowDown")
    desk.page.keyboard.press("Enter")
    assert desk.body() == "Each comp\nEach complaint"


def test_a_forbidden_term_is_replaced_by_the_one_of_the_company(desk: Desk) -> None:
    desk.open("")
    desk.write("A grievance case")
    expect(options(desk)).to_have_text(["complaintinstead of “grievance case”"])
    desk.page.keyboard.press("ArrowDown")
    desk.page.keyboard.press("Enter")
    assert desk.body() == "A complaint"


def test_ordinary_words_are_left_alone(desk: Desk) -> None:
    desk.open("")
    desk.write("Good morning, how are you? 1 -> 2")
    desk.page.wait_for_timeout(200)
    expect(options(desk)).to_have_count(0)

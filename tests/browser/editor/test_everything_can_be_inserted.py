"""Each entry of the insert menu that no other test goes through, with the text it leaves."""

from playwright.sync_api import expect

from app.language.document import parse_document
from app.language.tree import Dialogue, Passage
from tests.browser.editor.conftest import Desk

HEADER = "kind: {kind}\ntitle: T\nlanguage: en\nclass: conflict\nstage: receipt\n"
ALGORITHM = 'What it is.\n\n::: algorithm {otherwise="Ask"}\n1. Listen. {#listen}\n:::\n'


def test_a_placeholder_goes_to_the_cursor(desk: Desk) -> None:
    desk.open("Good morning, .")
    desk.cursor_to("morning, ")
    dialog = desk.insert("Placeholder to fill in")
    dialog.get_by_label("Which one").select_option("customer name")
    desk.done()
    assert desk.body() == "Good morning, {{customer name}}."


def test_selected_words_become_a_placeholder(desk: Desk) -> None:
    desk.open("Good morning, Mrs Hansen.")
    desk.page.evaluate(
        "document.querySelector('.cm-content').cmTile.view.dispatch({selection: {anchor: 14, head: 24}})"
    )
    dialog = desk.insert("Placeholder to fill in")
    expect(dialog.get_by_label("What is to be filled in")).to_have_value("Mrs Hansen")
    dialog.get_by_label("What is to be filled in").fill("customer name")
    desk.done()
    assert desk.body() == "Good morning, {{customer name}}."


def test_an_example_conversation(desk: Desk) -> None:
    desk.open("What it is.")
    desk.cursor_to("What it is.")
    dialog = desk.insert("Example conversation: not like this")
    for number, words in ((1, "It is broken."), (2, "That is not us: ask the fitter.")):
        dialog.get_by_role("group", name=f"Row {number}").get_by_label("says").fill(words)
    desk.done()
    document = parse_document(HEADER.format(kind="situation"), desk.body())
    found = next(each for each in document.blocks if isinstance(each, Dialogue))
    assert not found.is_good
    assert [(each.speaker, each.words) for each in found.utterances] == [
        ("Customer", "It is broken."),
        ("Member of staff", "That is not us: ask the fitter."),
    ]


def test_the_wording_for_one_channel_only_in_scripts(desk: Desk) -> None:
    desk.open("> [!say] Hello.\n", kind="script")
    desk.cursor_to("Hello.")
    dialog = desk.insert("Wording for one channel")
    dialog.get_by_label("Channel").select_option("phone")
    dialog.get_by_label("Words", exact=True).fill("Hello on the phone.")
    desk.done()
    assert desk.body() == "> [!say] Hello.\n\n::: channel phone\n> [!say] Hello on the phone.\n:::\n"


def test_a_second_question_goes_into_the_quiz(desk: Desk) -> None:
    desk.open("What it is.\n\n::: quiz\n1. One?\n   - [x] Yes\n   - [ ] No\n:::\n\nThe end.\n")
    dialog = desk.insert("Question for the quiz")
    dialog.get_by_label("Question", exact=True).fill("Two?")
    dialog.get_by_label("Must be answered rightly to pass").check()
    for number, words in ((1, "Yes"), (2, "No")):
        dialog.get_by_role("group", name=f"Row {number}").get_by_label("Answer", exact=True).fill(words)
    dialog.get_by_label("Explanation").fill("Because.")
    desk.done()
    assert desk.body() == (
        "What it is.\n\n::: quiz\n1. One?\n   - [x] Yes\n   - [ ] No\n"
        "2. Two? {pass}\n   - [x] Yes\n   - [ ] No\n   > Because.\n:::\n\nThe end.\n"
    )


def test_criteria_stand_together_with_ids_of_their_own(desk: Desk) -> None:
    desk.open("What it is.")
    desk.cursor_to("What it is.")
    for impact in ("high", "low"):
        dialog = desk.insert("Criterion for audits")
        dialog.get_by_label("What is checked").fill("Grüßt jeden.")
        dialog.get_by_label(impact, exact=True).check()
        dialog.get_by_label("the style").check()
        desk.done()
    assert desk.body() == (
        "What it is.\n\n- Grüßt jeden. {#gruesst-jeden .criterion impact=high area=style}\n"
        "- Grüßt jeden. {#gruesst-jeden-2 .criterion impact=low area=style}\n"
    )


def test_a_call_out(desk: Desk) -> None:
    desk.open("What it is.\n\nThe end.")
    desk.cursor_to("What it is.")
    dialog = desk.insert("Note, tip or warning")
    dialog.get_by_label("Law").check()
    dialog.get_by_label("Text", exact=True).fill("Two years.\nNot one.")
    desk.done()
    assert desk.body() == "What it is.\n\n> [!legal] Two years.\n> Not one.\n\nThe end."


def test_a_passage_for_one_kind_of_customers(desk: Desk) -> None:
    desk.open("What it is.")
    desk.cursor_to("What it is.")
    desk.insert("Passage only for B2B").get_by_label("Text", exact=True).fill("For firms.")
    desk.done()
    assert desk.body() == "What it is.\n\n::: b2b\nFor firms.\n:::\n"
    document = parse_document(HEADER.format(kind="situation"), desk.body())
    assert any(isinstance(each, Passage) for each in document.blocks)


def test_selected_lines_become_a_passage_for_one_kind_of_customers(desk: Desk) -> None:
    desk.open("One.\n\nTwo.\n\nThree.\n")
    desk.page.evaluate(
        "document.querySelector('.cm-content').cmTile.view.dispatch({selection: {anchor: 6, head: 9}})"
    )
    desk.page.get_by_role("button", name="Insert", exact=True).click()
    desk.page.get_by_role("menuitem", name="Passage only for B2C").click()
    assert desk.body() == "One.\n\n::: b2c\nTwo.\n:::\n\nThree.\n"


def test_a_link_to_a_document_found_by_its_title(desk: Desk) -> None:
    desk.open("See .")
    desk.cursor_to("See ")
    desk.page.get_by_role("button", name="Link", exact=True).click()
    dialog = desk.page.get_by_role("dialog")
    dialog.get_by_label("Search by title").fill("teleph")
    dialog.get_by_label("Words of the link").fill("how we phone")
    desk.done()
    assert desk.body() == "See [[telephone|how we phone]]."


def test_a_link_to_the_web_needs_a_whole_address(desk: Desk) -> None:
    desk.open("See .")
    desk.cursor_to("See ")
    desk.page.keyboard.press("Control+k")
    dialog = desk.page.get_by_role("dialog")
    dialog.get_by_label("To a web address").check()
    dialog.get_by_label("Web address", exact=True).fill("www.example.com")
    dialog.get_by_role("button", name="Insert").click()
    expect(dialog.get_by_text("Begin the address with https://, mailto: or tel:")).to_be_visible()
    expect(dialog.get_by_label("Web address", exact=True)).to_be_focused()
    dialog.get_by_label("Web address", exact=True).fill("https://www.example.com/a(b)")
    dialog.get_by_label("Words of the link").fill("there")
    desk.done()
    assert desk.body() == "See [there](https://www.example.com/a%28b%29)."


def test_a_script_goes_into_the_step_of_the_cursor(desk: Desk) -> None:
    desk.open(ALGORITHM)
    desk.cursor_to("Listen.")
    desk.insert("Script from elsewhere")
    desk.done()
    assert "1. Listen. {#listen}\n   ![[calm-the-anger]]\n:::" in desk.body()


def test_a_footnote(desk: Desk) -> None:
    desk.open("One fact.\n\nThe end.\n")
    desk.cursor_to("One fact")
    for words in ("Here.", "There."):
        desk.insert("Footnote").get_by_label("Text of the footnote").fill(words)
        desk.done()
    assert desk.body() == "One fact[^1][^2].\n\nThe end.\n\n[^1]: Here.\n[^2]: There.\n"


def test_a_picture_is_uploaded_with_its_words(desk: Desk) -> None:
    desk.open("What it is.")
    desk.cursor_to("What it is.")
    dialog = desk.insert("Picture")
    dialog.get_by_label("What it shows").fill("A tape measure")
    dialog.get_by_role("button", name="Insert").click()
    expect(dialog.get_by_text("Choose a file.")).to_be_visible()
    dialog.get_by_label("File (PNG, JPEG or WebP)").set_input_files(
        {"name": "tape.png", "mimeType": "image/png", "buffer": b"png"}
    )
    desk.done()
    expect(desk.text).to_contain_text("![A tape measure](pictures/tape.png)")


def test_required_words_are_asked_for_at_their_field(desk: Desk) -> None:
    desk.open(ALGORITHM)
    dialog = desk.insert("Step")
    dialog.get_by_role("button", name="Insert", exact=True).click()
    field = dialog.get_by_label("What is to be done, or asked")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(dialog.get_by_text("Fill in “What is to be done, or asked”.")).to_be_visible()
    desk.page.keyboard.press("Escape")
    assert desk.body() == ALGORITHM


def test_each_insertion_is_one_undo(desk: Desk) -> None:
    desk.open(ALGORITHM)
    desk.cursor_to("{#listen}")
    desk.insert("Step").get_by_label("What is to be done, or asked").fill("Explain.")
    desk.done()
    assert "2. Explain." in desk.body()
    desk.page.keyboard.press("Control+z")
    assert desk.body() == ALGORITHM


def test_blocks_never_land_inside_an_algorithm(desk: Desk) -> None:
    desk.open(ALGORITHM)
    desk.cursor_to("Listen.")
    desk.insert("Note, tip or warning").get_by_label("Text", exact=True).fill("Behind it.")
    desk.done()
    assert desk.body().endswith("1. Listen. {#listen}\n:::\n\n> [!note] Behind it.\n")

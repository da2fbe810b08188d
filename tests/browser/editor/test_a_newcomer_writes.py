"""Somebody who has never seen Markdown writes a situation: only words are typed, the rest is chosen."""

from playwright.sync_api import Locator

from app.language.checking import check_document
from app.language.company import Company
from app.language.document import parse_document
from app.language.tree import EndTarget, SituationTarget, StepTarget
from app.language.words import WordingKind
from tests.browser.editor.conftest import Desk

HEADER = "kind: situation\ntitle: A loud customer\nlanguage: en\nclass: conflict\nstage: receipt\n"
SIGNS = set("[]{}#→>|:*_`")


class Words:
    """Types and remembers, so that the test can show what was never typed."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.typed: list[str] = []

    def into(self, field: Locator, words: str) -> None:
        self.typed.append(words)
        field.fill(words)

    def at_cursor(self, words: str) -> None:
        self.typed.append(words)
        self.desk.page.keyboard.type(words)


def write_step(desk: Desk, words: Words, text: str, *, place: str = "") -> Locator:
    dialog = desk.insert("Step")
    words.into(dialog.get_by_label("What is to be done, or asked"), text)
    if place:
        dialog.get_by_label("Where it goes", exact=True).select_option(label=place)
    return dialog


def write_question(desk: Desk, words: Words, text: str, answers: dict[str, str]) -> None:
    dialog = write_step(desk, words, text)
    dialog.get_by_label("It is a question; the answers lead to different places").check()
    for number, (answer, new) in enumerate(answers.items(), start=1):
        row = dialog.get_by_role("group", name=f"Row {number}")
        words.into(row.get_by_label("Answer", exact=True), answer)
        row.get_by_label("leads to", exact=True).select_option(label="a new step …")
        words.into(row.get_by_label("What is to be done there", exact=True), new)
    desk.done()


def write_wording(desk: Desk, words: Words, name: str, text: str, *, placeholder: str = "") -> None:
    dialog = desk.insert(name)
    dialog.get_by_label("Words", exact=True).focus()
    if placeholder:
        dialog.get_by_role("button", name="Put in a placeholder").click()
        words.at_cursor(placeholder)
        desk.page.keyboard.press("End")
    words.at_cursor(text)
    desk.done()


def write_all(desk: Desk, words: Words) -> None:
    desk.text.focus()
    words.at_cursor("Somebody shouts in the showroom. Others are listening.")
    dialog = desk.insert("Algorithm with a first step")
    words.into(dialog.get_by_label("First step", exact=True), "Listen to the end without interrupting.")
    words.into(dialog.get_by_label("If nothing fits"), "Hand over to the shift leader, extension 12")
    desk.done()
    write_wording(
        desk, words, "What to say", ", I understand that this is annoying.", placeholder="customer name"
    )
    write_wording(desk, words, "What not to say", "That is not our fault.")
    write_wording(desk, words, "Why it is said like this", "Who has been heard is ready to solve the matter.")
    answers = {"yes": "Compare the measure on the note.", "no": "Look the order up by number."}
    write_question(desk, words, "Is the delivery note at hand?", answers)
    write_step(desk, words, "Explain the measuring report.")
    desk.done()
    dialog = desk.insert("Answer to a question")
    dialog.get_by_label("Answer to", exact=True).select_option(label="2 · Is the delivery note at hand?")
    words.into(dialog.get_by_label("Answer", exact=True), "there never was one")
    dialog.get_by_label("leads to", exact=True).select_option(label="An order without papers")
    desk.done()
    dialog = write_step(
        desk, words, "Name the date of the next call.", place="After 5 · Explain the measuring report."
    )
    dialog.get_by_label("It goes on with", exact=True).select_option(label="the end, and what is reached …")
    words.into(dialog.get_by_label("What is reached", exact=True).first, "Customer agrees")
    desk.done()
    lead_from_third_to_fifth(desk)
    write_checks(desk, words)


def lead_from_third_to_fifth(desk: Desk) -> None:
    desk.page.get_by_role("button", name="Steps as a list").click()
    third = desk.page.get_by_role("group", name="Step 3", exact=True)
    third.get_by_label("It goes on with", exact=True).select_option(label="5 · Explain the measuring report.")
    desk.done("Take over")


def write_checks(desk: Desk, words: Words) -> None:
    dialog = desk.insert("Criterion for audits")
    words.into(dialog.get_by_label("What is checked"), "Lets the customer speak to the end.")
    desk.done()
    dialog = desk.insert("Quiz with a first question")
    words.into(dialog.get_by_label("Question", exact=True), "A customer shouts at you. What comes first?")
    for number, answer in enumerate(("Listen", "Explain the warranty"), start=1):
        words.into(
            dialog.get_by_role("group", name=f"Row {number}").get_by_label("Answer", exact=True), answer
        )
    desk.done()


def test_a_conflict_situation_with_six_steps_is_written_without_typing_one_construction(desk: Desk) -> None:
    words = Words(desk.open(""))
    write_all(desk, words)
    assert not SIGNS & set("".join(words.typed))

    desk.wait_saved()
    document = parse_document(HEADER, desk.draft.text.body)
    assert document.algorithm is not None
    steps = document.algorithm.steps
    assert [each.text for each in steps] == [
        "Listen to the end without interrupting.",
        "Is the delivery note at hand?",
        "Compare the measure on the note.",
        "Look the order up by number.",
        "Explain the measuring report.",
        "Name the date of the next call.",
    ]
    assert [(each.text, each.target) for each in steps[1].choices] == [
        ("yes", StepTarget(steps[2].id)),
        ("no", StepTarget(steps[3].id)),
        ("there never was one", SituationTarget("order-without-papers", "")),
    ]
    assert steps[2].target == StepTarget(steps[4].id)
    assert steps[5].target == EndTarget("Customer agrees")
    assert document.algorithm.otherwise == "Hand over to the shift leader, extension 12"
    assert [(each.kind, each.text) for each in document.wordings] == [
        (WordingKind.SAY, "{{customer name}}, I understand that this is annoying."),
        (WordingKind.AVOID, "That is not our fault."),
        (WordingKind.WHY, "Who has been heard is ready to solve the matter."),
    ]
    assert [each.text for each in document.criteria] == ["Lets the customer speak to the end."]
    assert [each.is_right for each in document.quizzes[0].questions[0].answers] == [True, False]
    assert [*document.findings, *check_document(document, Company.empty())] == []


def test_the_preview_shows_what_was_chosen(desk: Desk) -> None:
    desk.open("")
    write_wording(desk, Words(desk), "What to say", "Good morning.")
    preview = desk.page.locator("[data-preview]")
    preview.get_by_text("Good morning.").wait_for()
    assert preview.locator(".wording--say").count() == 1

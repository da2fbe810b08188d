"""The algorithm as a form: what is changed there is changed in the text, and nothing else."""

from playwright.sync_api import Locator, expect

from tests.browser.editor.conftest import Desk

TEXT = """What it is.

::: algorithm {otherwise="Shift leader, extension 12"}
1. Listen   to the end. {#listen}
   > [!say] I understand,
   > {{customer name}}.
   > [!avoid] That is not our fault.
2. Is the note at hand? {#note .hard within="2 min"}
   - yes → #compare
   - no → 4 {.b2c}
   - never → [[order-without-papers|an order without papers]]
3. Compare the measure. {#compare}

   A paragraph that the form does not know.
   → end: Customer agrees
4. Look it up.
   ![[calm-the-anger]]
   -> #compare
:::

The end.
"""


def form(desk: Desk) -> Locator:
    desk.page.get_by_role("button", name="Steps as a list").click()
    return desk.page.get_by_role("dialog", name="The algorithm as a list")


def step(dialog: Locator, number: int) -> Locator:
    return dialog.get_by_role("group", name=f"Step {number}", exact=True)


def changed_lines(desk: Desk) -> tuple[set[str], set[str]]:
    before, after = set(TEXT.split("\n")), set(desk.body().split("\n"))
    return before - after, after - before


def test_taking_over_without_a_change_changes_nothing(desk: Desk) -> None:
    desk.open(TEXT)
    form(desk)
    desk.done("Take over")
    assert desk.body() == TEXT
    expect(desk.status).to_have_text("Nothing changed")


def test_a_changed_sentence_changes_its_line_alone(desk: Desk) -> None:
    desk.open(TEXT)
    step(form(desk), 3).get_by_label("What is to be done, or asked").fill("Compare both measures.")
    desk.done("Take over")
    assert changed_lines(desk) == (
        {"3. Compare the measure. {#compare}"},
        {"3. Compare both measures. {#compare}"},
    )


def test_a_changed_answer_changes_its_line_alone_and_keeps_its_edition(desk: Desk) -> None:
    desk.open(TEXT)
    second = step(form(desk), 2)
    second.get_by_label("leads to", exact=True).nth(1).select_option(label="3 · Compare the measure.")
    second.get_by_label("Answer", exact=True).nth(1).fill("no, lost")
    desk.done("Take over")
    assert changed_lines(desk) == ({"   - no → 4 {.b2c}"}, {"   - no, lost → #compare {.b2c}"})


def test_a_moved_step_takes_everything_with_it_and_targets_follow(desk: Desk) -> None:
    desk.open(TEXT)
    dialog = form(desk)
    step(dialog, 4).get_by_role("button", name="Move Step 4 up").click()
    expect(step(dialog, 3).get_by_label("What is to be done, or asked")).to_have_value("Look it up.")
    desk.done("Take over")
    assert desk.body() == TEXT.replace("   - no → 4 {.b2c}", "   - no → 3 {.b2c}").replace(
        """3. Compare the measure. {#compare}

   A paragraph that the form does not know.
   → end: Customer agrees
4. Look it up.
   ![[calm-the-anger]]
   -> #compare
""",
        """3. Look it up.
   ![[calm-the-anger]]
   -> #compare
4. Compare the measure. {#compare}

   A paragraph that the form does not know.
   → end: Customer agrees
""",
    )


def test_a_removed_step_hands_its_visitors_on(desk: Desk) -> None:
    desk.open(TEXT)
    dialog = form(desk)
    step(dialog, 4).get_by_role("button", name="Remove Step 4").click()
    desk.done("Take over")
    assert "   - no → #compare {.b2c}\n" in desk.body()
    assert "Look it up" not in desk.body()


def test_a_step_whose_visitors_have_nowhere_to_go_asks_where(desk: Desk) -> None:
    desk.open(
        "::: algorithm\n1. First. {#first}\n   → #ask\n2. Which? {#ask}\n   - a → end\n   - b → #first\n"
        "3. Last. {#last}\n:::\n"
    )
    dialog = form(desk)
    step(dialog, 2).get_by_role("button", name="Remove Step 2").click()
    dialog.get_by_role("button", name="Take over").click()
    expect(dialog.get_by_text("Something is missing")).to_be_visible()
    expect(step(dialog, 1).get_by_label("It goes on with", exact=True)).to_be_focused()
    step(dialog, 1).get_by_label("It goes on with", exact=True).select_option(label="the step below")
    desk.done("Take over")
    assert desk.body() == "::: algorithm\n1. First. {#first}\n2. Last. {#last}\n:::\n"


def test_steps_answers_and_wording_are_added(desk: Desk) -> None:
    desk.open(TEXT)
    dialog = form(desk)
    dialog.get_by_role("button", name="Add a step below Step 1").click()
    added = step(dialog, 2)
    expect(added.get_by_label("What is to be done, or asked")).to_be_focused()
    added.get_by_label("What is to be done, or asked").fill("Is it urgent?")
    added.get_by_role("button", name="Add what to say").click()
    added.get_by_label("What to say").fill("Is somebody in danger?")
    for number, (answer, target) in enumerate((("yes", "the end"), ("no", "3 · Is the note at hand?"))):
        added.get_by_role("button", name="Add an answer").click()
        added.get_by_label("Answer", exact=True).nth(number).fill(answer)
        added.get_by_label("leads to", exact=True).nth(number).select_option(label=target)
    desk.done("Take over")
    assert (
        "2. Is it urgent?\n   > [!say] Is somebody in danger?\n   - yes → end\n   - no → #note\n"
        '3. Is the note at hand? {#note .hard within="2 min"}\n   - yes → #compare\n   - no → 5 {.b2c}\n'
    ) in desk.body()


def test_limits_and_names_are_changed_and_targets_follow_the_name(desk: Desk) -> None:
    desk.open(TEXT)
    third = step(form(desk), 3)
    third.get_by_text("More: time limit, repeating, edition").click()
    third.get_by_label("Time limit").fill("5 min")
    third.get_by_label("Name of the step in the text").fill("measure")
    desk.done("Take over")
    assert '3. Compare the measure. {#measure within="5 min"}' in desk.body()
    assert "   - yes → #measure\n" in desk.body()
    assert "   → #measure\n" in desk.body()


def test_the_way_out_is_changed(desk: Desk) -> None:
    desk.open(TEXT)
    form(desk).get_by_label("If nothing fits").fill('Ask "the boss"')
    desk.done("Take over")
    assert changed_lines(desk)[1] == {'::: algorithm {otherwise="Ask ”the boss”"}'}


def test_steps_of_one_edition_stay_between_their_fences(desk: Desk) -> None:
    text = "::: algorithm\n1. First.\n::: b2b\n2. Firm only.\n:::\n3. Last.\n:::\n"
    desk.open(text)
    dialog = form(desk)
    expect(dialog).to_contain_text("From here only in B2B")
    step(dialog, 2).get_by_label("What is to be done, or asked").fill("Firms only.")
    desk.done("Take over")
    assert desk.body() == text.replace("Firm only", "Firms only")


def test_closing_with_changes_is_asked_about(desk: Desk) -> None:
    desk.open(TEXT)
    dialog = form(desk)
    step(dialog, 1).get_by_label("What is to be done, or asked").fill("Something else.")
    desk.page.keyboard.press("Escape")
    expect(dialog.get_by_text("Close without taking it over?")).to_be_visible()
    dialog.get_by_role("button", name="Close without it").click()
    assert desk.body() == TEXT


def test_undo_takes_the_whole_form_back(desk: Desk) -> None:
    desk.open(TEXT)
    dialog = form(desk)
    step(dialog, 4).get_by_role("button", name="Move Step 4 up").click()
    desk.done("Take over")
    desk.page.keyboard.press("Control+z")
    assert desk.body() == TEXT


def test_a_text_without_algorithm_gets_one(desk: Desk) -> None:
    desk.open("What it is.")
    desk.cursor_to("What it is.")
    dialog = form(desk)
    step(dialog, 1).get_by_label("What is to be done, or asked").fill("Listen.")
    desk.done("Take over")
    assert desk.body() == "What it is.\n\n::: algorithm\n1. Listen.\n:::\n"


def test_the_form_can_be_used_by_everybody(desk: Desk) -> None:
    desk.open(TEXT)
    form(desk)
    assert desk.accessibility_faults() == []


def test_standards_have_no_steps(desk: Desk) -> None:
    desk.open("What it is.", kind="standard")
    expect(desk.page.get_by_role("button", name="Steps as a list")).to_be_hidden()

from dataclasses import replace
from pathlib import Path

import pytest

from standards.documents.step_reading import (
    ChoiceRow,
    StepList,
    StepRow,
    Way,
    moved_up,
    step_list,
    with_choice,
    with_row,
    without_row,
)
from standards.documents.step_writing import with_steps

BODY = """\
Intro.

::: algorithm {otherwise="Call the boss"}
1. One
   > [!say] Yes
   - a → 3
   - b -> end
2. Two {.hard}

3. Three
   Text

   → [[other]]
:::

End.
"""
STARTER = sorted(Path("situations/starter").rglob("*.md"))


def body_of(file: Path) -> str:
    return file.read_text("utf-8").split("\n---\n", 1)[1]


@pytest.mark.parametrize("file", STARTER, ids=lambda file: file.stem)
def test_steps_that_nobody_changed_leave_every_letter(file: Path) -> None:
    body = body_of(file)
    assert with_steps(body, step_list(body)) == body


@pytest.mark.parametrize("file", STARTER, ids=lambda file: file.stem)
def test_a_step_put_in_and_taken_out_again_leaves_every_letter(file: Path) -> None:
    body = body_of(file)
    steps = step_list(body)
    if steps.rows:
        longer = with_steps(body, with_row(steps, 1))
        assert longer != body
        assert with_steps(longer, without_row(step_list(longer), 1)) == body


def test_only_the_lines_concerned_change() -> None:
    steps = step_list(BODY)
    rows = (replace(steps.rows[0], text="First"), *steps.rows[1:])
    assert with_steps(BODY, replace(steps, rows=rows)) == BODY.replace("1. One", "1. First")


def test_the_way_out_is_written_into_the_first_line() -> None:
    steps = replace(step_list(BODY), otherwise='Call "Jon"')
    assert 'otherwise="Call ”Jon”"' in with_steps(BODY, steps)
    assert "::: algorithm\n" in with_steps(BODY, replace(steps, otherwise=""))


def test_numbers_follow_a_step_that_was_put_in() -> None:
    written = with_steps(BODY, with_row(step_list(BODY), 1))
    assert "- a → 4" in written
    assert "- b -> end" in written
    assert "4. Three" in written


def test_a_new_answer_names_the_step_that_it_leads_to() -> None:
    steps = with_choice(step_list(BODY), 0)
    choices = (*steps.rows[0].choices[:-1], ChoiceRow("c", Way("step:s1")))
    written = with_steps(
        BODY, replace(steps, rows=(replace(steps.rows[0], choices=choices), *steps.rows[1:]))
    )
    assert "   - c → #two\n" in written
    assert "2. Two {#two .hard}" in written


def test_an_emptied_answer_goes_away_and_a_changed_way_is_written() -> None:
    steps = step_list(BODY)
    choices = (
        replace(steps.rows[0].choices[0], text=""),
        replace(steps.rows[0].choices[1], way=Way("end", "done")),
    )
    written = with_steps(
        BODY, replace(steps, rows=(replace(steps.rows[0], choices=choices), *steps.rows[1:]))
    )
    assert "- a" not in written
    assert "   - b → end: done\n" in written


def test_a_step_can_get_lose_and_change_where_it_leads() -> None:
    steps = step_list(BODY)
    for place, way, there, gone in (
        (1, Way("end", "done"), "   → end: done\n", ""),
        (2, Way(), "", "→ [[other]]"),
        (2, Way("situation", "another|so"), "   → [[another|so]]\n", "[[other]]"),
    ):
        rows = list(steps.rows)
        rows[place] = replace(rows[place], next=way)
        written = with_steps(BODY, replace(steps, rows=tuple(rows)))
        assert there in written
        assert not gone or gone not in written
        assert step_list(written).rows[place].next == way


def test_limits_and_marks_are_written_and_others_stay() -> None:
    body = '::: algorithm\n1. One {#one .b2c repeat="5 min" while="they wait"}\n:::\n'
    steps = step_list(body)
    row = replace(steps.rows[0], within="2 min", is_hard=True)
    assert with_steps(body, replace(steps, rows=(row,))) == (
        '::: algorithm\n1. One {#one .b2c .hard repeat="5 min" while="they wait" within="2 min"}\n:::\n'
    )


def test_moving_a_step_up_keeps_its_wording() -> None:
    written = with_steps(BODY, moved_up(step_list(BODY), 1))
    assert written.index("1. Two") < written.index("2. One") < written.index("> [!say] Yes")
    assert [row.text for row in step_list(written).rows] == ["Two", "One", "Three"]


def test_what_led_to_a_step_that_goes_leads_to_the_end() -> None:
    written = with_steps(BODY, without_row(step_list(BODY), 2))
    assert step_list(written).rows[0].choices[0].way == Way("end")


def test_a_text_without_algorithm_gets_one_at_its_end() -> None:
    rows = (
        StepRow("n0", "One"),
        StepRow("n1", "Two?", choices=(ChoiceRow("yes", Way("step:n0")), ChoiceRow("no", Way("end")))),
    )
    written = with_steps("Only text.\n", StepList("Ask", rows))
    assert written.split("\n") == [
        "Only text.",
        "",
        '::: algorithm {otherwise="Ask"}',
        "1. One {#one}",
        "2. Two?",
        "   - yes → #one",
        "   - no → end",
        ":::",
        "",
    ]
    assert [row.text for row in step_list(written).rows] == ["One", "Two?"]


def test_origins_that_the_text_does_not_have_are_taken_for_new() -> None:
    rows = (StepRow("a", "One", origin=7), StepRow("b", "Two", origin=0), StepRow("c", "Three", origin=0))
    written = with_steps(BODY, StepList("", rows))
    assert [row.text for row in step_list(written).rows] == ["One", "Two", "Three"]

"""Walking through an algorithm by paths."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.language.tree import (
    Algorithm,
    Choice,
    EndTarget,
    SituationTarget,
    Step,
    StepTarget,
    Target,
    UnknownTarget,
)
from app.language.words import BOTH
from situations.walkthrough.errors import LostPath
from situations.walkthrough.walking import Walk, begin, read_path


def step(number: int, step_id: str, *choices: tuple[str, Target], target: Target | None = None) -> Step:
    answers = tuple(Choice(text, goal, BOTH, 1) for text, goal in choices)
    return Step(
        id=step_id,
        number=number,
        text=step_id,
        is_hard=False,
        within="",
        repeat="",
        while_="",
        variants=BOTH,
        parts=(),
        choices=answers,
        target=target,
        line=1,
        end_line=1,
    )


SCRATCH = Algorithm(
    "Ask the shift leader",
    (
        step(1, "listen"),
        step(
            2,
            "note",
            ("yes", StepTarget("compare")),
            ("no, but a number", StepTarget("look-up")),
            ("no", SituationTarget("without-papers")),
        ),
        step(3, "look-up", target=StepTarget("compare")),
        step(4, "compare", ("same", StepTarget("explain")), ("unclear", StepTarget("note"))),
        step(5, "explain", target=EndTarget("Customer agrees")),
        step(6, "last"),
    ),
    1,
    30,
)


def taken(*answers: int) -> Walk:
    walk = begin(SCRATCH)
    for answer in answers:
        walk = next(way.walk for way in walk.ways if way.answer == answer)
    return walk


def test_a_walk_begins_at_the_first_step_with_an_empty_path() -> None:
    assert begin(SCRATCH).path == ""
    assert read_path(SCRATCH, "") == begin(SCRATCH)
    assert begin(SCRATCH).back is None


def test_a_step_without_choices_has_one_way_that_leads_to_the_step_below() -> None:
    (way,) = begin(SCRATCH).ways
    assert (way.answer, way.text) == (0, "")
    assert isinstance(way.walk.place, Step)
    assert way.walk.place.id == "note"


def test_a_question_has_a_way_for_each_answer_in_their_order() -> None:
    assert [way.text for way in taken(0).ways] == ["yes", "no, but a number", "no"]


def test_a_path_names_the_steps_passed_the_answers_and_the_step_reached() -> None:
    assert taken(0, 2, 0).path == "listen:0.note:2.look-up:0.compare"


def test_an_end_is_shown_with_what_is_reached() -> None:
    assert taken(0, 1, 1, 0).place == EndTarget("Customer agrees")
    assert taken(0, 1, 1, 0).ways == ()


def test_the_last_step_leads_to_the_end() -> None:
    (way,) = read_path(SCRATCH, "last").ways
    assert way.walk.place == EndTarget()


def test_a_hand_over_names_the_other_situation() -> None:
    assert taken(0, 3).place == SituationTarget("without-papers")


def test_going_back_leads_to_the_step_before() -> None:
    back = taken(0, 2, 0).back
    assert back == taken(0, 2)


def test_a_step_can_be_passed_twice() -> None:
    walk = taken(0, 1, 2, 1)
    assert [passed.step.id for passed in walk.passed] == ["listen", "note", "compare", "note"]


def test_a_path_of_one_step_begins_there() -> None:
    walk = read_path(SCRATCH, "compare")
    assert walk.passed == ()
    assert walk.path == "compare"


def test_a_step_is_found_by_its_number_too() -> None:
    assert read_path(SCRATCH, "4").place == read_path(SCRATCH, "compare").place


@pytest.mark.parametrize(
    "path",
    [
        "nowhere",
        "listen:1",
        "listen.note",
        "listen:0.compare",
        "listen:0.note:4",
        "listen:0.note:-1",
        "listen:0.note:2.look-up:0.explain",
        "listen:0.note:3.listen",
        "listen:0..note",
        ":",
        ".",
        "listen:0.note:²",
        "x" * 5_000,
    ],
)
def test_an_address_astray_is_refused(path: str) -> None:
    with pytest.raises(LostPath):
        read_path(SCRATCH, path)


def test_a_target_that_nobody_understands_is_refused() -> None:
    broken = Algorithm("", (step(1, "a", ("x", UnknownTarget("?"))),), 1, 2)
    with pytest.raises(LostPath):
        _ = begin(broken).ways


def test_an_algorithm_without_steps_cannot_be_walked() -> None:
    with pytest.raises(LostPath):
        begin(Algorithm("", (), 1, 1))


@given(st.lists(st.integers(0, 5), max_size=30))
def test_every_walk_is_read_back_from_its_path(picks: list[int]) -> None:
    walk = begin(SCRATCH)
    for pick in picks:
        if walk.ways:
            walk = walk.ways[pick % len(walk.ways)].walk
    assert read_path(SCRATCH, walk.path) == walk


@given(st.text(max_size=60))
def test_no_path_does_anything_but_lead_or_be_refused(path: str) -> None:
    try:
        walk = read_path(SCRATCH, path)
    except LostPath:
        return
    assert walk.place in SCRATCH.steps or not walk.ways

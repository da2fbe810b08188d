import pytest

from standards.comments.recognising import passage_shown

BODY = """\
A **delivered** window does not fit, see [the photo](https://example.org/a).

::: algorithm {otherwise="Shift leader"}
1. Stop. Cut nothing, {{customer name}} waits. {#stop within="15 min"}
   > [!say phone] Good morning. Stop. What [[order-without-papers|exactly]] happened?
2. Stop. Ask again. {.hard}
   - yes → #stop
:::
"""


@pytest.mark.parametrize(
    ("shown", "nth", "written"),
    [
        ("delivered window", 0, "**delivered** window"),
        ("a delivered", 0, "A **delivered**"),
        ("customer name waits", 0, "{{customer name}} waits"),
        ("Cut nothing, customer name", 0, "Cut nothing, {{customer name}}"),
        ("customer name", 0, "customer name"),
        ("does not fit, see the photo.", 0, "does not fit, see [the photo"),
        ("Cut nothing, customer name waits.", 0, "Cut nothing, {{customer name}} waits."),
        ("What exactly happened?", 0, "What [[order-without-papers|exactly]] happened?"),
        ("stop", 0, "Stop"),
        ("Stop.", 1, "Stop."),
        ("waits. Good morning", 0, 'waits. {#stop within="15 min"}\n   > [!say phone] Good morning'),
    ],
)
def test_words_are_found_behind_the_marks_of_the_language(shown: str, nth: int, written: str) -> None:
    found = passage_shown(BODY, shown, nth)
    assert found is not None
    assert BODY[found.start : found.end] == written


def test_words_that_stand_several_times_are_told_apart() -> None:
    places = [passage_shown(BODY, "Stop.", nth) for nth in (0, 1, 2, 9)]
    starts = [place.start for place in places if place is not None]
    assert len(starts) == 4
    assert starts[0] < starts[1] < starts[2] == starts[3]


@pytest.mark.parametrize("shown", ["Shift leader", "15 min", "nowhere", "→ !", ""])
def test_what_is_no_text_is_not_found(shown: str) -> None:
    assert passage_shown(BODY, shown) is None

import pytest

from app.rendering.limits import MAX_CHARACTERS, MAX_NESTING, is_too_much


@pytest.mark.parametrize(
    "text",
    [
        "a" * (MAX_CHARACTERS + 1),
        "> " * (MAX_NESTING + 1) + "a",
        "    " * (MAX_NESTING + 1) + "- a",
        "[" * 100,
        "![" * 100,
        "<div>" * 100,
    ],
)
def test_too_much_is_known_before_it_is_tried(text: str) -> None:
    assert is_too_much(text)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1000,
        "> > > quote",
        "- a\n    - b\n        - c",
        "[a](b) " * 500,
        "<b>x</b><br>" * 500,
        "[open\n\n" * 100,
        "- [ ] task\n" * 200,
    ],
)
def test_what_people_write_is_not_too_much(text: str) -> None:
    assert not is_too_much(text)


def test_the_longest_text_of_brackets_is_judged_too() -> None:
    assert not is_too_much("[]<>" * (MAX_CHARACTERS // 4))

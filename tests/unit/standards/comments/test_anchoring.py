import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standards.comments.anchoring import Anchor, Span, anchor_at, find, follow

TEXT = """\
A complaint is a gift.

## Rules

Listen to the end without interrupting. The customer has thought about every sentence.
Say your name, and write down what you hear.

- Call back on the same day.
- Call back even when there is nothing new to say.

Every complaint is answered in writing within two working days.
"""


def _span(quote: str, text: str = TEXT) -> Span:
    start = text.index(quote)
    return Span(start, start + len(quote))


def _followed(quote: str, new: str, old: str = TEXT) -> str | None:
    (found,) = follow([_span(quote, old)], old, new)
    return None if found is None else new[found.start : found.end]


def test_an_anchor_keeps_the_words_and_what_stands_around_them() -> None:
    anchor = anchor_at(TEXT, _span("Say your name"))
    assert anchor.quote == "Say your name"
    assert anchor.before == "as thought about every sentence.\n"[-32:]
    assert anchor.after == ", and write down what you hear.\n"[:32]
    assert TEXT[anchor.start :].startswith("Say your name")


@pytest.mark.parametrize(
    ("quote", "was", "now", "expected"),
    [
        ("Say your name", "A complaint is a gift.", "Whoever complains still hopes.", "Say your name"),
        ("Say your name", "Say your name", "Say your full name", "Say your full name"),
        ("Say your name", "sentence.\nSay", "sentence. Say", "Say your name"),
        ("write down what you hear", "write down what", "note what", "note what you hear"),
        ("write down what you hear.", "you hear.", "they say.", "write down what they say."),
        ("Call back on the same day.", "- Call", "- Answer mails.\n- Call", "Call back on the same day."),
        ("Call back on the same day.", "same day", "day it came in", "Call back on the day it came in."),
        ("has thought about every sentence", "thought about", "weighed", "has weighed every sentence"),
    ],
)  # fmt: skip
def test_a_passage_is_found_again_after_an_edit(quote: str, was: str, now: str, expected: str) -> None:
    assert was in TEXT
    assert _followed(quote, TEXT.replace(was, now, 1)) == expected


def test_a_passage_in_a_rewrapped_paragraph_is_found() -> None:
    rewrapped = TEXT.replace(
        "interrupting. The customer has thought about every sentence.\nSay",
        "interrupting. The customer\nhas thought about\nevery sentence. Say",
    )
    found = _followed("The customer has thought about every sentence.", rewrapped)
    assert found == "The customer\nhas thought about\nevery sentence."


@pytest.mark.parametrize(
    "gone",
    ["Say your name, and write down what you hear.\n", "- Call back on the same day.\n", "## Rules\n\n"],
)
def test_a_passage_that_was_deleted_is_gone(gone: str) -> None:
    assert _followed(gone.strip(), TEXT.replace(gone, "")) is None


def test_a_passage_that_another_replaces_is_gone() -> None:
    new = TEXT.replace("Say your name, and write down what you hear.", "Never promise what others must keep.")
    assert _followed("Say your name, and write down what you hear.", new) is None


def test_a_moved_paragraph_is_found_at_its_new_place() -> None:
    moved = "Listen to the end without interrupting. The customer has thought about every sentence.\n"
    assert _followed(moved.strip(), TEXT.replace(moved, "") + "\n" + moved) == moved.strip()


def test_a_paragraph_both_moved_and_edited_is_found() -> None:
    sentence = "Every complaint is answered in writing within two working days."
    edited = "Every complaint is answered in writing within three days."
    new = edited + "\n\n" + TEXT.replace(sentence, "")
    assert _followed(sentence, new) == edited


def test_of_two_equal_sentences_the_deleted_one_is_gone_and_the_other_is_not() -> None:
    twice = (
        "One.\n\nCall back on the same day, always.\n\nTwo.\n\nCall back on the same day, always.\n\nThree.\n"
    )
    second = twice.rindex("Call")
    passages = [Span(6, 6 + 35), Span(second, second + 35)]
    new = twice[:second] + twice[second + 36 :]
    first, other = follow(passages, twice, new)
    assert first == passages[0]
    assert other is None


def test_an_undone_deletion_brings_the_passage_back() -> None:
    assert _followed("Say your name", TEXT.replace("Say your name", "")) is None
    assert _followed("Say your name", TEXT) == "Say your name"


def test_words_that_were_seen_are_found_where_they_stood() -> None:
    twice = "Yes. " * 20
    anchor = anchor_at(twice, Span(50, 54))
    assert find(anchor, twice) == Span(50, 54)


def test_words_that_were_seen_are_found_by_their_surroundings() -> None:
    anchor = anchor_at(TEXT, _span("Say your name"))
    assert find(anchor, "New beginning.\n\n" + TEXT) == _span("Say your name", "New beginning.\n\n" + TEXT)


def test_white_space_that_a_browser_joined_does_not_matter() -> None:
    anchor = Anchor("every sentence. Say your name", "has thought about ", ", and write", 0)
    assert find(anchor, TEXT) == _span("every sentence.\nSay your name")


def test_a_short_word_in_other_surroundings_is_not_taken_for_the_passage() -> None:
    assert find(Anchor("name", "the customer’s ", " and number", 3), TEXT) is None
    assert find(Anchor("Call back even", "somebody else ", " wrote", 3), TEXT) == _span("Call back even")
    assert find(Anchor("no such words", "", "", 0), TEXT) is None


WORDS = ["listen", "say", "name", "write", "call", "customer", "day", "never", "the", "a", "ü", "😀"]
PARAGRAPHS = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join), min_size=1, max_size=6
)


@settings(max_examples=200, deadline=None)
@given(PARAGRAPHS, PARAGRAPHS, PARAGRAPHS)
def test_edits_elsewhere_never_move_a_comment_to_other_words(
    before: list[str], after: list[str], added: list[str]
) -> None:
    quote = "Ask for the order number and repeat it slowly."
    old = "\n\n".join([*before, quote, *after])
    new = "\n\n".join([*added, *before, quote, *added])
    (found,) = follow([_span(quote, old)], old, new)
    assert found is not None
    assert new[found.start : found.end] == quote


@settings(max_examples=200, deadline=None)
@given(
    st.text(alphabet="ab \n", max_size=60),
    st.text(alphabet="ab \n", max_size=60),
    st.integers(0, 60),
    st.integers(0, 60),
)
def test_whatever_the_texts_a_place_lies_inside_the_new_one(old: str, new: str, one: int, two: int) -> None:
    start, end = sorted((min(one, len(old)), min(two, len(old))))
    for found in follow([Span(start, end)], old, new):
        assert found is None or 0 <= found.start <= found.end <= len(new)


def test_a_large_text_with_many_passages_is_followed() -> None:
    old = "\n\n".join(f"Rule {number}: {TEXT}" for number in range(1000))
    new = old.replace("Rule 500:", "Rule 500 and more:").replace("Rule 900:", "Rule 899 or 900:")
    passages = [_span(f"Rule {number}:", old) for number in range(0, 1000, 20)]
    found = follow(passages, old, new)
    shown = [new[place.start : place.end] for place in found if place]
    assert shown[:3] == ["Rule 0:", "Rule 20:", "Rule 40:"]
    assert (shown[25], shown[45], shown[49]) == ("Rule 500 and more:", "Rule 899 or 900:", "Rule 980:")

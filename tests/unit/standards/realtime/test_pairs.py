"""No change cuts a character in two: found by fuzzing, where the library panicked or copies parted."""

import pytest

from standards.realtime.copies import Copy
from standards.realtime.firewall import contents_of
from standards.realtime.pairs import Pairs
from standards.realtime.wire import Malformed, number, sized

ADA, EVE = 7, 8
BEGUN = b"\x01\x01" + number(ADA) + b"\x00\x04\x01" + sized(b"body") + sized("a🙂b".encode()) + b"\x00"
"""Ada typed four units: the second character takes the clocks 1 and 2."""


def text_of(owner: int, clock: int, text: str, origins: bytes) -> bytes:
    return b"\x01\x01" + number(owner) + number(clock) + origins + sized(text.encode()) + b"\x00"


def deletion(clock: int, length: int) -> bytes:
    return b"\x00\x01" + number(ADA) + b"\x01" + number(clock) + number(length)


def left(clock: int) -> bytes:
    return b"\x84" + number(ADA) + number(clock)


def right(clock: int) -> bytes:
    return b"\x44" + number(ADA) + number(clock)


def between(before: int, after: int) -> bytes:
    return b"\xc4" + number(ADA) + number(before) + number(ADA) + number(after)


@pytest.mark.parametrize(
    "update",
    [
        deletion(1, 1),
        deletion(2, 1),
        deletion(0, 2),
        text_of(EVE, 0, "x", left(1)),
        text_of(EVE, 0, "x", right(2)),
        text_of(ADA, 3, "🙂", left(2)),
    ],
    ids=["first half", "second half", "up to the middle", "behind a half", "before a half", "half known"],
)
def test_what_cuts_a_character_is_refused(update: bytes) -> None:
    copy, pairs = Copy([BEGUN]), Pairs([BEGUN])
    contents = contents_of(update)
    assert not contents.missing(copy.clocks())
    with pytest.raises(Malformed, match="half a character"):
        pairs.refuse_cut(contents, copy.clocks())


@pytest.mark.parametrize(
    ("update", "said"),
    [
        (deletion(1, 2), "ab"),
        (deletion(0, 4), ""),
        (text_of(EVE, 0, "x", between(2, 3)), "a🙂xb"),
        (text_of(EVE, 0, "🙂", between(0, 1)), "a🙂🙂b"),
        (text_of(ADA, 4, "🙂", left(3)), "a🙂b🙂"),
    ],
)
def test_what_takes_whole_characters_is_taken(update: bytes, said: str) -> None:
    copy, pairs = Copy([BEGUN]), Pairs([BEGUN])
    pairs.refuse_cut(contents_of(update), copy.clocks())
    pairs.learn(copy.apply(update))
    assert copy.text() == ("", said)


def test_what_a_page_repeats_otherwise_than_it_said_before_marks_no_place() -> None:
    copy, pairs = Copy([BEGUN]), Pairs([BEGUN])
    lie = text_of(ADA, 0, "🙂ab", b"\x04\x01" + sized(b"body"))
    pairs.refuse_cut(contents_of(lie), copy.clocks())
    assert copy.apply(lie) == b""
    pairs.refuse_cut(contents_of(deletion(1, 2)), copy.clocks())

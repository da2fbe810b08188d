"""The trail over hand-overs."""

import pytest

from situations.walkthrough.errors import LostPath
from situations.walkthrough.stretches import MOST_STRETCHES, Stretch, followed_by, read_stretches


def test_stretches_are_read_as_they_were_written() -> None:
    stretches = (Stretch("scratch", "listen:0.note:3"), Stretch("lost", "a:1"))
    assert read_stretches([str(stretch) for stretch in stretches]) == stretches


def test_the_oldest_stretches_fall_off() -> None:
    stretches: tuple[Stretch, ...] = ()
    for number in range(MOST_STRETCHES + 3):
        stretches = followed_by(stretches, Stretch(f"s{number}", "a:1"))
    assert [stretch.slug for stretch in stretches] == [
        f"s{number}" for number in range(3, MOST_STRETCHES + 3)
    ]


@pytest.mark.parametrize("text", ["", "scratch", "/path", "s/" + "x" * 5_000])
def test_what_names_no_situation_is_refused(text: str) -> None:
    with pytest.raises(LostPath):
        read_stretches([text])

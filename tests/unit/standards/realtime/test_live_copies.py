import random

import pytest

from standards.documents.texts import DraftText
from standards.realtime.copies import Copy, clocks_in
from standards.realtime.edits import Edit, smallest_edits
from standards.realtime.wire import Malformed

OLD = "# Kratzer\n\nWir hören zu. 🙂\n\n- eins\n- zwei\n- drei\n"


def rewritten(old: str, edits: list[Edit]) -> str:
    for edit in reversed(edits):
        old = old[: edit.start] + edit.text + old[edit.end :]
    return old


def test_edits_are_as_small_as_what_changed() -> None:
    assert smallest_edits(OLD, OLD) == []
    assert smallest_edits(OLD, OLD.replace("zwei", "zwo")) == [
        Edit(OLD.index("zwei") + 2, OLD.index("zwei") + 4, "o")
    ]
    found = smallest_edits(OLD, OLD.replace("eins", "null\n- eins").replace("🙂", "😀"))
    assert sum(edit.end - edit.start for edit in found) == 1
    assert sum(len(edit.text) for edit in found) == len("null\n- ") + 1


@pytest.mark.parametrize("seed", range(60))
def test_edits_make_the_new_text_whatever_it_is(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same texts each time
    signs = "ab \n\n-.ü🙂𝄞\u2028\x0b"
    old, new = ("".join(chance.choices(signs, k=chance.randint(0, 80))) for _ in range(2))
    if chance.random() < 0.5:
        place = chance.randint(0, len(old))
        new = old[:place] + new[:5] + old[place + chance.randint(0, 4) :]
    assert rewritten(old, smallest_edits(old, new)) == new


@pytest.mark.parametrize("seed", range(40))
def test_a_copy_says_what_it_is_told(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same texts each time
    copy, other = Copy(), Copy()
    for _ in range(6):
        body = "".join(chance.choices("wort 🙂 ü\n", k=chance.randint(0, 60)))
        update = copy.say(DraftText("title: x", body))
        assert copy.text() == ("title: x", body)
        if update:
            other.apply(update)
    assert other.text() == copy.text()
    assert other.clocks() == copy.clocks()


def test_a_copy_keeps_line_ends_of_one_kind() -> None:
    copy = Copy()
    copy.say(DraftText("a: b\r\nc: d", "one\r\ntwo\rthree"))
    assert copy.text() == ("a: b\nc: d", "one\ntwo\nthree")


def test_only_what_is_new_counts_as_a_change() -> None:
    copy = Copy()
    update = copy.say(DraftText("", "text"))
    other = Copy()
    assert other.apply(update)
    assert other.apply(update) == b""
    assert other.apply(copy.whole()) == b""
    assert copy.say(DraftText("", "text")) == b""


def test_an_edit_beside_typing_leaves_the_typing_alone() -> None:
    first = Copy()
    seed = first.say(DraftText("", OLD))
    server, page = Copy([seed]), Copy([seed])
    typed = page.say(DraftText("", OLD.replace("drei", "drei und vier")))
    saved = server.say(DraftText("", OLD.replace("hören", "hörten")))
    both = Copy([seed, saved, typed])
    assert both.text()[1] == OLD.replace("drei", "drei und vier").replace("hören", "hörten")


@pytest.mark.parametrize("state", [b"", b"\xff\xff\xff\x7f", b"\x01\x01", b"\0\0"])
def test_a_broken_state_vector_is_refused(state: bytes) -> None:
    with pytest.raises(Malformed):
        clocks_in(state)
    with pytest.raises(Malformed):
        Copy().since(state)

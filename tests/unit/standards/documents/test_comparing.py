import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standards.documents.comparing import Mark, Row, compare, compare_fields, compare_words, folded
from standards.documents.matching import changes, matching_blocks

OLD = "Der Kunde will eine\nneue Scheibe.\n\n- eins\n- zwei drei vier\n- sechs\n\nEnde.\n"
elements = st.lists(st.sampled_from("abcde"), max_size=20)


def marked(row: Row) -> list[tuple[str, str]]:
    return [(piece.mark.value, piece.text) for piece in row.inline]


def test_a_changed_word_is_marked_and_nothing_else() -> None:
    rows = compare(OLD, OLD.replace("zwei drei", "zwei dreizehn"))
    [changed] = [row for row in rows if row.is_changed]
    assert marked(changed) == [
        ("same", "- zwei "),
        ("removed", "drei"),
        ("added", "dreizehn"),
        ("same", " vier"),
    ]
    assert (changed.old_line, changed.new_line) == (5, 5)


def test_a_paragraph_that_was_wrapped_anew_is_unchanged() -> None:
    assert not any(row.is_changed for row in compare(OLD, OLD.replace("eine\nneue", "eine neue")))


def test_a_word_is_found_in_a_paragraph_that_was_wrapped_anew() -> None:
    rows = compare(OLD, OLD.replace("eine\nneue Scheibe", "eine ganz\nneue Scheibe"))
    [changed] = [row for row in rows if row.is_changed]
    assert ("added", "ganz\n") in marked(changed) or ("added", " ganz") in marked(changed)


def test_what_came_and_went_stands_on_one_side_only() -> None:
    rows = compare("- a a a\n- b b b\n", "- b b b\n- c c c\n")
    assert [(row.old is None, row.new is None) for row in rows] == [
        (False, True),
        (False, False),
        (True, False),
    ]


def test_changes_that_only_a_blank_parts_are_shown_as_one_phrase() -> None:
    pieces = compare_words("we call the customer back", "we write a letter to the customer")
    assert next(piece.text for piece in pieces if piece.mark is Mark.REMOVED) == "call"


def test_equal_texts_have_no_change_and_empty_ones_no_row() -> None:
    assert not any(row.is_changed for row in compare(OLD, OLD))
    assert compare("", "") == ()
    assert all(row.old is None for row in compare("", OLD))


def test_far_unchanged_lines_are_folded_and_none_is_left_out() -> None:
    text = "\n".join(f"- line {number}" for number in range(100))
    rows = compare(text, text.replace("line 50", "row fifty"))
    stretches = folded(rows)
    assert [stretch.is_folded for stretch in stretches] == [True, False, True]
    assert tuple(row for stretch in stretches for row in stretch.rows) == rows


def test_header_fields_are_compared_as_people_read_them() -> None:
    changes_ = compare_fields(
        {"title": "A", "channels": ["phone"]}, {"title": "B", "channels": ["phone", "mail"]}
    )
    assert [(one.name, one.old, one.new) for one in changes_] == [
        ("title", "A", "B"),
        ("channels", "phone", "phone, mail"),
    ]


@settings(max_examples=300, deadline=None)
@given(elements, elements)
def test_stretches_cover_both_sequences_and_equal_ones_are_equal(old: list[str], new: list[str]) -> None:
    places_old: list[int] = []
    places_new: list[int] = []
    for is_equal, i, j in changes(old, new):
        places_old += i
        places_new += j
        if is_equal:
            assert [old[place] for place in i] == [new[place] for place in j]
    assert places_old == list(range(len(old)))
    assert places_new == list(range(len(new)))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab -\n.", max_size=80), st.text(alphabet="ab -\n.", max_size=80))
def test_both_texts_can_be_read_off_the_rows(old: str, new: str) -> None:
    rows = compare(old, new)
    for side, text in (("old", old), ("new", new)):
        read = [getattr(row, side) for row in rows if getattr(row, side) is not None]
        assert "\n".join("".join(piece.text for piece in pieces) for pieces in read) == "\n".join(
            text.splitlines()
        )


def test_lines_that_are_there_once_lead_and_blank_ones_follow() -> None:
    blocks = matching_blocks(["a", "", "b", "", "c"], ["x", "", "b", "", "y"])
    assert [(block.old, block.new, block.size) for block in blocks] == [(1, 1, 3)]


@pytest.mark.parametrize("text", ["a\n\n" * 60_000, "ab " * 60_000, "- x\n" * 40_000])
def test_a_large_text_whose_parts_all_look_alike_is_compared(text: str) -> None:
    rows = compare(text, f"new\n\n{text}end\n")
    assert "".join(piece.text for piece in rows[-1].new or ()).endswith("end")


def test_a_gap_that_is_shorter_than_its_fold_is_shown() -> None:
    lines = [f"- line {number}" for number in range(30)]
    new = [line.replace("line", "row") if number in (10, 19) else line for number, line in enumerate(lines)]
    stretches = folded(compare("\n".join(lines), "\n".join(new)))
    assert [(stretch.is_folded, len(stretch.rows)) for stretch in stretches] == [
        (True, 7),
        (False, 16),
        (True, 7),
    ]

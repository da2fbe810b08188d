from standards.documents.blaming import passages_of


def origins(*newest_first: str, first: int = 1) -> list[tuple[int | None, tuple[str, ...]]]:
    count = len(newest_first) + first - 1
    numbered = [(count - place, text) for place, text in enumerate(newest_first)]
    return [(passage.number, passage.lines) for passage in passages_of(numbered)]


def test_each_line_belongs_to_the_revision_that_brought_it() -> None:
    assert origins("a\nb2\nc\nd", "a\nb2\nc", "a\nb\nc") == [
        (1, ("a",)),
        (2, ("b2",)),
        (1, ("c",)),
        (3, ("d",)),
    ]


def test_a_text_of_one_revision_is_one_passage() -> None:
    assert origins("a\n\nb") == [(1, ("a", "", "b"))]


def test_a_line_that_was_taken_out_and_came_back_belongs_to_who_brought_it_back() -> None:
    assert origins("a\nb", "a", "a\nb") == [(1, ("a",)), (3, ("b",))]


def test_lines_older_than_all_that_were_looked_at_have_no_number() -> None:
    assert origins("a\nb", "a", first=8) == [(None, ("a",)), (9, ("b",))]


def test_without_a_text_there_is_nothing_to_tell() -> None:
    assert passages_of([]) == ()
    assert passages_of([(1, "")]) == ()


def test_two_hundred_revisions_of_a_long_text_are_explained() -> None:
    lines = [f"Line {number} of a text that grew for a long time." for number in range(1000)]
    texts = ["\n".join(lines[: 800 + number]) for number in range(200)]
    found = passages_of((200 - place, text) for place, text in enumerate(reversed(texts)))
    assert found[-1].number == 200

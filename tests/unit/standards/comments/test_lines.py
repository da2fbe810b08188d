import pytest

from standards.comments.anchoring import Span
from standards.comments.lines import Shape, passage_at, passages_of

BODY = """\
What it is,
over two lines.

## Rules

::: algorithm {otherwise="Ask"}
1. Listen. {#listen}
   > [!say] I see.
   → end
:::

| a | b |
- one
Loose end"""


def test_wrapped_prose_is_one_passage_and_everything_else_a_line() -> None:
    assert [(passage.line, passage.shape, passage.text) for passage in passages_of(BODY, {})] == [
        (1, Shape.PROSE, "What it is,\nover two lines."),
        (4, Shape.HEADING, "## Rules"),
        (6, Shape.FENCE, '::: algorithm {otherwise="Ask"}'),
        (7, Shape.ITEM, "1. Listen. {#listen}"),
        (8, Shape.SAY, "   > [!say] I see."),
        (9, Shape.ITEM, "   → end"),
        (10, Shape.FENCE, ":::"),
        (12, Shape.TABLE, "| a | b |"),
        (13, Shape.ITEM, "- one"),
        (14, Shape.PROSE, "Loose end"),
    ]


@pytest.mark.parametrize(
    ("line", "text"), [(1, "What"), (2, "What"), (4, "## Rules"), (14, "Loose"), (13, "- one")]
)
def test_a_line_leads_to_its_passage(line: int, text: str) -> None:
    span = passage_at(BODY, line)
    assert span is not None
    assert BODY[span.start : span.end].startswith(text)


@pytest.mark.parametrize("line", [0, 3, 11, 15, -1])
def test_a_blank_line_has_no_passage(line: int) -> None:
    assert passage_at(BODY, line) is None


def test_places_of_threads_are_marked_even_where_they_overlap_and_cross_passages() -> None:
    start = BODY.index("over")
    end = BODY.index("Rules") + 5
    found = passages_of(BODY, {1: Span(start, end), 2: Span(start + 5, start + 8)})
    first, second = found[0], found[1]
    assert [(piece.text, piece.thread_ids) for piece in first.pieces] == [
        ("What it is,\n", ()),
        ("over ", (1,)),
        ("two", (1, 2)),
        (" lines.", (1,)),
    ]
    assert {piece.thread_ids for piece in second.pieces} == {(1,)}
    assert first.thread_ids == (1, 2)
    assert second.thread_ids == ()


def test_signs_of_the_language_are_told_from_words() -> None:
    found = {passage.line: passage for passage in passages_of(BODY, {})}

    def words(line: int) -> str:
        return "".join(piece.text for piece in found[line].pieces if not piece.is_sign)

    assert [words(line) for line in (1, 4, 7, 8, 9, 13)] == [
        "What it is,\nover two lines.",
        "Rules",
        "Listen.",
        "I see.",
        "   → end",
        "one",
    ]


@pytest.mark.parametrize(
    ("line", "shape"),
    [
        ("> [!say phone] Good morning.", Shape.SAY),
        ("> Good morning.", Shape.SAY),
        ("   > [!avoid] Not us.", Shape.AVOID),
        ("> [!why] It helps.", Shape.QUOTE),
        ("{{name}} calls", Shape.PROSE),
    ],
)
def test_what_to_say_and_what_to_avoid_look_different(line: str, shape: Shape) -> None:
    assert [passage.shape for passage in passages_of(line, {})] == [shape]


def test_a_thread_behind_the_last_passage_is_shown_at_it() -> None:
    found = passages_of("One.\n\n\n", {1: Span(5, 6)})
    assert found[-1].thread_ids == (1,)

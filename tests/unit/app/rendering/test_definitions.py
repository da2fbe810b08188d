from app.rendering.definitions import Definitions


def taken(text: str) -> tuple[Definitions, str]:
    definitions = Definitions()
    return definitions, definitions.take_from(text)


def test_a_footnote_of_several_paragraphs_is_taken_whole_and_lines_stay() -> None:
    definitions, rest = taken("a[^1]\n\n[^1]: First\ngoes on.\n\n    Second.\n\nafter")
    assert definitions.notes == {"1": "First\ngoes on.\n\nSecond."}
    assert rest == "a[^1]\n\n\n\n\n\n\nafter"


def test_the_first_definition_of_a_note_counts() -> None:
    definitions, _ = taken("[^1]: one\n[^1]: two\n  more")
    assert definitions.notes["1"] == "one"


def test_abbreviations_and_references_are_taken() -> None:
    definitions, rest = taken('*[HTML]: Hyper\n[r]: https://example.org/ "Title"\n[s]: <mailto:a@b.c>')
    assert definitions.abbreviations == {"HTML": "Hyper"}
    assert definitions.references == {"r": ("https://example.org/", "Title"), "s": ("mailto:a@b.c", "")}
    assert rest.strip() == ""


def test_what_stands_in_a_fence_defines_nothing() -> None:
    definitions, rest = taken("```\n[^1]: x\n*[A]: b\n```")
    assert not definitions.notes
    assert "[^1]: x" in rest


def test_a_list_after_a_note_is_not_part_of_it() -> None:
    definitions, rest = taken("[^1]: note\n- item")
    assert definitions.notes == {"1": "note"}
    assert rest == "\n- item"

"""What was read last is kept for a while."""

from app.language.document import parse_document

HEADER = "kind: standard\ntitle: One\nlanguage: en"


def test_the_same_text_is_read_once_and_another_one_anew() -> None:
    body = "What it is.\n\n- Greets. {#greets .criterion impact=high area=style}\n"
    first = parse_document(HEADER, body, slug="one")
    assert parse_document(HEADER, body, slug="one") is first
    for other in (
        parse_document(HEADER, body, slug="two"),
        parse_document(HEADER, body, slug="one", first_line=7),
        parse_document(HEADER.replace("One", "Two"), body, slug="one"),
        parse_document(HEADER, f"{body}\nMore.\n", slug="one"),
    ):
        assert other is not first
    assert parse_document(HEADER, body, slug="two").slug == "two"

"""What was read last is kept, and forgotten in time."""

from functools import partial

from app.language.document import parse_document
from app.language.recent import Recent

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


def test_the_oldest_go_when_there_is_no_room_left() -> None:
    recent: Recent[str] = Recent(room=10)
    for place, key in enumerate(("a", "b", "a", "c", "a", "b")):
        recent.get(key, 4, partial(str, place))
    kept = {key: recent.get(key, 4, partial(str, "new")) for key in ("a", "b", "c")}
    assert kept == {"a": "0", "b": "5", "c": "new"}


def test_what_is_too_heavy_drives_nothing_out() -> None:
    recent: Recent[list[int]] = Recent(room=10)
    small = recent.get("small", 10, lambda: [1])
    heavy = recent.get("heavy", 11, lambda: [2])
    assert recent.get("small", 10, lambda: [3]) is small
    assert recent.get("heavy", 11, lambda: [4]) is not heavy
    recent.clear()
    assert recent.get("small", 10, lambda: [5]) == [5]

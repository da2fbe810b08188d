"""What an editor sends passes; what it never sends does not, and costs nothing."""

import random

import pytest
from pycrdt import Array, Doc, Map, Text

from standards.realtime.copies import Copy
from standards.realtime.firewall import contents_of
from standards.realtime.wire import Malformed, number, sized


def typed(*texts: str, root: str = "body", client_id: int = 7) -> bytes:
    doc = Doc(client_id=client_id)
    text = doc.get(root, type=Text)
    for part in texts:
        text += part
    return bytes(doc.get_update())


def test_typing_passes_with_what_it_adds() -> None:
    found = contents_of(typed("Grüß 🙂"))
    assert (found.added, found.inserted, found.has_deletions) == ({7: (0, 7)}, 7, False)


def test_deleting_passes_with_what_it_rests_on() -> None:
    doc = Doc(client_id=7)
    text = doc.get("body", type=Text)
    text += "one two"
    before = doc.get_state()
    del text[0:4]
    found = contents_of(doc.get_update(before))
    assert (found.added, found.needs, found.has_deletions) == ({}, {7: 4}, True)
    assert found.missing({})
    assert not found.missing({7: 7})


def test_typing_behind_what_is_not_known_is_noticed() -> None:
    doc = Doc(client_id=7)
    text = doc.get("body", type=Text)
    text += "one"
    before = doc.get_state()
    text += " two"
    found = contents_of(doc.get_update(before))
    assert found.missing({7: 2})
    assert not found.missing({7: 3})


@pytest.mark.parametrize(
    "value",
    [
        typed("x", root="title"),
        typed("a\rb"),
        typed("a\0b"),
        bytes.fromhex("ffffff7f"),
        b"",
        typed("x") + b"\0",
        typed("x")[:-1],
    ],
)
def test_what_no_editor_sends_is_refused(value: bytes) -> None:
    with pytest.raises(Malformed):
        contents_of(value)


def test_other_kinds_of_content_are_refused() -> None:
    for make in (Map, Array):
        doc = Doc()
        doc["body"] = root = make()
        if isinstance(root, Map):
            root["a"] = "b"
        else:
            root.append(1)
        with pytest.raises(Malformed):
            contents_of(doc.get_update())
    formatted = Doc()
    formatted["body"] = text = Text("bold")
    text.format(0, 2, {"bold": True})
    with pytest.raises(Malformed):
        contents_of(formatted.get_update())


def test_a_number_that_never_ends_is_refused() -> None:
    with pytest.raises(Malformed):
        contents_of(b"\xff" * 40)
    with pytest.raises(Malformed):
        contents_of(
            number(1) + number(1) + number(5) + number(0) + b"\x04\x01" + sized(b"body") + b"\xff" * 9
        )


def test_whatever_passes_is_taken_by_the_library() -> None:
    chance = random.Random(4)  # noqa: S311 - the same mutations each time
    samples = [typed("one", "two"), typed("Grüß 🙂", root="header"), typed("x" * 300)]
    passed = 0
    for _ in range(4_000):
        data = bytearray(chance.choice(samples))
        for _ in range(chance.randint(1, 3)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            contents_of(bytes(data))
        except Malformed:
            continue
        passed += 1
        Copy().apply(bytes(data))
    assert passed


@pytest.mark.parametrize("start", ["ffffff7f", "01ffffff7f", "00ffffff7f", "000105ffffff7f"])
def test_impossible_counts_are_refused_before_anything_is_read(start: str) -> None:
    with pytest.raises(Malformed, match="impossible"):
        contents_of(bytes.fromhex(start) + b"\0" * 64)

"""Hostile updates against firewall and copy: each is refused or taken whole, and the text stays ours."""

import random
from itertools import islice

import pytest
from pycrdt import Doc, Text

from standards.realtime.copies import NOTHING, Copy
from standards.realtime.firewall import contents_of
from standards.realtime.pairs import Pairs
from standards.realtime.wire import Malformed
from tests.live.mutations import honest_updates, hostile_updates

ROUNDS, EACH = 12, 1_500
HONEST = honest_updates(60, random.Random(3))  # noqa: S311 - no secret


def take(copy: Copy, pairs: Pairs, update: bytes) -> bytes:
    """Take an update in as a room does; return what the room would send on."""
    try:
        contents, known = contents_of(update), copy.clocks()
        if contents.missing(known):
            return b""
        pairs.refuse_cut(contents, known)
        changed = copy.apply(update)
    except Malformed as refused:
        if refused.__cause__ is not None:
            # Nothing may get past the firewall that the library refuses.
            raise
        return b""
    pairs.learn(changed or NOTHING)
    return changed


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_hostile_updates_change_nothing_but_the_text_and_that_for_all_alike(seed: int) -> None:
    room, pairs, log = Copy(HONEST), Pairs(HONEST), list(HONEST)
    page: Doc[Text] = Doc()
    header, body = Text(), Text()
    page["header"], page["body"] = header, body
    for update in HONEST:
        page.apply_update(update)
    for update in islice(hostile_updates(seed), EACH):
        sent_on = take(room, pairs, update)
        if sent_on:
            log.append(sent_on)
            page.apply_update(sent_on)
    assert len(log) > len(HONEST) + EACH // 100
    assert room.text() == (str(header), str(body))
    assert not {"\r", "\0"} & set("".join(room.text()))
    assert set(page.keys()) == {"header", "body"}
    assert Copy(log).text() == room.text()


def test_four_bytes_that_stop_the_library_for_seconds_are_refused() -> None:
    for update in (bytes.fromhex("ffffff7f"), bytes.fromhex("01ffffff7f"), bytes.fromhex("0101ffffff7f")):
        with pytest.raises(Malformed):
            contents_of(update)

"""What a room takes in, from whom, and what it does with the rest."""

import pytest
from pycrdt import Doc, Text

from standards.documents.texts import DraftText
from standards.realtime.copies import Copy
from standards.realtime.models import Change
from standards.realtime.opening import Opened
from standards.realtime.pace import Pace
from standards.realtime.queries import Row, Standing
from standards.realtime.rooms import MissingChanges, OtherEpoch, Room, RoomFull
from standards.realtime.seats import Seat, Visitor
from standards.realtime.wire import Malformed

SEED = Copy()
FIRST = SEED.say(DraftText("title: x", "One.\nTwo.\n"))


async def _send(_event: object) -> None:
    raise AssertionError


def seat_of(user_id: int, *, can_write: bool = True) -> Seat:
    return Seat(Visitor(1, user_id, user_id, "Somebody", can_write=can_write, full="Full."), _send, Pace())


def room(longest: int = 1000) -> Room:
    rows = [Row(1, Change.WHOLE, None, FIRST)]
    standing = Standing(epoch=2, version=1, number=1, author_id=None, is_retired=False)
    return Room(1, Opened(rows, {SEED.client_id: (None, 2), 5: (8, 1)}, standing), longest)


def page() -> Copy:
    return Copy([FIRST])


def typed(copy: Copy, body: str) -> bytes:
    return copy.say(DraftText("title: x", body))


def test_what_is_typed_waits_to_be_stored_with_the_name_of_the_session() -> None:
    live, ada, copy = room(), seat_of(3), page()
    assert live.take(ada, typed(copy, "One.\nTwo, new.\n"))
    assert live.copy.text()[1] == "One.\nTwo, new.\n"
    assert not live.is_stored
    changes, claims, _waiting = live.begin_storing()
    assert [change.user_id for change in changes] == [3]
    assert [(claim.client_id, claim.user_id, claim.epoch) for claim in claims] == [(copy.client_id, 3, 2)]
    assert not live.is_stored
    live.storing = []
    assert live.is_stored


def test_many_keys_of_one_person_are_stored_as_one() -> None:
    live, ada, bo, copy, other = room(), seat_of(3), seat_of(4), page(), page()
    for number in range(60):
        live.take(ada, typed(copy, f"One.\nTwo{'.' * number}!\n"))
    live.take(bo, typed(other, "Zero.\nOne.\nTwo.\n"))
    changes, claims, _waiting = live.begin_storing()
    assert [change.user_id for change in changes] == [3, 3, 4]
    assert len(claims) == 2
    assert Copy([FIRST, *(change.update for change in changes)]).text() == live.copy.text()


def test_what_could_not_be_stored_is_tried_again() -> None:
    live, ada, copy = room(), seat_of(3), page()
    live.take(ada, typed(copy, "One.\n"))
    live.waiting.append((ada, b"ack"))
    _changes, claims, waiting = live.begin_storing()
    live.take(ada, typed(copy, "One, two.\n"))
    live.put_back(claims, waiting)
    changes, claims, waiting = live.begin_storing()
    assert Copy([FIRST, *(change.update for change in changes)]).text()[1] == "One, two.\n"
    assert (len(claims), waiting) == (1, [(ada, b"ack")])


def test_nothing_new_is_nothing_to_store() -> None:
    live = room()
    assert not live.take(seat_of(3), b"\0\0")
    copy = page()
    update = typed(copy, "Once.\n")
    assert live.take(seat_of(3), update)
    live.begin_storing()
    live.storing = []
    assert not live.take(seat_of(3), update)
    assert live.is_stored


def test_the_client_id_of_somebody_else_is_refused() -> None:
    live, copy = room(), page()
    live.take(seat_of(3), typed(copy, "One.\nTwo, new.\n"))
    with pytest.raises(Malformed, match="somebody else"):
        live.take(seat_of(4), typed(copy, "One.\nTwo, new, stolen.\n"))
    with pytest.raises(Malformed, match="somebody else"):
        live.take(seat_of(4), FIRST)


def test_a_client_id_is_kept_for_who_announced_it() -> None:
    live, copy = room(), page()
    live.reserve(copy.client_id, 3)
    update = typed(copy, "One.\nTwo, new.\n")
    with pytest.raises(Malformed, match="somebody else"):
        live.take(seat_of(4), update)
    assert live.take(seat_of(3), update)
    assert len(live.begin_storing()[1]) == 1


def test_what_rests_on_something_unknown_is_not_taken() -> None:
    live, copy = room(), page()
    typed(copy, "One.\nTwo.\nThree.\n")
    late = typed(copy, "One.\nTwo.\nThree, more.\n")
    with pytest.raises(MissingChanges):
        live.take(seat_of(3), late)
    assert live.copy.text()[1] == "One.\nTwo.\n"


def test_a_client_id_of_an_old_log_is_told_so() -> None:
    old: Doc[Text] = Doc(client_id=5)
    text = old.get("body", type=Text)
    text += "old"
    with pytest.raises(OtherEpoch):
        room().take(seat_of(8), bytes(old.get_update()))


def test_a_text_can_only_be_as_long_as_a_document() -> None:
    live, copy = room(longest=40), page()
    assert live.take(seat_of(3), typed(copy, "One.\nTwo.\nThree.\n"))
    with pytest.raises(RoomFull):
        live.take(seat_of(3), typed(copy, "One.\nTwo.\nThree.\n" + "x" * 40))
    assert live.copy.text()[1] == "One.\nTwo.\nThree.\n"


def test_who_may_not_write_changes_nothing() -> None:
    live = room()
    assert not live.take(seat_of(3, can_write=False), typed(page(), "Other.\n"))
    assert live.copy.text()[1] == "One.\nTwo.\n"


def test_ids_of_rows_are_forgotten_when_no_late_one_can_come() -> None:
    live = room()
    live.take_stored([], range(2, 40))
    assert live.horizon == 0
    for round_ in range(1, 4):
        live.age(live.left_at + round_ * 1000)
    assert (live.horizon, live.known) == (39, {39})

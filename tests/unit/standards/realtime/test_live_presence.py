import json
from typing import Any

import pytest

from standards.realtime.pace import AT_ONCE, Pace
from standards.realtime.presence import Presence
from standards.realtime.seats import Seat, Visitor
from standards.realtime.wire import Malformed, awareness_of

PLACE = {"root": "body", "anchor": {"item": None}, "head": {"item": None}}


async def _send(_event: object) -> None:
    raise AssertionError


def seat_of(user_id: int) -> Seat:
    visitor = Visitor(1, user_id, user_id, f"Person {user_id}", can_write=True, full="Full.")
    return Seat(visitor, _send, Pace())


def said(client_id: int, state: object, clock: int = 1) -> bytes:
    return awareness_of({client_id: (clock, state if isinstance(state, str) else json.dumps(state))})


def shown(presence: Presence, client_id: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(presence.all()[client_id][1])
    return found


def test_the_server_says_who_somebody_is_and_the_page_says_where() -> None:
    presence, ada = Presence(), seat_of(3)
    state = {"user": {"id": 9, "name": "The boss"}, "cursor": PLACE, "place": "step 3", "more": "x"}
    assert presence.hear(ada, said(7, state)) == 7
    assert shown(presence, 7) == {
        "user": {"id": 3, "name": "Person 3", "colour": 3},
        "cursor": PLACE,
        "place": "step 3",
    }
    assert presence.take_news().own.keys() == {7}
    assert presence.take_news().shown == {}


def test_what_a_page_repeats_of_others_is_passed_over() -> None:
    presence, ada, bo = Presence(), seat_of(3), seat_of(4)
    presence.hear(ada, said(7, {"place": "step 1"}))
    presence.hear(bo, said(8, {"place": "step 2"}))
    presence.hear(bo, said(7, {"place": "elsewhere"}, clock=5))
    presence.hear(bo, said(7, "null", clock=9))
    assert shown(presence, 7)["place"] == "step 1"
    late = seat_of(5)
    assert presence.hear(late, said(7, {"place": "mine"}, clock=9)) is None


def test_who_leaves_is_nowhere_and_comes_back_on_another_line() -> None:
    presence, ada, again = Presence(), seat_of(3), seat_of(3)
    presence.hear(ada, said(7, {"place": "step 1"}, clock=4))
    presence.hear(again, said(7, {"place": "step 2"}, clock=4))
    presence.forget(ada)
    assert shown(presence, 7)["place"] == "step 2"
    presence.take_news()
    presence.forget(again)
    assert presence.all() == {}
    assert presence.take_news().shown == {7: (4, "null")}


def test_an_old_clock_changes_nothing() -> None:
    presence, ada = Presence(), seat_of(3)
    presence.hear(ada, said(7, {"place": "new"}, clock=4))
    presence.hear(ada, said(7, {"place": "old"}, clock=3))
    assert shown(presence, 7)["place"] == "new"


def test_pages_of_other_processes_are_shown_until_the_line_to_them_is_new() -> None:
    presence, ada = Presence(), seat_of(3)
    presence.hear(ada, said(7, {}))
    presence.hear_others(said(8, {"user": {"name": "Bo"}}))
    assert presence.all().keys() == {7, 8}
    assert presence.own().keys() == {7}
    presence.forget_others()
    assert presence.all().keys() == {7}


@pytest.mark.parametrize(
    "state",
    ["[" * 900, "nonsense", "[]", '"text"', json.dumps({"place": "x" * 2000}), "NaN", '{"cursor": NaN'],
)
def test_what_is_no_state_is_refused(state: str) -> None:
    with pytest.raises(Malformed):
        Presence().hear(seat_of(3), said(7, state))


@pytest.mark.parametrize(
    "cursor",
    [5, "x", [], {"root": "other", "anchor": {}, "head": {}}, {"root": "body", "anchor": 1, "head": {}}],
)
def test_a_cursor_that_is_none_is_not_shown(cursor: object) -> None:
    presence = Presence()
    presence.hear(seat_of(3), said(7, {"cursor": cursor, "place": 5}))
    assert (shown(presence, 7)["cursor"], shown(presence, 7)["place"]) == (None, "")


def test_half_characters_and_strange_numbers_never_reach_others() -> None:
    presence = Presence()
    presence.hear(seat_of(3), said(7, '{"place": "\\ud83d"}'))
    assert presence.all()[7][1].isascii()
    with pytest.raises(Malformed):
        presence.hear(seat_of(3), said(8, '{"cursor": {"root": "body", "anchor": {"a": NaN}, "head": {}}}'))


def test_a_message_that_is_too_long_is_refused_unread() -> None:
    with pytest.raises(Malformed, match="too much"):
        Presence().hear(seat_of(3), b"\1" * 40_000)


def test_a_burst_is_kept_and_a_flood_is_not() -> None:
    pace = Pace()
    assert all(pace.is_kept(10) for _ in range(200))
    assert not all(pace.is_kept(10) for _ in range(int(AT_ONCE) * 4))
    assert not Pace().is_kept(int(AT_ONCE) * 8192)

"""A log is joined while people type on: rooms of a busy group are never quiet."""

import time
from types import SimpleNamespace
from typing import Any, cast

import pytest

from standards.realtime.housekeeping import ROWS_TO_COMPACT, Housekeeper
from standards.realtime.hub import Hub
from standards.realtime.opening import Opened
from standards.realtime.queries import Standing
from standards.realtime.rooms import Room


class Works:
    """Instead of the hub: notes what is to be done for a room."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.done: list[str] = []
        self.keeper = Housekeeper(cast("Hub", SimpleNamespace(rooms={})))
        monkeypatch.setattr(self.keeper, "_do", self._do)

    def _do(self, _room: Room, work: Any) -> None:
        self.done.append(work.__name__)
        work.close()

    def care(self, room: Room) -> list[str]:
        self.done.clear()
        self.keeper._care(room, time.monotonic())
        return self.done


def busy_room() -> Room:
    standing = Standing(epoch=1, version=1, number=0, author_id=None, is_retired=False)
    room = Room(1, Opened([], {}, standing), 1000)
    room.typed_at = room.unsettled_since = room.settled_at = time.monotonic()
    room.seats.add(cast("Any", object()))
    return room


def test_a_log_is_joined_while_people_type(monkeypatch: pytest.MonkeyPatch) -> None:
    works, room = Works(monkeypatch), busy_room()
    room.note_rows(range(ROWS_TO_COMPACT))
    assert works.care(room) == []
    room.note_rows([ROWS_TO_COMPACT + 1])
    assert works.care(room) == ["_compact"]
    assert works.care(room) == []


def test_rows_count_also_when_their_ids_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    works, room = Works(monkeypatch), busy_room()
    for start in range(0, ROWS_TO_COMPACT + 100, 100):
        room.note_rows(range(start, start + 100))
        room.known.clear()
    assert works.care(room) == ["_compact"]

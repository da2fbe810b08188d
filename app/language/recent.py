"""What was read last, kept for a while: one page often asks for the same text several times."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Recent(Generic[Value]):
    """Keep values that never change, as many as together weigh at most `room`; the oldest go first."""

    def __init__(self, room: int) -> None:
        self._room, self._weight = room, 0
        self._kept: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, weight: int, make: Callable[[], Value]) -> Value:
        """Return what is kept under the key; else make it, and keep it unless it is too heavy."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key][0]
        # Made without the lock: others may read something else meanwhile.
        value = make()
        with self._lock:
            if key not in self._kept and weight <= self._room:
                self._kept[key] = value, weight
                self._weight += weight
            while self._weight > self._room:
                _key, (_value, gone) = self._kept.popitem(last=False)
                self._weight -= gone
        return value

    def clear(self) -> None:
        """Forget everything, so that it can be measured what making costs."""
        with self._lock:
            self._kept.clear()
            self._weight = 0

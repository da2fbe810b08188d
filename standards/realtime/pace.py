"""How fast somebody may send: quick bursts are fine, a flood is cut."""

import time

A_SECOND = 200.0
AT_ONCE = 1_500.0
BYTES_EACH = 4_096


class Pace:
    """One person's messages, over all their pages: each costs one, and one more for every 4 KiB."""

    __slots__ = ("_at", "_left")

    def __init__(self) -> None:
        self._left = AT_ONCE
        self._at = time.monotonic()

    def is_idle(self, moment: float, seconds: float) -> bool:
        """Say whether nothing was sent for so long."""
        return moment - self._at > seconds

    def is_kept(self, size: int) -> bool:
        """Count a message of this size; say whether it came within what is allowed."""
        moment = time.monotonic()
        self._left = min(AT_ONCE, self._left + (moment - self._at) * A_SECOND)
        self._at = moment
        self._left -= 1 + size / BYTES_EACH
        return self._left >= 0

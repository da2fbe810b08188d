"""One copy of a room's text: what a log makes, and the edits that a server makes in it.

The library counts in UTF-8 bytes and places a wrong offset silently at the end, so offsets are made here
only.
"""

from collections.abc import Iterable

from pycrdt import Doc, Text, TransactionEvent

from app.language.front_matter import normalise
from standards.documents.texts import DraftText
from standards.realtime.edits import smallest_edits
from standards.realtime.wire import Malformed, Reader

NOTHING = b"\0\0"
PANIC = "PanicException"
"""What the library raises when it breaks; it can only be known by its name."""


class BrokenCopy(Exception):
    """The library broke over a change that should never have reached it."""


class Copy:
    """The text of a draft as a CRDT with two roots, `header` and `body`."""

    def __init__(self, updates: Iterable[bytes] = ()) -> None:
        # Pages make copies in their own threads and throw them away there; a room's copy stays on the loop.
        self._doc: Doc[Text] = Doc(allow_multithreading=True)
        self._header = self._doc.get("header", type=Text)
        self._body = self._doc.get("body", type=Text)
        self._changed: list[bytes] = []
        for update in updates:
            self._doc.apply_update(update)
        self._watch = self._doc.observe(self._note)

    @property
    def client_id(self) -> int:
        """Return the client id that this copy's own edits carry."""
        return int(self._doc.client_id)

    @property
    def size(self) -> int:
        """Return how many bytes its texts have."""
        return len(self._header) + len(self._body)

    def text(self) -> tuple[str, str]:
        """Return header and body."""
        return str(self._header), str(self._body)

    def apply(self, update: bytes) -> bytes:
        """Take an update in; return what it really changed, as an update, or nothing.

        Raises:
            Malformed: the library refuses it.
            BrokenCopy: the library broke over it; throw the copy away.

        """
        self._changed.clear()
        try:
            self._doc.apply_update(update)
        except (ValueError, RuntimeError) as error:
            raise Malformed(str(error)) from error
        except BaseException as error:
            if type(error).__name__ == PANIC:
                raise BrokenCopy from error
            raise
        return self._changed[-1] if self._changed else b""

    def say(self, text: DraftText) -> bytes:
        """Let the copy say this by its smallest edits; return them as an update, or nothing."""
        self._changed.clear()
        with self._doc.transaction():
            _rewrite(self._header, normalise(text.header_text))
            _rewrite(self._body, normalise(text.body))
        return self._changed[-1] if self._changed else b""

    def state(self) -> bytes:
        """Return the state vector."""
        return bytes(self._doc.get_state())

    def clocks(self) -> dict[int, int]:
        """Return how far the changes of each client are known."""
        return clocks_in(self.state())

    def whole(self) -> bytes:
        """Return everything as one update."""
        return bytes(self._doc.get_update())

    def since(self, state: bytes) -> bytes:
        """Return what somebody with this state vector lacks.

        Raises:
            Malformed: that is no state vector.

        """
        clocks_in(state)
        try:
            return bytes(self._doc.get_update(state))
        except (ValueError, RuntimeError) as error:
            raise Malformed(str(error)) from error

    def _note(self, event: TransactionEvent) -> None:
        self._changed.append(bytes(event.update))


def clocks_in(state: bytes) -> dict[int, int]:
    """Read a state vector.

    Raises:
        Malformed: it is none.

    """
    reader = Reader(state)
    count = reader.number()
    if count * 2 > len(state):
        raise Malformed("impossible count")
    found = {reader.number(): reader.number() for _ in range(count)}
    reader.end()
    return found


def _rewrite(root: Text, new: str) -> None:
    old = str(root)
    place = len(old.encode())
    end_before = len(old)
    for edit in reversed(smallest_edits(old, new)):
        place -= len(old[edit.end : end_before].encode())
        start = place - len(old[edit.start : edit.end].encode())
        if start < place:
            del root[start:place]
        if edit.text:
            root.insert(start, edit.text)
        place, end_before = start, edit.start

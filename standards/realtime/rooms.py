"""A room in memory: its copy, its seats, and what was typed but is not stored yet."""

import time
from collections import Counter
from collections.abc import Sequence

from pycrdt import merge_updates

from standards.realtime.appending import Claim, Typed
from standards.realtime.copies import NOTHING, Copy
from standards.realtime.firewall import Contents, contents_of
from standards.realtime.opening import Opened
from standards.realtime.pairs import Pairs
from standards.realtime.presence import Presence
from standards.realtime.seats import Seat
from standards.realtime.wire import Malformed, Sync, sync_frame

LATEST_S = 30
"""No transaction that stores a change takes longer than this."""
FEW = 50
"""Updates that the library merges quickly; it takes the square of their number."""


class MissingChanges(Exception):
    """A change rests on others that are not known here."""


class OtherEpoch(Exception):
    """A change was made in a log that is gone."""


class RoomFull(Exception):
    """The text would become longer than a document may be."""


class Room:
    """The draft of one document while people are in it. All of it happens on the event loop."""

    def __init__(self, document_id: int, opened: Opened, longest: int) -> None:
        self.document_id = document_id
        self.standing = opened.standing
        self.longest = longest
        self.copy = Copy(row.payload for row in opened.rows)
        self._pairs = Pairs(row.payload for row in opened.rows)
        self.known = {row.id for row in opened.rows}
        self.horizon = 0
        self.seats: set[Seat] = set()
        self.presence = Presence()
        self.authors = dict(opened.authors)
        self._claimed = set(opened.authors)
        self.pending: list[tuple[int, bytes]] = []
        self.storing: list[tuple[int, bytes]] = []
        self.claims: list[Claim] = []
        self.waiting: list[tuple[Seat, bytes]] = []
        self.refused: Counter[int] = Counter()
        self.typed_at = self.settled_at = 0.0
        self.left_at = time.monotonic()
        self.rows_to_join = len(self.known)
        self.unsettled_since: float | None = None
        self._clocks = self.copy.clocks()
        self._aged_at = self.left_at
        self._next_horizon = 0

    @property
    def is_stored(self) -> bool:
        """Whether everything that the copy says is stored."""
        return not self.pending and not self.storing

    def take(self, seat: Seat, update: bytes) -> bool:
        """Take in what somebody typed; say whether there is something to store.

        Raises:
            Malformed: it is nothing that an editor of ours sends.
            MissingChanges, OtherEpoch, RoomFull: it cannot be taken in here and now.

        """
        if update == NOTHING:
            return False
        contents = contents_of(update)
        if not seat.visitor.can_write:
            return False
        self._judge(seat, contents)
        changed = self.copy.apply(update)
        if not changed:
            return False
        if contents.inside:
            self._pairs.learn(changed)
        for client_id, (_start, end) in contents.added.items():
            self._clocks[client_id] = max(end, self._clocks.get(client_id, 0))
            self._claim(client_id, seat.visitor.user_id)
        self.pending.append((seat.visitor.user_id, changed))
        self.typed_at = time.monotonic()
        self.unsettled_since = self.unsettled_since or self.typed_at
        return True

    def reserve(self, client_id: int, user_id: int) -> None:
        """Keep a client id for who announced it first."""
        self.authors.setdefault(client_id, (user_id, self.standing.epoch))

    def leave(self, seat: Seat) -> None:
        """Let somebody go."""
        self.seats.discard(seat)
        self.presence.forget(seat)
        self.left_at = time.monotonic()

    def take_stored(self, updates: Sequence[bytes], ids: Sequence[int]) -> None:
        """Take in changes from the log, and show what is new in them."""
        self.note_rows(ids)
        changed = [found for found in map(self.copy.apply, updates) if found]
        if changed:
            self._clocks = self.copy.clocks()
            for update in changed:
                self._pairs.learn(update)
            self.show(changed)

    def note_rows(self, ids: Sequence[int]) -> None:
        """Note rows of the log that the copy says."""
        self.known.update(ids)
        self.rows_to_join += len(ids)

    def age(self, moment: float) -> None:
        """Forget the ids of rows that no late one can come before any more."""
        if moment - self._aged_at > LATEST_S:
            self._aged_at = moment
            self.horizon, self._next_horizon = self._next_horizon, max(self.known, default=0)
            self.known = {row_id for row_id in self.known if row_id >= self.horizon}

    def begin_storing(self) -> tuple[list[Typed], list[Claim], list[tuple[Seat, bytes]]]:
        """Hand out what is to be stored, joined for each person, and what waits for that."""
        self.storing, self.pending = self.pending, []
        claims, self.claims = self.claims, []
        waiting, self.waiting = self.waiting, []
        typed = [
            Typed(self.document_id, user_id, update)
            for user_id, updates in _by_person(self.storing).items()
            for update in _joined(updates)
        ]
        return typed, claims, waiting

    def put_back(self, claims: list[Claim], waiting: list[tuple[Seat, bytes]]) -> None:
        """Take back what could not be stored, for another try."""
        self.pending, self.storing = self.storing + self.pending, []
        self.claims = claims + self.claims
        self.waiting = waiting + self.waiting

    def broadcast(self, frame: bytes) -> None:
        """Send a message to everybody."""
        for seat in self.seats:
            seat.push(frame)

    def show(self, updates: list[bytes]) -> list[bytes]:
        """Show stored changes to everybody; return them as they were shown."""
        joined = _joined(updates)
        for update in joined:
            self.broadcast(sync_frame(Sync.UPDATE, update))
        return joined

    def _judge(self, seat: Seat, contents: Contents) -> None:
        for client_id in contents.added:
            user_id, epoch = self.authors.get(client_id, (seat.visitor.user_id, self.standing.epoch))
            if epoch != self.standing.epoch:
                raise OtherEpoch
            if user_id != seat.visitor.user_id:
                raise Malformed("the client id of somebody else")
        if contents.missing(self._clocks):
            raise MissingChanges
        self._pairs.refuse_cut(contents, self._clocks)
        if contents.inserted and self.copy.size + contents.inserted > self.longest:
            raise RoomFull

    def _claim(self, client_id: int, user_id: int) -> None:
        self.reserve(client_id, user_id)
        if client_id not in self._claimed:
            self._claimed.add(client_id)
            self.claims.append(Claim(self.document_id, client_id, user_id, self.standing.epoch))


def _by_person(changes: list[tuple[int, bytes]]) -> dict[int, list[bytes]]:
    found: dict[int, list[bytes]] = {}
    for user_id, update in changes:
        found.setdefault(user_id, []).append(update)
    return found


def _joined(updates: list[bytes]) -> list[bytes]:
    parts = [updates[start : start + FEW] for start in range(0, len(updates), FEW)]
    return [part[0] if len(part) == 1 else bytes(merge_updates(*part)) for part in parts]

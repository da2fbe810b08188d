"""Who is where in a room. The server says who somebody is, their page says where."""

import json
from dataclasses import dataclass, field

from standards.realtime.seats import Seat
from standards.realtime.wire import Malformed, Reader

NOWHERE = "null"
LONGEST_STATE = 1_000
LONGEST_MESSAGE = 32_768
MOST_STATES = 512
LONGEST_PLACE = 80


@dataclass(frozen=True, slots=True)
class State:
    """What is shown of one page: its clock, the state as JSON, and its seat if it sits here."""

    clock: int
    said: str
    seat: Seat | None


@dataclass(frozen=True, slots=True)
class News:
    """What changed: everything for the pages here, and what came from them for other processes."""

    shown: dict[int, tuple[int, str]] = field(default_factory=dict)
    own: dict[int, tuple[int, str]] = field(default_factory=dict)


class Presence:
    """The states of all pages of a room, and which of them others have not been told yet."""

    def __init__(self) -> None:
        self._states: dict[int, State] = {}
        self._news = News()

    def all(self) -> dict[int, tuple[int, str]]:
        """Return every state by client id."""
        return {client_id: (state.clock, state.said) for client_id, state in self._states.items()}

    def own(self) -> dict[int, tuple[int, str]]:
        """Return the states of the pages that sit at this process."""
        return {key: (state.clock, state.said) for key, state in self._states.items() if state.seat}

    def take_news(self) -> News:
        """Return what changed since this was asked last."""
        news, self._news = self._news, News()
        return news

    def hear(self, seat: Seat, data: bytes) -> int | None:
        """Take in what a page says of itself; what it repeats of others is passed over.

        Returns the client id that the page has, once it has said so.

        Raises:
            Malformed: it is too long, or not what an editor sends.

        """
        for client_id, clock, said in _entries(data):
            if seat.client_id is None and said != NOWHERE and self._is_free(client_id, seat):
                seat.client_id = client_id
            if client_id != seat.client_id:
                continue
            known = self._states.get(client_id)
            if known is None or clock > known.clock or known.seat is not seat:
                self._set(client_id, clock, said, seat)
        return seat.client_id

    def forget(self, seat: Seat) -> None:
        """Let a page that is gone be nowhere."""
        client_id = seat.client_id
        state = self._states.get(client_id) if client_id is not None else None
        if client_id is not None and state is not None and state.seat is seat:
            self._set(client_id, state.clock, NOWHERE, seat)

    def hear_others(self, data: bytes) -> None:
        """Take in what another process tells of its pages."""
        for client_id, clock, said in _entries(data):
            self._set(client_id, clock, said, None)

    def forget_others(self) -> None:
        """Forget everybody who sits at another process, until it tells of them again."""
        for client_id, state in list(self._states.items()):
            if state.seat is None:
                self._set(client_id, state.clock, NOWHERE, None)

    def _is_free(self, client_id: int, seat: Seat) -> bool:
        state = self._states.get(client_id)
        return state is None or state.seat is None or state.seat.visitor.user_id == seat.visitor.user_id

    def _set(self, client_id: int, clock: int, said: str, seat: Seat | None) -> None:
        if said == NOWHERE:
            self._states.pop(client_id, None)
        else:
            said = _shown(said, seat) if seat else said
            self._states[client_id] = State(clock, said, seat)
        self._news.shown[client_id] = (clock, said)
        if seat:
            self._news.own[client_id] = (clock, said)


def _entries(data: bytes) -> list[tuple[int, int, str]]:
    # The length first: deeply nested JSON is costly to read.
    if len(data) > LONGEST_MESSAGE:
        raise Malformed("too much at once")
    reader = Reader(data)
    count = reader.number()
    if count > MOST_STATES:
        raise Malformed("too many states")
    found = [(reader.number(), reader.number(), reader.text()) for _ in range(count)]
    reader.end()
    return found


def _shown(said: str, seat: Seat) -> str:
    """Return a state with the name of the session, and with nothing but where the page is."""
    if len(said) > LONGEST_STATE:
        raise Malformed("too long a state")
    try:
        state = json.loads(said)
        if not isinstance(state, dict):
            raise Malformed("no state")
        place = state.get("place")
        kept = {
            "user": seat.visitor.shown,
            "cursor": _cursor(state.get("cursor")),
            "place": place[:LONGEST_PLACE] if isinstance(place, str) else "",
        }
        # Neither half characters nor numbers that no browser reads.
        return json.dumps(kept, allow_nan=False, separators=(",", ":"))
    except (ValueError, RecursionError):
        raise Malformed("no state") from None


def _cursor(cursor: object) -> object:
    """Return where somebody is in the text, if that is said as our editor says it."""
    if not isinstance(cursor, dict) or cursor.get("root") not in ("header", "body"):
        return None
    ends = {name: cursor.get(name) for name in ("anchor", "head")}
    return {"root": cursor["root"], **ends} if all(isinstance(end, dict) for end in ends.values()) else None

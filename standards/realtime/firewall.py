"""What stands before the CRDT: each update is read with bounds before the library sees a byte of it.

A text editor sends texts, deletions and their remains under the roots of a draft, and nothing else.
Everything else is refused, and so is what no text of ours may hold. Four hostile bytes can otherwise stop the
process for seconds.
"""

import re
from dataclasses import dataclass, field

from standards.realtime.wire import Malformed, Reader

ROOTS = (b"header", b"body")
MOST_CLIENTS = 512
MOST_CLOCK = 2**31 - 1

_KIND = 0x1F
_HAS_LEFT, _HAS_RIGHT, _HAS_KEY = 0x80, 0x40, 0x20
_REMAINS, _DELETED, _STRING = 0, 1, 4
_LEAST_STRUCT = 2
_LAST_SINGLE = 0xFFFF
_PAIRED = re.compile(rb"[\xf0-\xf4]")


@dataclass(slots=True)
class Contents:
    """What an update holds: the stretch of clocks that it adds to each client, and what must be there before.

    `needs` says for each client which clock must be reached, the update's own additions included. `inserted`
    counts UTF-16 units. `cuts` are the places (client id, clock) at which it parts what is there, `inside`
    those in the middle of a character of its own.
    """

    added: dict[int, tuple[int, int]] = field(default_factory=dict)
    needs: dict[int, int] = field(default_factory=dict)
    inserted: int = 0
    has_deletions: bool = False
    cuts: set[tuple[int, int]] = field(default_factory=set)
    inside: set[tuple[int, int]] = field(default_factory=set)

    def need(self, client_id: int, clock: int) -> None:
        """Note that the update rests on this client's changes up to a clock."""
        if clock > self.needs.get(client_id, 0):
            self.needs[client_id] = clock

    def missing(self, known: dict[int, int]) -> bool:
        """Say whether the update rests on changes that are not known."""
        if any(start > known.get(client_id, 0) for client_id, (start, _end) in self.added.items()):
            return True
        return any(
            clock > max(known.get(client_id, 0), self.added.get(client_id, (0, 0))[1])
            for client_id, clock in self.needs.items()
        )


def contents_of(update: bytes, most_clients: int | None = MOST_CLIENTS) -> Contents:
    """Return what an update holds; what the server made itself may be of any number of clients.

    Raises:
        Malformed: it is none that an editor of ours sends.

    """
    reader = Reader(update)
    found = Contents()
    clients = _count(reader, 4)
    if most_clients is not None and clients > most_clients:
        raise Malformed("too many clients")
    for _ in range(clients):
        _read_client(reader, found)
    _read_deletions(reader, found)
    reader.end()
    return found


def _count(reader: Reader, least: int) -> int:
    """Read how many follow; there cannot be more than their bytes allow."""
    count = reader.number()
    if count * least > len(reader.data) - reader.place:
        raise Malformed("impossible count")
    return count


def _read_client(reader: Reader, found: Contents) -> None:
    structs = _count(reader, _LEAST_STRUCT)
    client_id, start = reader.number(), reader.number()
    if client_id in found.added or not structs:
        raise Malformed("a client twice, or with nothing")
    clock = start
    for _ in range(structs):
        clock += _read_struct(reader, found, (client_id, clock))
        if clock > MOST_CLOCK:
            raise Malformed("impossible clock")
    found.added[client_id] = (start, clock)


def _read_struct(reader: Reader, found: Contents, place: tuple[int, int]) -> int:
    """Read one struct and return its length in clocks."""
    info = reader.byte()
    kind = info & _KIND
    if info == _REMAINS:
        return _length(reader)
    if kind not in (_DELETED, _STRING):
        raise Malformed("neither text nor deletion")
    for flag, behind in ((_HAS_LEFT, 1), (_HAS_RIGHT, 0)):
        if info & flag:
            client_id, clock = reader.number(), reader.number()
            found.need(client_id, clock + 1)
            found.cuts.add((client_id, clock + behind))
    if not info & (_HAS_LEFT | _HAS_RIGHT):
        _read_parent(reader, info)
    if kind == _DELETED:
        return _length(reader)
    data = reader.bytes()
    length = _text_length(data)
    found.inserted += length
    if _PAIRED.search(data):
        _note_pairs(data.decode(), place, found)
    return length


def _read_parent(reader: Reader, info: int) -> None:
    if reader.number() != 1 or reader.bytes() not in ROOTS or info & _HAS_KEY:
        raise Malformed("another root")


def _length(reader: Reader) -> int:
    length = reader.number()
    if not 0 < length <= MOST_CLOCK:
        raise Malformed("impossible length")
    return length


def _text_length(data: bytes) -> int:
    """Return the length of a text in UTF-16 units, if it is one that a draft may hold."""
    if not data or b"\r" in data or b"\0" in data:
        raise Malformed("nothing, or a control character")
    if data.isascii():
        return len(data)
    try:
        return len(data.decode().encode("utf-16-le")) // 2
    except UnicodeDecodeError:
        raise Malformed("no text") from None


def _note_pairs(text: str, place: tuple[int, int], found: Contents) -> None:
    client_id, clock = place
    for character in text:
        if ord(character) > _LAST_SINGLE:
            found.inside.add((client_id, clock + 1))
            clock += 1
        clock += 1


def _read_deletions(reader: Reader, found: Contents) -> None:
    clients = _count(reader, 2)
    found.has_deletions = clients > 0
    for _ in range(clients):
        client_id = reader.number()
        for _ in range(_count(reader, 2)):
            clock, length = reader.number(), _length(reader)
            if clock + length > MOST_CLOCK:
                raise Malformed("impossible clock")
            found.need(client_id, clock + length)
            found.cuts |= {(client_id, clock), (client_id, clock + length)}

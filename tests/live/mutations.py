"""Hostile updates without end, the same for the same seed.

Half are what editors really send, with bytes spoilt; half are written by the grammar of an update with wild
numbers in it, for those get further.
"""

import random
from collections.abc import Callable, Iterator

from pycrdt import Doc, Text, TransactionEvent, write_message, write_var_uint

HOUSE_CLIENT = 77
"""The client id of the honest writer whose text the hostile ones want to spoil."""
WILD = (0, 1, 2, 3, 127, 128, 255, 2**14, 2**21 - 1, 2**31 - 2, 2**31 - 1, 2**31, 2**32 - 1, 2**53 - 1)
HOSTILE_BYTES = (
    b"\xff\xff\xff\x7f",
    b"\xff" * 8 + b"\x7f",
    b"\x80" * 9,
    b"\x00",
    b"\xff",
    b"\r",
    b"\xed\xa0\x80",
)
CONTENTS = (b"a", "ü".encode(), "🙂".encode(), b"\r", b"\0", b"\xff", b"", b"x" * 300, "𝄞e\u0301".encode())
ROOTS = (b"body", b"header", b"body", b"header", b"other", b"", b"body\0")
KINDS = (0, 1, 2, 3, 4, 4, 4, 4, 5, 6, 7, 8, 9, 10, 11, 31)


def honest_updates(count: int, chance: random.Random) -> list[bytes]:
    """Return updates as an editor sends them: keys, deletions, pasted passages, in both roots."""
    doc: Doc[Text] = Doc(client_id=HOUSE_CLIENT)
    roots = [Text(), Text()]
    doc["body"], doc["header"] = roots
    found: list[bytes] = []

    def note(event: TransactionEvent) -> None:
        found.append(event.update)

    subscription = doc.observe(note)
    while len(found) < count:
        text = chance.choice(roots)
        said = str(text)
        cut = chance.randrange(len(said) + 1)
        place = len(said[:cut].encode())
        if chance.random() < 0.25 and cut < len(said):
            del text[place : place + len(said[cut].encode())]
        else:
            text.insert(
                place, chance.choice(("a", " ", "ü", "🙂", "𝄞", "\n", "a pasted passage\nof two lines"))
            )
    doc.unobserve(subscription)
    return found


def hostile_updates(seed: int) -> Iterator[bytes]:
    """Return hostile updates without end."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    honest = honest_updates(200, chance)
    ways: tuple[Callable[[random.Random, list[bytes]], bytes], ...] = (
        _flipped, _flipped, _cut, _noise, _swollen, _spliced, _written, _written, _written, _written,
    )  # fmt: skip
    while True:
        yield chance.choice(ways)(chance, honest)


def hostile_frames(seed: int) -> Iterator[bytes]:
    """Return hostile frames without end: updates in good and in bad wrapping, and other frames."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    updates = hostile_updates(seed + 1)
    while True:
        update = next(updates)
        yield chance.choice((
            b"\x00\x02" + write_message(update),
            b"\x00\x01" + write_message(update),
            b"\x00\x00" + write_message(update),
            b"\x00" + update,
            b"\x01" + write_message(update),
            bytes((chance.randrange(256),)) + update,
            update,
        ))  # fmt: skip


def _flipped(chance: random.Random, honest: list[bytes]) -> bytes:
    found = bytearray(chance.choice(honest))
    for _ in range(chance.randint(1, 4)):
        found[chance.randrange(len(found))] = chance.randrange(256)
    return bytes(found)


def _cut(chance: random.Random, honest: list[bytes]) -> bytes:
    found = chance.choice(honest)
    return found[: chance.randrange(len(found))]


def _noise(chance: random.Random, _honest: list[bytes]) -> bytes:
    return chance.randbytes(chance.randint(1, 60))


def _swollen(chance: random.Random, honest: list[bytes]) -> bytes:
    found = bytearray(chance.choice(honest))
    place = chance.randrange(len(found))
    found[place : place + chance.randint(0, 1)] = chance.choice(HOSTILE_BYTES)
    return bytes(found)


def _spliced(chance: random.Random, honest: list[bytes]) -> bytes:
    one, other = chance.choice(honest), chance.choice(honest)
    return one[: chance.randrange(len(one))] + other[chance.randrange(len(other)) :]


def _written(chance: random.Random, _honest: list[bytes]) -> bytes:
    """Write an update whose form is right and whose numbers are wild."""
    clients = chance.choice((0, 1, 1, 1, 2, 3))
    parts = [write_var_uint(_count(chance, clients))]
    for _ in range(clients):
        structs = chance.choice((1, 1, 1, 2, 5))
        start = 0 if chance.random() < 0.6 else _clock(chance)
        head = (_count(chance, structs), _client(chance), start)
        parts += [write_var_uint(number) for number in head]
        parts += [_text(chance) if chance.random() < 0.6 else _struct(chance) for _ in range(structs)]
    return b"".join(parts) + _deletions(chance)


def _text(chance: random.Random) -> bytes:
    """Write a text where one may stand, so that an update often gets as far as the library."""
    head = b"\x04\x01" + write_message(b"body")
    if chance.random() < 0.5:
        head = b"\x84" + write_var_uint(HOUSE_CLIENT) + write_var_uint(chance.randrange(150))
    return head + write_message(chance.choice((b"a", "ü🙂".encode(), b"\n- a line\n")))


def _struct(chance: random.Random) -> bytes:
    kind = chance.choice(KINDS)
    flags = chance.choice((0, 0, 0x80, 0x40, 0xC0, 0x20, 0xE0))
    parts = [bytes((kind | flags,))]
    if kind in {0, 10}:
        return parts[0] + write_var_uint(_clock(chance))
    for flag in (0x80, 0x40):
        if flags & flag:
            parts += [write_var_uint(_client(chance)), write_var_uint(_clock(chance))]
    if not flags & 0xC0:
        parts += [write_var_uint(chance.choice((1, 1, 1, 1, 0, 2))), write_message(chance.choice(ROOTS))]
    if kind == 1:
        parts.append(write_var_uint(_clock(chance)))
    else:
        parts.append(write_message(chance.choice(CONTENTS)))
    return b"".join(parts)


def _deletions(chance: random.Random) -> bytes:
    clients = chance.choice((0, 0, 1, 2))
    parts = [write_var_uint(_count(chance, clients))]
    for _ in range(clients):
        ranges = chance.choice((1, 1, 3))
        parts += [write_var_uint(_client(chance)), write_var_uint(_count(chance, ranges))]
        parts += [write_var_uint(_clock(chance)) for _ in range(2 * ranges)]
    return b"".join(parts)


def _count(chance: random.Random, truth: int) -> int:
    return chance.choice(WILD) if chance.random() < 0.03 else truth


def _client(chance: random.Random) -> int:
    strangers = (chance.getrandbits(31), chance.getrandbits(31), chance.randrange(1, 40), chance.choice(WILD))
    return chance.choice((HOUSE_CLIENT, *strangers))


def _clock(chance: random.Random) -> int:
    return chance.choice(WILD) if chance.random() < 0.2 else chance.randrange(120)

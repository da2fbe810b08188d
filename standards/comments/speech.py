"""What people said, cut into plain text and addresses: templates make links of it without any markup."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

ADDRESS = re.compile(r"https?://[^\s<>\"'`]+")
TRAILING = ".,;:!?)]}»“”’"
LONGEST_ADDRESS = 2000


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of plain text; with an `address` it leads there."""

    text: str
    address: str = ""


def with_links(said: str) -> tuple[Words, ...]:
    """Return a text in pieces; only addresses on the web (http, https) become links, nothing else."""
    return tuple(piece for piece in _pieces(said) if piece.text)


def _pieces(said: str) -> Iterator[Words]:
    at = 0
    for found in ADDRESS.finditer(said):
        address = _without_trailing(found.group())
        if len(address) > LONGEST_ADDRESS or address.endswith("//"):
            continue
        yield Words(said[at : found.start()])
        yield Words(address, address)
        at = found.start() + len(address)
    yield Words(said[at:])


def _without_trailing(address: str) -> str:
    """Return the address without the punctuation of the sentence around it; a bracket of its own stays."""
    while address and address[-1] in TRAILING:
        if address[-1] == ")" and address.count("(") >= address.count(")"):
            break
        address = address[:-1]
    return address

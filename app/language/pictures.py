"""Pictures: `![words](pictures/name.webp)`, the address as any Markdown viewer reads it (section 2)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from app.language.findings import Findings
from app.language.relative_links import definitions_of
from app.language.source import Source

PICTURES: Final = "pictures"
"""The folder at the top of a corpus that holds the pictures."""

_OWN = re.compile(r"(?:\.{1,2}/){0,20}pictures/(\w[\w.-]{0,149})")
_PICTURE = re.compile(
    r"(?<!\\)!\[(?P<words>[^\[\]\0]{0,1000}+)\](?:\((?P<href><[^<>\n]{0,500}+>|[^\s()<>]{0,500}+)"
    r"(?:[ \t]+(?:\"[^\"\n]{0,300}+\"|'[^'\n]{0,300}+'))?[ \t]*\)|\[(?P<ref>[^\[\]]{0,100}+)\])"
)


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """Hold a picture as Markdown writes it, with its place as typed; index and columns count from 0.

    `address_start` is where an address in brackets begins, -1 where the address stands elsewhere.
    """

    index: int
    start: int
    end: int
    words: str
    address: str
    address_start: int

    @property
    def name(self) -> str:
        """Return the name in our folder of pictures, empty for an address of another kind."""
        return picture_name(self.address)


def picture_name(address: str) -> str:
    """Return the name that `pictures/name` means, from whatever folder; empty for any other address."""
    found = _OWN.fullmatch(address)
    return found[1] if found else ""


def picture_address(name: str) -> str:
    """Return the address by which documents name a picture."""
    return f"{PICTURES}/{name}"


def placed_pictures(source: Source) -> Iterator[PlacedPicture]:
    """Yield the pictures of a body in their order, code passed over; only those within one line."""
    definitions: dict[str, str] | None = None
    for index, plain in enumerate(source.plain):
        if "![" not in plain:
            continue
        definitions = definitions_of(source) if definitions is None else definitions
        for found in _PICTURE.finditer(plain):
            address, start = found["href"], found.start("href")
            if address is None:
                address, start = definitions.get((found["ref"] or found["words"]).casefold(), ""), -1
            if address.startswith("<"):
                address, start = address[1:-1], start + (start >= 0)
            words = source.raw[index][slice(*found.span("words"))]
            yield PlacedPicture(index, found.start(), found.end(), words, address, start)


def picture_names(body: str) -> tuple[str, ...]:
    """Return the names of our pictures in a body, each once, in the order of the text."""
    if "![" not in body:
        return ()
    names = (picture.name for picture in placed_pictures(Source(body)))
    return tuple(dict.fromkeys(name for name in names if name))


def note_pictures(source: Source, known: Collection[str] | None, findings: Findings) -> None:
    """Note pictures that nobody who cannot see them will know of, and those that are not there.

    With `known` None it is not judged which pictures there are.
    """
    for picture in placed_pictures(source):
        if not picture.name:
            continue
        place = source.number(picture.index), picture.start + 1
        if not picture.words.strip():
            findings.error("picture.no-alt", *place, name=picture.name)
        if known is not None and picture.name not in known:
            findings.error("picture.unknown", *place, name=picture.name)

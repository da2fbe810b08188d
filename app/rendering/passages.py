"""What goes to the Markdown worker and what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from markupsafe import Markup

LINK: Final = (
    r"(?<!\\)!?\[\[(?=[^\]])([^\[\]\n|#\\]{0,200})(?:#([^\[\]\n|\\]{1,200}))?(?:\\?\|([^\[\]]{1,400}))?\]\]"
)
"""`[[slug]]`, `[[slug#anchor]]`, `[[slug|words]]`; in a table the bar may carry a backslash."""


NOTE: Final = "footnote-"
EMBEDDED: Final = "embedded-"
"""How ids of ours begin, the prefix apart; those of people get something before them."""


@dataclass(frozen=True, slots=True)
class Link:
    """Hold where `[[slug#anchor]]` leads and what it is called when the link has no words of its own."""

    address: str
    title: str


@dataclass(frozen=True, slots=True)
class SetPicture:
    """Hold how a picture is shown: its addresses (`sources` as in `srcset`, or empty), its size in pixels."""

    address: str
    sources: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Scope:
    """Hold what the passages of one document share.

    `links` maps `slug` or `slug#anchor` as written; a link that is not in it becomes plain words, as does a
    picture whose name is not in `pictures`. All ids are without the prefix: `placed` stand outside the
    passages (steps), `reserved` are written by people somewhere in them, so that no heading may get them by
    chance.
    """

    id_prefix: str = ""
    links: Mapping[str, Link] = field(default_factory=dict)
    placed: tuple[str, ...] = ()
    reserved: tuple[str, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    references: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    pictures: Mapping[str, SetPicture] = field(default_factory=dict)

    @property
    def picture_addresses(self) -> frozenset[str]:
        """Return everything that the address of a picture may be."""
        found = ((picture.address, picture.sources) for picture in self.pictures.values())
        return frozenset(address for pair in found for address in pair if address)


@dataclass(frozen=True, slots=True)
class TextPassage:
    """Hold one piece of Markdown; inline passages know no paragraphs, lists or quotes.

    `line` is where it stands in the source, `heading_shift` the levels its headings are lowered by, `scope`
    the index of its scope in the request.
    """

    text: str
    line: int = 1
    is_inline: bool = False
    heading_shift: int = 0
    scope: int = 0


@dataclass(frozen=True, slots=True)
class SetHeading:
    """Hold a heading of a rendered passage; the id carries the prefix, the text no markup."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class SetPassage:
    """Hold one rendered passage; a passage that was refused says so in its HTML."""

    html: Markup
    headings: tuple[SetHeading, ...] = ()
    is_refused: bool = False


@dataclass(frozen=True, slots=True)
class SetNote:
    """Hold one footnote; numbers count from 1 in the order in which the text refers to them."""

    number: int
    id: str
    back_id: str
    html: Markup


@dataclass(frozen=True, slots=True)
class SetTexts:
    """Hold all passages in the order given and the notes that they refer to."""

    passages: tuple[SetPassage, ...]
    notes: tuple[SetNote, ...] = ()

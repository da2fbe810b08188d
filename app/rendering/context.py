"""What a document is rendered for: which edition, which medium, and where links lead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from app.language.company import Company
from app.language.document import Document
from app.language.pictures import picture_address
from app.language.words import Variant
from app.rendering.sanitising import is_our_address


class Medium(StrEnum):
    """Say where the text will be read; charts are cut to fit on paper."""

    SCREEN = "screen"
    PRINT = "print"


class Answers(StrEnum):
    """Say what becomes of the right answers of a quiz."""

    FOLDED = "folded"
    OPEN = "open"
    ABSENT = "absent"


def guide_address(slug: str, anchor: str) -> str:
    """Return the address by which documents of one guide link to one another."""
    return f"{slug}#s-{anchor}" if anchor else slug


def guide_picture_address(name: str) -> str:
    """Return the address by which documents of one guide show a picture."""
    return picture_address(name)


SMALL_WIDTH: Final = 800
"""Pixels across of the smaller form of a picture, for phones."""


@dataclass(frozen=True, slots=True)
class PictureSize:
    """Hold how large a picture is, in pixels, and whether there is a smaller one for small screens."""

    width: int
    height: int
    has_small: bool = False


A5_CHART: Final = 760.0
A4_CHART: Final = 1080.0
"""How tall a chart may be in print, before scaling, to fit under a heading on the page."""


@dataclass(frozen=True, slots=True)
class Context:
    """Hold what a document is rendered for.

    `documents` are those that may be linked and embedded: the selection of an edition, or everything while
    people write. With `variant` None both variants are shown, each passage of one of them marked. `language`
    is that of the words of ours, empty for the document's own. `pictures` may be shown, by name. On a page
    that has a title of its own, the document's is below it (`is_below_title`).
    """

    company: Company = field(default_factory=Company.empty)
    variant: Variant | None = None
    documents: Mapping[str, Document] = field(default_factory=dict)
    address: Callable[[str, str], str] = guide_address
    id_prefix: str = "s-"
    language: str = ""
    medium: Medium = Medium.SCREEN
    chart_height: float = A5_CHART
    answers: Answers = Answers.FOLDED
    with_charts: bool = True
    pictures: Mapping[str, PictureSize] = field(default_factory=dict)
    address_of_picture: Callable[[str], str] = guide_picture_address
    is_below_title: bool = False

    def link(self, slug: str, anchor: str = "") -> str:
        """Return the address of a document, empty where a slug would make it lead out of our pages."""
        address = self.address(slug, anchor)
        return address if is_our_address(address) else ""

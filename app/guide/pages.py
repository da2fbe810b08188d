"""What the pages of the guide show, apart from the text itself."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from markupsafe import Markup

from app.guide.register import Group, Line, Register
from app.kernel.database import session
from app.kernel.errors import NotFound
from app.language.document import Document, parse_document
from app.rendering.sanitising import kept
from standards.editions.models import EditionDocument

LINES_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Page:
    """Hold the kept text of one document, and where it came from."""

    html: str
    contents: list[dict[str, Any]]
    revision_number: int
    approved_by: list[str]

    @property
    def markup(self) -> Markup:
        """Return the text as it was set when the edition was published."""
        return kept(self.html)


@dataclass(frozen=True, slots=True)
class Listing:
    """Hold what a list of documents is called and what kind of list it is."""

    title: str
    kind: str
    lines: tuple[Line, ...]
    situation_class: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """Hold one slice of a long list; `following` is the number of the next slice, 0 after the last."""

    lines: tuple[Line, ...]
    count: int
    number: int
    following: int


def page_of(document_id: int) -> Page:
    """Return the text of a document of an edition."""
    row = session().execute(
        sa.select(*(getattr(EditionDocument, name) for name in Page.__slots__)).where(
            EditionDocument.id == document_id
        )
    )
    return Page(*row.one())


def parsed(line: Line) -> Document:
    """Return the text of a document of an edition, parsed."""
    row = session().execute(
        sa.select(EditionDocument.header_text, EditionDocument.body).where(EditionDocument.id == line.id)
    )
    header_text, body = row.one()
    return parse_document(header_text, body, slug=line.slug)


def line_of(register: Register, slug: str) -> Line:
    """Return the line of a document.

    Raises:
        NotFound: the edition has no such document.

    """
    line = register.by_slug.get(slug)
    if line is None:
        raise NotFound
    return line


def group_of(groups: tuple[Group, ...], wanted: str) -> Group:
    """Return one group by its id.

    Raises:
        NotFound: there is none.

    """
    for group in groups:
        if group.id == wanted:
            return group
    raise NotFound


def slice_of(lines: tuple[Line, ...], number: int) -> Selection:
    """Return a slice of at most a hundred lines; numbers count from 1."""
    start = (max(number, 1) - 1) * LINES_SHOWN
    end = start + LINES_SHOWN
    return Selection(lines[start:end], len(lines), max(number, 1), number + 1 if end < len(lines) else 0)

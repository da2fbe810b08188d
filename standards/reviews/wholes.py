"""The whole that an approval holds for: a revision and everything that it embeds, each in one revision."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa

from app.kernel.database import session
from app.language.document import Document as Text
from app.language.document import digest, parse_document
from standards.documents.models import Document, DocumentAddress, Revision


@dataclass(frozen=True, slots=True)
class Part:
    """One document in one revision; `embeds` are the ids of the documents that its text embeds itself."""

    document_id: int
    slug: str
    title: str
    revision_id: int
    number: int
    digest: str
    embeds: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Whole:
    """A document's own part, then the embedded ones in the order of their ids."""

    parts: tuple[Part, ...]

    @property
    def own(self) -> Part:
        """Return the part of the document itself."""
        return self.parts[0]

    @property
    def embedded(self) -> tuple[Part, ...]:
        """Return the parts of everything that it embeds, directly or through others."""
        return self.parts[1:]

    @property
    def digest(self) -> str:
        """Return `sha256:` and the checksum over the texts of all parts."""
        return whole_digest(self.parts)

    def inner(self, part: Part) -> "Whole":
        """Return the whole of one of the parts, as it lies in this one."""
        return gathered(part, {other.document_id: other for other in self.parts})

    def stored(self) -> list[dict[str, Any]]:
        """Return the parts as they are kept in a table."""
        return [asdict(part) | {"embeds": list(part.embeds)} for part in self.parts]


def whole_digest(parts: Sequence[Part]) -> str:
    """Return `sha256:` and the checksum over the texts of the parts, the first one's place being its own."""
    lines = [f"{part.document_id} {part.digest}" for part in parts]
    text = "\n".join([lines[0], *sorted(lines[1:])])
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def restored(stored: Sequence[Mapping[str, Any]]) -> Whole:
    """Return the whole that was kept in a table."""
    return Whole(tuple(Part(**{**part, "embeds": tuple(part["embeds"])}) for part in stored))


def gathered(own: Part, by_id: Mapping[int, Part]) -> Whole:
    """Return the whole of a part out of all parts there are; circles and what is missing are passed over."""
    found: dict[int, Part] = {}
    waiting = list(own.embeds)
    while waiting:
        part = by_id.get(waiting.pop())
        if part is None or part.document_id in found or part.document_id == own.document_id:
            continue
        found[part.document_id] = part
        waiting += part.embeds
    return Whole((own, *(found[key] for key in sorted(found))))


class NewestTexts:
    """The newest revisions with their parsed texts, each read once; made for one question, not kept.

    Texts that are parsed already can be given by slug.
    """

    def __init__(self, given: Mapping[str, Text] | None = None) -> None:
        self._given = given or {}
        self._parsed: dict[int, Text] = {}
        self._rows: dict[str, tuple[Document, Revision] | None] = {}

    def whole(self, slug: str) -> Whole:
        """Return the whole of a document as it is now; former slugs lead to their documents.

        Raises:
            KeyError: there is no such document, it has no revision yet, or it was retired.

        """
        own = self._row(slug)
        if own is None:
            raise KeyError(slug)
        return self._gathered(*own)

    def whole_of(self, document_id: int) -> Whole:
        """Return the whole of a document as it is now.

        Raises:
            KeyError: it has no revision yet, or it was retired.

        """
        found = session().execute(_newest().where(Document.id == document_id)).first()
        if found is None:
            raise KeyError(document_id)
        self._rows[found[0].slug] = found[0], found[1]
        return self._gathered(found[0], found[1])

    def text(self, part: Part) -> Text:
        """Return the parsed text of a part, in its revision."""
        if part.revision_id not in self._parsed:
            revision = session().get_one(Revision, part.revision_id)
            self._parse(part.slug, revision)
        return self._parsed[part.revision_id]

    def named(self, whole: Whole) -> dict[str, Text]:
        """Return the texts of the parts by every name that a part is embedded by, former slugs too."""
        found = {part.slug: self.text(part) for part in whole.parts}
        for text in tuple(found.values()):
            for embed in text.embeds:
                row = self._row(embed.slug)
                if row is not None and row[0].slug in found:
                    found[embed.slug] = found[row[0].slug]
        return found

    def _gathered(self, document: Document, revision: Revision) -> Whole:
        by_id: dict[int, Part] = {}
        waiting: list[tuple[Document, Revision] | None] = [(document, revision)]
        while waiting:
            row = waiting.pop()
            if row is None or row[0].id in by_id:
                continue
            by_id[row[0].id] = self._part(*row)
            waiting += [self._row(embed.slug) for embed in self._parse(row[0].slug, row[1]).embeds]
        return gathered(by_id[document.id], by_id)

    def _part(self, document: Document, revision: Revision) -> Part:
        text = self._parse(document.slug, revision)
        rows = (self._row(embed.slug) for embed in text.embeds)
        embeds = tuple(sorted({row[0].id for row in rows if row is not None}))
        return Part(
            document.id, document.slug, text.title, revision.id, revision.number, revision.digest, embeds
        )

    def _parse(self, slug: str, revision: Revision) -> Text:
        if revision.id not in self._parsed:
            given = self._given.get(slug)
            is_it = given is not None and digest(given.header_text, given.body) == revision.digest
            self._parsed[revision.id] = (
                given
                if given is not None and is_it
                else parse_document(revision.header_text, revision.body, slug=slug)
            )
        return self._parsed[revision.id]

    def _row(self, slug: str) -> tuple[Document, Revision] | None:
        if slug not in self._rows:
            former = sa.select(DocumentAddress.document_id).where(DocumentAddress.slug == slug)
            is_meant = (Document.slug == slug) | Document.id.in_(former.scalar_subquery())
            found = session().execute(_newest().where(is_meant)).first()
            self._rows[slug] = None if found is None else (found[0], found[1])
        return self._rows[slug]


def _newest() -> sa.Select[Document, Revision]:
    return (
        sa.select(Document, Revision)
        .join(Revision, (Revision.document_id == Document.id) & (Revision.number == Document.number))
        .where(Document.retired_at.is_(None))
    )

"""A text together with what it refers to, so that it can be checked and shown without reading all others."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from app.company.queries import current_company
from app.kernel.database import session
from app.language.corpus import Corpus
from app.language.document import Document as Text
from app.language.document import parse_document
from app.language.pictures import picture_names as names_in
from app.language.references import handed_over
from standards.documents.models import Document, DocumentAddress, Draft, Revision
from standards.pictures.queries import shown_pictures

MOST_NEIGHBOURS = 400
CHUNK = 200


def corpus_around(text: Text) -> Corpus:
    """Return a text with everything that it links to, embeds or hands over to, and what these embed.

    Others count as their newest revision says, as their draft says while they have none; former addresses
    lead to their documents.
    """
    found: dict[str, Text] = {text.slug: text}
    wanted = set(references_of(text)) - set(found)
    while wanted and len(found) < MOST_NEIGHBOURS:
        texts = newest_texts_of(wanted)
        found.update(texts)
        wanted = {embed.slug for other in texts.values() for embed in other.embeds} - set(found)
    pictures = frozenset(shown_pictures({name for other in found.values() for name in names_in(other.body)}))
    return Corpus(current_company(), found, pictures=pictures)


def references_of(text: Text) -> Iterator[str]:
    """Yield the slugs of everything that a text refers to, in its header too."""
    yield from (link.slug for link in text.links if link.slug)
    yield from (embed.slug for embed in text.embeds)
    yield from text.header.standards
    if text.header.translation_of:
        yield text.header.translation_of
    yield from (target.slug for target, *_ in handed_over(text))


def newest_texts_of(slugs: Iterable[str]) -> Mapping[str, Text]:
    """Return the texts of the documents with these addresses, present or former; retired ones are absent."""
    wanted = sorted(set(slugs))
    found: dict[str, Text] = {}
    for start in range(0, len(wanted), CHUNK):
        found.update(_texts(_present(), wanted[start : start + CHUNK]))
    former = [slug for slug in wanted if slug not in found]
    for start in range(0, len(former), CHUNK):
        found.update(_texts(_former(), former[start : start + CHUNK]))
    return found


def _present() -> sa.Select[str, str, str, str]:
    return _newest(Document.slug)


def _former() -> sa.Select[str, str, str, str]:
    return _newest(DocumentAddress.slug).join(DocumentAddress, DocumentAddress.document_id == Document.id)


def _newest(address: InstrumentedAttribute[str]) -> sa.Select[str, str, str, str]:
    return (
        sa.select(
            address.label("address"),
            Document.slug,
            sa.func.coalesce(Revision.header_text, Draft.header_text, "").label("header_text"),
            sa.func.coalesce(Revision.body, Draft.body, "").label("body"),
        )
        .select_from(Document)
        .outerjoin(Revision, (Revision.document_id == Document.id) & (Revision.number == Document.number))
        .outerjoin(Draft, Draft.document_id == Document.id)
        .where(Document.retired_at.is_(None))
    )


def _texts(statement: sa.Select[str, str, str, str], addresses: list[str]) -> Iterator[tuple[str, Text]]:
    rows = session().execute(statement.where(statement.selected_columns.address.in_(addresses)))
    for row in rows:
        text = parse_document(row.header_text, row.body, slug=row.slug)
        yield row.address, replace(text, header=replace(text.header, slug=row.address))

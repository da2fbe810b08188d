"""Links that name a former address, or a document that another one replaced, lead to what is there now."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa

from app.kernel.database import session
from app.language.document import Document as Text
from app.language.document import parse_document
from app.language.links import find_links
from standards.documents.addresses import replacement_of
from standards.documents.header_editing import FieldValue, write_fields
from standards.documents.models import Document, DocumentAddress
from standards.documents.neighbours import references_of


@dataclass(frozen=True, slots=True)
class Ways:
    """Where addresses lead: former ones to the same document, those of retired ones to what replaced them."""

    former: Mapping[str, str] = field(default_factory=dict)
    replaced: Mapping[str, str] = field(default_factory=dict)

    def link(self, slug: str) -> str:
        """Return where a link leads; "" where it leads nowhere else."""
        return self.former.get(slug) or self.replaced.get(slug, "")

    def embed(self, slug: str) -> str:
        """Return what is embedded; never a replacement, for its words are others."""
        return self.former.get(slug, "")


def ways() -> Ways:
    """Return where all former and replaced addresses lead now."""
    former: dict[str, str] = {}
    replaced: dict[str, str] = {}
    rows = session().execute(
        sa.select(DocumentAddress.slug, Document).join(Document, Document.id == DocumentAddress.document_id)
    )
    for slug, document in rows:
        if document.is_retired:
            _note_replacement(slug, document, replaced)
        else:
            former[slug] = document.slug
    for document in session().scalars(sa.select(Document).where(Document.replaced_by_id.is_not(None))):
        if document.is_retired:
            _note_replacement(document.slug, document, replaced)
    return Ways(former, replaced)


def followed(texts: Mapping[str, Text], known: Ways) -> dict[str, Text]:
    """Return the texts with every link that leads to none of them led on; all others stay as they are."""
    return {slug: _followed(text, texts, known) for slug, text in texts.items()}


def _note_replacement(slug: str, document: Document, replaced: dict[str, str]) -> None:
    replacement = replacement_of(document)
    if replacement is not None:
        replaced[slug] = replacement.slug


def _followed(text: Text, texts: Mapping[str, Text], known: Ways) -> Text:
    absent = {slug for slug in references_of(text) if slug not in texts}
    if not any(known.link(slug) in texts for slug in absent):
        return text
    changes = {name: value for name, value in _fields(text, texts, known).items() if value}
    header_text = write_fields(text.header_text, changes) if changes else text.header_text
    return parse_document(header_text, _body(text.body, texts, known), slug=text.slug)


def _fields(text: Text, texts: Mapping[str, Text], known: Ways) -> Mapping[str, FieldValue]:
    header = text.header
    standards = [_present(slug, known.link(slug), texts) for slug in header.standards]
    translated = _present(header.translation_of, known.link(header.translation_of), texts)
    return {
        "standards": standards if standards != list(header.standards) else "",
        "translation_of": translated if translated != header.translation_of else "",
    }


def _body(body: str, texts: Mapping[str, Text], known: Ways) -> str:
    for link in reversed(find_links(body)):
        is_embed = link.start > 0 and body[link.start - 1] == "!"
        wanted = known.embed(link.slug) if is_embed else known.link(link.slug)
        slug = _present(link.slug, wanted, texts)
        if link.slug and slug != link.slug:
            typed = body[link.start : link.end].replace(link.slug, slug, 1)
            body = body[: link.start] + typed + body[link.end :]
    return body


def _present(slug: str, wanted: str, texts: Mapping[str, Text]) -> str:
    return wanted if slug not in texts and wanted in texts else slug

"""Which documents and templates show a picture, for the room of pictures below."""

from collections import defaultdict
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from app.kernel.database import session
from app.language.pictures import picture_address
from standards.documents.models import Document, DocumentTemplate, Draft, Revision
from standards.pictures.signals import uses_wanted
from standards.pictures.uses import Use


def answer_for_pictures() -> None:
    """Have the room of pictures ask here; doing so twice is doing so once."""
    uses_wanted.connect(uses_in_texts)


def uses_in_texts(name: str) -> Sequence[Use]:
    """Return the uses of a picture: in any revision, in open drafts, in the group's own templates.

    A mere mention counts: rather a picture too many than a text that has lost one.
    """
    address = picture_address(name)
    revisions: defaultdict[int, list[int]] = defaultdict(list)
    named = sa.select(Revision.document_id, Revision.number).where(_names(Revision.body, address))
    for document_id, number in session().execute(named.order_by(Revision.number)):
        revisions[document_id].append(number)
    drafted = sa.select(Draft.document_id).where(Draft.is_open, _names(Draft.body, address))
    drafts = frozenset(session().scalars(drafted))
    documents = sa.select(Document.id, Document.slug, Document.title).order_by(Document.title, Document.id)
    found = [
        Use(row.title, "workshop.document", {"slug": row.slug}, row.id in drafts, tuple(revisions[row.id]))
        for row in session().execute(documents)
        if row.id in drafts or row.id in revisions
    ]
    return [*found, *_templates(address)]


def _names(body: InstrumentedAttribute[str], address: str) -> sa.ColumnElement[bool]:
    return body.contains(address, autoescape=True)


def _templates(address: str) -> list[Use]:
    named = sa.select(DocumentTemplate.language, DocumentTemplate.name).where(
        _names(DocumentTemplate.body, address)
    )
    return [
        Use(
            f"{row.name} ({row.language})",
            "workshop.edit_template",
            {"language": row.language, "name": row.name},
        )
        for row in session().execute(named.order_by(DocumentTemplate.language, DocumentTemplate.name))
    ]

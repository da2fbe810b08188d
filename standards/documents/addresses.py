"""Finding documents by their addresses, present and former."""

from collections.abc import Sequence

import sqlalchemy as sa

from app.kernel.database import session
from standards.documents.errors import NoSuchDocument
from standards.documents.models import Document, DocumentAddress


def document_at(slug: str) -> Document:
    """Return the document that has this address, or had it before it was renamed; retired or not.

    Raises:
        NoSuchDocument: there is none.

    """
    document = session().scalar(sa.select(Document).where(Document.slug == slug))
    if document is None:
        document = session().scalar(
            sa.select(Document)
            .join(DocumentAddress, DocumentAddress.document_id == Document.id)
            .where(DocumentAddress.slug == slug)
        )
    if document is None:
        raise NoSuchDocument(slug=slug)
    return document


def former_slugs(document: Document) -> Sequence[str]:
    """Return the addresses that a document had before, the newest first."""
    statement = sa.select(DocumentAddress.slug).where(DocumentAddress.document_id == document.id)
    return session().scalars(statement.order_by(DocumentAddress.id.desc())).all()


def replacement_of(document: Document) -> Document | None:
    """Return the document that stands for a retired one, through others that were retired too; else None."""
    seen = {document.id}
    found: Document | None = document
    while found is not None and found.is_retired:
        found = session().get(Document, found.replaced_by_id) if found.replaced_by_id else None
        if found is not None and found.id in seen:
            return None
        if found is not None:
            seen.add(found.id)
    return found if found is not document else None

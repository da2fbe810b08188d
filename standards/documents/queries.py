"""Reads of documents: what is newest, what a document went through."""

from collections.abc import Sequence

import sqlalchemy as sa

from app.company.queries import current_company, current_company_text
from app.kernel.database import session
from app.language.corpus import Corpus
from app.language.document import parse_document
from standards.documents.errors import NoSuchDocument
from standards.documents.models import Document, Revision


def newest_texts() -> Corpus:
    """Return the newest text of every document that is not retired, approved or not."""
    newest = (
        sa.select(Document.id.label("document_id"), Document.number.label("number"))
        .where(Document.retired_at.is_(None))
        .subquery()
    )
    texts, files = {}, {}
    for row in session().execute(_texts(newest)):
        texts[row.slug] = parse_document(row.header_text, row.body, slug=row.slug)
        files[row.slug] = row.path
    return Corpus(current_company(), texts, files, current_company_text())


def document_by_slug(slug: str) -> Document:
    """Return the document with this slug, retired or not.

    Raises:
        NoSuchDocument: there is none.

    """
    document = session().scalar(sa.select(Document).where(Document.slug == slug))
    if document is None:
        raise NoSuchDocument(slug=slug)
    return document


def revisions_of(document: Document, before: int | None = None, limit: int = 50) -> Sequence[Revision]:
    """Return a document's revisions, the newest first, with numbers below `before` if it is given."""
    statement = sa.select(Revision).where(Revision.document_id == document.id)
    if before is not None:
        statement = statement.where(Revision.number < before)
    return session().scalars(statement.order_by(Revision.number.desc()).limit(limit)).all()


def _texts(chosen: sa.Subquery) -> sa.Select[int, int, str, str, str, str]:
    return (
        sa.select(
            Revision.id, Revision.number, Revision.header_text, Revision.body, Document.slug, Document.path
        )
        .join(chosen, (chosen.c.document_id == Revision.document_id) & (chosen.c.number == Revision.number))
        .join(Document, Document.id == Revision.document_id)
        .order_by(Document.position, Document.slug)
    )

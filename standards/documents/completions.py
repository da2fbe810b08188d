"""What a text may name: documents and placeholders."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from app.kernel.database import session
from standards.documents.models import Document

MOST_DOCUMENTS = 10_000
MOST_PLACEHOLDERS = 200
PLACEHOLDER = re.compile(r"\{\{([^{}\n]{1,80})\}\}")


@dataclass(frozen=True, slots=True)
class Known:
    """A document that may be named."""

    slug: str
    title: str
    kind: str


def known_documents() -> Sequence[Known]:
    """Return the documents that are not retired, by title."""
    rows = session().execute(
        sa.select(Document.slug, Document.title, Document.kind)
        .where(Document.retired_at.is_(None))
        .order_by(Document.title, Document.id)
        .limit(MOST_DOCUMENTS)
    )
    return [Known(*row) for row in rows]


def placeholders_in(body: str) -> Sequence[str]:
    """Return the names of the placeholders in a text, each once."""
    names = (found[1].strip() for found in PLACEHOLDER.finditer(body))
    return list(dict.fromkeys(name for name in names if name))[:MOST_PLACEHOLDERS]

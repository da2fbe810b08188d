"""Addresses that the edition in force no longer has: of documents that were renamed, or retired since."""

from dataclasses import dataclass

import sqlalchemy as sa

from app.guide.register import Line, Register
from app.guide.shelf import EditionInForce
from app.kernel.database import session
from standards.documents.addresses import document_at, former_slugs, replacement_of
from standards.documents.errors import NoSuchDocument
from standards.editions.models import Edition, EditionDocument


@dataclass(frozen=True, slots=True)
class Moved:
    """Where an address leads now: to the same text elsewhere, or to what replaced it, if anything did."""

    same: Line | None = None
    replacement: Line | None = None


def moved(edition: EditionInForce, register: Register, slug: str) -> Moved | None:
    """Return what became of an address that is not in the edition; None where a reader must not know of any.

    Only what readers of this variant once could read is told of as retired.
    """
    try:
        document = document_at(slug)
    except NoSuchDocument:
        return None
    addresses = [document.slug, *former_slugs(document)]
    same = next((register.by_slug[name] for name in addresses if name in register.by_slug), None)
    if same is not None:
        return Moved(same)
    if not document.is_retired or not _was_published(edition, addresses):
        return None
    replacement = replacement_of(document)
    names = [replacement.slug, *former_slugs(replacement)] if replacement is not None else []
    return Moved(
        replacement=next((register.by_slug[name] for name in names if name in register.by_slug), None)
    )


def _was_published(edition: EditionInForce, addresses: list[str]) -> bool:
    earlier = (
        sa.select(EditionDocument.id)
        .join(Edition, Edition.id == EditionDocument.edition_id)
        .where(
            Edition.variant == edition.variant.value,
            Edition.number < edition.number,
            EditionDocument.slug.in_(addresses),
        )
    )
    return session().scalar(earlier.limit(1)) is not None

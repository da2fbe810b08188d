"""Giving a document another address; the old one leads to it for ever."""

from pathlib import PurePosixPath

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.journal.services import record
from app.kernel.actors import Actor
from app.kernel.clock import now
from app.kernel.database import session, write_transaction
from app.kernel.permissions import require
from app.language.headers import read_header
from app.language.slugs import is_slug
from standards.documents.creating import is_taken
from standards.documents.draft_rows import Put, put_version, text_of
from standards.documents.drafting import open_draft
from standards.documents.errors import MovedDraft, SlugTaken, WrongSlug
from standards.documents.header_editing import write_fields
from standards.documents.models import Document, DocumentAddress
from standards.documents.policies import DocumentPermission
from standards.documents.services import refuse_reserved
from standards.documents.signals import texts_changed
from standards.documents.texts import DraftText


def rename_document(document: Document, slug: str, actor: Actor) -> None:
    """Give a document another address; one that it had before can be taken back.

    Raises:
        NotAllowed, RetiredDocument, WrongSlug, ReservedSlug: nothing was changed.
        SlugTaken: another document has the address, or had it.
        MovedDraft: somebody wrote in the draft in the same moment.

    """
    require(actor, DocumentPermission.WRITE)
    if not is_slug(slug):
        raise WrongSlug(slug=slug, field="slug")
    if slug == document.slug:
        return
    refuse_reserved(slug)
    draft = open_draft(document, actor)
    old, document_id, version, text = document.slug, document.id, draft.version, text_of(draft)
    try:
        with write_transaction() as current:
            _free_own(document_id, slug)
            if is_taken(slug):
                raise SlugTaken(slug=slug)
            current.add(DocumentAddress(slug=old, document_id=document_id, created_at=now()))
            document.slug, document.path = slug, _renamed(document.path, old, slug)
            current.flush()
            _rename_in_draft(document, version, text, slug, actor)
            record(actor, "document.renamed", ("document", document_id), old=old, new=slug)
            texts_changed.send((document,), actor=actor)
    except IntegrityError as error:
        raise SlugTaken(slug=slug) from error


def _free_own(document_id: int, slug: str) -> None:
    """Let a document take back an address that it had before."""
    session().execute(
        sa.delete(DocumentAddress).where(
            DocumentAddress.slug == slug, DocumentAddress.document_id == document_id
        )
    )


def _rename_in_draft(document: Document, version: int, text: DraftText, slug: str, actor: Actor) -> None:
    """Let the header of the draft name the new address, if it names one at all."""
    if not read_header(text.header_text)[0].slug:
        return
    draft = open_draft(document, actor)
    new = DraftText(write_fields(text.header_text, {"slug": slug}), text.body, text.class_reason)
    if not put_version(document, draft, Put(version, new, is_open=draft.is_open), actor):
        raise MovedDraft


def _renamed(path: str, old: str, slug: str) -> str:
    """Return the place of the file, renamed if it was named after the old address."""
    place = PurePosixPath(path)
    return str(place.with_name(f"{slug}{place.suffix}")) if place.stem == old and path else path

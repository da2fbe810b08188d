"""Changes of documents: saving and retiring."""

from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute

from app.journal.services import record
from app.kernel.actors import Actor
from app.kernel.clock import now
from app.kernel.database import compare_and_set, session, write_transaction
from app.kernel.permissions import require
from app.kernel.settings import current_settings
from app.language.document import Document as Text
from app.language.document import digest, parse_document
from app.language.slugs import RESERVED
from standards.documents.errors import (
    NoReplacement,
    NoSuchDocument,
    ReservedSlug,
    RetiredDocument,
    StaleDraft,
    TextTooLong,
    UnstorableText,
    WrongSlug,
)
from standards.documents.facts import facts_of
from standards.documents.models import Document, Revision
from standards.documents.policies import DocumentPermission
from standards.documents.signals import texts_changed
from standards.documents.texts import RevisionText

KIB = 1024
LONGEST_SLUG = 200


def save_revision(written: RevisionText, base: int, actor: Actor) -> Revision:
    """Store a text as the document's next revision; one that changes nothing gives the present revision.

    `base` is the number of the revision that the text was begun from, 0 for a new document.

    Raises:
        NotAllowed, WrongSlug, ReservedSlug, UnstorableText, TextTooLong: the text cannot be stored.
        StaleDraft: somebody else saved meanwhile; it carries both texts.
        RetiredDocument: the document takes no more changes.

    """
    require(actor, DocumentPermission.WRITE)
    text = parsed(written)
    try:
        with write_transaction():
            document = _document(written.slug)
            if document is None:
                return _begin(written, base, text, actor)
            return _continue(document, written, base, text, actor)
    except IntegrityError as error:
        # Two began a document with the same slug at the same moment.
        raise StaleDraft(written, newest_revision(written.slug)) from error


def retire_document(slug: str, actor: Actor, replaced_by: str = "") -> None:
    """Take a document out of all further editions; its history stays, its address leads to what replaced it.

    Raises:
        NotAllowed, NoSuchDocument, RetiredDocument: nothing was changed.
        NoReplacement: what is to replace it is not there, is retired, or is the document itself.

    """
    require(actor, DocumentPermission.RETIRE)
    with write_transaction():
        document = _document(slug)
        if document is None:
            raise NoSuchDocument(slug=slug)
        replacement = _document(replaced_by) if replaced_by else None
        if replaced_by and (replacement is None or replacement.is_retired or replacement.id == document.id):
            raise NoReplacement(field="replaced_by", slug=replaced_by)
        changes = {
            Document.retired_at: now(),
            Document.replaced_by_id: replacement.id if replacement else None,
        }
        if not compare_and_set(Document, document.id, {Document.retired_at: None}, changes):
            raise RetiredDocument(slug=slug)
        record(actor, "document.retired", ("document", document.id), replaced_by=replaced_by)
        texts_changed.send((document,), actor=actor)


def restore_document(slug: str, actor: Actor) -> None:
    """Take a retired document back, as it was; one that is not retired stays as it is.

    Raises:
        NotAllowed, NoSuchDocument: nothing was changed.

    """
    require(actor, DocumentPermission.RETIRE)
    with write_transaction():
        document = _document(slug)
        if document is None:
            raise NoSuchDocument(slug=slug)
        if not document.is_retired:
            return
        document.retired_at, document.replaced_by_id = None, None
        record(actor, "document.restored", ("document", document.id))
        texts_changed.send((document,), actor=actor)


def parsed(written: RevisionText) -> Text:
    """Return what was written as the language reads it, if it can become a revision.

    Raises:
        WrongSlug, UnstorableText, TextTooLong: it cannot.

    """
    refuse_unstorable(written.slug, written.header_text, written.body, written.note)
    text = parse_document(written.header_text, written.body, slug=written.slug)
    if not written.slug or len(written.slug) > LONGEST_SLUG or text.slug != written.slug:
        raise WrongSlug(slug=written.slug, field="slug")
    return text


def add_revision(
    document: Document,
    written: RevisionText,
    number: int,
    actor: Actor,
    **more: Any,  # noqa: ANN401 - columns
) -> Revision:
    """Store the text as the document's revision of this number, in the running write transaction.

    `more` are further columns of the revision.
    """
    revision = store_revision(document, written, number, actor, **more)
    texts_changed.send((document,), actor=actor)
    return revision


def store_revision(
    document: Document,
    written: RevisionText,
    number: int,
    actor: Actor,
    **more: Any,  # noqa: ANN401 - columns
) -> Revision:
    """Do what `add_revision` does for one of many: whoever calls it tells of all of them at the end."""
    revision = Revision(
        document_id=document.id,
        number=number,
        header_text=written.header_text,
        body=written.body,
        digest=digest(written.header_text, written.body),
        note=written.note,
        author_id=actor.user_id,
        created_at=now(),
        **more,
    )
    session().add(revision)
    session().flush()
    record(actor, "revision.saved", ("document", document.id), number=number, digest=revision.digest)
    return revision


def new_document(slug: str, text: Text, path: str, position: int, number: int = 1) -> Document:
    """Store a document that is about to get its first revision, or only a draft (number 0).

    Call it in a write transaction.

    Raises:
        ReservedSlug: its pages would stand where others do.

    """
    refuse_reserved(slug)
    document = Document(
        slug=slug,
        path=path,
        position=position,
        number=number,
        created_at=now(),
        **asdict(facts_of(text)),
    )
    session().add(document)
    session().flush()
    return document


def advance(document: Document, base: int, text: Text) -> bool:
    """Count the document on by one revision if `base` still is its newest; return whether it was."""
    return compare_and_set(
        Document,
        document.id,
        {Document.number: base, Document.retired_at: None},
        {Document.number: base + 1, **fact_columns(text)},
    )


def fact_columns(text: Text) -> dict[InstrumentedAttribute[Any], object]:
    """Return what a document is to say of a text, by column."""
    return {getattr(Document, name): value for name, value in asdict(facts_of(text)).items()}


def newest_revision(slug: str) -> Revision | None:
    """Return the document's newest revision, or None where there is no such document."""
    return session().scalar(
        sa.select(Revision)
        .join(Document, (Document.id == Revision.document_id) & (Document.number == Revision.number))
        .where(Document.slug == slug)
    )


def _begin(written: RevisionText, base: int, text: Text, actor: Actor) -> Revision:
    if base:
        raise NoSuchDocument(slug=written.slug)
    document = new_document(written.slug, text, "", next_position())
    return add_revision(document, written, 1, actor)


def next_position() -> int:
    """Return the place behind all documents."""
    last = session().scalar(sa.select(sa.func.max(Document.position)))
    return 0 if last is None else last + 1


def _continue(document: Document, written: RevisionText, base: int, text: Text, actor: Actor) -> Revision:
    if document.is_retired:
        raise RetiredDocument(slug=written.slug)
    present = newest_revision(written.slug)
    if present is not None and present.digest == digest(written.header_text, written.body):
        return present
    if not advance(document, base, text):
        raise StaleDraft(written, newest_revision(written.slug))
    return add_revision(document, written, base + 1, actor)


def _document(slug: str) -> Document | None:
    return session().scalar(sa.select(Document).where(Document.slug == slug))


def refuse_reserved(slug: str) -> None:
    """Refuse an address at which a page stands that is no document's.

    Raises:
        ReservedSlug: it is one.

    """
    if slug in RESERVED:
        raise ReservedSlug(slug=slug, field="slug")


def refuse_unstorable(slug: str, *texts: str) -> None:
    """Refuse texts that no database stores, or that are longer than a document may be.

    Raises:
        UnstorableText, TextTooLong: they are.

    """
    text = "".join(texts)
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        raise UnstorableText(slug=slug) from error
    if "\0" in text:
        raise UnstorableText(slug=slug)
    limit = current_settings().largest_document_kib
    if size > limit * KIB:
        raise TextTooLong(slug=slug, size=size // KIB + 1, limit=limit)

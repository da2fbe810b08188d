"""Beginning a document: with a draft and no revision yet."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.journal.services import record
from app.kernel.actors import Actor
from app.kernel.database import session, write_transaction
from app.kernel.permissions import require
from app.language.document import parse_document
from app.language.front_matter import normalise
from app.language.slugs import RESERVED, is_slug
from app.language.words import Kind, SituationClass
from standards.documents.document_templates import template_for
from standards.documents.draft_rows import begin_draft
from standards.documents.errors import SlugTaken, WrongSlug
from standards.documents.header_editing import write_fields
from standards.documents.models import Document, DocumentAddress
from standards.documents.policies import DocumentPermission
from standards.documents.services import new_document, next_position, refuse_unstorable
from standards.documents.texts import DraftText

LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa"})
LONGEST_SLUG_FROM_TITLE = 80
_OTHER = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class NewDocument:
    """What a document begins with; the title gives a slug, the group's template a text, if none is named."""

    kind: Kind
    title: str
    language: str
    situation_class: SituationClass | None = None
    slug: str = ""
    text: DraftText | None = None


def create_document(new: NewDocument, actor: Actor) -> Document:
    """Store a document with an open draft.

    Raises:
        NotAllowed, WrongSlug, ReservedSlug, UnstorableText, TextTooLong: it cannot be stored.
        SlugTaken: another document has this slug, or had it.

    """
    require(actor, DocumentPermission.WRITE)
    if new.slug and not is_slug(new.slug):
        raise WrongSlug(slug=new.slug, field="slug")
    text = _text(new)
    refuse_unstorable(new.slug or new.title, text.header_text, text.body)
    try:
        with write_transaction():
            slug = new.slug or free_slug(new.title)
            if new.slug and is_taken(new.slug):
                raise SlugTaken(slug=new.slug)
            text = replace(text, header_text=_addressed(text.header_text, slug))
            read = parse_document(text.header_text, text.body, slug=slug)
            document = new_document(slug, read, "", next_position(), number=0)
            begin_draft(document, text, actor, is_open=True)
            record(actor, "document.created", ("document", document.id), kind=document.kind)
    except IntegrityError as error:
        raise SlugTaken(slug=new.slug or new.title) from error
    return document


def slug_for(title: str) -> str:
    """Return the address that a title gives: small letters without accents, digits, hyphens."""
    plain = unicodedata.normalize("NFKD", title.lower().translate(LETTERS))
    slug = _OTHER.sub("-", "".join(letter for letter in plain if not unicodedata.combining(letter)))
    return slug[:LONGEST_SLUG_FROM_TITLE].strip("-") or "document"


def free_slug(title: str, taken: Collection[str] = ()) -> str:
    """Return the address that a title gives, with a number behind it where something else has it."""
    slug = wanted = slug_for(title)
    number = 1
    while slug in RESERVED or slug in taken or is_taken(slug):
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def is_taken(slug: str) -> bool:
    """Return whether a document has this address, or had it before it was renamed."""
    found = sa.select(Document.id).where(Document.slug == slug)
    former = sa.select(DocumentAddress.document_id).where(DocumentAddress.slug == slug)
    return session().scalar(found.union_all(former).limit(1)) is not None


def _text(new: NewDocument) -> DraftText:
    text = new.text
    if text is None:
        template = template_for(new.kind, new.situation_class, new.language)
        fields = {"kind": new.kind.value, "title": " ".join(new.title.split()), "language": new.language}
        if new.kind is Kind.SITUATION and new.situation_class is not None:
            fields["class"] = new.situation_class.value
        text = DraftText(write_fields(template.header_text, fields), template.body)
    return DraftText(normalise(text.header_text), normalise(text.body), "")


def _addressed(header_text: str, slug: str) -> str:
    """Return the header with another slug, if it names one at all that is not this."""
    named = parse_document(header_text, "").header.slug
    return header_text if named in ("", slug) else write_fields(header_text, {"slug": slug})

"""Reads of editions."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, select

from app.kernel.database import session
from app.language.company import Company, read_company
from app.language.corpus import Corpus
from app.language.document import parse_document
from app.language.words import Variant
from standards.editions.errors import NoEdition
from standards.editions.models import Edition, EditionDocument, EditionPicture
from standards.editions.planning import Base
from standards.pictures.errors import NoSuchPicture
from standards.pictures.queries import Shown


@dataclass(frozen=True, slots=True)
class EditionRow:
    """What is said about an edition without its texts."""

    id: int
    variant: str
    number: int
    note: str
    in_force_on: date
    published_at: datetime
    published_by: str
    approvers: tuple[str, ...]
    digest: str


def base_of(variant: Variant) -> Base:
    """Return the newest edition of a variant as the base of the next plan."""
    newest = (
        session()
        .execute(
            select(Edition.id, Edition.number, Edition.company_text)
            .where(Edition.variant == variant.value)
            .order_by(Edition.number.desc())
            .limit(1)
        )
        .first()
    )
    if newest is None:
        return Base()
    rows = session().execute(
        select(EditionDocument.slug, EditionDocument.text_digest).where(
            EditionDocument.edition_id == newest.id
        )
    )
    return Base(newest.number, newest.company_text, {row.slug: row.text_digest for row in rows})


def edition_in_force(variant: Variant, on: date) -> EditionRow:
    """Return the newest edition of a variant whose day has come.

    Raises:
        NoEdition: there is none.

    """
    row = (
        session()
        .execute(
            _rows()
            .where(Edition.variant == variant.value, Edition.in_force_on <= on)
            .order_by(Edition.number.desc())
            .limit(1)
        )
        .first()
    )
    if row is None:
        raise NoEdition
    return _edition_row(row)


def published_editions(variant: Variant) -> list[EditionRow]:
    """Return all editions of a variant, the newest first."""
    rows = session().execute(_rows().where(Edition.variant == variant.value).order_by(Edition.number.desc()))
    return [_edition_row(row) for row in rows]


def edition_corpus(edition_id: int) -> Corpus:
    """Return the frozen texts of an edition in their order, with the lists as they were that day."""
    company_text = session().scalars(select(Edition.company_text).where(Edition.id == edition_id)).one()
    rows = session().execute(
        select(EditionDocument.slug, EditionDocument.header_text, EditionDocument.body)
        .where(EditionDocument.edition_id == edition_id)
        .order_by(EditionDocument.position)
    )
    documents = {row.slug: parse_document(row.header_text, row.body, slug=row.slug) for row in rows}
    company, _ = read_company(company_text) if company_text else (Company.empty(), ())
    return Corpus(company, documents, company_text=company_text)


def edition_pictures(edition_id: int) -> dict[str, Shown]:
    """Return the pictures of an edition by name."""
    rows = session().execute(
        select(EditionPicture.name, EditionPicture.digest, EditionPicture.width, EditionPicture.height).where(
            EditionPicture.edition_id == edition_id
        )
    )
    return {row.name: Shown(row.digest, row.width, row.height) for row in rows}


def edition_picture(edition_id: int, name: str) -> str:
    """Return the checksum of a picture of an edition.

    Raises:
        NoSuchPicture: the edition does not show it.

    """
    digest = session().scalar(
        select(EditionPicture.digest).where(
            EditionPicture.edition_id == edition_id, EditionPicture.name == name
        )
    )
    if digest is None:
        raise NoSuchPicture(name=name)
    return digest


def overrides_in(edition_id: int) -> list[tuple[str, str, str, str]]:
    """Return slug, title, who and why of each document that passed although rules were not met."""
    rows = session().execute(
        select(
            EditionDocument.slug,
            EditionDocument.title,
            EditionDocument.overridden_by,
            EditionDocument.override_reason,
        )
        .where(EditionDocument.edition_id == edition_id, EditionDocument.override_reason.is_not(None))
        .order_by(EditionDocument.position)
    )
    return [(row.slug, row.title, row.overridden_by or "", row.override_reason or "") for row in rows]


def _rows() -> Select[Any]:
    return select(*(getattr(Edition, name) for name in EditionRow.__slots__))


def _edition_row(row: Row[Any]) -> EditionRow:
    values = dict(zip(EditionRow.__slots__, row, strict=True))
    return EditionRow(**(values | {"approvers": tuple(values["approvers"])}))

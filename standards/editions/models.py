"""Tables of editions: the text, the page and the checksums that people were shown."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Moment
from app.kernel.frozen import Frozen


class Edition(Frozen, Base):
    """One published edition; `digest` covers the company's lists and every document in it."""

    __tablename__ = "editions"
    __table_args__ = (sa.UniqueConstraint("variant", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    variant: Mapped[str] = mapped_column(sa.String(3))
    number: Mapped[int]
    note: Mapped[str] = mapped_column(sa.Text)
    in_force_on: Mapped[date]
    published_at: Mapped[datetime] = mapped_column(Moment)
    published_by: Mapped[str] = mapped_column(sa.String(200))
    approvers: Mapped[list[str]] = mapped_column(sa.JSON)
    company_text: Mapped[str] = mapped_column(sa.Text)
    left_out: Mapped[list[dict[str, str]]] = mapped_column(sa.JSON)
    digest: Mapped[str] = mapped_column(sa.String(80))


class EditionDocument(Frozen, Base):
    """One document as the edition shows it: the selected text and the page made from it.

    `overridden_by` and `override_reason` tell of an administrator who let it pass although rules were unmet.
    """

    __tablename__ = "edition_documents"
    __table_args__ = (
        sa.UniqueConstraint("edition_id", "slug"),
        sa.Index(None, "edition_id", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(sa.ForeignKey("editions.id"))
    position: Mapped[int]
    slug: Mapped[str] = mapped_column(sa.String(200))
    kind: Mapped[str] = mapped_column(sa.String(12))
    language: Mapped[str] = mapped_column(sa.String(12))
    title: Mapped[str] = mapped_column(sa.String(300))
    summary: Mapped[str] = mapped_column(sa.Text)
    situation_class: Mapped[str] = mapped_column(sa.String(12))
    stage: Mapped[str] = mapped_column(sa.String(80))
    contact_point: Mapped[str] = mapped_column(sa.String(80))
    section: Mapped[str] = mapped_column(sa.String(80))
    departments: Mapped[list[str]] = mapped_column(sa.JSON)
    translation_of: Mapped[str] = mapped_column(sa.String(200))
    has_algorithm: Mapped[bool]
    header_text: Mapped[str] = mapped_column(sa.Text)
    body: Mapped[str] = mapped_column(sa.Text)
    html: Mapped[str] = mapped_column(sa.Text)
    contents: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    search_title: Mapped[str] = mapped_column(sa.Text)
    search_wording: Mapped[str] = mapped_column(sa.Text)
    search_text: Mapped[str] = mapped_column(sa.Text)
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("revisions.id"))
    revision_number: Mapped[int]
    approved_by: Mapped[list[str]] = mapped_column(sa.JSON)
    overridden_by: Mapped[str | None] = mapped_column(sa.String(200))
    override_reason: Mapped[str | None] = mapped_column(sa.Text)
    text_digest: Mapped[str] = mapped_column(sa.String(80))
    page_digest: Mapped[str] = mapped_column(sa.String(80))


class EditionPicture(Frozen, Base):
    """One picture that the edition shows, by the checksum it had when the edition was published."""

    __tablename__ = "edition_pictures"
    __table_args__ = (sa.UniqueConstraint("edition_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(sa.ForeignKey("editions.id"))
    name: Mapped[str] = mapped_column(sa.String(120))
    digest: Mapped[str] = mapped_column(sa.String(64))
    width: Mapped[int]
    height: Mapped[int]

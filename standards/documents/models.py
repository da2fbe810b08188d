"""Tables of documents, their addresses, drafts and revisions."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Moment
from app.kernel.frozen import Frozen

EMPTY = sa.text("''")


class Document(Base):
    """Anything with revisions; its facts are those of its open draft, else of its newest revision.

    `number` is the number of the newest revision, 0 while there is only a draft. `position` orders documents
    as their files were read, `path` is the file's place in the folder. A retired document keeps its history
    and is in no new edition; its address leads on to the one that replaced it. It is searched by `terms`.
    """

    __tablename__ = "documents"
    __table_args__ = (sa.Index(None, "title", "id"), sa.Index(None, "replaced_by_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(200), unique=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    language: Mapped[str] = mapped_column(sa.String(35))
    title: Mapped[str] = mapped_column(sa.Text)
    path: Mapped[str] = mapped_column(sa.Text)
    position: Mapped[int]
    number: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(Moment)
    retired_at: Mapped[datetime | None] = mapped_column(Moment)
    situation_class: Mapped[str] = mapped_column(sa.String(20), server_default=EMPTY, default="")
    stage: Mapped[str] = mapped_column(sa.String(200), server_default=EMPTY, default="")
    terms: Mapped[str] = mapped_column(sa.Text, server_default=EMPTY, default="")
    replaced_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("documents.id"))

    @property
    def is_retired(self) -> bool:
        """Whether the document is in no further edition."""
        return self.retired_at is not None


class DocumentAddress(Base):
    """A slug that a document had before it was renamed; it leads to the document for ever."""

    __tablename__ = "document_addresses"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(200), unique=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("documents.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment)


class Draft(Base):
    """The text that people are writing: one for each document, kept when a revision is made of it.

    `version` counts every change for ever, so that an old page is always known for what it is. `base_number`
    is the revision it began on. While it is not open it says the same as that revision. `class_reason` says
    why the class of the situation changes; `contributor_ids` are the people who wrote in it, in their order.
    """

    __tablename__ = "drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("documents.id"), unique=True)
    header_text: Mapped[str] = mapped_column(sa.Text)
    body: Mapped[str] = mapped_column(sa.Text)
    class_reason: Mapped[str] = mapped_column(sa.Text)
    version: Mapped[int]
    base_number: Mapped[int]
    is_open: Mapped[bool] = mapped_column(index=True)
    contributor_ids: Mapped[Sequence[int]] = mapped_column(sa.JSON)
    updated_at: Mapped[datetime] = mapped_column(Moment)
    updated_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))


class DraftSave(Base):
    """What a draft said in one version, the base of merges until pruned; `key` tells a repeated save."""

    __tablename__ = "draft_saves"
    __table_args__ = (sa.UniqueConstraint("draft_id", "version"), sa.UniqueConstraint("draft_id", "key"))

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(sa.ForeignKey("drafts.id"))
    version: Mapped[int]
    header_text: Mapped[str] = mapped_column(sa.Text)
    body: Mapped[str] = mapped_column(sa.Text)
    class_reason: Mapped[str] = mapped_column(sa.Text)
    key: Mapped[str | None] = mapped_column(sa.String(80))
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Moment)


class KeptConflict(Base):
    """Texts of two people that excluded each other, and the one they came from; `mine` is by `by_id`."""

    __tablename__ = "kept_conflicts"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("documents.id"), index=True)
    was: Mapped[Mapping[str, Any]] = mapped_column(sa.JSON)
    mine: Mapped[Mapping[str, Any]] = mapped_column(sa.JSON)
    theirs: Mapped[Mapping[str, Any]] = mapped_column(sa.JSON)
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    their_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Moment)


class Revision(Frozen, Base):
    """A document's text as it was at one moment; `author_id` is None when the system wrote it.

    A minor one changes nothing that staff would do differently. `draft_version` is the version of the draft
    that it was made of, 0 for none; `contributor_ids` are all who wrote in that draft.
    """

    __tablename__ = "revisions"
    __table_args__ = (sa.UniqueConstraint("document_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("documents.id"))
    number: Mapped[int]
    header_text: Mapped[str] = mapped_column(sa.Text)
    body: Mapped[str] = mapped_column(sa.Text)
    digest: Mapped[str] = mapped_column(sa.String(80))
    note: Mapped[str] = mapped_column(sa.Text)
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    is_minor: Mapped[bool] = mapped_column(server_default=sa.false(), default=False)
    draft_version: Mapped[int] = mapped_column(server_default=sa.text("0"), default=0)
    contributor_ids: Mapped[Sequence[int] | None] = mapped_column(sa.JSON)

    @property
    def contributors(self) -> tuple[int, ...]:
        """Return the ids of all who wrote this text, the author among them."""
        own = () if self.author_id is None else (self.author_id,)
        return tuple(dict.fromkeys((*(self.contributor_ids or ()), *own)))


class ClassChange(Frozen, Base):
    """Somebody judged a situation anew and said why; `revision_id` is the first one with the new class."""

    __tablename__ = "class_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("documents.id"), index=True)
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("revisions.id"))
    old: Mapped[str] = mapped_column(sa.String(20))
    new: Mapped[str] = mapped_column(sa.String(20))
    reason: Mapped[str] = mapped_column(sa.Text)
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Moment)


class DocumentTemplate(Base):
    """What a new document of a kind (and class) begins with in a language, where the group changed ours."""

    __tablename__ = "document_templates"
    __table_args__ = (sa.UniqueConstraint("language", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(sa.String(35))
    name: Mapped[str] = mapped_column(sa.String(40))
    header_text: Mapped[str] = mapped_column(sa.Text)
    body: Mapped[str] = mapped_column(sa.Text)
    updated_at: Mapped[datetime] = mapped_column(Moment)
    updated_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))

"""What taking a staged import in would do now: new, changed, unchanged, or impossible and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import sqlalchemy as sa

from app.company.policies import CompanyPermission
from app.company.queries import current_company, current_company_text
from app.kernel.actors import Actor
from app.kernel.database import session
from app.kernel.errors import AppError
from app.kernel.permissions import can
from app.language.checking import check_document
from app.language.corpus import Corpus, read_corpus
from app.language.document import Document as Text
from app.language.document import digest
from app.language.errors import Finding
from standards.documents.draft_rows import draft_to_show, revision_of
from standards.documents.errors import RetiredDocument
from standards.documents.models import Document, DocumentAddress
from standards.documents.services import refuse_unstorable
from standards.pictures.queries import picture_names
from standards.transfer.errors import SlugOfFormer, SomebodyWrites
from standards.transfer.losses import Loss
from standards.transfer.staging import Staged

CHUNK = 400


class Fate(StrEnum):
    """Say what would become of a text."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class PlannedText:
    """Hold one text of an import: what would become of it, what it lost, what is to be corrected in it."""

    text: Text
    path: str
    fate: Fate
    losses: tuple[Loss, ...] = ()
    findings: tuple[Finding, ...] = ()
    reason: AppError | None = None

    @property
    def slug(self) -> str:
        return self.text.slug


@dataclass(frozen=True, slots=True)
class IncomingPlan:
    """Hold what taking a staged import in would do; `has_new_lists` if its lists differ and the actor may."""

    staged: Staged
    corpus: Corpus
    texts: tuple[PlannedText, ...]
    has_new_lists: bool
    reading: Mapping[str, tuple[Finding, ...]]

    def that_are(self, fate: Fate) -> tuple[PlannedText, ...]:
        """Return the texts of one fate, in reading order."""
        return tuple(text for text in self.texts if text.fate is fate)


def plan_of(staged: Staged, actor: Actor) -> IncomingPlan:
    """Return what taking the import in would do now."""
    corpus, reading = read_corpus([staged.folder], staged.language)
    present = _by_slug(corpus.documents)
    former = _former(corpus.documents)
    known = picture_names() | (corpus.pictures or frozenset())
    company = current_company()
    texts = []
    for slug, text in corpus.documents.items():
        path = corpus.files[slug]
        planned = _planned(text, path, present.get(slug), is_former=slug in former)
        texts.append(
            replace(
                planned,
                losses=staged.losses_by_path.get(path, ()),
                findings=check_document(text, company, known),
            )
        )
    differs = bool(corpus.company_text) and corpus.company_text != current_company_text()
    has_new_lists = differs and not corpus.company.is_open and can(actor, CompanyPermission.CHANGE)
    return IncomingPlan(staged, corpus, tuple(texts), has_new_lists, reading)


def _planned(text: Text, path: str, document: Document | None, *, is_former: bool) -> PlannedText:
    try:
        refuse_unstorable(text.slug, text.header_text, text.body)
        if is_former:
            raise SlugOfFormer(slug=text.slug)
        return PlannedText(text, path, fate_of(text, document))
    except AppError as reason:
        return PlannedText(text, path, Fate.IMPOSSIBLE, reason=reason)


def fate_of(text: Text, document: Document | None) -> Fate:
    """Return what becomes of a text beside the document with its slug.

    Raises:
        RetiredDocument: the document takes no more changes.
        SomebodyWrites: it has an open draft that says something else.

    """
    if document is None:
        return Fate.NEW
    if document.is_retired:
        raise RetiredDocument(slug=document.slug)
    own = digest(text.header_text, text.body)
    draft = draft_to_show(document)
    if draft is not None and draft.is_open:
        if digest(draft.header_text, draft.body) != own:
            raise SomebodyWrites
        return Fate.UNCHANGED
    revision = revision_of(document.id, document.number)
    return Fate.UNCHANGED if revision is not None and revision.digest == own else Fate.CHANGED


def _by_slug(slugs: Iterable[str]) -> Mapping[str, Document]:
    found: dict[str, Document] = {}
    wanted = list(slugs)
    for start in range(0, len(wanted), CHUNK):
        rows = session().scalars(sa.select(Document).where(Document.slug.in_(wanted[start : start + CHUNK])))
        found.update({document.slug: document for document in rows})
    return found


def _former(slugs: Iterable[str]) -> frozenset[str]:
    wanted = list(slugs)
    found: set[str] = set()
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        found.update(
            session().scalars(sa.select(DocumentAddress.slug).where(DocumentAddress.slug.in_(chunk)))
        )
    return frozenset(found)

"""Taking a folder's texts in: new ones, changed ones, and none twice."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa

from app.company.services import load_company
from app.journal.services import record
from app.kernel.actors import Actor
from app.kernel.database import session, write_transaction
from app.kernel.errors import AppError
from app.kernel.messages import N_
from app.kernel.permissions import require
from app.language.corpus import Corpus
from app.language.document import Document as Text
from app.language.document import digest
from standards.documents.errors import RetiredDocument, StaleDraft
from standards.documents.models import Document, Revision
from standards.documents.policies import DocumentPermission
from standards.documents.services import (
    advance,
    new_document,
    newest_revision,
    parsed,
    store_revision,
)
from standards.documents.signals import texts_changed
from standards.documents.texts import RevisionText

NOTE = N_("Imported.")


class Fate(StrEnum):
    """What an import does with one text."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Rejected:
    """A text that was not taken in, or not approved, and why."""

    slug: str
    path: str
    reason: AppError


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import does or did, by slug; `unapproved` were to be approved with it and could not be."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    rejected: tuple[Rejected, ...]
    unapproved: tuple[Rejected, ...] = ()
    has_new_lists: bool = False


@dataclass(frozen=True, slots=True)
class _Present:
    document: Document
    digest: str


@dataclass(frozen=True, slots=True)
class _Step:
    fate: Fate
    written: RevisionText
    text: Text
    position: int


Progress = Callable[[float], None]


def plan_import(corpus: Corpus, actor: Actor) -> ImportReport:
    """Return what importing this corpus would do now.

    Raises:
        NotAllowed: the actor may not import.

    """
    require(actor, DocumentPermission.IMPORT)
    steps, rejected = _steps(corpus, _present(), NOTE)
    return _report(steps, rejected)


def import_corpus(
    corpus: Corpus,
    actor: Actor,
    *,
    note: str = NOTE,
    progress: Progress | None = None,
) -> ImportReport:
    """Take in the lists and all texts that differ from the newest revision, in one transaction.

    Documents that the corpus does not hold stay as they are. `progress` is told the share that is done, from
    0 to 1.

    Raises:
        NotAllowed: the actor may not import.

    """
    require(actor, DocumentPermission.IMPORT)
    with write_transaction():
        has_new_lists = load_company(corpus.company, actor, corpus.company_text)
        present = _present()
        steps, rejected = _steps(corpus, present, note)
        changed = []
        for done, step in enumerate(steps):
            changed.append(_taken_in(step, present, corpus, actor))
            if progress:
                progress((done + 1) / len(steps))
        texts_changed.send(tuple(document for document in changed if document is not None), actor=actor)
        report = _report(steps, rejected, has_new_lists=has_new_lists)
        record(
            actor,
            "corpus.imported",
            ("corpus", ""),
            new=len(report.new),
            changed=len(report.changed),
            unchanged=len(report.unchanged),
            rejected=len(report.rejected),
        )
    return report


def _present() -> Mapping[str, _Present]:
    rows = session().execute(
        sa.select(Document, Revision.digest).outerjoin(
            Revision, (Revision.document_id == Document.id) & (Revision.number == Document.number)
        )
    )
    return {document.slug: _Present(document, found or "") for document, found in rows}


def _steps(corpus: Corpus, present: Mapping[str, _Present], note: str) -> tuple[list[_Step], list[Rejected]]:
    steps, rejected = [], []
    for position, (slug, text) in enumerate(corpus.documents.items()):
        written = RevisionText(slug, text.header_text, text.body, note)
        try:
            read = parsed(written)
            steps.append(_Step(_fate(written, present.get(slug)), written, read, position))
        except AppError as reason:
            rejected.append(Rejected(slug, corpus.files.get(slug, ""), reason))
    return steps, rejected


def _fate(written: RevisionText, present: _Present | None) -> Fate:
    if present is None:
        return Fate.NEW
    if present.document.is_retired:
        raise RetiredDocument(slug=written.slug)
    is_same = present.digest == digest(written.header_text, written.body)
    return Fate.UNCHANGED if is_same else Fate.CHANGED


def _taken_in(step: _Step, present: Mapping[str, _Present], corpus: Corpus, actor: Actor) -> Document | None:
    """Store what the step brings; return the document if it has a new revision."""
    slug, path = step.written.slug, corpus.files.get(step.written.slug, "")
    if step.fate is Fate.NEW:
        new = new_document(slug, step.text, path, step.position)
        store_revision(new, step.written, 1, actor)
        return new
    document = present[slug].document
    if document.path != path or document.position != step.position:
        document.path, document.position = path, step.position
    if step.fate is Fate.UNCHANGED:
        return None
    base = document.number
    if not advance(document, base, step.text):
        raise StaleDraft(step.written, newest_revision(slug))
    store_revision(document, step.written, base + 1, actor)
    return document


def _report(
    steps: Sequence[_Step],
    rejected: Sequence[Rejected],
    *,
    has_new_lists: bool = False,
) -> ImportReport:
    by_fate = {fate: tuple(step.written.slug for step in steps if step.fate is fate) for fate in Fate}
    return ImportReport(
        by_fate[Fate.NEW],
        by_fate[Fate.CHANGED],
        by_fate[Fate.UNCHANGED],
        tuple(rejected),
        has_new_lists=has_new_lists,
    )

"""The rows of drafts: reading them, and putting the next version in. Whoever calls decides what it says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from app.kernel.actors import Actor
from app.kernel.clock import now
from app.kernel.database import compare_and_set, session
from app.language.document import digest, parse_document
from standards.documents.errors import NoSuchDocument, RetiredDocument
from standards.documents.models import Document, Draft, DraftSave, Revision
from standards.documents.services import fact_columns
from standards.documents.signals import draft_asked, draft_put
from standards.documents.texts import DraftText

MOST_SAVES = 200
MOST_SAVED_CHARACTERS = 16_000_000
KEPT_FOR = timedelta(days=14)
PRUNED_EVERY = 20


@dataclass(frozen=True, slots=True)
class Put:
    """The next version of a draft, on top of the version that was read; `more` are further columns of it."""

    version: int
    text: DraftText
    is_open: bool
    key: str = ""
    more: Mapping[InstrumentedAttribute[Any], object] | None = None


def draft_of(document_id: int) -> Draft | None:
    """Return a document's draft, open or not; None where nobody ever wrote in it here."""
    statement = sa.select(Draft).where(Draft.document_id == document_id)
    return session().scalar(statement.execution_options(populate_existing=True))


def draft_to_show(document: Document) -> Draft | None:
    """Return a document's draft with everything that was typed in it up to now, for somebody to look at."""
    if not document.is_retired and not session().is_writing:
        draft_asked.send(document)
    return draft_of(document.id)


def document_by_id(document_id: int) -> Document:
    """Return the document with this id, fresh from the store.

    Raises:
        NoSuchDocument: there is none.

    """
    found = session().get(Document, document_id, populate_existing=True)
    if found is None:
        raise NoSuchDocument(slug=document_id)
    return found


def revision_of(document_id: int, number: int) -> Revision | None:
    """Return one revision of a document, or None."""
    return session().scalar(
        sa.select(Revision).where(Revision.document_id == document_id, Revision.number == number)
    )


def text_of(row: Draft | DraftSave) -> DraftText:
    """Return what a draft or one version of it says."""
    return DraftText(row.header_text, row.body, row.class_reason)


def text_of_revision(revision: Revision | None) -> DraftText:
    """Return what a revision says; without one, the empty text."""
    return DraftText(revision.header_text, revision.body, "") if revision else DraftText("", "", "")


def says_the_same(text: DraftText, revision: Revision | None) -> bool:
    """Say whether a draft adds nothing to a revision."""
    return revision is not None and revision.digest == digest(text.header_text, text.body)


def save_with_key(draft: Draft, key: str) -> DraftSave | None:
    """Return the save that was sent with this key before, if any."""
    if not key:
        return None
    return session().scalar(sa.select(DraftSave).where(DraftSave.draft_id == draft.id, DraftSave.key == key))


def text_at(draft: Draft, version: int) -> DraftText | None:
    """Return what the draft said in a version, or an older text that this came from, or None."""
    save = session().scalar(
        sa.select(DraftSave).where(DraftSave.draft_id == draft.id, DraftSave.version == version)
    )
    if save is not None:
        return text_of(save)
    if version > draft.version:
        return None
    revision = session().scalar(
        sa.select(Revision)
        .where(
            Revision.document_id == draft.document_id,
            Revision.draft_version > 0,
            Revision.draft_version <= version,
        )
        .order_by(Revision.number.desc())
        .limit(1)
    )
    return text_of_revision(revision) if revision else None


def begin_draft(document: Document, text: DraftText, actor: Actor, *, is_open: bool) -> Draft:
    """Store a document's first draft, in the running write transaction."""
    draft = Draft(
        document_id=document.id,
        header_text=text.header_text,
        body=text.body,
        class_reason=text.class_reason or "",
        version=1,
        base_number=document.number,
        is_open=is_open,
        contributor_ids=_with(actor, ()) if is_open else [],
        updated_at=now(),
        updated_by_id=actor.user_id if is_open else None,
    )
    session().add(draft)
    session().flush()
    _keep_version(draft.id, 1, text, "", actor if is_open else None)
    return draft


def put_version(document: Document, draft: Draft, put: Put, actor: Actor) -> bool:
    """Store the next version of a draft, if it still has the version that was read; return whether it had.

    Call it in a write transaction. Rows are read anew there, so take the version from before it.

    Raises:
        RetiredDocument: the document was retired meanwhile.

    """
    values: dict[InstrumentedAttribute[Any], object] = {
        Draft.header_text: put.text.header_text,
        Draft.body: put.text.body,
        Draft.class_reason: put.text.class_reason or "",
        Draft.version: put.version + 1,
        Draft.is_open: put.is_open,
        Draft.contributor_ids: _with(actor, draft.contributor_ids),
        Draft.updated_at: now(),
        Draft.updated_by_id: actor.user_id,
    }
    if not compare_and_set(Draft, draft.id, {Draft.version: put.version}, {**values, **(put.more or {})}):
        return False
    _keep_version(draft.id, put.version + 1, put.text, put.key, actor)
    _tell_the_lists(document, put.text)
    draft_put.send(document, text=put.text, actor=actor)
    if (put.version + 1) % PRUNED_EVERY == 0 or not put.is_open:
        prune(draft.id, put.version + 1)
    return True


def prune(draft_id: int, version: int) -> None:
    """Forget versions that are too old, too many or too much to be the base of a merge; never this one."""
    rows = session().execute(
        sa.select(DraftSave.version, DraftSave.at, sa.func.length(DraftSave.body))
        .where(DraftSave.draft_id == draft_id)
        .order_by(DraftSave.version.desc())
    )
    kept, oldest = 0, version
    for place, (number, at, length) in enumerate(rows):
        kept += length
        if place >= MOST_SAVES or kept > MOST_SAVED_CHARACTERS or at < now() - KEPT_FOR:
            break
        oldest = min(oldest, number)
    session().execute(
        sa.delete(DraftSave)
        .where(DraftSave.draft_id == draft_id, DraftSave.version < oldest)
        .execution_options(synchronize_session=False)
    )


def _keep_version(draft_id: int, version: int, text: DraftText, key: str, actor: Actor | None) -> None:
    session().add(
        DraftSave(
            draft_id=draft_id,
            version=version,
            header_text=text.header_text,
            body=text.body,
            class_reason=text.class_reason or "",
            key=key or None,
            by_id=actor.user_id if actor else None,
            at=now(),
        )
    )
    session().flush()


def _tell_the_lists(document: Document, text: DraftText) -> None:
    facts = fact_columns(parse_document(text.header_text, text.body, slug=document.slug))
    if not compare_and_set(Document, document.id, {Document.retired_at: None}, facts):
        raise RetiredDocument(slug=document.slug)


def _with(actor: Actor, ids: Sequence[int]) -> list[int]:
    own = [] if actor.user_id is None or actor.user_id in ids else [actor.user_id]
    return [*ids, *own]

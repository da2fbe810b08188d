"""Writing: one draft for each document, saved again and again, merged where two write, kept as a revision.

Nothing here brings back old text: a save names the version it was made on, and what others wrote since stays.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy.exc import IntegrityError

from app.journal.services import record
from app.kernel.actors import SYSTEM, Actor
from app.kernel.clock import now
from app.kernel.database import session, write_transaction
from app.kernel.permissions import require
from app.language.front_matter import normalise
from app.language.headers import read_header
from standards.documents.conflict_keeping import keep_conflict
from standards.documents.cuts import Cut, cut
from standards.documents.draft_merging import DraftMerge, merge_drafts
from standards.documents.draft_rows import (
    Put,
    begin_draft,
    document_by_id,
    draft_of,
    put_version,
    revision_of,
    save_with_key,
    says_the_same,
    text_at,
    text_of,
    text_of_revision,
)
from standards.documents.errors import (
    BusyDraft,
    DraftConflict,
    MovedDraft,
    NoRevisionYet,
    NoSuchRevision,
    NothingToKeep,
    OpenDraft,
    RetiredDocument,
    StaleDraft,
)
from standards.documents.header_editing import write_fields
from standards.documents.models import Document, Draft, Revision
from standards.documents.policies import DocumentPermission
from standards.documents.services import refuse_unstorable
from standards.documents.signals import draft_asked, draft_discarded
from standards.documents.texts import ConflictTexts, DraftText, RevisionText

MOST_TRIES = 12
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Saved:
    """A save that was stored: the draft's version and text; `merge` tells of others who wrote meanwhile."""

    version: int
    merge: DraftMerge | None
    text: DraftText
    at: datetime


def open_draft(document: Document, actor: Actor) -> Draft:
    """Return the document's draft; begin one from the newest revision, or follow it, where needed.

    A draft with changes follows a revision that somebody else made by merging; where that is impossible it
    stays on its `base_number`, which then is less than the document's number.

    Raises:
        NotAllowed, RetiredDocument: the actor may not write, or nobody may any more.

    """
    require(actor, DocumentPermission.WRITE)
    if document.is_retired:
        raise RetiredDocument(slug=document.slug)
    draft_asked.send(document)
    draft = draft_of(document.id)
    if draft is not None and draft.base_number == document.number:
        return draft
    try:
        with write_transaction():
            _begin_or_follow(document_by_id(document.id))
    except IntegrityError:
        # Somebody else began it in the same moment.
        session().rollback()
    return _the_draft(document.id)


def save_draft(document_id: int, text: DraftText, base_version: int, actor: Actor, key: str = "") -> Saved:
    """Store what somebody wrote on top of a version of the draft; a newer draft is merged with it.

    Sent twice with the same key it is stored once. A text that changes nothing makes no version.

    Raises:
        NotAllowed, NoSuchDocument, RetiredDocument: nothing was stored.
        UnstorableText, TextTooLong: no database stores this.
        DraftConflict: both changed the same passage; the draft stays as it is, all three texts are in the
            error and kept.
        BusyDraft: too many others saved in the same moment.

    """
    require(actor, DocumentPermission.WRITE)
    text = DraftText(normalise(text.header_text), normalise(text.body), text.class_reason)

    def attempt() -> Saved | None:
        document = document_by_id(document_id)
        refuse_unstorable(document.slug, text.header_text, text.body, text.class_reason or "")
        draft = open_draft(document, actor)
        repeated = save_with_key(draft, key)
        if repeated is not None:
            return Saved(repeated.version, None, text_of(repeated), repeated.at)
        merge = _merged(document, draft, text, base_version, actor)
        return _stored(document, draft, merge.text() if merge else text, merge, key, actor)

    return _again_until_stored(attempt)


def discard_draft(document_id: int, version: int, actor: Actor) -> Draft:
    """Let the draft say again what the newest revision says.

    Raises:
        NotAllowed, NoSuchDocument, RetiredDocument: nothing was changed.
        NoRevisionYet: there is nothing to go back to.
        MovedDraft: somebody wrote in it after this version.

    """
    require(actor, DocumentPermission.WRITE)
    document = document_by_id(document_id)
    draft = open_draft(document, actor)
    revision = revision_of(document_id, document.number)
    if revision is None:
        raise NoRevisionYet(slug=document.slug)
    put = Put(
        version,
        text_of_revision(revision),
        is_open=False,
        more={Draft.contributor_ids: [], Draft.base_number: revision.number},
    )
    with write_transaction():
        if not put_version(document, draft, put, actor):
            raise MovedDraft
        record(actor, "draft.discarded", ("document", document_id), version=version)
        draft_discarded.send(document, actor=actor)
    return _fresh(draft)


def restore_revision(document_id: int, number: int, actor: Actor) -> Draft:
    """Put the text of an earlier revision into the draft, for somebody to look at and keep.

    Raises:
        NotAllowed, NoSuchDocument, RetiredDocument, NoSuchRevision: nothing was changed.
        OpenDraft: the draft holds changes that this would replace.

    """
    require(actor, DocumentPermission.WRITE)
    document = document_by_id(document_id)
    draft = open_draft(document, actor)
    revision = revision_of(document_id, number)
    if revision is None:
        raise NoSuchRevision
    if draft.is_open:
        raise OpenDraft(slug=document.slug)
    text = _with_slug(text_of_revision(revision), document.slug)
    is_open = not says_the_same(text, revision_of(document_id, document.number))
    put = Put(draft.version, text, is_open=is_open)
    with write_transaction():
        if not put_version(document, draft, put, actor):
            raise OpenDraft(slug=document.slug)
        record(actor, "revision.restored", ("document", document_id), number=number)
    return _fresh(draft)


def cut_revision(document_id: int, note: str, is_minor: bool, actor: Actor) -> Revision:  # noqa: FBT001 - one flag
    """Keep what the draft says as the document's next revision, with the names of all who wrote in it.

    Raises:
        NotAllowed, NoSuchDocument, RetiredDocument: nothing was changed.
        NothingToKeep: the draft says what the newest revision says.
        ClassReasonMissing: the situation was judged anew, and nobody said why.
        WrongSlug, UnstorableText, TextTooLong: the text cannot be a revision.
        StaleDraft: a revision that came meanwhile contradicts the draft; somebody must decide first.
        BusyDraft: too many others saved in the same moment.

    """
    require(actor, DocumentPermission.WRITE)

    def attempt() -> Revision | None:
        document = document_by_id(document_id)
        draft = open_draft(document, actor)
        newest = revision_of(document_id, document.number)
        written = RevisionText(document.slug, draft.header_text, draft.body, note)
        if not draft.is_open:
            raise NothingToKeep(number=document.number)
        if draft.base_number < document.number:
            raise StaleDraft(written, newest)
        try:
            return cut(Cut(document, draft, written, document.number + 1, is_minor), newest, actor)
        except MovedDraft:
            if session().is_writing:
                raise
            return None

    return _again_until_stored(attempt)


def settle_draft(document_id: int, text: DraftText, version: int, number: int, actor: Actor) -> Draft:
    """Store what somebody decided between the draft in this version and a revision that contradicts it.

    Raises:
        NotAllowed, NoSuchDocument, RetiredDocument, UnstorableText, TextTooLong: nothing was stored.
        MovedDraft: the draft or the document went on meanwhile.

    """
    require(actor, DocumentPermission.WRITE)
    document = document_by_id(document_id)
    text = DraftText(normalise(text.header_text), normalise(text.body), text.class_reason)
    refuse_unstorable(document.slug, text.header_text, text.body, text.class_reason or "")
    draft = open_draft(document, actor)
    if draft.version != version or document.number != number:
        raise MovedDraft
    newest = revision_of(document_id, number)
    is_open = not says_the_same(text, newest)
    put = Put(version, _with_reason(text, draft), is_open=is_open, more={Draft.base_number: number})
    base = text_of_revision(revision_of(document_id, draft.base_number))
    texts = ConflictTexts(base, text_of(draft), text_of_revision(newest))
    with write_transaction():
        keep_conflict(document_id, texts, newest.author_id if newest else None, actor)
        if not put_version(document, draft, put, actor):
            raise MovedDraft
        record(actor, "draft.settled", ("document", document_id), number=number)
    return _fresh(draft)


def _again_until_stored(attempt: Callable[[], T | None]) -> T:
    for _ in range(MOST_TRIES):
        done = attempt()
        if done is not None:
            return done
    raise BusyDraft


def _merged(
    document: Document, draft: Draft, text: DraftText, base_version: int, actor: Actor
) -> DraftMerge | None:
    theirs = text_of(draft)
    if base_version == draft.version or (text.header_text, text.body) == (theirs.header_text, theirs.body):
        return None
    base = text_at(draft, base_version)
    merge = merge_drafts(base, text, theirs)
    if merge.has_conflicts:
        texts = ConflictTexts(base, text, theirs)
        conflict = DraftConflict(document.slug, draft.version, texts, merge, draft.updated_by_id)
        keep_conflict(document.id, texts, draft.updated_by_id, actor)
        raise conflict
    return merge


def _stored(  # noqa: PLR0913, PLR0917 - the parts of a save
    document: Document, draft: Draft, text: DraftText, merge: DraftMerge | None, key: str, actor: Actor
) -> Saved | None:
    text = _with_reason(text, draft)
    if text == text_of(draft):
        return Saved(draft.version, merge, text, draft.updated_at)
    is_open = not says_the_same(text, revision_of(document.id, document.number))
    put = Put(draft.version, text, is_open=is_open, key=key)
    is_begun = draft.updated_by_id != actor.user_id or not draft.is_open
    with write_transaction():
        if not put_version(document, draft, put, actor):
            return None
        if is_begun:
            record(actor, "draft.written", ("document", document.id), version=put.version + 1)
    return Saved(put.version + 1, merge, text, now())


def _begin_or_follow(document: Document) -> None:
    draft = draft_of(document.id)
    if draft is None:
        newest = text_of_revision(revision_of(document.id, document.number))
        begin_draft(document, newest, SYSTEM, is_open=False)
    elif draft.base_number < document.number:
        _follow(document, draft)


def _follow(document: Document, draft: Draft) -> None:
    """Bring a revision that was made without the draft into it, if that can be done by itself."""
    newest = revision_of(document.id, document.number)
    text = text_of_revision(newest)
    if draft.is_open:
        base = text_of_revision(revision_of(document.id, draft.base_number))
        merge = merge_drafts(base, text_of(draft), text)
        if merge.has_conflicts:
            return
        text = merge.text()
    is_open = not says_the_same(text, newest)
    put = Put(draft.version, text, is_open=is_open, more={Draft.base_number: document.number})
    put_version(document, draft, put, SYSTEM)


def _with_reason(text: DraftText, draft: Draft) -> DraftText:
    return replace(text, class_reason=draft.class_reason) if text.class_reason is None else text


def _with_slug(text: DraftText, slug: str) -> DraftText:
    """Return an earlier text with the address that the document has now."""
    if read_header(text.header_text)[0].slug in ("", slug):
        return text
    return replace(text, header_text=write_fields(text.header_text, {"slug": slug}))


def _the_draft(document_id: int) -> Draft:
    draft = draft_of(document_id)
    if draft is None:
        raise BusyDraft
    return draft


def _fresh(draft: Draft) -> Draft:
    session().refresh(draft)
    return draft

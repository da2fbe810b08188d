"""Cutting a revision out of a draft; `drafting.py` says when."""

from dataclasses import dataclass, replace

from app.journal.services import record
from app.kernel.actors import Actor
from app.kernel.clock import now
from app.kernel.database import session, write_transaction
from app.language.headers import read_header
from standards.documents.draft_rows import Put, put_version, text_of
from standards.documents.errors import ClassReasonMissing, MovedDraft
from standards.documents.models import ClassChange, Document, Draft, Revision
from standards.documents.services import add_revision, advance, parsed
from standards.documents.texts import RevisionText


@dataclass(frozen=True, slots=True)
class Cut:
    """A draft as it was read, about to become the revision with this number."""

    document: Document
    draft: Draft
    written: RevisionText
    number: int
    is_minor: bool


def cut(planned: Cut, newest: Revision | None, actor: Actor) -> Revision:
    """Store the revision, and let the draft begin anew on it.

    Raises:
        ClassReasonMissing: the situation was judged anew, and nobody said why.
        WrongSlug, UnstorableText, TextTooLong: the text cannot be a revision.
        MovedDraft: the draft or the document went on since they were read; nothing was stored.

    """
    text = parsed(planned.written)
    change = _class_change(planned.draft, newest)
    contributors = list(planned.draft.contributor_ids)
    put = Put(
        planned.draft.version,
        replace(text_of(planned.draft), class_reason=""),
        is_open=False,
        more={Draft.base_number: planned.number, Draft.contributor_ids: []},
    )
    with write_transaction():
        if not put_version(planned.document, planned.draft, put, actor):
            raise MovedDraft
        if not advance(planned.document, planned.number - 1, text):
            raise MovedDraft
        revision = add_revision(
            planned.document,
            planned.written,
            planned.number,
            actor,
            is_minor=planned.is_minor,
            draft_version=put.version + 1,
            contributor_ids=contributors,
        )
        _keep_class_change(change, revision, actor)
    return revision


def _class_change(draft: Draft, newest: Revision | None) -> tuple[str, str, str] | None:
    """Return the class before and now with the reason, if both name one and they differ."""
    if newest is None:
        return None
    old, new = (read_header(row.header_text)[0].situation_class for row in (newest, draft))
    if old is None or new is None or old is new:
        return None
    reason = " ".join(draft.class_reason.split())
    if not reason:
        raise ClassReasonMissing(field="class_reason", old=old.value, new=new.value)
    return old.value, new.value, reason


def _keep_class_change(change: tuple[str, str, str] | None, revision: Revision, actor: Actor) -> None:
    if change is None:
        return
    old, new, reason = change
    session().add(
        ClassChange(
            document_id=revision.document_id,
            revision_id=revision.id,
            old=old,
            new=new,
            reason=reason,
            by_id=actor.user_id,
            at=now(),
        )
    )
    session().flush()
    record(actor, "situation.class_changed", ("document", revision.document_id), old=old, new=new)

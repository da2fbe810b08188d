"""Deciding on proposed wording: accepting it is one edit of the draft, declining it asks for a reason."""

from dataclasses import dataclass

from app.journal.services import record
from app.kernel.actors import Actor
from app.kernel.clock import now
from app.kernel.database import session, take_turns, write_transaction
from app.kernel.errors import NotAllowed
from app.kernel.permissions import require
from standards.comments.anchoring import Span, follow
from standards.comments.errors import (
    AlreadyDecided,
    NoSuchThread,
    PassageGone,
    ReasonMissing,
    WordingOvertaken,
)
from standards.comments.models import Comment, Thread
from standards.comments.placing import keep_up, places_in, put, text_id_of
from standards.comments.policies import CommentPermission, can_decide
from standards.comments.queries import comment_by_id, document_of, thread_by_id
from standards.comments.services import mark_resolved, refuse_unstorable
from standards.comments.telling import Deed, no_longer_waiting, tell
from standards.documents.drafting import Saved, open_draft, save_draft
from standards.documents.errors import RetiredDocument
from standards.documents.merging import merge
from standards.documents.texts import DraftText


@dataclass(frozen=True, slots=True)
class _Edit:
    """A text with the wording in it, and where in it the wording stands."""

    body: str
    place: Span


def accept_wording(comment_id: int, actor: Actor) -> Saved:
    """Put proposed wording into the draft in place of its passage, wherever that is now; resolve the thread.

    What others changed in the passage meanwhile is kept where both can be had.

    Raises:
        NotAllowed, NoSuchThread, AlreadyDecided, RetiredDocument: there is nothing to accept.
        PassageGone, WordingOvertaken: the passage is gone, or somebody changed the same words.
        DraftConflict: somebody changed the draft at the same moment; nothing was changed.

    """
    with write_transaction():
        comment, thread = _waiting(comment_id, actor)
        document = document_of(thread)
        if document.is_retired:
            raise RetiredDocument(slug=document.slug)
        draft = open_draft(document, actor)
        edit = _edit(comment, thread, draft.body)
        saved = save_draft(
            document.id,
            DraftText(draft.header_text, edit.body),
            draft.version,
            actor,
            f"wording-{comment.id}",
        )
        _decide(comment, thread, Deed.ACCEPTED, actor)
        mark_resolved(thread, actor)
        _stand_in(thread, edit, saved.text.body)
    return saved


def decline_wording(comment_id: int, reason: str, actor: Actor) -> None:
    """Leave the passage as it is, and tell who proposed the wording why.

    Raises:
        NotAllowed, NoSuchThread, AlreadyDecided: there is nothing to decline.
        ReasonMissing, TooLong, UnstorableWords: the reason cannot be kept.

    """
    with write_transaction():
        comment, thread = _waiting(comment_id, actor)
        said = reason.replace("\r\n", "\n").strip()
        if not said:
            raise ReasonMissing(field="reason")
        refuse_unstorable(said, "reason")
        comment.reason = said
        _decide(comment, thread, Deed.DECLINED, actor)


def _waiting(comment_id: int, actor: Actor) -> tuple[Comment, Thread]:
    require(actor, CommentPermission.SEE)
    if not can_decide(actor):
        raise NotAllowed
    comment = comment_by_id(comment_id)
    take_turns(f"thread {comment.thread_id}")
    session().refresh(comment)
    if comment.replacement is None:
        raise NoSuchThread
    if comment.decision:
        raise AlreadyDecided
    return comment, thread_by_id(comment.thread_id)


def _edit(comment: Comment, thread: Thread, body: str) -> _Edit:
    place = places_in([thread], body)[thread.id]
    if place is None:
        raise PassageGone
    present, proposed = body[place.start : place.end], comment.replacement or ""
    if present != comment.replaced:
        merged = merge(comment.replaced, proposed, present)
        if merged.conflicts:
            raise WordingOvertaken(comment.replaced, proposed, present)
        proposed = merged.text()
    return _Edit(
        body[: place.start] + proposed + body[place.end :], Span(place.start, place.start + len(proposed))
    )


def _decide(comment: Comment, thread: Thread, deed: Deed, actor: Actor) -> None:
    comment.decision = deed.value
    comment.decided_at = now()
    comment.decided_by_id = actor.user_id
    record(actor, f"wording.{deed}", ("comment", comment.id), document=thread.document_id)
    no_longer_waiting(thread, comment)
    tell(deed, thread, comment, actor)


def _stand_in(thread: Thread, edit: _Edit, body: str) -> None:
    """Let the thread stand at the wording just put in, rather than at what it replaced, which is gone."""
    (place,) = follow([edit.place], edit.body, body)
    if place is not None and place.end > place.start:
        put(thread, place, body, text_id_of(thread.document_id, body))
    keep_up(thread.document_id, body)

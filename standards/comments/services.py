"""Changes of threads: commenting, answering, editing, resolving, reopening."""

from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.journal.services import record
from app.kernel.actors import Actor
from app.kernel.clock import now
from app.kernel.database import compare_and_set, session, take_turns, write_transaction
from app.kernel.permissions import require
from standards.comments.anchoring import Anchor, find
from standards.comments.errors import (
    AlreadyAnswered,
    NothingSaid,
    NotYourComment,
    PassageNotFound,
    SameWording,
    TooLong,
    UnstorableWords,
)
from standards.comments.models import Comment, Thread
from standards.comments.placing import keep_up, places_in, put, text_id_of
from standards.comments.policies import CommentPermission, is_own
from standards.comments.queries import comment_by_id, document_of, thread_by_id
from standards.comments.telling import Deed, tell
from standards.comments.texts import text_shown
from standards.documents.addresses import document_at
from standards.documents.errors import RetiredDocument

LONGEST_COMMENT = 10_000
LONGEST_PASSAGE = 10_000


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody wants to say; `replacement` is wording for the passage, None for none.

    `key` tells a remark that was sent twice from two remarks.
    """

    text: str
    replacement: str | None = None
    key: str | None = None


def begin_thread(
    slug: str, passage: Anchor | None, remark: Remark, actor: Actor, revision_number: int | None = None
) -> Thread:
    """Comment on a passage of the present text or of a revision; without a passage, on the whole document.

    Sending the same remark twice begins one thread.

    Raises:
        NotAllowed, NoSuchDocument, NoSuchRevision, RetiredDocument: there is nothing to comment on.
        NothingSaid, TooLong, UnstorableWords, SameWording: the remark cannot be kept.
        PassageNotFound: the passage is not in the text; nothing was stored.

    """
    require(actor, CommentPermission.WRITE)
    remark = _cleaned(remark)

    def begin() -> Comment:
        document = document_at(slug)
        if document.is_retired:
            raise RetiredDocument(slug=slug)
        text = text_shown(document, revision_number)
        thread = _new_thread(document.id, text.revision_number)
        if passage is not None:
            _place(thread, passage, text.body)
        session().add(thread)
        session().flush()
        comment = _add(thread, remark, actor, text.body)
        keep_up(document.id, text_shown(document).body)
        tell(Deed.COMMENTED, thread, comment, actor)
        return comment

    return thread_by_id(_once(remark, actor, begin).thread_id)


def answer_thread(thread_id: int, remark: Remark, actor: Actor) -> Comment:
    """Add an answer to a thread; a resolved one is open again, for there is something to say.

    Raises:
        NotAllowed, NoSuchThread: there is nothing to answer.
        NothingSaid, TooLong, UnstorableWords, SameWording: the remark cannot be kept.

    """
    require(actor, CommentPermission.WRITE)
    remark = _cleaned(remark)

    def answer() -> Comment:
        thread = _held(thread_id)
        body = text_shown(document_of(thread)).body
        keep_up(thread.document_id, body)
        comment = _add(thread, remark, actor, body)
        thread.resolved_at = thread.resolved_by_id = None
        tell(Deed.ANSWERED, thread, comment, actor)
        return comment

    return _once(remark, actor, answer)


def edit_comment(comment_id: int, text: str, actor: Actor) -> Comment:
    """Change the words of one's own comment as long as nobody has answered it or decided on its wording.

    Raises:
        NotAllowed, NoSuchThread, NotYourComment, AlreadyAnswered: it stays as it is.
        NothingSaid, TooLong, UnstorableWords: the new words cannot be kept.

    """
    require(actor, CommentPermission.WRITE)
    with write_transaction():
        comment = comment_by_id(comment_id)
        _held(comment.thread_id)
        if not is_own(actor, comment):
            raise NotYourComment
        if comment.decision or _last_id(comment.thread_id) != comment.id:
            raise AlreadyAnswered
        said = _cleaned(Remark(text, comment.replacement)).text
        if said != comment.text:
            comment.text, comment.edited_at = said, now()
            record(actor, "comment.edited", ("comment", comment.id))
    return comment


def resolve_thread(thread_id: int, actor: Actor) -> None:
    """Say that a thread is settled; resolving it twice is resolving it once.

    Raises:
        NotAllowed, NoSuchThread: nothing was changed.

    """
    require(actor, CommentPermission.WRITE)
    with write_transaction():
        thread = thread_by_id(thread_id)
        if mark_resolved(thread, actor):
            tell(Deed.RESOLVED, thread, None, actor)


def reopen_thread(thread_id: int, actor: Actor) -> None:
    """Take a settled thread up again.

    Raises:
        NotAllowed, NoSuchThread: nothing was changed.

    """
    require(actor, CommentPermission.WRITE)
    with write_transaction():
        thread = thread_by_id(thread_id)
        if thread.is_resolved:
            thread.resolved_at = thread.resolved_by_id = None
            record(actor, "thread.reopened", ("thread", thread.id))


def mark_resolved(thread: Thread, actor: Actor) -> bool:
    """Resolve a thread in the running write transaction; return whether it was open."""
    was_open = compare_and_set(
        Thread,
        thread.id,
        {Thread.resolved_at: None},
        {Thread.resolved_at: now(), Thread.resolved_by_id: actor.user_id},
    )
    if was_open:
        session().refresh(thread)
        record(actor, "thread.resolved", ("thread", thread.id))
    return was_open


def _new_thread(document_id: int, revision_number: int) -> Thread:
    return Thread(
        document_id=document_id,
        quote="",
        before="",
        after="",
        start=0,
        end=0,
        revision_number=revision_number,
    )


def _place(thread: Thread, passage: Anchor, body: str) -> None:
    span = find(passage, body)
    if span is None:
        raise PassageNotFound
    if span.end - span.start > LONGEST_PASSAGE:
        raise TooLong(size=span.end - span.start, limit=LONGEST_PASSAGE, field="quote")
    thread.quote = body[span.start : span.end]
    put(thread, span, body, text_id_of(thread.document_id, body))


def _add(thread: Thread, remark: Remark, actor: Actor, body: str) -> Comment:
    comment = Comment(
        thread_id=thread.id,
        author_id=actor.user_id,
        text=remark.text,
        at=now(),
        key=remark.key,
        replacement=remark.replacement,
        replaced=_replaced(thread, remark, body),
        decision="",
        reason="",
    )
    session().add(comment)
    session().flush()
    record(actor, "comment.written", ("thread", thread.id), comment=comment.id, document=thread.document_id)
    return comment


def _replaced(thread: Thread, remark: Remark, body: str) -> str:
    """Return the passage that proposed wording is for, as it reads now."""
    if remark.replacement is None:
        return ""
    if thread.is_general:
        raise NothingSaid(field="text")
    place = places_in([thread], body)[thread.id]
    passage = body[place.start : place.end] if place else thread.quote
    if passage == remark.replacement:
        raise SameWording(field="replacement")
    return passage


def _once(remark: Remark, actor: Actor, write: Callable[[], Comment]) -> Comment:
    """Write a comment in a transaction, unless the actor has written one with this key before."""
    try:
        with write_transaction():
            return _written_before(remark.key, actor) or write()
    except IntegrityError:
        found = _written_before(remark.key, actor)
        if found is None:
            raise
        return found


def _written_before(key: str | None, actor: Actor) -> Comment | None:
    if not key:
        return None
    return session().scalar(
        sa.select(Comment).where(Comment.key == key, Comment.author_id.is_not_distinct_from(actor.user_id))
    )


def _held(thread_id: int) -> Thread:
    """Return a thread that nobody else changes until the running write transaction ends."""
    take_turns(f"thread {thread_id}")
    return thread_by_id(thread_id)


def _last_id(thread_id: int) -> int | None:
    return session().scalar(sa.select(sa.func.max(Comment.id)).where(Comment.thread_id == thread_id))


def _cleaned(remark: Remark) -> Remark:
    text = remark.text.replace("\r\n", "\n").strip()
    replacement = None if remark.replacement is None else remark.replacement.replace("\r\n", "\n")
    if not text and replacement is None:
        raise NothingSaid(field="text")
    for field, said in (("text", text), ("replacement", replacement or "")):
        refuse_unstorable(said, field)
    return Remark(text, replacement, remark.key)


def refuse_unstorable(said: str, field: str, limit: int = LONGEST_COMMENT) -> None:
    """Refuse a text that is too long, or that no database stores.

    Raises:
        TooLong, UnstorableWords: it is.

    """
    if len(said) > limit:
        raise TooLong(size=len(said), limit=limit, field=field)
    if "\0" in said or any("\ud800" <= character <= "\udfff" for character in said):
        raise UnstorableWords(field=field)

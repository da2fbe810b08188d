"""Reads of comments: the threads of a document placed in a text, and what waits for a decision."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from app.accounts.queries import names_of
from app.kernel.database import session
from standards.comments.anchoring import Span
from standards.comments.errors import NoSuchThread
from standards.comments.models import Comment, Thread
from standards.comments.placing import places_in
from standards.documents.models import Document


@dataclass(frozen=True, slots=True)
class PlacedThread:
    """A thread with its comments, oldest first, and where its passage stands in the text shown.

    `place` is None for a passage that is gone, and for a thread about the whole document.
    """

    thread: Thread
    comments: tuple[Comment, ...]
    place: Span | None

    @property
    def is_gone(self) -> bool:
        """Whether its passage is not in the text shown."""
        return self.place is None and not self.thread.is_general

    @property
    def is_waiting(self) -> bool:
        """Whether wording proposed in it waits for a decision."""
        return any(comment.is_waiting for comment in self.comments)


@dataclass(frozen=True, slots=True)
class Talk:
    """All threads of a document in the order of the text shown, and the names of those who speak."""

    threads: tuple[PlacedThread, ...]
    names: Mapping[int, str]

    @property
    def open(self) -> tuple[PlacedThread, ...]:
        """Return what is not resolved."""
        return tuple(placed for placed in self.threads if not placed.thread.is_resolved)

    @property
    def resolved(self) -> tuple[PlacedThread, ...]:
        """Return what is resolved."""
        return tuple(placed for placed in self.threads if placed.thread.is_resolved)


@dataclass(frozen=True, slots=True)
class WaitingWording:
    """Proposed wording that nobody has decided on, with the document it is for."""

    comment_id: int
    thread_id: int
    slug: str
    title: str
    author_id: int | None


def talk_about(document: Document, body: str) -> Talk:
    """Return the threads of a document placed in this text: general ones first, those that lost it last."""
    threads = (
        session()
        .scalars(sa.select(Thread).where(Thread.document_id == document.id).order_by(Thread.id))
        .all()
    )
    places = places_in(threads, body)
    said = _comments(threads)
    placed = [PlacedThread(thread, tuple(said[thread.id]), places.get(thread.id)) for thread in threads]
    placed.sort(key=lambda found: (found.is_gone, found.place.start if found.place else -1, found.thread.id))
    people = {comment.author_id for comments in said.values() for comment in comments}
    people |= {comment.decided_by_id for comments in said.values() for comment in comments}
    people |= {thread.resolved_by_id for thread in threads}
    return Talk(tuple(placed), names_of(person for person in people if person is not None))


def open_counts(document_ids: Sequence[int]) -> Mapping[int, int]:
    """Return how many threads are not resolved, by document; documents without one are left out."""
    rows = session().execute(
        sa.select(Thread.document_id, sa.func.count())
        .where(Thread.document_id.in_(document_ids), Thread.resolved_at.is_(None))
        .group_by(Thread.document_id)
    )
    return {row[0]: row[1] for row in rows}


def waiting_wordings(limit: int = 200) -> tuple[WaitingWording, ...]:
    """Return wording that waits for a decision in documents that are not retired, the oldest first."""
    rows = session().execute(
        sa.select(Comment.id, Comment.thread_id, Document.slug, Document.title, Comment.author_id)
        .join(Thread, Thread.id == Comment.thread_id)
        .join(Document, Document.id == Thread.document_id)
        .where(Comment.replacement.is_not(None), Comment.decision == "", Document.retired_at.is_(None))
        .order_by(Comment.id)
        .limit(limit)
    )
    return tuple(WaitingWording(*row) for row in rows)


def thread_by_id(thread_id: int) -> Thread:
    """Return a thread.

    Raises:
        NoSuchThread: there is none with this id.

    """
    found = session().get(Thread, thread_id)
    if found is None:
        raise NoSuchThread
    return found


def comment_by_id(comment_id: int) -> Comment:
    """Return a comment.

    Raises:
        NoSuchThread: there is none with this id.

    """
    found = session().get(Comment, comment_id)
    if found is None:
        raise NoSuchThread
    return found


def comments_of(thread: Thread) -> Sequence[Comment]:
    """Return what was said in a thread, oldest first."""
    return (
        session().scalars(sa.select(Comment).where(Comment.thread_id == thread.id).order_by(Comment.id)).all()
    )


def document_of(thread: Thread) -> Document:
    """Return the document that a thread is about."""
    return session().scalars(sa.select(Document).where(Document.id == thread.document_id)).one()


def _comments(threads: Sequence[Thread]) -> Mapping[int, list[Comment]]:
    found: dict[int, list[Comment]] = defaultdict(list)
    wanted = [thread.id for thread in threads]
    if wanted:
        for comment in session().scalars(
            sa.select(Comment).where(Comment.thread_id.in_(wanted)).order_by(Comment.id)
        ):
            found[comment.thread_id].append(comment)
    return found

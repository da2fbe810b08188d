"""Where the passages of threads stand in a text, and keeping up with it inside a write transaction."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa

from app.kernel.database import session
from standards.comments.anchoring import Span, anchor_at, follow
from standards.comments.models import CommentedText, Thread


def places_in(threads: Sequence[Thread], body: str) -> Mapping[int, Span | None]:
    """Return by thread where its passage stands in this text, None where it is gone; no general threads."""
    by_text: dict[int, list[Thread]] = defaultdict(list)
    for thread in threads:
        if thread.text_id is not None:
            by_text[thread.text_id].append(thread)
    bodies = _bodies(by_text)
    found: dict[int, Span | None] = {}
    for text_id, standing in by_text.items():
        passages = [Span(thread.start, thread.end) for thread in standing]
        places = follow(passages, bodies[text_id], body)
        found |= {thread.id: place for thread, place in zip(standing, places, strict=True)}
    return found


def text_id_of(document_id: int, body: str) -> int:
    """Return the id under which this text is kept, in the running write transaction."""
    found = _kept(document_id, body)
    if found is None:
        found = CommentedText(document_id=document_id, digest=_digest(body), body=body)
        session().add(found)
        session().flush()
    return found.id


def put(thread: Thread, span: Span, body: str, text_id: int) -> None:
    """Let a thread stand at this place of this text."""
    anchor = anchor_at(body, span)
    thread.text_id, thread.start, thread.end = text_id, span.start, span.end
    thread.before, thread.after = anchor.before, anchor.after


def keep_up(document_id: int, body: str) -> None:
    """Move all passages of a document on to this text, in the running write transaction.

    Those that are gone stay where they were last seen, so that an undone deletion brings them back. Small
    steps are followed better than large ones: the more often this is called, the less is lost.
    """
    threads = session().scalars(sa.select(Thread).where(Thread.document_id == document_id)).all()
    places = places_in(threads, body)
    if any(places.values()):
        text_id = text_id_of(document_id, body)
        for thread in threads:
            place = places.get(thread.id)
            if place is not None:
                put(thread, place, body, text_id)
    session().flush()
    _forget_unused(document_id)


def _forget_unused(document_id: int) -> None:
    used = sa.select(Thread.text_id).where(Thread.document_id == document_id, Thread.text_id.is_not(None))
    session().execute(
        sa.delete(CommentedText)
        .where(CommentedText.document_id == document_id, CommentedText.id.not_in(used))
        .execution_options(synchronize_session=False)
    )


def _bodies(text_ids: Iterable[int]) -> Mapping[int, str]:
    wanted = set(text_ids)
    if not wanted:
        return {}
    rows = session().execute(
        sa.select(CommentedText.id, CommentedText.body).where(CommentedText.id.in_(wanted))
    )
    return {row.id: row.body for row in rows}


def _kept(document_id: int, body: str) -> CommentedText | None:
    return session().scalar(
        sa.select(CommentedText).where(
            CommentedText.document_id == document_id, CommentedText.digest == _digest(body)
        )
    )


def _digest(body: str) -> str:
    return f"sha256:{hashlib.sha256(body.encode()).hexdigest()}"

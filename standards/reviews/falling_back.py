"""Ending reviews whose text has changed: an answer holds for the text that was looked at, and no other."""

from collections.abc import Iterator, Sequence
from contextlib import suppress

from app.journal.services import record
from app.kernel.actors import Actor
from app.kernel.database import take_turns, write_transaction
from standards.documents.models import Document
from standards.reviews.announcing import tell_changed, tell_fallen_back
from standards.reviews.asking import TURNS, end_review
from standards.reviews.models import Review, ReviewState
from standards.reviews.queries import Divergence, divergences, newest_of_parts, waiting_reviews
from standards.reviews.wholes import NewestTexts, Part, restored


def texts_have_changed(documents: Sequence[Document], actor: Actor) -> None:
    """Let every waiting review fall back whose text contains one of these, and tell whom it concerns.

    Runs inside the write transaction that changed the documents.
    """
    changed = {document.id for document in documents}
    with write_transaction():
        take_turns(TURNS)
        texts = NewestTexts()
        for review in waiting_reviews():
            if any(part["document_id"] in changed for part in review.parts):
                fall_back(review, texts, actor)
        tell_changed(_present(documents, texts), actor)


def _present(documents: Sequence[Document], texts: NewestTexts) -> Iterator[Part]:
    for document in documents:
        # A retired document has no newest text; the row at hand may not know of it yet.
        with suppress(KeyError):
            yield texts.whole_of(document.id).own


def fall_back(review: Review, texts: NewestTexts, actor: Actor) -> Review | None:
    """End a waiting review if its text is no longer the newest, in the running write transaction.

    Return the review if it fell back, None if its text still is what it was.
    """
    whole = restored(review.parts)
    with suppress(KeyError):
        if texts.whole_of(review.document_id).digest == review.whole_digest:
            return None
    changed = divergences(whole, newest_of_parts(whole))
    if not changed:
        return None
    end_review(review.id, ReviewState.FALLEN_BACK, actor, _cause(changed[0], actor))
    record(
        actor,
        "review.fallen_back",
        ("document", review.document_id),
        review=review.id,
        changed=[divergence.slug for divergence in changed],
    )
    tell_fallen_back(review, changed[0].title, actor)
    return review


def _cause(changed: Divergence, actor: Actor) -> dict[str, str | int | None]:
    return {
        "slug": changed.slug,
        "title": changed.title,
        "number": changed.number,
        "is_own": changed.is_own,
        "is_retired": changed.is_retired,
        "by": actor.user_id,
    }

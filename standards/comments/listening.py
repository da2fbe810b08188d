"""Following what happens to documents in the room below."""

from collections.abc import Sequence

from app.kernel.actors import Actor
from standards.comments.placing import keep_up
from standards.comments.texts import text_shown
from standards.documents.models import Document
from standards.documents.signals import texts_changed


def listen() -> None:
    """Have the passages of threads follow every new revision; listening twice is listening once."""
    texts_changed.connect(_follow_revisions)


def _follow_revisions(documents: Sequence[Document], actor: Actor) -> None:
    del actor
    for document in documents:
        if not document.is_retired:
            keep_up(document.id, text_shown(document).body)

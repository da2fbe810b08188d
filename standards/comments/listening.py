"""Following what happens to documents in the room below."""

from app.kernel.actors import Actor
from standards.comments.placing import keep_up
from standards.comments.texts import text_shown
from standards.documents.models import Document
from standards.documents.signals import text_changed


def listen() -> None:
    """Have the passages of threads follow every new revision; listening twice is listening once."""
    text_changed.connect(_follow_revision)


def _follow_revision(document: Document, actor: Actor) -> None:
    del actor
    if not document.is_retired:
        keep_up(document.id, text_shown(document).body)

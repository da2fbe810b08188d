"""The door to the rooms: who may come in is asked like for a page, by the same road."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Blueprint, Flask, request, url_for

from app.accounts.sessions import current_session_id
from app.kernel.permissions import can, require
from app.web.actors import current_actor
from app.web.forgery import ForeignOrigin
from app.web.i18n import _
from config import Settings
from standards.documents.draft_rows import document_by_id
from standards.documents.errors import NoSuchDocument
from standards.documents.models import Document
from standards.documents.policies import DocumentPermission
from standards.realtime.following import listen
from standards.realtime.seats import Visitor

KNOCK = "standardwerk.knock"
"""Where the live door lays what it wants to know; no browser can set it."""
MOST_DIGITS = 9

blueprint = Blueprint("live", __name__)


@dataclass(slots=True)
class Knock:
    """Somebody at the door: `visitor` once they are let in."""

    visitor: Visitor | None = None
    is_foreign: bool = False


def init_app(app: Flask, _settings: Settings) -> None:
    """Let drafts and logs follow one another, whether anything is served live here or not."""
    app.register_blueprint(blueprint)
    listen()


def address_of(document: Document) -> str:
    """Return the address of a document's room."""
    return url_for("live.join", document_id=document.id)


@blueprint.get("/live/<int:document_id>")
def join(document_id: int) -> tuple[str, int]:
    """Let somebody into a room; a browser that asks for this as a page is told that it is none."""
    knock = request.environ.get(KNOCK)
    if isinstance(knock, Knock):
        knock.is_foreign = urlsplit(request.headers.get("Origin", "")).netloc != request.host
        if knock.is_foreign:
            raise ForeignOrigin
    actor = current_actor()
    require(actor, DocumentPermission.SEE)
    document = document_by_id(document_id)
    if document.is_retired:
        raise NoSuchDocument(slug=document.slug)
    session_id = current_session_id()
    if not isinstance(knock, Knock) or session_id is None or actor.user_id is None:
        return "", 426
    epoch = request.args.get("epoch", "")
    knock.visitor = Visitor(
        document.id,
        session_id,
        actor.user_id,
        actor.name,
        can_write=can(actor, DocumentPermission.WRITE),
        full=_("The text is as long as a document may be. Shorten it, or begin another document."),
        epoch=int(epoch) if epoch.isdecimal() and len(epoch) <= MOST_DIGITS else 0,
    )
    return "", 204

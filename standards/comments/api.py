"""What the editor in the browser asks of comments: the threads on passages of the draft."""

from flask import Blueprint, Flask, Response, jsonify, url_for

from app.kernel.permissions import can, require
from app.web.actors import current_actor
from standards.comments.anchoring import Span, anchor_at
from standards.comments.policies import CommentPermission, can_decide
from standards.comments.queries import PlacedThread, Talk, talk_about
from standards.comments.texts import text_shown
from standards.documents.addresses import document_at
from standards.documents.models import Document
from standards.documents.pages.together import offer_to_editor

blueprint = Blueprint("comment_api", __name__, url_prefix="/workshop/<slug>/comments")


def offer_comments(app: Flask) -> None:
    """Let the editor show what is said about the passages of its text."""
    app.register_blueprint(blueprint)
    offer_to_editor(app, "data-comments-url", _address)


@blueprint.get("/open")
def open_threads(slug: str) -> Response:
    """Answer with what is said about passages and not resolved, in the order of the text."""
    actor = current_actor()
    require(actor, CommentPermission.SEE)
    document = document_at(slug)
    body = text_shown(document).body
    talk = talk_about(document, body)
    return jsonify(
        threads=[
            _shown(slug, talk, placed, body, placed.place) for placed in talk.open if placed.place is not None
        ],
        may_decide=can_decide(actor),
        begin=url_for("comments.begin", slug=slug) if can(actor, CommentPermission.WRITE) else "",
    )


def _shown(slug: str, talk: Talk, placed: PlacedThread, body: str, place: Span) -> dict[str, object]:
    """Return a thread with its passage as it reads now and what stands around it, to be found by these."""
    anchor, first = anchor_at(body, place), placed.comments[0]
    waiting = next((comment for comment in placed.comments if comment.is_waiting), None)
    thread_id = placed.thread.id
    return {
        "id": thread_id,
        "quote": anchor.quote,
        "before": anchor.before,
        "after": anchor.after,
        "name": talk.names.get(first.author_id or 0, ""),
        "text": first.text,
        "answers": len(placed.comments) - 1,
        "address": url_for("comments.talk", slug=slug, _anchor=f"thread-{thread_id}"),
        "wording": waiting
        and {
            "text": waiting.replacement,
            "accept": url_for("comments.accept", slug=slug, thread_id=thread_id, comment_id=waiting.id),
        },
    }


def _address(document: Document) -> str:
    return url_for("comment_api.open_threads", slug=document.slug)

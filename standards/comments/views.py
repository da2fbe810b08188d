"""The page on which the working group talks about a text, passage by passage."""

import secrets
from collections.abc import Callable

from flask import Blueprint, Flask, flash, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from app.kernel.errors import AppError, Conflict, Invalid
from app.kernel.permissions import require
from app.notices.desk import contribute_sections
from app.notices.kinds import name_kinds
from app.web.actors import current_actor
from app.web.errors import status_of, wants_problem
from app.web.forms import Form
from app.web.i18n import _
from app.web.paging import MOST_DIGITS
from config import Settings
from standards.comments.anchoring import Anchor, anchor_at, narrowed
from standards.comments.api import offer_comments
from standards.comments.beside import COMMENTED, links
from standards.comments.desk import sections
from standards.comments.errors import NoSuchThread
from standards.comments.forms import AnswerForm, CommentForm, DeclineForm, EditForm
from standards.comments.lines import passage_at
from standards.comments.listening import listen
from standards.comments.models import Comment, Thread
from standards.comments.pages import ShownForm, new_comment_page, prefix, talk_page
from standards.comments.policies import CommentPermission
from standards.comments.queries import comment_by_id, thread_by_id
from standards.comments.recognising import passage_shown
from standards.comments.services import (
    Remark,
    answer_thread,
    begin_thread,
    edit_comment,
    reopen_thread,
    resolve_thread,
)
from standards.comments.speech import with_links
from standards.comments.telling import KINDS
from standards.comments.texts import text_shown
from standards.comments.wordings import accept_wording, decline_wording
from standards.documents.addresses import document_at
from standards.documents.listing import add_state
from standards.documents.pages.links import contribute_links

Answer = str | Response | tuple[str, int]

LONGEST_SHOWN = 800
blueprint = Blueprint(
    "comments", __name__, url_prefix="/workshop/<slug>/comments", template_folder="templates"
)


def init_app(app: Flask, _settings: Settings) -> None:
    """Open the pages of comments, name their notices, and let threads follow new revisions."""
    app.register_blueprint(blueprint)
    app.add_template_filter(with_links)
    name_kinds(app, *KINDS.values())
    contribute_sections(app, sections)
    contribute_links(app, links)
    offer_comments(app)
    add_state(app, COMMENTED)
    listen()


@blueprint.get("/")
def talk(slug: str) -> str:
    require(current_actor(), CommentPermission.SEE)
    return talk_page(slug, _revision())


@blueprint.get("/new")
def new(slug: str) -> str | Response:
    require(current_actor(), CommentPermission.WRITE)
    document = document_at(slug)
    text = text_shown(document, _revision())
    words = request.args.get("words", "")[:LONGEST_SHOWN]
    if words.strip():
        span = passage_shown(text.body, words, request.args.get("nth", 0, type=int))
    else:
        span = passage_at(text.body, request.args.get("line", 0, type=int))
    if words.strip() and span is None:
        flash(_("These words are not in the text like this. Choose them here, where it stands as written."))
        return redirect(url_for("comments.talk", slug=slug, revision=_revision()))
    form = CommentForm(formdata=None, key=_key(), revision=request.args.get("revision", ""))
    if span is not None:
        anchor = anchor_at(text.body, span)
        form.quote.data, form.before.data, form.after.data = anchor.quote, anchor.before, anchor.after
        form.start.data, form.offered.data = str(anchor.start), anchor.quote
    return new_comment_page(document, form)


@blueprint.post("/")
def begin(slug: str) -> Answer:
    actor = current_actor()
    require(actor, CommentPermission.WRITE)
    form = CommentForm()
    if not form.validate():
        return new_comment_page(document_at(slug), form), 422
    remark = Remark(form.text.data or "", form.proposed, form.key.data or None)
    revision = form.revision.data or ""
    try:
        thread = begin_thread(
            slug, _anchor(form), remark, actor, int(revision) if revision.isdecimal() else None
        )
    except (Invalid, Conflict) as error:
        if wants_problem():
            raise
        _show(form, error)
        return new_comment_page(document_at(slug), form), status_of(error)
    if wants_problem():
        return jsonify(id=thread.id)
    flash(_("Your comment is there. Whoever writes the document is told."))
    return _back_to(slug, thread.id, revision)


@blueprint.post("/<int:thread_id>/answers")
def answer(slug: str, thread_id: int) -> Answer:
    actor = current_actor()
    require(actor, CommentPermission.WRITE)
    thread = _thread(slug, thread_id)
    form = AnswerForm(prefix=prefix("answer", thread.id))

    def keep() -> None:
        answer_thread(thread.id, Remark(form.text.data or "", form.proposed, form.key.data or None), actor)

    return _kept(slug, thread.id, ShownForm("answer", thread.id, form), keep)


@blueprint.post("/<int:thread_id>/state")
def state(slug: str, thread_id: int) -> Answer:
    actor = current_actor()
    require(actor, CommentPermission.WRITE)
    thread = _thread(slug, thread_id)
    if request.form.get("state") == "open":
        reopen_thread(thread.id, actor)
    else:
        resolve_thread(thread.id, actor)
    return _back_to(slug, thread.id)


@blueprint.post("/<int:thread_id>/<int:comment_id>/text")
def edit(slug: str, thread_id: int, comment_id: int) -> Answer:
    actor = current_actor()
    require(actor, CommentPermission.WRITE)
    comment = _comment(slug, thread_id, comment_id)
    form = EditForm(prefix=prefix("edit", comment.id))

    def keep() -> None:
        edit_comment(comment.id, form.text.data or "", actor)

    return _kept(slug, thread_id, ShownForm("edit", comment.id, form), keep)


@blueprint.post("/<int:thread_id>/<int:comment_id>/acceptance")
def accept(slug: str, thread_id: int, comment_id: int) -> Answer:
    actor = current_actor()
    require(actor, CommentPermission.WRITE)
    comment = _comment(slug, thread_id, comment_id)
    try:
        accept_wording(comment.id, actor)
    except Conflict as error:
        if wants_problem():
            raise
        return talk_page(slug, None, refused=(comment.id, error)), status_of(error)
    if wants_problem():
        return jsonify(id=comment.thread_id)
    flash(_("The wording stands in the draft now."))
    return _back_to(slug, thread_id)


@blueprint.post("/<int:thread_id>/<int:comment_id>/refusal")
def decline(slug: str, thread_id: int, comment_id: int) -> Answer:
    actor = current_actor()
    require(actor, CommentPermission.WRITE)
    comment = _comment(slug, thread_id, comment_id)
    form = DeclineForm(prefix=prefix("decline", comment.id))

    def keep() -> None:
        decline_wording(comment.id, form.reason.data, actor)

    return _kept(slug, thread_id, ShownForm("decline", comment.id, form), keep)


def _kept(slug: str, thread_id: int, shown: ShownForm, keep: Callable[[], None]) -> Answer:
    """Keep what a form of the page says, or show the page again with the form as it was sent."""
    if not shown.form.validate():
        return talk_page(slug, None, shown), 422
    try:
        keep()
    except (Invalid, Conflict) as error:
        _show(shown.form, error)
        return talk_page(slug, None, shown), status_of(error)
    return _back_to(slug, thread_id)


def _anchor(form: CommentForm) -> Anchor | None:
    """Return the passage that was chosen; without words it is the whole document."""
    quote, offered, before, after, start = (
        (field.data or "").replace("\r\n", "\n")
        for field in (form.quote, form.offered, form.before, form.after, form.start)
    )
    if not quote.strip():
        return None
    place = int(start) if start.isdecimal() and len(start) <= MOST_DIGITS else 0
    chosen = Anchor(offered or quote, before, after, place)
    return narrowed(chosen, quote.strip()) if offered else chosen


def _revision() -> int | None:
    return request.args.get("revision", None, type=int)


def _key() -> str:
    return secrets.token_urlsafe(16)


def _show(form: Form, error: AppError) -> None:
    if isinstance(error, Invalid):
        form.show(error)
    else:
        form.form_errors.append(error.text(_))


def _thread(slug: str, thread_id: int) -> Thread:
    """Return the thread of this document, so that no address reaches one of another."""
    thread = thread_by_id(thread_id)
    if thread.document_id != document_at(slug).id:
        raise NoSuchThread
    return thread


def _comment(slug: str, thread_id: int, comment_id: int) -> Comment:
    comment = comment_by_id(comment_id)
    if comment.thread_id != _thread(slug, thread_id).id:
        raise NoSuchThread
    return comment


def _back_to(slug: str, thread_id: int, revision: str = "") -> Response:
    place = f"thread-{thread_id}"
    return redirect(url_for("comments.talk", slug=slug, revision=revision or None, _anchor=place), 303)

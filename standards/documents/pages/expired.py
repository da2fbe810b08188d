"""What was typed into a page that is too old, or by somebody no longer signed in, is handed back to them."""

from collections.abc import Sequence

from flask import Response, make_response, render_template, request, url_for
from flask_wtf.csrf import CSRFError

from app.kernel.errors import NotAllowed
from app.web.actors import current_actor
from app.web.errors import answer_ours, answer_stale_form, wants_problem
from app.web.forgery import ForeignOrigin
from app.web.forms import Form
from standards.documents.pages.blueprint import blueprint


@blueprint.errorhandler(CSRFError)
def hand_back_stale(error: CSRFError) -> Response:
    """Answer a form that is too old with what was typed into it."""
    return _handed_back(400) if _has_text() else answer_stale_form(error)


@blueprint.errorhandler(NotAllowed)
def hand_back_refused(error: NotAllowed) -> Response:
    """Answer somebody who is no longer signed in with what they typed."""
    # What another site sends is nobody's typing: it must not come back with a button below it.
    if current_actor().is_signed_in or isinstance(error, ForeignOrigin) or not _has_text():
        return answer_ours(error)
    return _handed_back(401)


def _has_text() -> bool:
    return request.method == "POST" and not wants_problem() and bool(_typed())


def _typed() -> Sequence[tuple[str, str]]:
    return [
        (name, value)
        for name, values in request.form.lists()
        if name != "csrf_token"
        for value in values
        if value
    ]


def _handed_back(status: int) -> Response:
    page = render_template(
        "documents/expired.html",
        form=Form(formdata=None),
        typed=_typed(),
        is_signed_in=current_actor().is_signed_in,
        sign_in=url_for("security.login"),
    )
    return make_response(page, status)

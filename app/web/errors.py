"""The one map from our errors to HTTP: a page for people, `application/problem+json` for programs."""

from http import HTTPStatus

import structlog
from flask import Flask, Response, g, json, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, TooManyRequests

from app.kernel.errors import AppError, Conflict, Corrupt, Invalid, NotAllowed, NotFound, TooMuch, Unavailable
from app.web.actors import current_actor
from app.web.forgery import ForeignOrigin
from app.web.frame import Frame, chosen_theme
from app.web.handing_back import page_with_what_was_typed
from app.web.i18n import N_, _, current_language
from app.web.requests import request_id

STATUSES: tuple[tuple[type[AppError], int], ...] = (
    (NotFound, 404),
    (NotAllowed, 403),
    (Invalid, 422),
    (Conflict, 409),
    (Unavailable, 503),
    (Corrupt, 500),
)
TITLES = {
    400: N_("This request cannot be understood"),
    401: N_("Please sign in"),
    403: N_("You may not do this"),
    404: N_("There is nothing here"),
    405: N_("This cannot be done here"),
    409: N_("Somebody else was faster"),
    413: N_("This is too large"),
    422: N_("Something must be corrected"),
    429: N_("Too many attempts"),
    500: N_("Something went wrong on our side"),
    503: N_("Not available at the moment"),
}
DETAILS = {
    400: N_(
        "Go back, load the page again and repeat what you did. If you had written a text, copy it first."
    ),
    401: N_("You need an account to see this. Sign in and you will be brought back here."),
    405: N_("Go back and use the buttons of the page."),
    413: N_("What you sent is larger than we accept. Shorten it or send it in parts; nothing was stored."),
    429: N_("That was often in a short time. Wait a moment, then try again."),
}
STALE_FORM = N_(
    "The page was open for too long, or in another window you signed in or out. Nothing was stored."
    " Go back, copy what you wrote, load the page again and send it once more."
)

_log = structlog.get_logger(__name__)


def init_app(app: Flask) -> None:
    """Answer every error with a page or a problem that says what to do."""
    app.register_error_handler(AppError, answer_ours)
    app.register_error_handler(PoolExhausted, _answer_exhausted)
    app.register_error_handler(CSRFError, answer_stale_form)
    app.register_error_handler(HTTPException, _answer_http)


def status_of(error: AppError) -> int:
    """Return the HTTP status for an error of ours."""
    if isinstance(error, TooMuch):
        return 429 if error.retry_after else 413
    return next((status for kind, status in STATUSES if isinstance(error, kind)), 500)


def answer_ours(error: AppError) -> Response:
    """Return the answer to an error of ours; whoever is no longer signed in gets back what they typed."""
    status, detail = status_of(error), error.text(_)
    if _may_help_to_sign_in(error):
        status = HTTPStatus.UNAUTHORIZED
        page = "" if wants_problem() else page_with_what_was_typed()
        if page:
            return make_response(page, status)
        detail = _(DETAILS[status]) if error.message == NotAllowed.message else detail
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _log.error("failed", code=error.code, facts=error.facts, exc_info=not isinstance(error, Unavailable))
    retry_after = error.retry_after if isinstance(error, TooMuch | Unavailable) else 0
    return _answer(status, error.code, detail, retry_after)


def _may_help_to_sign_in(error: AppError) -> bool:
    is_refusal = isinstance(error, NotAllowed) and not isinstance(error, ForeignOrigin)
    return is_refusal and not current_actor().is_signed_in


def _answer_exhausted(_error: PoolExhausted) -> Response:
    return answer_ours(Unavailable())


def answer_stale_form(error: CSRFError) -> Response:
    """Return the answer to a form whose token no longer counts, with what was typed into it."""
    page = "" if wants_problem() else page_with_what_was_typed()
    if page:
        return make_response(page, error.code or 400)
    return _answer(error.code or 400, "web.stale_form", _(STALE_FORM))


def _answer_http(error: HTTPException) -> Response:
    cause = getattr(error, "original_exception", None)
    if isinstance(cause, AppError):
        # Raised after the view had answered, where Flask no longer asks for handlers.
        return answer_ours(cause)
    status = error.code or 500
    if status < HTTPStatus.BAD_REQUEST or error.response is not None:
        return make_response(error.get_response())
    if isinstance(error, RequestEntityTooLarge | TooManyRequests):
        return _answer(status, TooMuch.code, _(DETAILS[status]))
    detail = _(DETAILS[status]) if status in DETAILS else _kind_message(status)
    answer = _answer(status, f"http.{status}", detail)
    for name, value in error.get_headers():
        if name.lower() == "allow":
            answer.headers["Allow"] = value
    return answer


def _kind_message(status: int) -> str:
    kind = next((kind for kind, own in STATUSES if own == status), AppError)
    return _(kind.message)


def _answer(status: int, code: str, detail: str, retry_after: int = 0) -> Response:
    title = _(TITLES.get(status, TITLES[500]))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        # What rooms add to the frame may need the very thing that has failed.
        g.frame = Frame(request.full_path.rstrip("?"), current_language(), chosen_theme())
    if wants_problem():
        answer = _problem(status, code, title, detail)
    else:
        answer = make_response(
            render_template("error.html", status=status, title=title, detail=detail, request_id=request_id()),
            status,
        )
    if retry_after:
        answer.headers["Retry-After"] = str(retry_after)
    return answer


def wants_problem() -> bool:
    """Return whether a program rather than a person asks."""
    best = request.accept_mimetypes.best_match(
        ["text/html", "application/json", "application/problem+json"], "text/html"
    )
    return best != "text/html"


def _problem(status: int, code: str, title: str, detail: str) -> Response:
    body = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "code": code,
        "instance": request_id(),
    }
    return Response(json.dumps(body), status, content_type="application/problem+json")

"""One id for each request, in every line of the log and in every answer."""

import secrets
import time

import structlog
from flask import Flask, Response, g, request

from app.web.actors import current_actor

HEADER = "X-Request-ID"

_log = structlog.get_logger(__name__)


def init_app(app: Flask) -> None:
    """Give each request an id and log its answer: method, endpoint, status, duration; no address, no text."""
    app.before_request(_begin)
    app.after_request(_finish)


def request_id() -> str:
    """Return the id of the running request."""
    return str(g.get("request_id", ""))


def _begin() -> None:
    g.request_id = secrets.token_hex(8)
    g.began = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request=g.request_id)


def _finish(response: Response) -> Response:
    response.headers[HEADER] = request_id()
    if request.endpoint not in ("static", "health.alive", "health.ready"):
        _log.info(
            "answered",
            method=request.method,
            endpoint=request.endpoint,
            status=response.status_code,
            ms=round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000, 1),
            actor=current_actor().user_id,
        )
    return response

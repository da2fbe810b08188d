"""Answering "not modified" before anything is looked up but the editions in force."""

import hashlib
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import ParamSpec

from flask import Response, make_response, request, session
from werkzeug.wrappers import Response as AnyResponse

from app.guide.shelf import readable_editions
from app.web.actors import current_actor
from app.web.frame import chosen_theme
from app.web.i18n import current_language

P = ParamSpec("P")
_PACKAGE = Path(__file__).parents[1]
_LAYOUT = ("web/templates", "web/static", "web/translations", "guide/templates")


def conditional(view: Callable[P, AnyResponse | str]) -> Callable[P, AnyResponse]:
    """Let a view be skipped whenever the reader's browser already has what it would answer."""

    @wraps(view)
    def answer(*args: P.args, **kwargs: P.kwargs) -> AnyResponse:
        if "_flashes" in session:
            return make_response(view(*args, **kwargs))
        mark = _mark()
        if request.if_none_match.contains_weak(mark):
            response: AnyResponse = Response(status=304)
        else:
            response = make_response(view(*args, **kwargs))
        if response.status_code in (200, 304):
            response.set_etag(mark, weak=True)
            response.headers["Cache-Control"] = "private, no-cache"
        return response

    return answer


def _mark() -> str:
    """Return a checksum over everything that a page of the guide depends on."""
    actor = current_actor()
    facts = [
        request.full_path,
        current_language(),
        chosen_theme(),
        str(actor.user_id),
        *sorted(actor.roles),
        *(f"{edition.id} {edition.digest}" for edition in readable_editions(actor)),
        _layout(),
    ]
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:32]


@cache
def _layout() -> str:
    """Return a checksum over the files that pages are made with, so that a new version is seen at once."""
    checksum = hashlib.sha256()
    for folder in _LAYOUT:
        for file in sorted((_PACKAGE / folder).rglob("*")):
            if file.suffix in {".html", ".css", ".js", ".mo"}:
                checksum.update(file.read_bytes())
    return checksum.hexdigest()

"""Answering from what is known of a page: "not modified", or the page as it was made before.

A page of the guide is made of its address, what stands around it, the reader's roles and the editions in
force, and of nothing else: no name, no token. So one reader's page may be given to the next.
"""

import hashlib
import threading
from collections.abc import Callable
from functools import cache, wraps
from http import HTTPStatus
from pathlib import Path
from typing import ParamSpec

from cachetools import LRUCache
from flask import Flask, Response, current_app, make_response, request, session
from werkzeug.wrappers import Response as AnyResponse

from app.guide.shelf import readable_editions
from app.web.actors import current_actor
from app.web.frame import current_frame

P = ParamSpec("P")
_PACKAGE = Path(__file__).parents[1]
_MOST_BYTES = 16 * 1024 * 1024
_LAYOUT = (
    "web/templates",
    "web/static/css",
    "web/static/js",
    "translations",
    "guide/templates",
    "home/templates",
)


class _MadePages:
    """The pages that were asked for last, by their marks."""

    def __init__(self) -> None:
        self._bodies: LRUCache[str, bytes] = LRUCache(_MOST_BYTES, getsizeof=len)
        self._lock = threading.Lock()

    def known(self, mark: str) -> AnyResponse | None:
        with self._lock:
            body = self._bodies.get(mark)
        return None if body is None else Response(body, mimetype="text/html")

    def keep(self, mark: str, response: Response) -> AnyResponse:
        body = response.get_data() if response.status_code == HTTPStatus.OK else b""
        if body and len(body) <= _MOST_BYTES // 16:
            with self._lock:
                self._bodies[mark] = body
        return response


def init_app(app: Flask) -> None:
    """Keep the pages that this application made."""
    app.extensions["made_pages"] = _MadePages()


def conditional(view: Callable[P, AnyResponse | str]) -> Callable[P, AnyResponse]:
    """Let a view be skipped whenever its answer is known, here or in the reader's browser."""

    @wraps(view)
    def answer(*args: P.args, **kwargs: P.kwargs) -> AnyResponse:
        if "_flashes" in session:
            return make_response(view(*args, **kwargs))
        mark = _mark()
        if request.if_none_match.contains_weak(mark):
            response: AnyResponse = Response(status=304)
        else:
            pages: _MadePages = current_app.extensions["made_pages"]
            response = pages.known(mark) or pages.keep(mark, make_response(view(*args, **kwargs)))
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
        repr(current_frame()),
        str(actor.is_signed_in),
        actor.variant,
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

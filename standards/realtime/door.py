"""The live door: WebSockets go to the rooms, everything else to the pages. An ASGI application."""

import io
from collections.abc import Iterable
from typing import Any

from a2wsgi import WSGIMiddleware
from a2wsgi.wsgi import build_environ
from flask import Flask

from app.kernel.settings import settings_of
from standards.documents.pages.together import open_live_door
from standards.realtime.following import LISTENER
from standards.realtime.hub import Hub
from standards.realtime.seats import Receive, Send
from standards.realtime.views import KNOCK, Knock, address_of
from standards.realtime.wire import Close

THREADS = 16
"""For pages: a few slow ones shall stop no other."""
REFUSALS = {401: Close.NO_SESSION, 403: Close.NO_RIGHT, 404: Close.NO_DOCUMENT, 503: Close.TOO_SLOW}
Scope = dict[str, Any]


class Door:
    """Pages and rooms of one application in one process."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._pages = WSGIMiddleware(app, workers=THREADS)  # type: ignore[arg-type]
        self._hub = Hub(app) if settings_of(app).live else None
        if self._hub:
            app.extensions[LISTENER] = self._hub.tell
            open_live_door(app, address_of)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] == "http":
            await self._pages(scope, receive, send)  # type: ignore[arg-type]
        elif scope["type"] == "websocket":
            await self._room(scope, receive, send)
        else:
            await self._serve(receive, send)

    async def _serve(self, receive: Receive, send: Send) -> None:
        await receive()
        if self._hub:
            await self._hub.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        if self._hub:
            await self._hub.stop()
        await send({"type": "lifespan.shutdown.complete"})

    async def _room(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        if self._hub is None:
            await _close(send, Close.NO_DOCUMENT)
            return
        knock, status = await self._hub.threads.knock(_knock, self._app, scope)
        if knock.is_foreign:
            await _close(send, Close.NO_RIGHT)
            return
        # Accepted first: before that a browser is not told the code, and asks again for ever.
        await send({"type": "websocket.accept"})
        if knock.visitor is None:
            await _close(send, REFUSALS.get(status, Close.NO_DOCUMENT))
            return
        await self._hub.sit(knock.visitor, receive, send)


async def _close(send: Send, code: Close) -> None:
    await send({"type": "websocket.close", "code": int(code)})


def _knock(app: Flask, scope: Scope) -> tuple[Knock, int]:
    """Ask the application like for a page who this is and whether they may come in."""
    knock = Knock()
    secure = {"ws": "http", "wss": "https"}
    asked: Any = {**scope, "method": "GET", "scheme": secure.get(scope.get("scheme", "ws"), "http")}
    environ: Any = build_environ(asked, None)  # type: ignore[arg-type]
    environ |= {"wsgi.input": io.BytesIO(), KNOCK: knock}
    # A page is asked for: nothing is upgraded on this road.
    for name in ("CONTENT_LENGTH", "HTTP_CONNECTION", "HTTP_UPGRADE"):
        environ.pop(name, None)
    answered: list[str] = []

    def start_response(status: str, _headers: Iterable[tuple[str, str]], _info: object = None) -> Any:  # noqa: ANN401
        answered.append(status)

    answer = app(environ, start_response)
    for _part in answer:
        pass
    getattr(answer, "close", lambda: None)()
    return knock, int(answered[0].split(" ", 1)[0])

"""The door in process; `tests/live` knocks at a real one."""

import asyncio
from typing import Any

from flask import Flask

from app.kernel.actors import SYSTEM
from standards.documents.addresses import document_at
from standards.documents.pages.together import offered_to_editor
from standards.documents.services import save_revision
from standards.documents.texts import RevisionText
from standards.realtime.door import Door
from tests.conftest import MakeApp

HEADER = "kind: standard\nslug: complaints\ntitle: Complaints\nlanguage: en"


def offered(app: Flask) -> dict[str, str]:
    with app.test_request_context():
        save_revision(RevisionText("complaints", HEADER, "Text.\n", "First."), 0, SYSTEM)
        return dict(offered_to_editor(document_at("complaints")))


async def knocked(door: Door) -> list[dict[str, Any]]:
    """Return what the door sends to somebody who wants into a room."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0)
        return {"type": "websocket.connect"}

    async def send(event: Any) -> None:
        await asyncio.sleep(0)
        sent.append(dict(event))

    headers = [(b"host", b"localhost"), (b"origin", b"http://localhost")]
    scope = {"type": "websocket", "path": "/live/1", "query_string": b"", "headers": headers}
    await door({**scope, "http_version": "1.1", "scheme": "ws", "server": None}, receive, send)
    return sent


def test_pages_name_their_room_where_it_is_served(make_app: MakeApp) -> None:
    # An application of its own: the others of this run have no door.
    app = make_app(live=True, session_hours=11)
    Door(app)
    assert offered(app)["data-live"] == "/live/1"


def test_without_live_writing_no_page_offers_it(make_app: MakeApp) -> None:
    app = make_app(live=False, session_hours=11)
    door = Door(app)
    assert "data-live" not in offered(app)
    assert [event["type"] for event in asyncio.run(knocked(door))] == ["websocket.close"]


def test_without_the_door_no_page_offers_it(app: Flask) -> None:
    assert "data-live" not in offered(app)


def test_who_is_not_signed_in_is_told_so_after_the_line_stands(make_app: MakeApp) -> None:
    app = make_app(live=True, session_hours=11)
    answers = asyncio.run(knocked(Door(app)))
    assert [(event["type"], event.get("code")) for event in answers] == [
        ("websocket.accept", None),
        ("websocket.close", 4401),
    ]

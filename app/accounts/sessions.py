"""Sessions as rows: a cookie acts only while its row does; signing out holds for copies of it too."""

import hashlib
import secrets
from collections.abc import Collection, Mapping
from datetime import timedelta

import flask
import sqlalchemy as sa
from flask import Flask, g, request
from flask_login import user_logged_out
from flask_security import user_authenticated

from app.accounts import queries
from app.accounts.models import User, UserSession
from app.accounts.queries import LiveSession, live_session
from app.journal.services import record
from app.kernel.clock import now
from app.kernel.database import write_transaction
from app.kernel.errors import Unavailable
from app.kernel.settings import current_settings
from app.web.actors import act_as
from config import Settings

TOKEN = "session_token"  # noqa: S105 - the name of a field of the cookie
USER = "_user_id"
SEEN_EVERY = timedelta(minutes=5)
WITHOUT_ACTOR = frozenset({"static", "health.alive", "health.ready"})
LONGEST_DEVICE = 80


def init_app(app: Flask, settings: Settings) -> None:
    """Find out before each request who acts, and keep the rows in step with signing in and out."""
    lifetime, idle = _limits(settings)

    def know_actor() -> None:
        if request.endpoint in WITHOUT_ACTOR:
            return
        if TOKEN in flask.session:
            _act_for_cookie(lifetime, idle)
        elif USER in flask.session:
            flask.session.clear()

    app.before_request(know_actor)
    user_authenticated.connect(_begin_session, app)
    user_logged_out.connect(_end_session, app)


def current_session_id() -> int | None:
    """Return the id of the session that this request belongs to."""
    found: LiveSession | None = g.get("live_session")
    return found.id if found else None


def living_sessions(session_ids: Collection[int]) -> Mapping[int, LiveSession]:
    """Return those of these sessions that may still act, for who talks longer than one request."""
    lifetime, idle = _limits(current_settings())
    moment = now()
    return queries.living_sessions(session_ids, moment - lifetime, moment - idle)


def _limits(settings: Settings) -> tuple[timedelta, timedelta]:
    return timedelta(hours=settings.session_hours), timedelta(minutes=settings.session_idle_minutes)


def _act_for_cookie(lifetime: timedelta, idle: timedelta) -> None:
    moment = now()
    found = live_session(
        _digest(flask.session[TOKEN]), str(flask.session.get(USER, "")), moment - lifetime, moment - idle
    )
    if found is None:
        flask.session.clear()
        return
    g.live_session = found
    act_as(found.actor)
    keep_awake(found)


def keep_awake(found: LiveSession) -> None:
    """Note that a session is in use, if that was not noted lately."""
    if now() - found.last_seen_at > SEEN_EVERY:
        _note_seen(found.id)


def _note_seen(session_id: int) -> None:
    try:
        with write_transaction() as current:
            current.execute(
                sa.update(UserSession).where(UserSession.id == session_id).values(last_seen_at=now())
            )
    except Unavailable:
        # Reading goes on while nothing can be written; only the idle time is then counted from earlier.
        return


def _begin_session(_app: Flask, user: User, **_more: object) -> None:
    replaced = flask.session.pop(TOKEN, None)
    # A token of a form that was open before somebody signed in shall not work for who signed in.
    flask.session.pop("csrf_token", None)
    g.pop("csrf_token", None)
    token = secrets.token_urlsafe(32)
    moment = now()
    with write_transaction() as current:
        if replaced:
            _end_row(replaced)
        row = UserSession(
            user_id=user.id,
            token_digest=_digest(token),
            device=_device(),
            created_at=moment,
            last_seen_at=moment,
        )
        current.add(row)
        current.flush()
        record(user.as_actor(), "session.begun", ("user", user.id), session=row.id)
    flask.session[TOKEN] = token


def _end_session(_app: Flask, user: User | None = None, **_more: object) -> None:
    token = flask.session.pop(TOKEN, None)
    if token:
        with write_transaction():
            _end_row(token)
            if isinstance(user, User):
                record(user.as_actor(), "session.ended", ("user", user.id))


def _end_row(token: str) -> None:
    with write_transaction() as current:
        current.execute(
            sa.update(UserSession)
            .where(UserSession.token_digest == _digest(token), UserSession.ended_at.is_(None))
            .values(ended_at=now())
        )


def _digest(token: object) -> str:
    return hashlib.sha256(str(token).encode()).hexdigest()


def _device() -> str:
    """Name browser and system coarsely: enough to recognise one's own, not enough to follow a person."""
    agent = request.user_agent.string
    browsers = (
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    )
    systems = (
        ("Windows", "Windows"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    )
    found = [next((name for mark, name in marks if mark in agent), "") for marks in (browsers, systems)]
    return ", ".join(name for name in found if name)[:LONGEST_DEVICE]

"""Refusing changes that another site makes a browser send, by token and by what the browser says."""

from urllib.parse import urlsplit

from flask import Flask, request
from flask_wtf import CSRFProtect

from app.kernel.errors import NotAllowed
from app.kernel.messages import N_
from app.web import preferences

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class ForeignOrigin(NotAllowed):
    """The browser says that another site sent this."""

    code = "web.foreign_origin"
    message = N_(
        "This was sent from another site, so it was not accepted. Open the page here and send it again."
    )


def init_app(app: Flask) -> None:
    """Refuse every changing request that comes from another site or lacks the token of its form."""
    # A form may stay open for a day: its token lives as long as the session does.
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    # Flask-WTF would refuse browsers that send no Referer; the check below judges where it came from.
    app.config["WTF_CSRF_SSL_STRICT"] = False
    app.before_request(refuse_foreign_origin)
    protection = CSRFProtect(app)
    # A token would need a session for everybody who only reads; forging this harms nobody.
    protection.exempt(preferences.blueprint)


def refuse_foreign_origin() -> None:
    """Refuse the running request if the browser says that another site caused it.

    Raises:
        ForeignOrigin: it does. Programs that send neither header are judged by their token alone.

    """
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site", "")
    origin = request.headers.get("Origin", "")
    is_foreign = (
        site not in ("same-origin", "none") if site else origin and urlsplit(origin).netloc != request.host
    )
    if is_foreign:
        raise ForeignOrigin

"""Everything that every page has, put together in the order in which it must run."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app.web import errors, frame, headers, health, i18n, logs, preferences, requests
from config import Settings

KIB = 1024
MOST_FORM_PARTS = 1000


def init_app(app: Flask, settings: Settings) -> None:
    """Give the application logs, request ids, limits, headers, languages and error pages."""
    logs.use_logs(settings)
    _set_limits(app, settings)
    _set_cookies(app, settings)
    requests.init_app(app)
    headers.init_app(app, is_served_by_https=settings.is_served_by_https)
    i18n.init_app(app, settings)
    frame.init_app(app)
    errors.init_app(app)
    app.register_blueprint(health.blueprint)
    app.register_blueprint(preferences.blueprint)
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies
        )


def _set_limits(app: Flask, settings: Settings) -> None:
    app.config["MAX_CONTENT_LENGTH"] = settings.largest_request_kib * KIB
    app.config["MAX_FORM_MEMORY_SIZE"] = settings.largest_request_kib * KIB
    app.config["MAX_FORM_PARTS"] = MOST_FORM_PARTS


def _set_cookies(app: Flask, settings: Settings) -> None:
    app.config["SECRET_KEY"] = settings.signing_key()
    app.config["SESSION_COOKIE_NAME"] = "__Host-session" if settings.is_served_by_https else "session"
    app.config["SESSION_COOKIE_HTTPONLY"] = True
    app.config["SESSION_COOKIE_SECURE"] = settings.is_served_by_https
    app.config["SESSION_COOKIE_SAMESITE"] = "Lax"
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False

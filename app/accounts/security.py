"""Flask-Security as we use it: signing in and out, changing and resetting passwords, and nothing more."""

from datetime import timedelta
from typing import Any

from flask import Flask, Response, request
from flask_login import current_user
from flask_security import (
    RoleMixin,
    Security,
    SQLAlchemyUserDatastore,
    password_changed,
    password_reset,
    user_authenticated,
)

from app.accounts import sessions, throttling
from app.accounts.forms import (
    ChangePasswordForm,
    ForgottenPasswordForm,
    NewPasswordForm,
    SignInForm,
    VerifyForm,
)
from app.accounts.mailing import OutboxMail
from app.accounts.messages import message_settings
from app.accounts.models import User
from app.accounts.passwords import SHORTEST
from app.accounts.roles import role_name
from app.accounts.services import keep_language
from app.accounts.throttling import forget_attempts
from app.journal.services import record
from app.kernel.database import Base, db, session
from app.web.actors import current_actor
from app.web.preferences import language_chosen
from config import Settings


class Accounts(SQLAlchemyUserDatastore):
    """The library's road to our tables: what it puts turns the running transaction into a writing one."""

    def put(self, model: Base) -> Base:
        current = session()
        current.start_writing()
        current.add(model)
        return model

    def commit(self) -> None:
        session().finish_writing()


def init_app(app: Flask, settings: Settings) -> None:
    """Let people sign in, and know them in each request."""
    app.config.update(_configuration(settings))
    app.config.update(message_settings())
    sessions.init_app(app, settings)
    throttling.init_app(app, settings)
    security = Security(
        app,
        Accounts(db, User, RoleMixin),
        mail_util_cls=OutboxMail,
        login_form=SignInForm,
        change_password_form=ChangePasswordForm,
        forgot_password_form=ForgottenPasswordForm,
        reset_password_form=NewPasswordForm,
        verify_form=VerifyForm,
    )
    _close_second_doors(app, security)
    _look_people_up_late(app)
    _listen(app, settings)
    app.jinja_env.globals["role_name"] = role_name
    app.after_request(_clear_browser_after_sign_out)


def _configuration(settings: Settings) -> dict[str, Any]:
    return {
        # For mails: the address in the request could be made up by whoever asks for one.
        "BASE_URL": settings.base_url.rstrip("/"),
        "RESET_LINK_MINUTES": settings.reset_link_minutes,
        "SECURITY_LOGIN_URL": "/sign-in",
        "SECURITY_LOGOUT_URL": "/sign-out",
        "SECURITY_LOGOUT_METHODS": ["POST"],
        "SECURITY_LOGOUT_CSRF": True,
        "SECURITY_CHANGE_URL": "/account/password",
        "SECURITY_RESET_URL": "/forgotten-password",
        "SECURITY_VERIFY_URL": "/account/verify",
        "SECURITY_POST_CHANGE_VIEW": "/account",
        "SECURITY_LOGIN_USER_TEMPLATE": "accounts/sign_in.html",
        "SECURITY_CHANGE_PASSWORD_TEMPLATE": "accounts/change_password.html",
        "SECURITY_FORGOT_PASSWORD_TEMPLATE": "accounts/forgotten_password.html",
        "SECURITY_RESET_PASSWORD_TEMPLATE": "accounts/new_password.html",
        "SECURITY_VERIFY_TEMPLATE": "accounts/verify.html",
        "SECURITY_LOGOUT_USER_TEMPLATE": "accounts/sign_out.html",
        "SECURITY_EMAIL_TEMPLATE_PASSWORD_RESET": "accounts/mails/reset",
        "SECURITY_EMAIL_TEMPLATE_PASSWORD_RESET_NOTICE": "accounts/mails/changed",
        "SECURITY_EMAIL_TEMPLATE_PASSWORD_CHANGE_NOTICE": "accounts/mails/changed",
        "SECURITY_EMAIL_HTML": False,
        "SECURITY_EMAIL_SENDER": settings.mail_from,
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False, "test_environment": True},
        "SECURITY_REGISTERABLE": False,
        "SECURITY_RECOVERABLE": True,
        "SECURITY_CHANGEABLE": True,
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        # No pepper: a lost secret key must not lock everybody out.
        "SECURITY_PASSWORD_SINGLE_HASH": {"argon2"},
        "SECURITY_PASSWORD_LENGTH_MIN": SHORTEST,
        "SECURITY_RESET_PASSWORD_WITHIN": timedelta(minutes=settings.reset_link_minutes),
        "SECURITY_FRESHNESS": timedelta(minutes=30),
        "SECURITY_FRESHNESS_GRACE_PERIOD": timedelta(0),
        "SECURITY_API_ENABLED_METHODS": ["session"],
        # The library's default makes a header that Werkzeug refuses to write.
        "SECURITY_CACHE_CONTROL": {"private": None, "no-store": None},
        # Its own style and script are not ours to serve.
        "SECURITY_STATIC_FOLDER": None,
        "SECURITY_CLI_USERS_NAME": None,
        "SECURITY_CLI_ROLES_NAME": None,
    }


def _close_second_doors(app: Flask, security: Security) -> None:
    # The library also takes tokens and keeps identities of its own; only our session rows decide.
    security.login_manager.request_loader(lambda _request: None)
    security.principal.identity_loaders.clear()
    app.config["REMEMBER_COOKIE_DURATION"] = timedelta(0)


def _look_people_up_late(app: Flask) -> None:
    # Flask-Login loads the person's row for every template; nearly all of them ask for nothing of it.
    processors = app.template_context_processors[None]
    processors[:] = [each for each in processors if each.__module__ != "flask_login.utils"]
    app.context_processor(lambda: {"current_user": current_user})


def _listen(app: Flask, settings: Settings) -> None:
    def signed_in(_app: Flask, user: User, **_more: object) -> None:
        forget_attempts(user.email, request.remote_addr or "", settings)

    def password_was_set(_app: Flask, user: User, **_more: object) -> None:
        record(user.as_actor(), "user.password_set", ("user", user.id))

    def language_was_chosen(_app: Flask, language: str) -> None:
        keep_language(current_actor(), language)

    user_authenticated.connect(signed_in, app, weak=False)
    password_changed.connect(password_was_set, app, weak=False)
    password_reset.connect(password_was_set, app, weak=False)
    language_chosen.connect(language_was_chosen, app, weak=False)


def _clear_browser_after_sign_out(response: Response) -> Response:
    if request.endpoint == "security.logout" and request.method == "POST":
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response

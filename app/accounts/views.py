"""Pages of a person's own account; signing in and passwords are pages of Flask-Security."""

from flask import Blueprint, Flask, redirect, render_template, request, url_for
from werkzeug import Response

from app.accounts.queries import sessions_of
from app.accounts.services import end_sessions
from app.accounts.sessions import current_session_id
from app.kernel.actors import Actor
from app.kernel.errors import NotAllowed
from app.web.actors import current_actor
from app.web.forms import Form
from app.web.frame import Frame, NavigationItem, contribute
from app.web.i18n import _
from config import Settings

blueprint = Blueprint("accounts", __name__, template_folder="templates")


def init_app(app: Flask, _settings: Settings) -> None:
    """Open the pages of a person's own account, and put the way to them, or to signing in, on every page."""
    app.register_blueprint(blueprint)
    contribute(app, _add_to_frame)


@blueprint.get("/account")
def account() -> str:
    actor = _signed_in()
    return render_template(
        "accounts/account.html",
        actor=actor,
        sessions=sessions_of(actor.user_id or 0),
        current_session_id=current_session_id(),
        form=Form(),
    )


@blueprint.post("/account/sessions")
def end() -> Response:
    actor = _signed_in()
    chosen = request.form.get("session", "")
    if chosen.isascii() and chosen.isdecimal():
        end_sessions(actor, only=int(chosen))
    else:
        end_sessions(actor, but=current_session_id())
    return redirect(url_for("accounts.account"), 303)


def _add_to_frame(frame: Frame) -> None:
    is_known = current_actor().is_signed_in
    if is_known:
        address = url_for("accounts.account")
        frame.account.append(NavigationItem(address, _("Account"), frame.address.startswith(address)))
        return
    address = url_for("security.login")
    is_here = frame.address.startswith(address)
    back = None if is_here else frame.address
    frame.account.append(NavigationItem(url_for("security.login", next=back), _("Sign in"), is_here))


def _signed_in() -> Actor:
    actor = current_actor()
    if not actor.is_signed_in:
        raise NotAllowed
    return actor

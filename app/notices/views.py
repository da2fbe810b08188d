"""The desk, the list of notices, and how a person wants to be told."""

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.kernel.actors import Actor
from app.kernel.errors import NotAllowed
from app.notices.desk import sections_for
from app.notices.forms import NoticeSettingsForm
from app.notices.kinds import name_kinds
from app.notices.models import Collecting
from app.notices.queries import notices_of, settings_of, unseen_count
from app.notices.services import choose_settings, mark_seen
from app.notices.stuck import MAILS_STUCK
from app.web.actors import current_actor
from app.web.forms import Form
from app.web.frame import Frame, NavigationItem, contribute
from app.web.i18n import _
from app.web.paging import MOST_DIGITS, ROWS, page_of, requested_id
from config import Settings

blueprint = Blueprint("desk", __name__, template_folder="templates")


def init_app(app: Flask, _settings: Settings) -> None:
    """Open the desk, and put the way to it and the bell on every page."""
    app.register_blueprint(blueprint)
    name_kinds(app, MAILS_STUCK)
    contribute(app, _add_to_frame)


@blueprint.get("/desk")
def desk() -> str:
    actor = _signed_in()
    return render_template(
        "notices/desk.html", actor=actor, sections=sections_for(actor), newest=notices_of(actor, limit=5)
    )


@blueprint.get("/desk/notices")
def notices() -> str:
    actor = _signed_in()
    page = page_of(notices_of(actor, requested_id(), ROWS + 1), lambda line: line.id)
    return render_template("notices/notices.html", page=page, form=Form())


@blueprint.post("/desk/notices")
def seen() -> Response:
    actor = _signed_in()
    newest = request.form.get("up_to", "")
    if newest.isascii() and newest.isdecimal() and len(newest) <= MOST_DIGITS:
        mark_seen(actor, int(newest))
    return redirect(url_for("desk.notices"), 303)


@blueprint.get("/account/notices")
def settings() -> str:
    found = settings_of(_signed_in())
    form = NoticeSettingsForm(
        collecting=found.collecting if found else Collecting.DAILY.value,
        is_told_at_once=found.is_told_at_once if found else True,
    )
    return render_template("notices/settings.html", form=form)


@blueprint.post("/account/notices")
def keep_settings() -> Response | tuple[str, int]:
    actor = _signed_in()
    form = NoticeSettingsForm()
    if not form.validate():
        return render_template("notices/settings.html", form=form), 422
    choose_settings(actor, Collecting(form.collecting.data), is_told_at_once=form.is_told_at_once.data)
    flash(_("We keep to that from now on."))
    return redirect(url_for("desk.desk"), 303)


def _signed_in() -> Actor:
    actor = current_actor()
    if not actor.is_signed_in:
        raise NotAllowed
    return actor


def _add_to_frame(frame: Frame) -> None:
    actor = current_actor()
    if not actor.is_signed_in:
        return
    desk_address, bell = url_for("desk.desk"), url_for("desk.notices")
    is_at_bell = frame.address.startswith(bell)
    is_at_desk = frame.address.startswith(desk_address) and not is_at_bell
    frame.account.append(NavigationItem(desk_address, _("Desk"), is_at_desk))
    frame.account.append(NavigationItem(bell, _("Notices"), is_at_bell, count=unseen_count(actor)))

"""The pages for publishing: an overview, and for each variant the plan with the form below it."""

from flask import Blueprint, Flask, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.kernel.actors import SYSTEM
from app.kernel.days import today
from app.kernel.errors import AppError, NotFound
from app.kernel.permissions import can, require
from app.language import selecting
from app.language.words import Variant
from app.web.actors import current_actor
from app.web.errors import status_of
from app.web.frame import Frame, NavigationItem, contribute
from app.web.i18n import N_, _
from config import Settings
from standards.editions.forms import PublishForm
from standards.editions.planning import Change, EditionPlan
from standards.editions.policies import EditionPermission
from standards.editions.publishing import Publication, plan_edition, publish_edition
from standards.editions.queries import published_editions

REASONS = {
    **selecting.REASONS,
    "not-approved": N_("No revision is approved yet."),
    "contradicted": N_("Its approval no longer holds, because something that it embeds has changed."),
}

blueprint = Blueprint("editions", __name__, url_prefix="/publish", template_folder="templates")


def init_app(app: Flask, _settings: Settings) -> None:
    """Open the publishing pages, and name them to those who may see them."""
    app.register_blueprint(blueprint)
    app.add_template_filter(reason_text)
    app.add_template_filter(publisher_name)
    contribute(app, _add_to_frame)


def reason_text(reason: str) -> str:
    """Return why a document stays out, in the reader's language."""
    return _(REASONS.get(reason, reason))


def publisher_name(name: str) -> str:
    """Return who published, as an edition keeps it; the system in the reader's language."""
    return _("the system") if name == SYSTEM.name else name


@blueprint.get("/")
def overview() -> str:
    require(current_actor(), EditionPermission.SEE_PLAN)
    editions = {variant: published_editions(variant) for variant in Variant}
    return render_template("editions/overview.html", editions=editions, today=today())


@blueprint.get("/<variant>")
def plan(variant: str) -> str:
    shown = plan_edition(_variant(variant), current_actor())
    form = PublishForm(in_force_on=today(), fingerprint=shown.fingerprint)
    return _plan_page(shown, form)


@blueprint.post("/<variant>")
def publish(variant: str) -> Response | tuple[str, int] | str:
    actor = current_actor()
    require(actor, EditionPermission.PUBLISH)
    form = PublishForm()
    if not form.validate():
        return _plan_page(plan_edition(_variant(variant), actor), form), 422
    publication = Publication(form.note.data.strip(), form.in_force_on.data, form.fingerprint.data or "-")
    try:
        edition = publish_edition(_variant(variant), publication, actor)
    except AppError as error:
        return _told_on_the_plan(error, _variant(variant), form)
    flash(
        _(
            "%(variant)s edition %(number)s is published.",
            variant=edition.variant.upper(),
            number=edition.number,
        )
    )
    return redirect(url_for("editions.overview"))


def _told_on_the_plan(error: AppError, variant: Variant, form: PublishForm) -> tuple[str, int]:
    """Show the newest plan with the sentence of the error; what was typed stays in the form."""
    shown = plan_edition(variant, current_actor())
    form.fingerprint.data = form.fingerprint.raw_data = None
    form.fingerprint.process_data(shown.fingerprint)
    form.form_errors = [error.text(_)]
    return _plan_page(shown, form), status_of(error)


def _plan_page(shown: EditionPlan, form: PublishForm) -> str:
    return render_template(
        "editions/plan.html",
        plan=shown,
        form=form,
        may_publish=can(current_actor(), EditionPermission.PUBLISH),
        Change=Change,
    )


def _variant(name: str) -> Variant:
    try:
        return Variant(name)
    except ValueError as error:
        raise NotFound from error


def _add_to_frame(frame: Frame) -> None:
    """Add the way to the publishing pages for those who may see them."""
    if can(current_actor(), EditionPermission.SEE_PLAN):
        address = url_for("editions.overview")
        frame.navigation.append(NavigationItem(address, _("Publish"), frame.address.startswith(address)))

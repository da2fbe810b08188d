"""Pages for bringing texts in (upload, look, take in) and for taking all of them out."""

import tempfile

from flask import Blueprint, Flask, Response, flash, redirect, render_template, request, send_file, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as AnyResponse

from app.company.queries import current_company
from app.kernel.clock import now
from app.kernel.errors import AppError, Invalid
from app.kernel.permissions import require
from app.kernel.settings import current_settings
from app.language.errors import Finding, Severity
from app.web.actors import current_actor
from app.web.errors import status_of
from app.web.i18n import N_, _, current_language, n_
from app.web.uploads import allow_uploads
from config import Settings
from standards.documents.comparing import compare, folded
from standards.documents.pages.history import field_changes
from standards.documents.pages.sentences import finding_text
from standards.documents.policies import DocumentPermission
from standards.pictures.serving import picture_answer
from standards.transfer.exporting import Choice, export_zip
from standards.transfer.forms import ExportForm, TakeInForm, UploadForm
from standards.transfer.looking import look_at, staged_picture
from standards.transfer.losses import Loss
from standards.transfer.planning import Fate, plan_of
from standards.transfer.policies import TransferPermission
from standards.transfer.staging import LARGEST_UPLOAD, Upload, discard_import, stage_upload, staged_import
from standards.transfer.taking_in import TakenIn, take_in

IN_MEMORY = 8 * 1024 * 1024

imports = Blueprint("imports", __name__, url_prefix="/workshop/import", template_folder="templates")
exports = Blueprint("exports", __name__, url_prefix="/workshop/export", template_folder="templates")


def init_app(app: Flask, _settings: Settings) -> None:
    """Open the pages, and let uploads be large."""
    app.register_blueprint(imports)
    app.register_blueprint(exports)
    app.add_template_filter(loss_text)
    app.add_template_filter(finding_line)
    app.add_template_filter(refusal_text)
    allow_uploads(app, "imports.upload", LARGEST_UPLOAD)


def loss_text(loss: Loss) -> str:
    """Return the sentence of a loss in the reader's language."""
    return loss.text(_)


def finding_line(finding: Finding) -> str:
    """Return where a finding stands and what is to be done about it."""
    return _("Line %(line)s: %(sentence)s", line=finding.line, sentence=finding_text(finding))


def refusal_text(reason: AppError) -> str:
    """Return the sentence of an error in the reader's language."""
    return reason.text(_)


@imports.get("/")
def start() -> str:
    require(current_actor(), TransferPermission.BRING_IN)
    return _start_page(UploadForm(language=_usual_language()))


@imports.post("/")
def upload() -> AnyResponse | tuple[str, int]:
    actor = current_actor()
    require(actor, TransferPermission.BRING_IN)
    form = UploadForm()
    if not form.validate():
        return _start_page(form), 422
    file = form.file.data
    assert isinstance(file, FileStorage)  # noqa: S101 (the form asks for it)
    try:
        token = stage_upload(Upload(file.filename or "", file.stream, form.language.data), actor)
    except AppError as error:
        form.file.errors = [*form.file.errors, error.text(_)]
        return _start_page(form), status_of(error)
    return redirect(url_for("imports.preview", token=token), 303)


@imports.get("/<token>")
def preview(token: str) -> str:
    return _preview_page(token, TakeInForm())


@imports.get("/<token>/texts/<slug>")
def text(token: str, slug: str) -> str:
    actor = current_actor()
    plan = plan_of(staged_import(token, actor), actor)
    came_along = plan.corpus.pictures or frozenset()

    def address(other: str, anchor: str) -> str:
        return url_for("imports.text", token=token, slug=other) + (f"#s-{anchor}" if anchor else "")

    def picture_address(name: str) -> str:
        if name in came_along:
            return url_for("imports.picture", token=token, name=name)
        return url_for("pictures.file", name=name)

    look = look_at(plan, slug, address, picture_address)
    return render_template(
        "transfer/text.html",
        plan=plan,
        look=look,
        planned=look.planned,
        fields=field_changes(look.before, look.after) if look.before else (),
        stretches=folded(compare(look.before.body, look.after.body)) if look.before else (),
        Severity=Severity,
    )


@imports.get("/<token>/pictures/<name>")
def picture(token: str, name: str) -> Response:
    return picture_answer(staged_picture(staged_import(token, current_actor()), name))


@imports.post("/<token>")
def accept(token: str) -> AnyResponse | tuple[str, int]:
    form = TakeInForm()
    form.validate()
    try:
        done = take_in(
            token, set(request.form.getlist("slug")), current_actor(), with_lists=bool(form.with_lists.data)
        )
    except Invalid as error:
        form.form_errors.append(error.text(_))
        return _preview_page(token, form), status_of(error)
    flash(_told(done))
    for left in done.not_taken:
        flash(
            _("“%(title)s” was not taken in: %(reason)s", title=left.title, reason=left.reason.text(_)),
            "error",
        )
    return redirect(
        url_for("imports.preview", token=token) if done.not_taken else url_for("imports.start"), 303
    )


@imports.post("/<token>/discard")
def discard(token: str) -> AnyResponse:
    discard_import(token, current_actor())
    flash(_("The upload was discarded. Nothing was taken in."))
    return redirect(url_for("imports.start"), 303)


@exports.get("/")
def overview() -> str:
    require(current_actor(), DocumentPermission.EXPORT)
    return render_template("transfer/export.html", form=ExportForm())


@exports.post("/")
def download() -> Response | tuple[str, int]:
    actor = current_actor()
    require(actor, DocumentPermission.EXPORT)
    form = ExportForm()
    if not form.validate():
        return render_template("transfer/export.html", form=form), 422
    # Closed by the server once it is sent; on disk only when it is large.
    packed = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    export_zip(packed, actor, Choice(form.choice.data))
    packed.seek(0)
    day = now().astimezone(current_settings().zone).date()
    name = f"standardwerk-{day.isoformat()}.zip"
    return send_file(packed, mimetype="application/zip", as_attachment=True, download_name=name)


def _usual_language() -> str:
    return current_company().language or current_language()


def _start_page(form: UploadForm) -> str:
    return render_template("transfer/import.html", form=form)


def _preview_page(token: str, form: TakeInForm) -> str:
    actor = current_actor()
    plan = plan_of(staged_import(token, actor), actor)
    return render_template(
        "transfer/preview.html", plan=plan, form=form, Fate=Fate, Severity=Severity, kinds=KINDS
    )


KINDS = {
    "standard": N_("Standard"),
    "situation": N_("Situation"),
    "script": N_("Script"),
}


def _told(done: TakenIn) -> str:
    count = len(done.new) + len(done.changed)
    return n_("One text is now a draft.", "%(num)s texts are now drafts.", count)

"""Pages of pictures: all of them and a form for a new one; the words, uses and end of one; its file."""

from flask import Blueprint, Flask, Response, flash, jsonify, redirect, render_template, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as AnyResponse

from app.kernel.errors import AppError, Invalid
from app.kernel.permissions import can, require
from app.language.pictures import picture_address
from app.web.actors import current_actor
from app.web.errors import status_of, wants_problem
from app.web.i18n import _
from app.web.paging import Page, page_of, requested_id
from app.web.uploads import allow_uploads
from config import Settings
from standards.pictures.encoding import LARGEST_FILE
from standards.pictures.errors import DescribedMeanwhile, PictureInUse
from standards.pictures.forms import DeleteForm, DescribeForm, PictureForm
from standards.pictures.models import Picture
from standards.pictures.policies import PicturePermission
from standards.pictures.queries import newest_pictures, picture_by_name
from standards.pictures.services import add_picture, delete_picture, describe_picture
from standards.pictures.serving import answer_with_picture
from standards.pictures.uses import uses_of

PICTURES_SHOWN = 48
LONGEST_SEARCH = 200
Answer = AnyResponse | str | tuple[str, int]

blueprint = Blueprint("pictures", __name__, url_prefix="/workshop/pictures", template_folder="templates")


def init_app(app: Flask, _settings: Settings) -> None:
    """Open the pages of pictures."""
    app.register_blueprint(blueprint)
    allow_uploads(app, "pictures.add", LARGEST_FILE)


def markdown_for(picture: Picture) -> str:
    """Return what shows the picture when it is pasted into a text."""
    words = picture.alt.replace("\\", "").replace("[", "(").replace("]", ")")
    return f"![{words}]({picture_address(picture.name)})"


@blueprint.get("/")
def overview() -> str | Response:
    require(current_actor(), PicturePermission.SEE)
    words = " ".join(request.args.get("q", "")[:LONGEST_SEARCH].split())
    shown = page_of(
        newest_pictures(words, requested_id(), PICTURES_SHOWN + 1), lambda picture: picture.id, PICTURES_SHOWN
    )
    if wants_problem():
        return jsonify(pictures=[_facts(picture) for picture in shown.rows], after=shown.next_key)
    return _overview_page(PictureForm(), shown, words)


@blueprint.post("/")
def add() -> AnyResponse | tuple[AnyResponse | str, int]:
    actor = current_actor()
    require(actor, PicturePermission.ADD)
    form = PictureForm()
    is_asked_by_program = wants_problem()
    if not form.validate() and not is_asked_by_program:
        return _again(form, 422)
    try:
        file = _sent_file(form)
        picture = add_picture(file.read(), file.filename or "", form.alt.data or "", actor)
    except AppError as error:
        if is_asked_by_program:
            raise
        _tell(form, error)
        return _again(form, status_of(error))
    if is_asked_by_program:
        return jsonify(_facts(picture)), 201
    flash(_("The picture is kept. Copy the line below into a text."))
    return redirect(url_for("pictures.picture", name=picture.name), 303)


@blueprint.get("/<name>")
def picture(name: str) -> str:
    require(current_actor(), PicturePermission.SEE)
    found = picture_by_name(name)
    return _picture_page(found, DescribeForm(formdata=None, seen=found.alt, alt=found.alt))


@blueprint.post("/<name>")
def describe(name: str) -> Answer:
    actor = current_actor()
    require(actor, PicturePermission.DESCRIBE)
    form, status = DescribeForm(), 422
    try:
        if form.validate():
            describe_picture(name, form.alt.data, form.seen.data or "", actor)
            flash(_("The description is changed. Texts that show the picture keep the words they have."))
            return redirect(url_for("pictures.picture", name=name), 303)
    except (Invalid, DescribedMeanwhile) as error:
        form.alt.errors = [*form.alt.errors, error.text(_)]
        form.seen.data = picture_by_name(name).alt
        status = status_of(error)
    return _picture_page(picture_by_name(name), form), status


@blueprint.get("/<name>/delete")
def ask_to_delete(name: str) -> str:
    require(current_actor(), PicturePermission.DELETE)
    return _delete_page(name, DeleteForm(formdata=None))


@blueprint.post("/<name>/delete")
def delete(name: str) -> Answer:
    actor = current_actor()
    require(actor, PicturePermission.DELETE)
    form = DeleteForm()
    try:
        delete_picture(name, actor)
    except PictureInUse as error:
        form.form_errors.append(error.text(_))
        return _delete_page(name, form), status_of(error)
    flash(_("The picture is deleted."))
    return redirect(url_for("pictures.overview"), 303)


@blueprint.get("/<name>/file")
def file(name: str) -> Response:
    require(current_actor(), PicturePermission.SEE)
    return answer_with_picture(name, picture_by_name(name).digest)


def _sent_file(form: PictureForm) -> FileStorage:
    if not isinstance(form.file.data, FileStorage):
        raise Invalid(_("Choose a file first."), field="file")
    return form.file.data


def _tell(form: PictureForm, error: AppError) -> None:
    field = error.field if isinstance(error, Invalid) and error.field in form else "file"
    form[field].errors = [*form[field].errors, error.text(_)]


def _again(form: PictureForm, status: int) -> tuple[str, int]:
    shown = page_of(newest_pictures(limit=PICTURES_SHOWN + 1), lambda picture: picture.id, PICTURES_SHOWN)
    return _overview_page(form, shown, ""), status


def _overview_page(form: PictureForm, shown: Page[Picture], words: str) -> str:
    return render_template("pictures/overview.html", form=form, shown=shown, words=words)


def _picture_page(found: Picture, form: DescribeForm) -> str:
    return render_template(
        "pictures/picture.html",
        picture=found,
        form=form,
        markdown=markdown_for(found),
        uses=uses_of(found.name),
        may_describe=can(current_actor(), PicturePermission.DESCRIBE),
        may_delete=can(current_actor(), PicturePermission.DELETE),
    )


def _delete_page(name: str, form: DeleteForm) -> str:
    return render_template(
        "pictures/delete.html", picture=picture_by_name(name), form=form, uses=uses_of(name)
    )


def _facts(picture: Picture) -> dict[str, object]:
    return {
        "name": picture.name,
        "alt": picture.alt,
        "address": picture_address(picture.name),
        "markdown": markdown_for(picture),
        "width": picture.width,
        "height": picture.height,
        "url": url_for("pictures.file", name=picture.name),
    }

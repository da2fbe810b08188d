"""What new documents begin with, for the group to look at and change."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.kernel.errors import AppError
from app.kernel.permissions import require
from app.language.front_matter import join_front_matter
from app.web.actors import current_actor
from app.web.errors import status_of
from app.web.frame import LANGUAGE_NAMES
from app.web.i18n import N_, _
from standards.documents.document_templates import all_templates, change_template, our_template, template
from standards.documents.errors import MovedTemplate
from standards.documents.pages.blueprint import blueprint
from standards.documents.pages.forms import TemplateForm
from standards.documents.policies import DocumentPermission

Answer = Response | str | tuple[str, int]

NAMES = {
    "situation-typical": N_("Situation, typical"),
    "situation-complex": N_("Situation, complex"),
    "situation-conflict": N_("Situation, conflict"),
    "standard": N_("Standard"),
    "script": N_("Script"),
}


@blueprint.get("/templates")
def list_templates() -> str:
    """List the templates by language."""
    require(current_actor(), DocumentPermission.SEE)
    found = all_templates()
    by_language = {
        name: [one for one in found if one.language == code] for code, name in LANGUAGE_NAMES.items()
    }
    return render_template("documents/templates.html", by_language=by_language, names=_names())


@blueprint.get("/templates/<language>/<name>")
def edit_template(language: str, name: str) -> str:
    """Show a template as a form."""
    require(current_actor(), DocumentPermission.WRITE)
    found = template(language, name)
    form = TemplateForm(
        formdata=None, source=join_front_matter(found.header_text, found.body), seen=found.digest
    )
    return _page(language, name, form)


@blueprint.post("/templates/<language>/<name>")
def write_template(language: str, name: str) -> Answer:
    """Store a template, or bring ours back."""
    actor = current_actor()
    require(actor, DocumentPermission.WRITE)
    form = TemplateForm()
    try:
        if request.form.get("then") == "ours":
            ours = our_template(language, name)
            ours_text = join_front_matter(ours.header_text, ours.body)
            change_template(language, name, ours_text, actor, form.seen.data or "")
        elif form.validate():
            change_template(language, name, form.source.data, actor, form.seen.data or "")
        else:
            return _page(language, name, form), 422
    except MovedTemplate as error:
        form.form_errors = [error.text(_)]
        return _page(language, name, form, is_moved=True), status_of(error)
    except AppError as error:
        form.source.errors = [*form.source.errors, error.text(_)]
        return _page(language, name, form), status_of(error)
    flash(_("New documents begin with it from now on."))
    return redirect(url_for("workshop.list_templates"), 303)


def _page(language: str, name: str, form: TemplateForm, *, is_moved: bool = False) -> str:
    found = template(language, name)
    if is_moved:
        form.seen.process_data(found.digest)
        form.seen.raw_data = None
    return render_template(
        "documents/template.html",
        template=found,
        theirs=join_front_matter(found.header_text, found.body) if is_moved else "",
        name=_names().get(name, name),
        language=LANGUAGE_NAMES.get(language, language),
        form=form,
    )


def _names() -> dict[str, str]:
    return {name: _(label) for name, label in NAMES.items()}

"""One document: how it looks, beginning a new one, and keeping its draft as a revision."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.kernel.actors import Actor
from app.kernel.errors import Invalid
from app.kernel.permissions import can, require
from app.language.headers import read_header
from app.language.words import Kind, SituationClass, Variant
from app.web.actors import current_actor
from app.web.errors import status_of
from app.web.forms import Form
from app.web.i18n import _, current_language
from standards.documents.addresses import document_at, replacement_of
from standards.documents.comparing import compare, folded
from standards.documents.creating import NewDocument, create_document
from standards.documents.draft_rows import draft_to_show, revision_of, text_of, text_of_revision
from standards.documents.drafting import cut_revision, discard_draft, open_draft, save_draft
from standards.documents.errors import MovedDraft, NoRevisionYet
from standards.documents.histories import class_history
from standards.documents.models import Document, Draft
from standards.documents.pages.blueprint import blueprint
from standards.documents.pages.forms import FinishForm, NewDocumentForm, VersionForm
from standards.documents.pages.header_inputs import CLASSES
from standards.documents.pages.history import field_changes
from standards.documents.pages.links import links_beside
from standards.documents.pages.shown import (
    left_out_text,
    name_of,
    preview_addresses,
    state_of,
    variant_asked,
)
from standards.documents.policies import DocumentPermission
from standards.documents.previewing import preview
from standards.documents.texts import DraftText

Answer = Response | str | tuple[str, int]


@blueprint.get("/<slug>/")
def document(slug: str) -> str:
    """Show how a document looks as it stands: its draft, else its newest revision."""
    actor = current_actor()
    require(actor, DocumentPermission.SEE)
    found = document_at(slug)
    draft = draft_to_show(found)
    variant = variant_asked(request.args.get("variant", ""))
    shown = preview(_text(found, draft), found.slug, variant, preview_addresses())
    return render_template(
        "documents/document.html",
        document=found,
        draft=draft,
        writer=name_of(draft.updated_by_id) if draft else "",
        state=state_of(found, draft),
        preview=shown,
        left_out=left_out_text(shown) if shown.page is None else "",
        variant=variant.value if variant else "both",
        variants=[("both", _("Both editions")), *((item.value, item.value.upper()) for item in Variant)],
        links=links_beside(found),
        replacement=replacement_of(found),
        class_changes=class_history(found.id),
        classes={value: _(label) for value, label in CLASSES.items()},
        may_write=can(actor, DocumentPermission.WRITE) and not found.is_retired,
        may_retire=can(actor, DocumentPermission.RETIRE),
        form=Form(formdata=None),
    )


@blueprint.get("/new")
def new() -> str:
    """Ask what is to be written."""
    require(current_actor(), DocumentPermission.WRITE)
    form = NewDocumentForm(
        formdata=None, language=current_language(), what=request.args.get("what", "situation-typical")
    )
    return render_template("documents/new.html", form=form)


@blueprint.post("/new")
def create() -> Answer:
    """Begin a document with the group's template."""
    actor = current_actor()
    require(actor, DocumentPermission.WRITE)
    form = NewDocumentForm()
    if not form.validate():
        return render_template("documents/new.html", form=form), 422
    kind, _dash, situation_class = form.what.data.partition("-")
    wanted = NewDocument(
        Kind(kind),
        form.title.data,
        form.language.data,
        SituationClass(situation_class) if situation_class else None,
    )
    try:
        begun = create_document(wanted, actor)
    except Invalid as error:
        form.show(error)
        return render_template("documents/new.html", form=form), status_of(error)
    return redirect(url_for("workshop.edit", slug=begun.slug), 303)


@blueprint.get("/<slug>/finish")
def finish(slug: str) -> Answer:
    """Show what a revision of the draft would change, and ask for a note."""
    actor = current_actor()
    require(actor, DocumentPermission.WRITE)
    found = document_at(slug)
    draft = open_draft(found, actor)
    form = FinishForm(formdata=None, version=str(draft.version), class_reason=draft.class_reason)
    return _finish_page(found, draft, form)


@blueprint.post("/<slug>/finish")
def keep(slug: str) -> Answer:
    """Keep the draft as the next revision."""
    actor = current_actor()
    require(actor, DocumentPermission.WRITE)
    found = document_at(slug)
    draft = open_draft(found, actor)
    form = FinishForm()
    if not form.validate():
        return _finish_page(found, draft, form), 422
    try:
        _take_reason(found, draft, form, actor)
        revision = cut_revision(found.id, form.note.data.strip(), form.is_minor.data, actor)
    except Invalid as error:
        form.show(error)
        return _finish_page(found, draft, form), status_of(error)
    except MovedDraft as error:
        form.form_errors = [error.text(_)]
        draft = open_draft(document_at(slug), actor)
        form.version.process_data(str(draft.version))
        form.version.raw_data = None
        return _finish_page(found, draft, form), status_of(error)
    flash(_("Revision %(number)s is kept.", number=revision.number))
    return redirect(url_for("workshop.document", slug=found.slug), 303)


@blueprint.get("/<slug>/discard")
def discard(slug: str) -> Answer:
    """Show what would be lost if the draft went back to the newest revision."""
    actor = current_actor()
    require(actor, DocumentPermission.WRITE)
    found = document_at(slug)
    draft = open_draft(found, actor)
    return _discard_page(found, draft, VersionForm(formdata=None, version=str(draft.version)))


@blueprint.post("/<slug>/discard")
def drop(slug: str) -> Answer:
    """Let the draft go back to the newest revision."""
    actor = current_actor()
    require(actor, DocumentPermission.WRITE)
    found = document_at(slug)
    form = VersionForm()
    try:
        discard_draft(found.id, int(form.version.data) if (form.version.data or "").isdecimal() else 0, actor)
    except (MovedDraft, NoRevisionYet) as error:
        draft = open_draft(found, actor)
        form = VersionForm(formdata=None, version=str(draft.version))
        form.form_errors = [error.text(_)]
        return _discard_page(found, draft, form), status_of(error)
    flash(_("The draft says again what revision %(number)s says.", number=found.number))
    return redirect(url_for("workshop.document", slug=found.slug), 303)


def _take_reason(found: Document, draft: Draft, form: FinishForm, actor: Actor) -> None:
    """Put the reason for another class into the draft that the form showed."""
    if form.version.data != str(draft.version):
        raise MovedDraft
    reason = (form.class_reason.data or "").strip()
    if reason:
        text = text_of(draft)
        save_draft(found.id, DraftText(text.header_text, text.body, reason), draft.version, actor)


def _text(found: Document, draft: Draft | None) -> DraftText:
    if draft is not None and (draft.is_open or found.number == 0):
        return text_of(draft)
    return text_of_revision(revision_of(found.id, found.number))


def _finish_page(found: Document, draft: Draft, form: FinishForm) -> str:
    before = text_of_revision(revision_of(found.id, found.number))
    after = text_of(draft)
    return render_template(
        "documents/finish.html",
        document=found,
        draft=draft,
        form=form,
        stretches=folded(compare(before.body, after.body)),
        fields=field_changes(before, after),
        has_new_class=_has_new_class(before, after),
        is_behind=draft.base_number < found.number,
    )


def _discard_page(found: Document, draft: Draft, form: VersionForm) -> str:
    revision = text_of_revision(revision_of(found.id, found.number))
    return render_template(
        "documents/discard.html",
        document=found,
        draft=draft,
        form=form,
        stretches=folded(compare(revision.body, draft.body)),
        fields=field_changes(revision, text_of(draft)),
    )


def _has_new_class(before: DraftText, after: DraftText) -> bool:
    old, new = (read_header(text.header_text)[0].situation_class for text in (before, after))
    return old is not None and new is not None and old is not new

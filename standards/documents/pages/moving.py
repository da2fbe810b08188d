"""Giving a document another address, taking it out of further editions, and taking it back."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.kernel.errors import Conflict, Invalid
from app.kernel.permissions import require
from app.web.actors import current_actor
from app.web.errors import status_of
from app.web.i18n import _
from standards.documents.addresses import document_at
from standards.documents.pages.blueprint import blueprint
from standards.documents.pages.forms import RenameForm, RetireForm
from standards.documents.policies import DocumentPermission
from standards.documents.renaming import rename_document
from standards.documents.services import restore_document, retire_document

Answer = Response | str | tuple[str, int]


@blueprint.get("/<slug>/rename")
def ask_for_address(slug: str) -> str:
    """Ask for the new address."""
    require(current_actor(), DocumentPermission.WRITE)
    document = document_at(slug)
    form = RenameForm(formdata=None, slug=document.slug)
    return render_template("documents/rename.html", document=document, form=form)


@blueprint.post("/<slug>/rename")
def rename(slug: str) -> Answer:
    """Give the document its new address."""
    actor = current_actor()
    require(actor, DocumentPermission.WRITE)
    document = document_at(slug)
    form = RenameForm()
    try:
        if form.validate():
            wanted = form.slug.data.strip()
            rename_document(document, wanted, actor)
            flash(_("The address is %(slug)s now. The old one leads here.", slug=wanted))
            return redirect(url_for("workshop.document", slug=wanted), 303)
        status = 422
    except (Invalid, Conflict) as error:
        form.slug.errors = [*form.slug.errors, error.text(_)]
        status = status_of(error)
    return render_template("documents/rename.html", document=document_at(slug), form=form), status


@blueprint.get("/<slug>/retire")
def ask_for_replacement(slug: str) -> str:
    """Ask what holds instead."""
    require(current_actor(), DocumentPermission.RETIRE)
    form = RetireForm(formdata=None)
    return render_template("documents/retire.html", document=document_at(slug), form=form)


@blueprint.post("/<slug>/retire")
def retire(slug: str) -> Answer:
    """Take the document out of further editions."""
    actor = current_actor()
    require(actor, DocumentPermission.RETIRE)
    document = document_at(slug)
    form = RetireForm()
    try:
        if form.validate():
            retire_document(document.slug, actor, (form.replaced_by.data or "").strip())
            flash(_("The document is retired. What is published stays as it is until the next edition."))
            return redirect(url_for("workshop.document", slug=document.slug), 303)
        status = 422
    except Invalid as error:
        form.show(error)
        status = status_of(error)
    return render_template("documents/retire.html", document=document, form=form), status


@blueprint.post("/<slug>/restore")
def restore(slug: str) -> Response:
    """Take the document back."""
    actor = current_actor()
    require(actor, DocumentPermission.RETIRE)
    document = document_at(slug)
    restore_document(document.slug, actor)
    flash(_("The document is back, as it was."))
    return redirect(url_for("workshop.document", slug=document.slug), 303)

"""Deciding between a draft and a revision that somebody made without it, such as by an import."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.kernel.permissions import require
from app.web.actors import current_actor
from app.web.errors import status_of
from app.web.forms import Form
from app.web.i18n import _
from standards.documents.addresses import document_at
from standards.documents.draft_merging import decided, merge_drafts
from standards.documents.draft_rows import revision_of, text_of, text_of_revision
from standards.documents.drafting import open_draft, settle_draft
from standards.documents.errors import DraftConflict, MovedDraft
from standards.documents.models import Document, Draft
from standards.documents.pages.blueprint import blueprint
from standards.documents.pages.header_inputs import field_label
from standards.documents.pages.writing import field_decisions, passage_decisions, version_sent
from standards.documents.policies import DocumentPermission
from standards.documents.texts import ConflictTexts

Answer = Response | str | tuple[str, int]


@blueprint.get("/<slug>/settle")
def settle(slug: str) -> Answer:
    """Show where the draft and the newest revision contradict each other."""
    actor = current_actor()
    require(actor, DocumentPermission.WRITE)
    document = document_at(slug)
    draft = open_draft(document, actor)
    if draft.base_number == document.number:
        return redirect(url_for("workshop.edit", slug=document.slug))
    return _page(document, draft, "")


@blueprint.post("/<slug>/settle")
def take_decision(slug: str) -> Answer:
    """Store the draft as it was decided."""
    actor = current_actor()
    require(actor, DocumentPermission.WRITE)
    document = document_at(slug)
    draft = open_draft(document, actor)
    contradiction = _contradiction(document, draft)
    merge, number = contradiction.merge, version_sent("theirs_version")
    fields, passages = field_decisions(), passage_decisions()
    is_all = len(passages) >= len(merge.body.conflicts) and all(one.name in fields for one in merge.fields)
    if not is_all:
        return _page(document, draft, _("Decide about every passage, then save.")), 422
    text = decided(merge, contradiction.mine, fields, passages)
    try:
        settle_draft(document.id, text, version_sent("base_version"), number, actor)
    except MovedDraft as error:
        return _page(document, open_draft(document, actor), error.text(_)), status_of(error)
    flash(_("The draft now stands on revision %(number)s.", number=number))
    return redirect(url_for("workshop.edit", slug=document.slug), 303)


def _page(document: Document, draft: Draft, problem: str) -> str:
    contradiction = _contradiction(document, draft)
    explanation = _(
        "Revision %(number)s was made without this draft, and both changed the same passage.",
        number=document.number,
    )
    return render_template(
        "documents/conflict.html",
        document=document,
        conflict=contradiction,
        form=Form(formdata=None),
        action=url_for("workshop.take_decision", slug=document.slug),
        explanation=problem or explanation,
        mine_label=_("The draft says"),
        theirs_label=_("Revision %(number)s says", number=document.number),
        take_mine=_("Take the draft"),
        take_theirs=_("Take revision %(number)s", number=document.number),
        sent=(),
        body=draft.body,
        version=draft.version,
        label=field_label,
    )


def _contradiction(document: Document, draft: Draft) -> DraftConflict:
    base, newest = (
        text_of_revision(revision_of(document.id, number)) for number in (draft.base_number, document.number)
    )
    mine = text_of(draft)
    merge = merge_drafts(base, mine, newest)
    texts = ConflictTexts(base, mine, newest)
    return DraftConflict(document.slug, document.number, texts, merge, None)

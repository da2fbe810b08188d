"""Looking at what changed: the history, two texts side by side, who wrote which passage, and going back."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.company.queries import current_company
from app.kernel.errors import Conflict
from app.kernel.permissions import can, require
from app.web.actors import current_actor
from app.web.errors import status_of
from app.web.i18n import _
from app.web.paging import page_of, requested_id
from standards.documents.addresses import document_at
from standards.documents.comparing import FieldChange, compare, compare_fields, folded
from standards.documents.conflict_keeping import conflicts_of, kept_conflict
from standards.documents.draft_merging import merge_drafts
from standards.documents.draft_rows import draft_to_show, revision_of, text_of, text_of_revision
from standards.documents.drafting import restore_revision
from standards.documents.errors import NoSuchRevision
from standards.documents.header_fields import SHOWN, form_values
from standards.documents.histories import class_history, history_of, written_by
from standards.documents.models import Document
from standards.documents.pages.blueprint import blueprint
from standards.documents.pages.header_inputs import CLASSES, field_label, value_label
from standards.documents.pages.shown import name_of, state_of
from standards.documents.policies import DocumentPermission
from standards.documents.texts import DraftText

LINES = 50
DRAFT = "draft"
SIDES = "sides"
LEAST_TO_COMPARE = 2


@dataclass(frozen=True, slots=True)
class Side:
    """One of two texts that are compared: a revision, or the draft."""

    id: str
    text: DraftText
    label: str


@blueprint.get("/<slug>/history")
def history(slug: str) -> str:
    """List the revisions, the newest first."""
    return history_page(document_at(_known(slug)))


@blueprint.get("/<slug>/compare")
def compare_revisions(slug: str) -> str:
    """Show what differs between two texts of a document."""
    found = document_at(_known(slug))
    newest = DRAFT if _has_open_draft(found) else str(found.number)
    new = _side(found, request.args.get("new", newest))
    old = _side(found, request.args.get("old", str(_before(found, new.id))))
    rows = compare(old.text.body, new.text.body)
    choices = _choices(found)
    return render_template(
        "documents/compare.html",
        document=found,
        old=old,
        new=new,
        view=SIDES if request.args.get("view") == SIDES else "inline",
        stretches=folded(rows),
        is_changed=any(row.is_changed for row in rows),
        fields=field_changes(old.text, new.text),
        choices=choices,
        is_alone=len(choices) < LEAST_TO_COMPARE and not request.args,
    )


@blueprint.post("/<slug>/revisions/<int:number>/restore")
def go_back(slug: str, number: int) -> Response | tuple[str, int]:
    """Put an earlier text into the draft."""
    actor = current_actor()
    require(actor, DocumentPermission.WRITE)
    found = document_at(slug)
    try:
        restore_revision(found.id, number, actor)
    except Conflict as error:
        return history_page(found, error.text(_)), status_of(error)
    said = _("The draft says what revision %(number)s said. Look at it, then keep it as a revision.")
    flash(said % {"number": number})
    return redirect(url_for("workshop.edit", slug=found.slug), 303)


@blueprint.get("/<slug>/conflicts/<int:conflict_id>")
def show_conflict(slug: str, conflict_id: int) -> str:
    """Show the texts of two people who changed the same passage, and the one that both came from."""
    found = document_at(_known(slug))
    kept, texts = kept_conflict(found, conflict_id)
    mine_name, theirs_name = name_of(kept.by_id), name_of(kept.their_id)
    return render_template(
        "documents/kept_conflict.html",
        document=found,
        kept=kept,
        texts=texts,
        merge=merge_drafts(*texts),
        mine_name=mine_name,
        theirs_name=theirs_name,
        mine_label=_("%(name)s wrote", name=mine_name),
        theirs_label=_("%(name)s wrote", name=theirs_name),
        label=field_label,
    )


@blueprint.get("/<slug>/authors")
def authors(slug: str) -> str:
    """Show who wrote which passage of the newest revision."""
    found = document_at(_known(slug))
    return render_template("documents/authors.html", document=found, written=written_by(found))


def history_page(document: Document, problem: str = "") -> str:
    """Return the page of a document's history, with what hindered somebody on top."""
    page = page_of(history_of(document, requested_id(), LINES + 1), lambda line: line.number, LINES)
    key = page.next_key
    return render_template(
        "documents/history.html",
        document=document,
        page=page,
        next_page=url_for("workshop.history", slug=document.slug, after=key) if key else "",
        state=state_of(document, draft_to_show(document)),
        has_open_draft=_has_open_draft(document),
        conflicts=conflicts_of(document.id),
        class_changes=class_history(document.id),
        classes={value: _(label) for value, label in CLASSES.items()},
        may_write=can(current_actor(), DocumentPermission.WRITE) and not document.is_retired,
        problem=problem,
    )


def field_changes(old: DraftText, new: DraftText) -> tuple[FieldChange, ...]:
    """Return the header fields that differ, in plain words; a header that is no form is compared as one."""
    company = current_company()
    before, after = form_values(old.header_text), form_values(new.header_text)
    changes = compare_fields(
        {name: [value_label(name, value, company) for value in values] for name, values in before.items()},
        {name: [value_label(name, value, company) for value in values] for name, values in after.items()},
    )
    return tuple(
        FieldChange(field_label(change.name), change.old, change.new)
        for change in changes
        if change.name != SHOWN
    )


def _known(slug: str) -> str:
    require(current_actor(), DocumentPermission.SEE)
    return slug


def _has_open_draft(document: Document) -> bool:
    draft = draft_to_show(document)
    return draft is not None and draft.is_open


def _side(document: Document, wanted: str) -> Side:
    draft = draft_to_show(document)
    if wanted == DRAFT and draft is not None:
        return Side(DRAFT, text_of(draft), _("the draft"))
    if wanted == "0":
        return Side("0", DraftText("", ""), _("nothing"))
    is_number = wanted.isascii() and wanted.isdecimal() and len(wanted) < len(str(2**31))
    revision = revision_of(document.id, int(wanted)) if is_number else None
    if revision is None:
        raise NoSuchRevision
    return Side(wanted, text_of_revision(revision), _("revision %(number)s", number=revision.number))


def _before(document: Document, new: str) -> int:
    return document.number if new == DRAFT else max(int(new) - 1, 0)


def _choices(document: Document) -> list[tuple[str, str]]:
    """Return the newest texts that can be compared; older ones are chosen in the history."""
    numbers = range(document.number, max(document.number - LINES, 0), -1)
    found = [(str(number), _("revision %(number)s", number=number)) for number in numbers]
    return [(DRAFT, _("the draft")), *found] if _has_open_draft(document) else found

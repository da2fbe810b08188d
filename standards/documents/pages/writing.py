"""Writing a draft with a browser's own form; the editor makes that more comfortable, not different."""

from collections.abc import Mapping, Sequence

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.kernel.errors import AppError
from app.kernel.permissions import require
from app.language.front_matter import normalise
from app.web.actors import current_actor
from app.web.errors import status_of
from app.web.forms import Form
from app.web.i18n import _
from standards.documents.addresses import document_at
from standards.documents.draft_merging import Decision
from standards.documents.draft_rows import draft_of, text_of
from standards.documents.drafting import Saved, open_draft, save_draft
from standards.documents.errors import DraftConflict, Misshapen, RetiredDocument
from standards.documents.form_texts import text_decided, text_from_form
from standards.documents.models import Document, Draft
from standards.documents.neighbours import corpus_around
from standards.documents.pages.blueprint import blueprint
from standards.documents.pages.editor_texts import editor_texts
from standards.documents.pages.header_inputs import field_label
from standards.documents.pages.shown import form_of_values, header_form, name_of, state_of
from standards.documents.pages.together import offered_to_editor
from standards.documents.policies import DocumentPermission
from standards.documents.previewing import Remark, read_draft, remarks_on
from standards.documents.texts import DraftText

OURS = frozenset({"csrf_token", "body", "base_version", "theirs_version", "then", "in_room"})
LARGEST_VERSION = 2**31 - 1

Answer = Response | str | tuple[str, int]


@blueprint.get("/<slug>/edit")
def edit(slug: str) -> str:
    """Show the draft as a form."""
    actor = current_actor()
    require(actor, DocumentPermission.WRITE)
    document = document_at(slug)
    return edit_page(document, open_draft(document, actor))


@blueprint.post("/<slug>/edit")
def write(slug: str) -> Answer:
    """Store what the form says, joined with what others wrote since it was shown."""
    actor = current_actor()
    require(actor, DocumentPermission.WRITE)
    document = document_at(slug)
    try:
        draft = open_draft(document, actor)
    except RetiredDocument as error:
        return _refused(document, error)
    version = version_sent("base_version")
    mine = text_from_form(draft, values_sent(), body_sent(), version)
    try:
        saved = _saved_as_decided(draft, mine, version) or save_draft(document.id, mine, version, actor)
    except DraftConflict as conflict:
        return conflict_page(document, conflict), 409
    except AppError as error:
        return _refused(document, error)
    return _after(document, saved)


def edit_page(
    document: Document, draft: Draft, joined: Sequence[str] = (), form: Form | None = None, status: str = ""
) -> str:
    """Return the page of a draft; `joined` are passages that two people changed and that want a look."""
    text = text_of(draft)
    return render_template(
        "documents/edit.html",
        document=document,
        draft=draft,
        state=state_of(document, draft),
        form=form or Form(),
        header=header_form(text.header_text, draft.class_reason, document.kind),
        body=text.body,
        version=draft.version,
        remarks=remarks_of(document, text),
        joined=joined,
        status=status,
        writer=name_of(draft.updated_by_id) if draft.is_open else "",
        editor_texts=editor_texts(),
        offered=offered_to_editor(document),
        actor=current_actor(),
    )


def conflict_page(document: Document, conflict: DraftConflict) -> str:
    """Return the page on which somebody decides what holds; everything that was typed is in it."""
    return render_template(
        "documents/conflict.html",
        document=document,
        conflict=conflict,
        form=Form(),
        action=url_for("workshop.write", slug=document.slug),
        explanation=conflict.text(_),
        mine_label=_("You wrote"),
        theirs_label=_("%(name)s wrote", name=name_of(conflict.by_id)),
        take_mine=_("Take what I wrote"),
        take_theirs=_("Take what %(name)s wrote", name=name_of(conflict.by_id)),
        sent=sent_fields(),
        body=conflict.mine.body,
        version=version_sent("base_version"),
        label=field_label,
    )


def remarks_of(document: Document, text: DraftText) -> tuple[Remark, ...]:
    """Return what the checker says to a draft."""
    read = read_draft(text, document.slug)
    return remarks_on(read, corpus_around(read))


def values_sent() -> Mapping[str, Sequence[str]]:
    """Return what the form says of the header, every field a list."""
    return {name: request.form.getlist(name) for name in request.form if name not in OURS}


def sent_fields() -> Sequence[tuple[str, str]]:
    """Return every field of the header that was sent, for a page that sends it again."""
    return [
        (name, value)
        for name, values in values_sent().items()
        if not name.startswith("holds-")
        for value in values
    ]


def body_sent() -> str | None:
    """Return the text that was sent, its lines ending as ours do; None where it lies in its room already.

    Raises:
        Misshapen: none was sent; that must not be taken for an empty one.

    """
    if "in_room" in request.form:
        return None
    if "body" not in request.form:
        raise Misshapen(name="body")
    return normalise(request.form["body"])


def version_sent(name: str) -> int:
    """Return a version that was sent; 0, which no draft has, for anything else."""
    text = request.form.get(name, "")
    is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST_VERSION))
    return int(text) if is_number else 0


def _saved_as_decided(draft: Draft, mine: DraftText, version: int) -> Saved | None:
    """Store what somebody decided on the page of a conflict, if the draft still is what they saw there."""
    if version_sent("theirs_version") != draft.version:
        return None
    text = text_decided(draft, mine, version, field_decisions(), passage_decisions())
    if text is None:
        return None
    return save_draft(draft.document_id, text, draft.version, current_actor())


def field_decisions() -> Mapping[str, Decision]:
    """Return what was decided about fields of the header, by name."""
    return _decisions("holds-field-")


def passage_decisions() -> Sequence[Decision]:
    """Return what was decided about passages, in the order of the text."""
    found = _decisions("holds-passage-")
    return [found[str(place)] for place in range(len(found)) if str(place) in found]


def _decisions(prefix: str) -> Mapping[str, Decision]:
    known = list(Decision)
    return {
        name.removeprefix(prefix): Decision(value)
        for name, value in request.form.items()
        if name.startswith(prefix) and value in known
    }


def _after(document: Document, saved: Saved) -> Answer:
    if saved.merge is not None and saved.merge.touched:
        draft = open_draft(document_at(document.slug), current_actor())
        return edit_page(document_at(document.slug), draft, saved.merge.touched, status="merged")
    flash(
        _("The draft is saved.") if saved.merge is None else _("The draft is saved, with what others wrote.")
    )
    then = request.form.get("then", "")
    target = {"look": "workshop.document", "finish": "workshop.finish", "steps": "workshop.steps"}.get(then)
    return redirect(url_for(target or "workshop.edit", slug=document.slug), 303)


def _refused(document: Document, error: AppError) -> Answer:
    """Show the form once more with everything that was typed, and say what is wrong."""
    draft = draft_of(document.id)
    if draft is None:
        raise error
    form = Form()
    form.form_errors = [error.text(_)]
    reason = request.form.get("class_reason", "")
    page = render_template(
        "documents/edit.html",
        document=document,
        draft=draft,
        state=state_of(document, draft),
        form=form,
        header=form_of_values(values_sent(), reason, document.kind),
        body=draft.body if (body := body_sent()) is None else body,
        version=version_sent("base_version"),
        remarks=(),
        joined=(),
        status="failed",
        writer="",
        editor_texts=editor_texts(),
        offered=offered_to_editor(document),
        actor=current_actor(),
    )
    return page, status_of(error)

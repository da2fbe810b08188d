"""The algorithm of a draft as a list of steps and choices, which works without JavaScript."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from flask import Response, flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.kernel.errors import AppError
from app.kernel.permissions import require
from app.web.actors import current_actor
from app.web.errors import status_of
from app.web.forms import Form
from app.web.i18n import _
from standards.documents.addresses import document_at
from standards.documents.draft_rows import text_at, text_of
from standards.documents.drafting import open_draft, save_draft
from standards.documents.errors import DraftConflict, Misshapen, TooManySteps
from standards.documents.models import Document
from standards.documents.pages.api import sent_json, sent_text
from standards.documents.pages.blueprint import blueprint
from standards.documents.pages.writing import conflict_page, version_sent
from standards.documents.policies import DocumentPermission
from standards.documents.step_reading import (
    END,
    ChoiceRow,
    StepList,
    StepRow,
    Way,
    moved_up,
    step_list,
    with_choice,
    with_row,
    without_row,
)
from standards.documents.step_writing import with_steps
from standards.documents.texts import DraftText

MOST_STEPS = 300
MOST_CHOICES = 40
MOST_FIELDS = 6000
"""Of the form: twenty for each step; one with two answers and wording has fifteen."""

Answer = AnyResponse | str | tuple[str, int]


@blueprint.get("/<slug>/steps")
def steps(slug: str) -> str:
    """Show the steps of the draft as a form."""
    actor = current_actor()
    require(actor, DocumentPermission.WRITE)
    document = document_at(slug)
    draft = open_draft(document, actor)
    shown = _checked(step_list(draft.body))
    return _page(document, draft.version, shown if shown.rows else with_row(shown, 0))


@blueprint.post("/<slug>/steps")
def write_steps(slug: str) -> Answer:
    """Change the form as its buttons say, or write it back into the draft."""
    actor = current_actor()
    require(actor, DocumentPermission.WRITE)
    document = document_at(slug)
    draft = open_draft(document, actor)
    version, rows = version_sent("base_version"), _sent_rows()
    deed, _colon, place = request.form.get("deed", "").partition(":")
    if deed:
        return _page(document, version, _done(deed, int(place) if place.isdecimal() else 0, rows))
    base = text_at(draft, version) or text_of(draft)
    mine = DraftText(base.header_text, with_steps(base.body, _without_empty(rows)))
    try:
        save_draft(document.id, mine, version, actor)
    except DraftConflict as conflict:
        return conflict_page(document, conflict), 409
    except AppError as error:
        return _page(document, version, rows, error.text(_)), status_of(error)
    flash(_("The steps are saved in the draft."))
    return redirect(url_for("workshop.edit", slug=document.slug), 303)


@blueprint.post("/<slug>/algorithm")
def algorithm(slug: str) -> Response:
    """Answer with the steps of a text that is being written, or with the text once they were changed."""
    require(current_actor(), DocumentPermission.WRITE)
    document_at(slug)
    sent = sent_json()
    body = sent_text(sent, "body")
    if "steps" not in sent:
        shown = _checked(step_list(body))
        return jsonify(otherwise=shown.otherwise, steps=[asdict(row) for row in shown.rows])
    rows = sent["steps"]
    if not isinstance(rows, list):
        raise Misshapen(name="steps")
    try:
        found = StepList(sent_text(sent, "otherwise"), tuple(_row_from(row) for row in rows))
        return jsonify(body=with_steps(body, _checked(found)))
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise Misshapen(name="steps") from error


def _checked(shown: StepList) -> StepList:
    """Refuse what no form could hold: cut short and written back, the rest would be gone.

    Raises:
        TooManySteps: there are more steps, or more answers to one of them, than a form takes.

    """
    if len(shown.rows) > MOST_STEPS or any(len(row.choices) > MOST_CHOICES for row in shown.rows):
        raise TooManySteps(steps=MOST_STEPS, choices=MOST_CHOICES)
    return shown


def _page(document: Document, version: int, shown: StepList, problem: str = "") -> str:
    targets = [(f"step:{row.key}", f"{number} · {row.text}"[:60]) for number, row in enumerate(shown.rows, 1)]
    form = Form()
    form.form_errors = [problem] if problem else []
    return render_template(
        "documents/steps.html", document=document, version=version, steps=shown, targets=targets, form=form
    )


def _done(deed: str, place: int, rows: StepList) -> StepList:
    if deed == "add" and len(rows.rows) < MOST_STEPS:
        return with_row(rows, min(place, len(rows.rows)))
    if place >= len(rows.rows):
        return rows
    if deed == "remove" and len(rows.rows) > 1:
        return without_row(rows, place)
    if deed == "up":
        return moved_up(rows, place)
    if deed == "choice" and len(rows.rows[place].choices) < MOST_CHOICES:
        return with_choice(rows, place)
    return rows


def _without_empty(rows: StepList) -> StepList:
    """Leave out new steps in which nothing was written."""
    for place in range(len(rows.rows) - 1, -1, -1):
        row = rows.rows[place]
        is_empty = not row.text.strip() and not any(choice.text.strip() for choice in row.choices)
        if row.origin < 0 and is_empty:
            rows = without_row(rows, place)
    return rows


def _sent_rows() -> StepList:
    if "steps" not in request.form:
        raise Misshapen(name="steps")
    rows = tuple(_sent_row(place) for place in range(min(_number("steps"), MOST_STEPS + 1)))
    return _checked(StepList(request.form.get("otherwise", ""), rows))


def _sent_row(place: int) -> StepRow:
    form, name = request.form, f"step-{place}"
    return StepRow(
        key=form.get(f"{name}-key", f"n{place}")[:20],
        text=form.get(f"{name}-text", ""),
        within=form.get(f"{name}-within", ""),
        is_hard=f"{name}-hard" in form,
        choices=tuple(
            ChoiceRow(
                form.get(f"{name}-choice-{at}-text", ""),
                _sent_way(f"{name}-choice-{at}", END),
                _number(f"{name}-choice-{at}-origin", -1),
            )
            for at in range(min(_number(f"{name}-choices"), MOST_CHOICES + 1))
        ),
        next=_sent_way(f"{name}-next", ""),
        origin=_number(f"{name}-origin", -1),
        wording=tuple(form.getlist(f"{name}-wording")),
    )


def _sent_way(name: str, default: str) -> Way:
    return Way(request.form.get(f"{name}-to", default)[:40], request.form.get(f"{name}-words", ""))


def _number(name: str, default: int = 0) -> int:
    text = request.form.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < len(str(10**6)) else default


def _row_from(row: Mapping[str, Any]) -> StepRow:
    return StepRow(
        key=str(row["key"]),
        text=str(row["text"]),
        within=str(row.get("within", "")),
        is_hard=row.get("is_hard") is True,
        choices=tuple(_choices_from(row.get("choices", ()))),
        next=_way_from(row.get("next", {"to": ""})),
        origin=int(row.get("origin", -1)),
    )


def _choices_from(choices: Sequence[Mapping[str, Any]]) -> Sequence[ChoiceRow]:
    return [
        ChoiceRow(str(choice["text"]), _way_from(choice["way"]), int(choice.get("origin", -1)))
        for choice in choices
    ]


def _way_from(way: Mapping[str, Any]) -> Way:
    return Way(str(way["to"]), str(way.get("words", "")))

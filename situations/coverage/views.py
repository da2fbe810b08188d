"""The coverage page, and one page for each department at a contact point."""

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from app.kernel.actors import Actor
from app.kernel.errors import Invalid
from app.kernel.permissions import can, require
from app.language.company import Entry
from app.notices.desk import DeskLine, DeskSection, contribute_sections
from app.web.actors import current_actor
from app.web.errors import status_of
from app.web.i18n import N_, _, current_language
from config import Settings
from situations.coverage.covering import ANY, CellState, Place, Row, StageRows
from situations.coverage.errors import NoSuchPlace
from situations.coverage.forms import ExemptionForm
from situations.coverage.policies import CoveragePermission
from situations.coverage.queries import Coverage, coverage
from situations.coverage.services import exempt, take_back

STATES = {
    CellState.COVERED: N_("covered"),
    CellState.IN_WORK: N_("in work"),
    CellState.EXEMPT: N_("not needed"),
    CellState.EMPTY: N_("own initiative"),
}

blueprint = Blueprint("coverage", __name__, url_prefix="/workshop/coverage", template_folder="templates")


def init_app(app: Flask, _settings: Settings) -> None:
    """Open the coverage pages, and put their numbers on the desk of the group."""
    app.register_blueprint(blueprint)
    app.add_template_filter(cell_state_name)
    app.add_template_filter(entry_name)
    contribute_sections(app, sections)


def cell_state_name(state: CellState) -> str:
    """Return what a cell's state is called in the reader's language."""
    return _(STATES[state])


def entry_name(entry: Entry) -> str:
    """Return the name of an entry of the company's lists in the reader's language."""
    return _("all") if entry.id == ANY else entry.name(current_language())


def sections(actor: Actor) -> list[DeskSection]:
    """Return what nobody is told how to do, for the desk of all who may see what is covered."""
    if not can(actor, CoveragePermission.SEE):
        return []
    found = coverage(current_language())
    lines = tuple(
        DeskLine(
            url_for("coverage.overview", _anchor=f"point-{point.id}"),
            entry_name(point),
            _("no approved situation"),
        )
        for point in found.points_left_alone
    )
    return [
        DeskSection(
            "coverage",
            _("Left to each person's own initiative"),
            lines,
            _("Every contact point has an approved situation."),
            (_("What is covered"), url_for("coverage.overview")),
        )
    ]


@blueprint.get("/")
def overview() -> str:
    require(current_actor(), CoveragePermission.SEE)
    found = coverage(current_language())
    return render_template(
        "coverage/overview.html",
        coverage=found,
        stages=_filtered(found),
        department=request.args.get("department", ""),
        stage=request.args.get("stage", ""),
        may_open=can(current_actor(), CoveragePermission.EXEMPT),
        CellState=CellState,
    )


@blueprint.get("/<contact_point>/<department>")
def place(contact_point: str, department: str) -> str:
    require(current_actor(), CoveragePermission.SEE)
    return _place_page(_row(contact_point, department), None)


@blueprint.post("/<contact_point>/<department>")
def change(contact_point: str, department: str) -> Response | tuple[str, int]:
    actor = current_actor()
    require(actor, CoveragePermission.EXEMPT)
    row = _row(contact_point, department)
    channels = [cell.place.channel for cell in row.cells]
    if "take_back" in request.form:
        take_back(Place(contact_point, department, request.form["take_back"]), actor)
        return _back(contact_point, department)
    form = _form(row)
    if not form.validate():
        return _place_page(row, form), 422
    try:
        chosen = [channel for channel in channels if channel in form.channels.data]
        exempt([Place(contact_point, department, channel) for channel in chosen], form.reason.data, actor)
    except Invalid as error:
        form.show(error)
        return _place_page(row, form), status_of(error)
    flash(_("Noted. These channels no longer count as open."))
    return _back(contact_point, department)


def _filtered(found: Coverage) -> tuple[StageRows, ...]:
    """Return the stages with the rows that the reader asked for."""
    stage, department = request.args.get("stage", ""), request.args.get("department", "")
    shown = (
        StageRows(
            entry.stage,
            tuple(row for row in entry.rows if department in ("", row.department.id)),
        )
        for entry in found.matrix.stages
        if stage in ("", entry.stage.id)
    )
    return tuple(entry for entry in shown if entry.rows)


def _row(contact_point: str, department: str) -> Row:
    for row in coverage(current_language()).matrix.rows:
        if (row.point.id, row.department.id) == (contact_point, department):
            return row
    raise NoSuchPlace


def _form(row: Row, *, is_fresh: bool = False) -> ExemptionForm:
    form = ExemptionForm(formdata=None) if is_fresh else ExemptionForm()
    names = {channel.id: entry_name(channel) for channel in coverage(current_language()).matrix.channels}
    form.channels.choices = [
        SelectChoice(cell.place.channel, names[cell.place.channel])
        for cell in row.cells
        if cell.state in (CellState.EMPTY, CellState.IN_WORK)
    ]
    return form


def _place_page(row: Row, form: ExemptionForm | None) -> str:
    found = coverage(current_language())
    return render_template(
        "coverage/place.html",
        row=row,
        form=form or _form(row, is_fresh=True),
        channels={channel.id: channel for channel in found.matrix.channels},
        may_exempt=can(current_actor(), CoveragePermission.EXEMPT),
        CellState=CellState,
    )


def _back(contact_point: str, department: str) -> Response:
    return redirect(url_for("coverage.place", contact_point=contact_point, department=department), 303)

"""The workshop: the list of all documents, and what joins its pages to the application."""

from flask import Flask, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.queries import names_of
from app.company.queries import current_company
from app.kernel.permissions import can, require
from app.language.words import Kind
from app.web.actors import current_actor
from app.web.frame import LANGUAGE_NAMES, Frame, NavigationItem, contribute
from app.web.i18n import N_, _, current_language
from app.web.paging import page_of, requested_id
from app.web.uploads import allow_long_forms
from config import Settings
from standards.documents.addresses import document_at
from standards.documents.errors import NoSuchDocument
from standards.documents.listing import (
    Line,
    State,
    Wanted,
    add_state,
    count_of,
    is_open_draft,
    is_retired,
    keep_states,
    known_states,
    listed,
)
from standards.documents.pages import (
    api,
    history,
    moving,
    settling,
    steps,
    templates,
    texts,
    writing,
)
from standards.documents.pages.blueprint import blueprint
from standards.documents.pages.header_inputs import CLASSES
from standards.documents.pages.links import keep_links
from standards.documents.pages.sentences import finding_text, kind_name
from standards.documents.pages.shown import note_text
from standards.documents.pages.steps import MOST_FIELDS
from standards.documents.picture_uses import answer_for_pictures
from standards.documents.policies import DocumentPermission

LINES = 50
LONGEST_QUESTION = 200
KINDS = {Kind.SITUATION: N_("Situations"), Kind.STANDARD: N_("Standards"), Kind.SCRIPT: N_("Scripts")}
PAGES = (api, history, moving, settling, steps, templates, texts, writing)
"""The modules whose pages the blueprint holds once they are imported."""


def init_app(app: Flask, _settings: Settings) -> None:
    """Open the workshop, and name it to those who may enter."""
    keep_states(app)
    keep_links(app)
    add_state(app, State("draft", N_("Draft with changes"), is_open_draft))
    add_state(app, State("retired", N_("Retired"), is_retired))
    answer_for_pictures()
    app.register_blueprint(blueprint)
    allow_long_forms(app, "workshop.write_steps", MOST_FIELDS)
    app.add_template_filter(finding_text)
    app.add_template_filter(kind_name)
    app.add_template_filter(note_text)
    contribute(app, _add_to_frame)


@blueprint.get("/")
def overview() -> str:
    require(current_actor(), DocumentPermission.SEE)
    wanted = _wanted()
    found = page_of(listed(wanted, requested_id(), LINES + 1), lambda line: line.id, LINES)
    company = current_company()
    return render_template(
        "documents/overview.html",
        page=found,
        wanted=wanted,
        count=count_of(wanted),
        names=_names(found.rows),
        filters={
            "kind": [(kind.value, _(label)) for kind, label in KINDS.items()],
            "situation_class": [(value, _(label)) for value, label in CLASSES.items()],
            "stage": [(stage.id, stage.name(current_language())) for stage in company.stages],
            "language": list(LANGUAGE_NAMES.items()),
            "state": [(state.id, _(state.label)) for state in known_states()],
        },
        next_page=_next_page(wanted, found.next_key),
        may_write=can(current_actor(), DocumentPermission.WRITE),
    )


def _wanted() -> Wanted:
    values = {name: request.args.get(name, "")[:LONGEST_QUESTION] for name in Wanted.__slots__}
    return Wanted(**values)


def _names(lines: tuple[Line, ...]) -> dict[int, str]:
    return dict(names_of(line.written_by_id for line in lines if line.written_by_id is not None))


def _next_page(wanted: Wanted, key: str) -> str:
    values = {name: getattr(wanted, name) for name in Wanted.__slots__}
    given = {name: value for name, value in values.items() if value}
    return url_for("workshop.overview", **given, after=key) if key else ""


@blueprint.before_request
def _lead_to_present_address() -> Response | None:
    """Lead whoever asks for a former address to the present one; what they may not know stays unknown."""
    slug = (request.view_args or {}).get("slug", "")
    endpoint = request.endpoint
    if (
        request.method != "GET"
        or not slug
        or not endpoint
        or not can(current_actor(), DocumentPermission.SEE)
    ):
        return None
    try:
        document = document_at(slug)
    except NoSuchDocument:
        return None
    if document.slug == slug:
        return None
    values = {**(request.view_args or {}), **request.args, "slug": document.slug}
    return redirect(current_app.url_for(endpoint, **values))


def _add_to_frame(frame: Frame) -> None:
    """Add the way to the workshop for those who may enter."""
    if can(current_actor(), DocumentPermission.SEE):
        address = url_for("workshop.overview")
        frame.navigation.append(NavigationItem(address, _("Write"), frame.address.startswith(address)))

"""Pages of the guide."""

from http import HTTPStatus

from flask import Blueprint, Flask, make_response, redirect, render_template, request, url_for
from flask import Response as FlaskResponse
from werkzeug.wrappers import Response

from app.guide import conditional as made_pages
from app.guide.conditional import conditional
from app.guide.finding import Results, find
from app.guide.moved import moved
from app.guide.pages import LINES_SHOWN, Listing, group_of, line_of, page_of, slice_of
from app.guide.register import Line, Register, register_of
from app.guide.shelf import EditionInForce, edition_for, readable_editions
from app.guide.trails import trail_to, variant_name
from app.guide.walking import walk_page
from app.kernel.errors import NotFound
from app.language.words import Kind, SituationClass
from app.search.queries import LONGEST_QUESTION
from app.web.actors import current_actor
from app.web.frame import LANGUAGE_NAMES, Frame, NavigationItem, contribute
from app.web.i18n import N_, _, current_language
from config import Settings
from standards.editions.queries import edition_picture
from standards.pictures.serving import answer_with_picture

KIND_NAMES = {
    "standard": N_("Standards"),
    "situation": N_("Situations"),
    "script": N_("Wording from A to Z"),
}

blueprint = Blueprint("guide", __name__, url_prefix="/guide", template_folder="templates")


def init_app(app: Flask, _settings: Settings) -> None:
    """Open the guide, and name its editions on every page."""
    app.register_blueprint(blueprint)
    made_pages.init_app(app)
    app.add_template_global(variant_name)
    app.add_template_global(language_name)
    contribute(app, _name_editions)


def language_name(language: str) -> str:
    """Return what a language calls itself, or its code."""
    return LANGUAGE_NAMES.get(language, language)


def _name_editions(frame: Frame) -> None:
    editions = readable_editions(current_actor())
    if not editions:
        return
    here = (request.view_args or {}).get("variant", editions[0].variant.value)
    searching = url_for("guide.search", variant=here)
    is_searching = frame.address.startswith(searching)
    for edition in editions:
        address = url_for("guide.start", variant=edition.variant.value)
        label = _("Guide %(variant)s", variant=variant_name(edition.variant))
        is_here = frame.address.startswith(address) and not is_searching
        frame.navigation.append(NavigationItem(address, label, is_here))
    if here in [edition.variant.value for edition in editions]:
        frame.navigation.append(NavigationItem(searching, _("Search"), is_searching))
    frame.company_name = frame.company_name or register_of(editions[0]).company.name


def opened(variant: str) -> tuple[EditionInForce, Register]:
    """Return the edition in force of a variant and its register, if the reader may read it."""
    edition = edition_for(variant, current_actor())
    return edition, register_of(edition)


@blueprint.get("/")
def index() -> Response:
    editions = readable_editions(current_actor())
    return redirect(url_for("guide.start", variant=editions[0].variant.value) if editions else "/")


@blueprint.get("/<variant>/")
@conditional
def start(variant: str) -> str:
    edition, register = opened(variant)
    language = current_language()
    stages = register.situations_by_stage(language)
    classes = dict.fromkeys(SituationClass, 0)
    for stage in stages:
        for line in stage.lines:
            classes[SituationClass(line.situation_class)] += 1
    return render_template(
        "guide/start.html",
        edition=edition,
        register=register,
        stages=stages,
        classes=classes,
        contact_points=register.by_contact_point(register.shown(language, Kind.SITUATION), language),
        sections=register.standards_by_section(language),
        has_scripts=bool(register.shown(language, Kind.SCRIPT)),
        lines_shown=LINES_SHOWN,
    )


@blueprint.get("/<variant>/stages/<stage>")
@conditional
def stage(variant: str, stage: str) -> str:
    edition, register = opened(variant)
    language = current_language()
    group = group_of(register.situations_by_stage(language), stage)
    return _list_page(
        edition, register, Listing(group.name or _("Other situations"), _("Stage"), group.lines)
    )


@blueprint.get("/<variant>/classes/<situation_class>")
@conditional
def situation_class(variant: str, situation_class: str) -> str:
    edition, register = opened(variant)
    if situation_class not in list(SituationClass):
        raise NotFound
    lines = tuple(
        line
        for line in register.shown(current_language(), Kind.SITUATION)
        if line.situation_class == situation_class
    )
    names = {
        "typical": _("Typical situations"),
        "complex": _("Complex situations"),
        "conflict": _("Conflicts"),
    }
    return _list_page(edition, register, Listing(names[situation_class], _("Class"), lines, situation_class))


@blueprint.get("/<variant>/contact-points/<contact_point>")
@conditional
def contact_point(variant: str, contact_point: str) -> str:
    edition, register = opened(variant)
    language = current_language()
    groups = register.by_contact_point(register.shown(language, Kind.SITUATION), language)
    group = group_of(groups, contact_point)
    return _list_page(edition, register, Listing(group.name, _("Contact point"), group.lines))


@blueprint.get("/<variant>/sections/<section>")
@conditional
def section(variant: str, section: str) -> str:
    edition, register = opened(variant)
    group = group_of(register.standards_by_section(current_language()), section)
    return _list_page(
        edition, register, Listing(group.name or _("Other standards"), _("Standards"), group.lines)
    )


@blueprint.get("/<variant>/kinds/<kind>")
@conditional
def kind(variant: str, kind: str) -> str:
    edition, register = opened(variant)
    if kind not in KIND_NAMES:
        raise NotFound
    lines = register.shown(current_language(), Kind(kind))
    name = _(KIND_NAMES[kind])
    return _list_page(edition, register, Listing(name, name, tuple(sorted(lines, key=_by_title))))


def _by_title(line: Line) -> str:
    return line.title.casefold()


def _list_page(edition: EditionInForce, register: Register, listing: Listing) -> str:
    number = request.args.get("page", "1")
    selection = slice_of(listing.lines, int(number) if number.isascii() and number.isdigit() else 1)
    language = current_language()
    return render_template(
        "guide/list.html",
        edition=edition,
        register=register,
        listing=listing,
        selection=selection,
        groups=register.by_contact_point(selection.lines, language),
    )


@blueprint.get("/<variant>/search")
@conditional
def search(variant: str) -> str:
    edition, register = opened(variant)
    language = current_language()
    question = " ".join(request.args.get("q", "")[:LONGEST_QUESTION].split())
    return render_template(
        "guide/search.html",
        edition=edition,
        register=register,
        question=question,
        results=find(edition.id, register, question, language) if question else Results(),
        stages=register.situations_by_stage(language),
    )


@blueprint.get("/<variant>/pictures/<name>")
def picture(variant: str, name: str) -> FlaskResponse:
    edition, _register = opened(variant)
    return answer_with_picture(name, edition_picture(edition.id, name))


@blueprint.get("/<variant>/<slug>")
@conditional
def document(variant: str, slug: str) -> Response | str:
    edition, register = opened(variant)
    if slug not in register.by_slug:
        return _elsewhere(edition, register, slug)
    line = line_of(register, slug)
    language = current_language()
    preferred = register.in_language(line, language)
    if preferred is not line and request.args.get("language") != line.language:
        return redirect(url_for("guide.document", variant=variant, slug=preferred.slug))
    return render_template(
        "guide/document.html",
        edition=edition,
        register=register,
        line=line,
        page=page_of(line.id),
        trail=trail_to(edition, register, line),
        neighbours=_neighbours(register, line),
        translations=[found for found in register.translations(line).values() if found is not line],
        is_foreign=preferred.language != language,
    )


def _elsewhere(edition: EditionInForce, register: Register, slug: str) -> Response:
    """Lead to where a renamed document is now, or say that it was retired and what holds instead."""
    found = moved(edition, register, slug)
    if found is None:
        raise NotFound
    if found.same is not None:
        return redirect(url_for("guide.document", variant=edition.variant.value, slug=found.same.slug))
    page = render_template(
        "guide/retired.html", edition=edition, register=register, replacement=found.replacement
    )
    return make_response(page, HTTPStatus.GONE)


def _neighbours(register: Register, line: Line) -> tuple[Line, ...]:
    """Return the other situations at the same contact point, at most eight."""
    if not line.contact_point:
        return ()
    lines = register.shown(line.language, Kind.SITUATION)
    return tuple(
        other for other in lines if other.contact_point == line.contact_point and other.slug != line.slug
    )[:8]


@blueprint.get("/<variant>/<slug>/steps")
@conditional
def walk(variant: str, slug: str) -> Response | str:
    edition, register = opened(variant)
    address = (request.args.get("path", ""), request.args.getlist("before"))
    return walk_page(edition, register, line_of(register, slug), *address)

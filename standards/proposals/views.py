"""The pages of change proposals: a list, one of them, and the form for a new one."""

import secrets

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from app.accounts.queries import names_of
from app.kernel.actors import Actor
from app.kernel.errors import AppError, Conflict, Invalid
from app.kernel.permissions import can, require
from app.notices.desk import DeskLine, DeskSection, contribute_sections
from app.notices.kinds import name_kinds
from app.web.actors import current_actor
from app.web.errors import status_of
from app.web.forms import Form
from app.web.i18n import N_, _
from app.web.paging import page_of, requested_id
from config import Settings
from standards.comments.policies import CommentPermission
from standards.comments.queries import comments_of, thread_by_id
from standards.comments.queries import document_of as document_of_thread
from standards.documents.pages.links import contribute_links
from standards.proposals.beside import links
from standards.proposals.forms import CAUSES, KINDS, DeclineForm, ProposalForm, SettleForm, TakeForm
from standards.proposals.models import Cause, ChangeProposal, ProposalKind, State
from standards.proposals.policies import ProposalPermission
from standards.proposals.queries import (
    counts,
    document_of,
    present_documents,
    proposal_by_id,
    proposals_in,
    revision_that_settled,
    revisions_since,
)
from standards.proposals.services import (
    Wish,
    decline_proposal,
    propose_change,
    settle_proposal,
    take_proposal,
)
from standards.proposals.telling import KINDS as NOTICE_KINDS
from standards.proposals.telling import NEW_DOCUMENT

Answer = str | Response | tuple[str, int]
STATES = {
    State.NEW: N_("New"),
    State.TAKEN: N_("Taken"),
    State.DECLINED: N_("Declined"),
    State.SETTLED: N_("Settled"),
}

blueprint = Blueprint("proposals", __name__, url_prefix="/workshop/proposals", template_folder="templates")


def init_app(app: Flask, _settings: Settings) -> None:
    """Open the pages of change proposals, and name their notices."""
    app.register_blueprint(blueprint)
    app.add_template_filter(state_name, "proposal_state")
    app.add_template_filter(cause_name, "proposal_cause")
    app.add_template_filter(kind_name, "proposal_kind")
    name_kinds(app, *NOTICE_KINDS.values(), NEW_DOCUMENT)
    contribute_sections(app, sections)
    contribute_links(app, links)


def state_name(state: str) -> str:
    """Return the name of a proposal's state in the reader's language."""
    return _(STATES[State(state)])


def cause_name(cause: str) -> str:
    """Return the name of a cause in the reader's language."""
    return str(CAUSES[Cause(cause)])


def kind_name(kind: str) -> str:
    """Return what kind of proposal this is, in the reader's language."""
    return str(KINDS[ProposalKind(kind)])


def sections(actor: Actor) -> list[DeskSection]:
    """Return the new proposals for the desk of those who decide on them."""
    if not can(actor, ProposalPermission.DECIDE):
        return []
    lines = tuple(
        DeskLine(
            url_for("proposals.show", proposal_id=line.proposal.id),
            line.proposal.title,
            line.document.title if line.document else _("a document that is not there yet"),
        )
        for line in proposals_in([State.NEW])
    )
    more = (_("All change proposals"), url_for("proposals.overview"))
    return [DeskSection("proposals", _("New change proposals"), lines, _("No change proposal is new."), more)]


@blueprint.get("/")
def overview() -> str:
    require(current_actor(), ProposalPermission.SEE)
    chosen = [state for state in State if state == request.args.get("state")]
    slug = request.args.get("slug", "")
    found = proposals_in(chosen or list(State), requested_id(), slug=slug)
    return render_template(
        "proposals/overview.html",
        found=page_of(found, lambda line: line.proposal.id),
        state=chosen[0] if chosen else None,
        slug=slug,
        counts=counts(),
    )


@blueprint.get("/new")
def new() -> str:
    actor = current_actor()
    require(actor, ProposalPermission.PROPOSE)
    form = ProposalForm(
        formdata=None,
        key=secrets.token_urlsafe(16),
        slug=request.args.get("slug", ""),
        contact_point=request.args.get("contact_point", ""),
    )
    thread_id = request.args.get("thread", type=int)
    if thread_id is not None:
        require(actor, CommentPermission.SEE)
        _rest_on_thread(form, thread_id)
    return _new_page(form)


@blueprint.post("/")
def propose() -> Answer:
    actor = current_actor()
    require(actor, ProposalPermission.PROPOSE)
    form = ProposalForm()
    if not form.validate():
        return _new_page(form), 422
    thread = form.thread.data or ""
    wish = Wish(
        ProposalKind(form.kind.data),
        Cause(form.cause.data),
        form.title.data or "",
        form.evidence.data or "",
        form.slug.data or "",
        form.contact_point.data or "",
        thread_by_id(int(thread)).id if thread.isdecimal() else None,
        form.key.data or None,
    )
    try:
        proposal = propose_change(wish, actor)
    except Invalid as error:
        form.show(error)
        return _new_page(form), status_of(error)
    flash(_("Your proposal is noted."))
    return _to(proposal)


@blueprint.get("/<int:proposal_id>")
def show(proposal_id: int) -> str:
    require(current_actor(), ProposalPermission.SEE)
    return _page(proposal_by_id(proposal_id))


@blueprint.post("/<int:proposal_id>/taking")
def take(proposal_id: int) -> Answer:
    actor = current_actor()
    require(actor, ProposalPermission.DECIDE)
    form = TakeForm()
    try:
        proposal = take_proposal(proposal_id, form.slug.data or "", actor)
    except (Invalid, Conflict) as error:
        return _told(proposal_id, form, error)
    flash(_("The draft is open. Write the change there."))
    return _to(proposal)


@blueprint.post("/<int:proposal_id>/declining")
def decline(proposal_id: int) -> Answer:
    actor = current_actor()
    require(actor, ProposalPermission.DECIDE)
    form = DeclineForm()
    if not form.validate():
        return _page(proposal_by_id(proposal_id), form), 422
    try:
        return _to(decline_proposal(proposal_id, form.reason.data, actor))
    except (Invalid, Conflict) as error:
        return _told(proposal_id, form, error)


@blueprint.post("/<int:proposal_id>/settling")
def settle(proposal_id: int) -> Answer:
    actor = current_actor()
    require(actor, ProposalPermission.DECIDE)
    form = SettleForm()
    try:
        return _to(settle_proposal(proposal_id, form.number.data or 0, actor))
    except (Invalid, Conflict) as error:
        return _told(proposal_id, form, error)


def _rest_on_thread(form: ProposalForm, thread_id: int) -> None:
    """Fill in what a comment says, for somebody to put into words."""
    thread = thread_by_id(thread_id)
    said = "\n\n".join(comment.text for comment in comments_of(thread) if comment.text)
    form.evidence.data = f"{_('“%(words)s”', words=thread.quote)}\n\n{said}" if thread.quote else said
    form.cause.data = Cause.COMMENT.value
    form.slug.data = document_of_thread(thread).slug
    form.thread.data = str(thread.id)


def _new_page(form: ProposalForm) -> str:
    _offer_documents(form)
    return render_template("proposals/new.html", form=form)


def _page(proposal: ChangeProposal, form: Form | None = None) -> str:
    taking = form if isinstance(form, TakeForm) else TakeForm(formdata=None)
    _offer_documents(taking)
    document = document_of(proposal)
    if document is not None and form is None:
        taking.slug.data = document.slug
    people = (proposal.author_id, proposal.taken_by_id, proposal.closed_by_id)
    return render_template(
        "proposals/show.html",
        proposal=proposal,
        document=document,
        settled=revision_that_settled(proposal),
        since=revisions_since(proposal) if proposal.state == State.TAKEN else (),
        names=names_of(person for person in people if person is not None),
        form=form,
        taking=taking,
        declining=form if isinstance(form, DeclineForm) else DeclineForm(formdata=None),
        may_decide=can(current_actor(), ProposalPermission.DECIDE),
        State=State,
    )


def _told(proposal_id: int, form: Form, error: AppError) -> tuple[str, int]:
    if isinstance(error, Invalid):
        form.show(error)
    else:
        form.form_errors.append(error.text(_))
    return _page(proposal_by_id(proposal_id), form), status_of(error)


def _offer_documents(form: ProposalForm | TakeForm) -> None:
    none = SelectChoice("", _("A document that is not there yet"))
    own = [SelectChoice(document.slug, document.title) for document in present_documents()]
    form.slug.choices = [none, *own]


def _to(proposal: ChangeProposal) -> Response:
    return redirect(url_for("proposals.show", proposal_id=proposal.id), 303)

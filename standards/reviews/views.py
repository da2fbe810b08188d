"""Pages of reviews: asking, the review itself with the answers, the rules, and review dates."""

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from app.accounts.models import Membership
from app.accounts.queries import names_of, people_with
from app.company.queries import current_company
from app.kernel.actors import Role
from app.kernel.days import today
from app.kernel.errors import AppError, Conflict, Invalid
from app.kernel.permissions import can, require
from app.notices.desk import contribute_sections
from app.notices.kinds import name_kinds
from app.web.actors import current_actor
from app.web.addresses import is_own_address
from app.web.errors import status_of
from app.web.forms import Form
from app.web.frame import NavigationItem
from app.web.i18n import _
from config import Settings
from standards.documents.addresses import document_at
from standards.documents.draft_rows import draft_to_show
from standards.documents.listing import add_state
from standards.documents.models import Document
from standards.documents.pages.links import contribute_links
from standards.documents.signals import texts_changed
from standards.reviews.announcing import KINDS
from standards.reviews.asking import Asking, submit_for_review, withdraw_review
from standards.reviews.dates import review_dates
from standards.reviews.desk import sections_of
from standards.reviews.falling_back import texts_have_changed
from standards.reviews.following import follow, is_following, unfollow
from standards.reviews.forms import AskForm, OverrideForm, RulesForm, VerdictForm
from standards.reviews.judging import Answer, give_verdict, look_at, override
from standards.reviews.listing import STATES
from standards.reviews.models import Approval
from standards.reviews.pages import (
    condition_hint,
    condition_text,
    group_choices,
    rendered,
    review_page,
    rules_in_words,
)
from standards.reviews.policies import ReviewPermission
from standards.reviews.queries import (
    asked_in,
    current_rules,
    divergences,
    newest_approval_of,
    newest_of_parts,
    review_by_id,
    reviews_of,
    waiting_review_of,
)
from standards.reviews.rules import Rules
from standards.reviews.ruling import set_rules
from standards.reviews.wholes import restored

blueprint = Blueprint("reviews", __name__, url_prefix="/workshop", template_folder="templates")


def init_app(app: Flask, _settings: Settings) -> None:
    """Open the pages of reviews, lay their sections on the desks, and watch texts for changes."""
    app.register_blueprint(blueprint)
    app.add_template_filter(condition_text)
    app.add_template_filter(condition_hint)
    name_kinds(app, *KINDS)
    contribute_sections(app, sections_of)
    contribute_links(app, links_of)
    for state in STATES:
        add_state(app, state)
    texts_changed.connect(texts_have_changed)


def links_of(document: Document) -> list[NavigationItem]:
    """Return the way from a document to its review, for those who may see it."""
    if document.is_retired or not can(current_actor(), ReviewPermission.SEE):
        return []
    waiting = waiting_review_of(document.id)
    if waiting is not None:
        return [NavigationItem(url_for("reviews.review", review_id=waiting.id), _("In review"))]
    return [NavigationItem(url_for("reviews.ask", slug=document.slug), _("Review"))]


@blueprint.get("/<slug>/review")
def ask(slug: str) -> Response | str:
    require(current_actor(), ReviewPermission.ASK)
    document = document_at(slug)
    waiting = waiting_review_of(document.id)
    if waiting is not None:
        return redirect(url_for("reviews.review", review_id=waiting.id))
    return _ask_page(document, _prefilled(document))


@blueprint.post("/<slug>/review")
def submit(slug: str) -> Response | tuple[str, int]:
    actor = current_actor()
    require(actor, ReviewPermission.ASK)
    document = document_at(slug)
    form = _with_choices(AskForm())
    if not form.validate():
        return _ask_page(document, form), 422
    asking = Asking(form.note.data or "", form.people.data or (), form.group.data or "", form.due_on.data)
    try:
        review = submit_for_review(document.slug, asking, actor)
    except (Invalid, Conflict) as error:
        _show(error, form)
        return _ask_page(document_at(slug), form), status_of(error)
    flash(_("The review is on its way. You are told when somebody has answered."))
    return redirect(url_for("reviews.review", review_id=review.id), 303)


@blueprint.post("/<slug>/follow")
def follow_document(slug: str) -> Response:
    actor = current_actor()
    if request.form.get("follow") == "no":
        unfollow(slug, actor)
        flash(_("You follow this document no more."))
    else:
        follow(slug, actor)
        flash(_("You are told when this document changes."))
    back = request.form.get("back", "")
    return redirect(back if is_own_address(back) else url_for("desk.desk"), 303)


@blueprint.get("/reviews/<int:review_id>")
def review(review_id: int) -> str:
    require(current_actor(), ReviewPermission.SEE)
    return _review_page(review_id)


@blueprint.post("/reviews/<int:review_id>/looking")
def looking(review_id: int) -> Response:
    look_at(review_id, current_actor(), is_looking=request.form.get("looking") != "no")
    return _to_review(review_id)


@blueprint.post("/reviews/<int:review_id>/verdict")
def verdict(review_id: int) -> Response | tuple[str, int]:
    actor = current_actor()
    require(actor, ReviewPermission.DECIDE)
    form = VerdictForm()
    if not form.validate():
        return _review_page(review_id, verdict_form=form), 422
    answer = Answer(form.verdict.data == "approve", form.reason.data or "", form.digest.data or "-")
    try:
        answered = give_verdict(review_id, answer, actor)
    except (Invalid, Conflict) as error:
        return _told_on_the_review(error, review_id, verdict_form=form)
    flash(_said(answer, is_granted=not answered.is_waiting and answer.is_approval))
    return _to_review(review_id)


@blueprint.post("/reviews/<int:review_id>/withdrawal")
def withdrawal(review_id: int) -> Response:
    withdraw_review(review_id, current_actor())
    flash(_("The review is taken back."))
    return _to_review(review_id)


@blueprint.post("/reviews/<int:review_id>/override")
def override_rules(review_id: int) -> Response | tuple[str, int]:
    actor = current_actor()
    require(actor, ReviewPermission.OVERRIDE)
    form = OverrideForm()
    if not form.validate():
        return _review_page(review_id, override_form=form), 422
    try:
        override(review_id, form.override_reason.data, actor, form.digest.data or "-")
    except (Invalid, Conflict) as error:
        return _told_on_the_review(error, review_id, override_form=form)
    flash(_("The text is approved. Your reason is printed at the end of the next handbook."))
    return _to_review(review_id)


@blueprint.get("/reviews/dates")
def dates() -> str:
    require(current_actor(), ReviewPermission.SEE)
    return render_template("reviews/dates.html", entries=review_dates(), today=today())


@blueprint.get("/reviews/rules")
def rules() -> str:
    require(current_actor(), ReviewPermission.SEE)
    found = current_rules()
    form = RulesForm(
        least_approvers=found.least_approvers,
        writers_may_approve=found.writers_may_approve,
        needs_department=found.needs_department,
        needs_management=found.needs_management,
    )
    return _rules_page(form)


@blueprint.post("/reviews/rules")
def keep_rules() -> Response | tuple[str, int]:
    actor = current_actor()
    require(actor, ReviewPermission.SET_RULES)
    form = RulesForm()
    if not form.validate():
        return _rules_page(form), 422
    set_rules(
        Rules(
            form.least_approvers.data,
            form.writers_may_approve.data,
            form.needs_department.data,
            form.needs_management.data,
        ),
        actor,
    )
    flash(_("These rules hold from now on. What was approved stays approved."))
    return redirect(url_for("reviews.rules"), 303)


def _rules_page(form: RulesForm) -> str:
    people = people_with(Role.APPROVER)
    return render_template(
        "reviews/rules.html",
        form=form,
        rules=rules_in_words(),
        may_set=can(current_actor(), ReviewPermission.SET_RULES),
        approvers=[person.name for person in people],
        management=[person.name for person in people if person.membership == Membership.MANAGEMENT],
    )


def _ask_page(document: Document, form: AskForm) -> str:
    approval = newest_approval_of(document.id)
    approved = restored(approval.parts) if approval else None
    draft = draft_to_show(document)
    actor = current_actor()
    return render_template(
        "reviews/ask.html",
        document=document,
        form=form,
        follow_form=Form(),
        approved=approved,
        approval=approval,
        approvers=_approvers(approval),
        changed=divergences(approved, newest_of_parts(approved)) if approved else (),
        has_draft=draft is not None and draft.is_open,
        rules=rules_in_words(),
        reviews=reviews_of(document.id),
        is_following=is_following(document.id, actor),
        may_set_rules=can(actor, ReviewPermission.SET_RULES),
    )


def _approvers(approval: Approval | None) -> list[str]:
    if approval is None:
        return []
    names = names_of(person.user_id for person in approval.people)
    return [names[person.user_id] for person in approval.people if person.user_id in names]


def _prefilled(document: Document) -> AskForm:
    """Return the form with the people who were asked last time."""
    last = next(iter(reviews_of(document.id, 1)), None)
    people = asked_in([last.id]).get(last.id, frozenset()) if last else frozenset()
    return _with_choices(AskForm(people=sorted(people), group=last.asked_group if last else ""))


def _with_choices(form: AskForm) -> AskForm:
    form.people.choices = [SelectChoice(person.id, person.name) for person in people_with(Role.APPROVER)]
    form.group.choices = [SelectChoice(code, name) for code, name in group_choices(current_company())]
    return form


def _review_page(
    review_id: int, verdict_form: VerdictForm | None = None, override_form: OverrideForm | None = None
) -> str:
    found = review_by_id(review_id)
    shown = review_page(found, current_actor())
    return render_template(
        "reviews/review.html",
        page=shown,
        review=found,
        text=rendered(shown.whole),
        verdict_form=verdict_form or VerdictForm(digest=found.whole_digest),
        override_form=override_form or OverrideForm(digest=found.whole_digest),
        form=Form(),
        today=today(),
    )


def _told_on_the_review(
    error: AppError,
    review_id: int,
    verdict_form: VerdictForm | None = None,
    override_form: OverrideForm | None = None,
) -> tuple[str, int]:
    """Show the review as it is now with the sentence of the error; what was typed stays in its form."""
    form = verdict_form or override_form
    if form is not None:
        _show(error, form)
        form.digest.raw_data = None
        form.digest.data = review_by_id(review_id).whole_digest
    return _review_page(review_id, verdict_form, override_form), status_of(error)


def _show(error: AppError, form: Form) -> None:
    if isinstance(error, Invalid):
        form.show(error)
    else:
        form.form_errors = [error.text(_)]


def _said(answer: Answer, *, is_granted: bool) -> str:
    if not answer.is_approval:
        return _("The text went back, with your reason.")
    if is_granted:
        return _("The text is approved and can be published.")
    return _("Your approval is kept. Others must still approve.")


def _to_review(review_id: int) -> Response:
    return redirect(url_for("reviews.review", review_id=review_id), 303)

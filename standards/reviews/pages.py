"""What the pages of reviews show, gathered from the tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from app.accounts.models import Membership
from app.accounts.queries import names_of
from app.accounts.roles import membership_name
from app.company.queries import current_company
from app.kernel.actors import Actor
from app.kernel.database import session
from app.kernel.permissions import can
from app.language.company import Company
from app.rendering.context import Context
from app.web.i18n import _, current_language
from standards.documents.comparing import FieldChange, Stretch, compare, folded
from standards.documents.draft_rows import text_of_revision
from standards.documents.models import Revision
from standards.documents.neighbours import corpus_around
from standards.documents.pages.history import field_changes
from standards.documents.pages.shown import preview_addresses
from standards.documents.previewing import rendered_with_pictures
from standards.documents.texts import DraftText
from standards.reviews.groups import DEPARTMENT, EVERYBODY, MEMBERSHIP
from standards.reviews.judging import Standing, standing_of
from standards.reviews.models import Review
from standards.reviews.policies import ReviewPermission, can_withdraw
from standards.reviews.queries import approvals_of, asked_in, current_rules, lookings_at, verdicts_of
from standards.reviews.rules import Condition, ConditionKind, are_met
from standards.reviews.wholes import NewestTexts, Part, Whole, restored


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One person's answer."""

    name: str
    is_approval: bool
    reason: str
    at: datetime
    counts: bool


@dataclass(frozen=True, slots=True)
class PartChange:
    """One part of the text with the revision approved before (0 for none), and what differs from that."""

    part: Part
    before: int = 0
    fields: tuple[FieldChange, ...] = ()
    stretches: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """Everything that the page of a review shows."""

    review: Review
    whole: Whole
    standing: Standing
    answers: tuple[AnswerLine, ...]
    asked: tuple[str, ...]
    group: str
    looking: tuple[tuple[str, datetime], ...]
    asked_by: str
    ended_by: str
    override_reason: str
    changes: tuple[PartChange, ...]
    was_approved: bool
    may_answer: bool
    is_own: bool
    has_answered: bool
    is_looking: bool
    may_withdraw: bool
    may_override: bool


def review_page(review: Review, actor: Actor) -> ReviewPage:
    """Return what a reader may see and do on the page of a review."""
    texts = NewestTexts()
    whole = restored(review.parts)
    standing = standing_of(review, texts)
    verdicts = verdicts_of([review.id]).get(review.id, ())
    lookings = lookings_at(review.id)
    asked = asked_in([review.id]).get(review.id, frozenset())
    ids = {verdict.user_id for verdict in verdicts} | {looking.user_id for looking in lookings} | asked
    names = names_of(ids | {key for key in (review.asked_by, review.ended_by) if key is not None})
    approvals = approvals_of(review.document_id)
    approval = next((found for found in approvals if found.review_id == review.id), None)
    before = _approved_before(review)
    counted = {person.id for person in standing.counted}
    has_answered = any(verdict.user_id == actor.user_id for verdict in verdicts)
    is_own = actor.user_id in standing.writers
    may_decide = can(actor, ReviewPermission.DECIDE) and review.is_waiting and not has_answered
    return ReviewPage(
        review=review,
        whole=whole,
        standing=standing,
        answers=tuple(
            AnswerLine(
                names.get(verdict.user_id, ""),
                verdict.is_approval,
                verdict.reason,
                verdict.at,
                not review.is_waiting or not verdict.is_approval or verdict.user_id in counted,
            )
            for verdict in verdicts
        ),
        asked=tuple(sorted(names[key] for key in asked if key in names)),
        group=group_name(review.asked_group, current_company()),
        looking=tuple((names.get(row.user_id, ""), row.at) for row in lookings),
        asked_by=names.get(review.asked_by or 0, ""),
        ended_by=names.get(review.ended_by or 0, ""),
        override_reason=approval.override_reason if approval else "",
        changes=tuple(_changes(whole, before)),
        was_approved=before is not None,
        may_answer=may_decide,
        is_own=is_own,
        has_answered=has_answered,
        is_looking=any(row.user_id == actor.user_id for row in lookings),
        may_withdraw=review.is_waiting and can_withdraw(actor, review),
        may_override=review.is_waiting
        and can(actor, ReviewPermission.OVERRIDE)
        and not are_met(standing.conditions),
    )


def rendered(whole: Whole) -> Markup:
    """Return the text of a whole in both variants, each passage of one variant marked."""
    texts = NewestTexts()
    own = texts.text(whole.own)
    around = corpus_around(own)
    documents = {**around.documents, **texts.named(whole)}
    addresses = preview_addresses()
    context = Context(around.company, documents=documents, address=addresses.document, is_below_title=True)
    return rendered_with_pictures(own, context, addresses).html


def group_name(group: str, company: Company) -> str:
    """Return the name of a group in the reader's language; "" for none."""
    if group.startswith(MEMBERSHIP):
        return membership_name(Membership(group.removeprefix(MEMBERSHIP)))
    if group.startswith(DEPARTMENT):
        return department_names([group.removeprefix(DEPARTMENT)], company)
    return _("Everybody who may approve") if group == EVERYBODY else ""


def group_choices(company: Company) -> list[tuple[str, str]]:
    """Return the groups that can be asked, with their names."""
    codes = [EVERYBODY, *(f"{MEMBERSHIP}{membership.value}" for membership in Membership)]
    codes += [f"{DEPARTMENT}{entry.id}" for entry in company.departments]
    return [("", _("No group")), *((code, group_name(code, company)) for code in codes)]


def department_names(departments: Sequence[str], company: Company) -> str:
    """Return the names of departments in the reader's language."""
    known = {entry.id: entry.name(current_language()) for entry in company.departments}
    return ", ".join(known.get(department, department) for department in departments)


def condition_text(condition: Condition) -> str:
    """Return a rule and how it stands, as a sentence."""
    if condition.kind is ConditionKind.APPROVERS:
        return _approvers_text(condition)
    if condition.kind is ConditionKind.WRITERS:
        return _("Nobody approves what they wrote themselves.")
    if condition.kind is ConditionKind.MANAGEMENT:
        return _("Somebody of management approves.")
    if not condition.departments:
        return _("Somebody of a department approves: this document names none.")
    names = department_names(condition.departments, current_company())
    return _("Somebody of a department that it governs approves: %(names)s.", names=names)


def condition_hint(condition: Condition) -> str:
    """Return what helps where a rule is not met; "" where it is or where nothing is to be said."""
    if condition.is_met:
        return ", ".join(condition.met_by)
    if condition.is_hopeless:
        return _("Nobody is left who could. An administrator can give people the role, or add them.")
    if condition.kind is ConditionKind.APPROVERS:
        return ", ".join(condition.met_by)
    return _("Could: %(names)s", names=", ".join(condition.could))


def rules_in_words() -> list[str]:
    """Return the company's rules as sentences, without any document."""
    rules = current_rules()
    found = [_count_text(rules.least_approvers)]
    if not rules.writers_may_approve:
        found.append(_("Nobody approves what they wrote themselves."))
    if rules.needs_department:
        found.append(_("Somebody of a department that the document governs approves."))
    if rules.needs_management:
        found.append(_("Somebody of management approves."))
    return found


def _count_text(count: int) -> str:
    return _("One person must approve.") if count == 1 else _("%(count)s people must approve.", count=count)


def _approvers_text(condition: Condition) -> str:
    has = len(condition.met_by)
    if condition.is_met or not has:
        return _count_text(condition.needed)
    if has == 1:
        return _("%(count)s people must approve; one has.", count=condition.needed)
    return _("%(count)s people must approve; %(has)s have.", count=condition.needed, has=has)


def _approved_before(review: Review) -> Whole | None:
    """Return what was approved last before this review was asked for."""
    for approval in approvals_of(review.document_id):
        if approval.at < review.asked_at:
            return restored(approval.parts)
    return None


def _changes(whole: Whole, before: Whole | None) -> list[PartChange]:
    """Return the parts that differ from those that were approved last, with the lines that differ."""
    old: Mapping[int, Part] = {} if before is None else {part.document_id: part for part in before.parts}
    found = []
    for part in whole.parts:
        was = old.get(part.document_id)
        if was is None:
            found.append(PartChange(part))
        elif was.digest != part.digest:
            found.append(_change(part, was))
    return found


def _change(part: Part, was: Part) -> PartChange:
    old, new = _text(was), _text(part)
    rows = compare(old.body, new.body)
    stretches = folded(rows) if any(row.is_changed for row in rows) else ()
    return PartChange(part, was.number, field_changes(old, new), stretches)


def _text(part: Part) -> DraftText:
    return text_of_revision(session().get_one(Revision, part.revision_id))

"""Asking, answering, granting: each rule, each refusal, and what the journal says."""

import threading
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import Engine

from app.accounts.services import set_active, set_place, set_roles
from app.journal.queries import entries_about
from app.kernel.actors import ANONYMOUS, SYSTEM, Actor, Role
from app.kernel.database import session
from app.kernel.errors import AppError, NotAllowed
from app.language.company import read_company
from app.language.document import parse_document
from standards.documents.drafting import open_draft, save_draft
from standards.documents.errors import NoSuchDocument
from standards.documents.queries import document_by_slug
from standards.documents.texts import DraftText
from standards.reviews.announcing import asked_people
from standards.reviews.approved import approved_texts
from standards.reviews.asking import Asking, ask_for_review, submit_for_review, withdraw_review
from standards.reviews.errors import (
    Answered,
    CannotDecide,
    NobodyAsked,
    NoSuchReview,
    NothingToReview,
    OwnText,
    ReasonMissing,
    ReviewOver,
    ReviewWaits,
    RulesMet,
    TextChanged,
    UnsoundText,
    WrongRules,
)
from standards.reviews.judging import (
    Answer,
    departments_of,
    give_verdict,
    look_at,
    override,
    standing_of,
)
from standards.reviews.models import Approval, Looking, ReviewState, Verdict
from standards.reviews.queries import current_rules, review_by_id, waiting_reviews
from standards.reviews.rules import Rules
from standards.reviews.ruling import set_rules
from tests.people import Cast
from tests.reviewing import Group, approve_by, asked, let_rules_be, write
from tests.stores import rows

YES = Answer(is_approval=True)
NO = Answer(is_approval=False, reason="The second step is missing.")


def both(person: Actor, *roles: Role) -> Actor:
    return Actor(person.kind, person.user_id, person.name, person.roles | frozenset(roles))


def test_two_people_must_approve_one_of_the_department_and_one_of_management(
    context: Flask, cast: Cast, group: Group
) -> None:
    del context
    write("call", "What it is.", cast.editor.actor, more="departments: [fitting]")
    review = asked("call", cast.editor.actor, group.mia, group.fritz)
    assert approve_by(review, group.mia).is_waiting
    assert approved_texts().corpus.documents == {}
    assert approve_by(review, group.fritz).state == ReviewState.APPROVED
    source = approved_texts().sources["call"]
    assert source.approvers == ("Mia Management", "Fritz Fitting")
    assert (source.overridden_by, source.override_reason) == ("", "")


def test_the_rules_of_the_company_begin_strict(context: Flask) -> None:
    del context
    assert current_rules() == Rules(
        2, writers_may_approve=False, needs_department=True, needs_management=True
    )


def test_without_the_department_it_waits_although_two_have_approved(
    context: Flask, cast: Cast, group: Group
) -> None:
    del context
    write("call", "What it is.", cast.editor.actor, more="departments: [fitting]")
    review = asked("call", cast.editor.actor, group.mia, group.selma, group.fritz)
    assert approve_by(review, group.mia, group.selma).is_waiting
    assert approve_by(review, group.fritz).state == ReviewState.APPROVED


def test_without_management_it_waits(context: Flask, cast: Cast, group: Group) -> None:
    del context
    let_rules_be(1, management=True)
    write("call", "What it is.", cast.editor.actor)
    review = asked("call", cast.editor.actor, group.nils, group.mia)
    assert approve_by(review, group.nils).is_waiting
    assert approve_by(review, group.mia).state == ReviewState.APPROVED


def test_a_document_governs_its_own_departments_else_those_of_its_contact_point() -> None:
    company, _ = read_company(
        "departments: [{id: fitting, name: F}, {id: sales, name: S}]\nstages: [{id: needs, name: N}]\n"
        "contact_points: [{id: arrival, name: A, stage: needs, departments: [fitting]}]\n"
    )
    header = "kind: situation\ntitle: T\nlanguage: en\nclass: typical\nstage: needs\ncontact_point: arrival\n"
    assert departments_of(parse_document(header, "It is."), company) == ("fitting",)
    assert departments_of(parse_document(f"{header}departments: [sales]", "It is."), company) == ("sales",)
    assert departments_of(parse_document("kind: script\ntitle: T\nlanguage: en", "It is."), company) == ()


def test_rules_are_set_by_administrators_and_journaled(context: Flask, cast: Cast, group: Group) -> None:
    del context
    for person in (cast.editor, group.mia, cast.staff):
        with pytest.raises(NotAllowed):
            set_rules(Rules(1), person.actor)
    for wrong in (0, 10):
        with pytest.raises(WrongRules):
            set_rules(Rules(wrong), cast.admin.actor)
    set_rules(Rules(3, needs_management=False), cast.admin.actor)
    set_rules(Rules(1, needs_management=False), cast.admin.actor)
    assert current_rules() == Rules(1, needs_management=False)
    entry = entries_about("review_rules", 1)[0]
    assert (entry.action, entry.actor_id, entry.facts["least_approvers"]) == (
        "review_rules.set",
        cast.admin.id,
        1,
    )


def test_nobody_approves_what_they_wrote_themselves(context: Flask, cast: Cast, group: Group) -> None:
    del context
    let_rules_be(1)
    write("call", "What it is.", group.mia.actor)
    write("call", "What it is now.", cast.editor.actor)
    review = asked("call", cast.editor.actor, group.nils)
    with pytest.raises(OwnText):
        give_verdict(review.id, YES, group.mia.actor)
    with pytest.raises(OwnText):
        give_verdict(review.id, YES, both(cast.editor.actor, Role.APPROVER))
    assert approve_by(review, group.nils).state == ReviewState.APPROVED


def test_who_contributed_to_the_draft_does_not_approve_it(context: Flask, cast: Cast, group: Group) -> None:
    del context
    let_rules_be(1)
    write("call", "One.\n\nTwo.\n", cast.editor.actor)
    document = document_by_slug("call")
    draft = open_draft(document, cast.editor.actor)
    text = DraftText(draft.header_text, "One.\n\nTwo, by Nils.\n")
    saved = save_draft(document.id, text, draft.version, group.nils.actor)
    text = DraftText(draft.header_text, "One, by Eva.\n\nTwo, by Nils.\n")
    save_draft(document.id, text, saved.version, cast.editor.actor)
    review = submit_for_review("call", Asking("New.", [group.mia.id, group.nils.id]), cast.editor.actor)
    with pytest.raises(OwnText):
        give_verdict(review.id, YES, group.nils.actor)
    assert approve_by(review, group.mia).state == ReviewState.APPROVED


def test_who_wrote_what_was_approved_before_may_approve_what_others_made_of_it(
    context: Flask, cast: Cast, group: Group
) -> None:
    del context
    let_rules_be(1)
    write("call", "One.", group.nils.actor)
    approve_by(asked("call", cast.editor.actor, group.mia), group.mia)
    write("call", "Two.", cast.editor.actor)
    assert approve_by(asked("call", cast.editor.actor, group.nils), group.nils).state == ReviewState.APPROVED


def test_writers_may_approve_where_the_company_says_so(context: Flask, group: Group) -> None:
    del context
    let_rules_be(1, writers=True)
    write("call", "What it is.", group.nils.actor)
    assert approve_by(asked("call", group.nils.actor, group.nils), group.nils).state == ReviewState.APPROVED


def test_returning_needs_a_reason_and_ends_the_review(context: Flask, cast: Cast, group: Group) -> None:
    del context
    write("call", "What it is.", cast.editor.actor)
    review = asked("call", cast.editor.actor, group.mia)
    with pytest.raises(ReasonMissing):
        give_verdict(review.id, Answer(is_approval=False, reason="  "), group.mia.actor)
    assert give_verdict(review.id, NO, group.mia.actor).state == ReviewState.RETURNED
    with pytest.raises(ReviewOver):
        give_verdict(review.id, YES, group.fritz.actor)
    assert session().scalars(sa.select(Verdict.reason)).all() == ["The second step is missing."]
    assert asked("call", cast.editor.actor, group.mia).is_waiting


def test_the_same_answer_twice_is_one_and_another_is_refused(
    context: Flask, cast: Cast, group: Group, engine: Engine
) -> None:
    del context
    write("call", "What it is.", cast.editor.actor)
    review = asked("call", cast.editor.actor, group.mia)
    approve_by(review, group.mia, group.mia)
    with pytest.raises(Answered):
        give_verdict(review.id, NO, group.mia.actor)
    assert rows(engine, "SELECT count(*) FROM verdicts") == [(1,)]


def test_approving_one_of_three_waiting_documents_leaves_two_waiting(
    context: Flask, cast: Cast, group: Group
) -> None:
    del context
    let_rules_be(1)
    write("greeting", "Good morning.", kind="script")
    for slug in ("one", "two", "three"):
        write(slug, "It is.\n\n![[greeting]]\n", cast.editor.actor)
    reviews = [asked(slug, cast.editor.actor, group.mia) for slug in ("one", "two", "three")]
    approve_by(reviews[1], group.mia)
    assert [review.id for review in waiting_reviews()] == [reviews[0].id, reviews[2].id]
    assert set(approved_texts().corpus.documents) == {"two", "greeting"}


def test_withdrawing_is_for_who_asked_and_for_administrators(
    context: Flask, cast: Cast, group: Group
) -> None:
    del context
    write("call", "What it is.", cast.editor.actor)
    review = asked("call", cast.editor.actor, group.mia)
    with pytest.raises(NotAllowed):
        withdraw_review(review.id, group.mia.actor)
    withdraw_review(review.id, cast.editor.actor)
    assert review_by_id(review.id).state == ReviewState.WITHDRAWN
    with pytest.raises(ReviewOver):
        withdraw_review(review.id, cast.editor.actor)
    again = asked("call", cast.editor.actor, group.mia)
    withdraw_review(again.id, cast.admin.actor)
    assert entries_about("document", again.document_id)[0].action == "review.withdrawn"


def test_of_one_document_one_review_waits(context: Flask, cast: Cast, group: Group) -> None:
    del context
    write("call", "What it is.", cast.editor.actor)
    asked("call", cast.editor.actor, group.mia)
    with pytest.raises(ReviewWaits):
        asked("call", cast.admin.actor, group.fritz)


def test_what_is_approved_needs_no_review(context: Flask, cast: Cast, group: Group) -> None:
    del context
    let_rules_be(1)
    write("call", "What it is.", cast.editor.actor)
    approve_by(asked("call", cast.editor.actor, group.mia), group.mia)
    with pytest.raises(NothingToReview):
        asked("call", cast.editor.actor, group.mia)


def test_asking_is_refused_with_what_to_do(context: Flask, cast: Cast, group: Group) -> None:
    del context
    write("call", "What it is.", cast.editor.actor)
    write("broken", "::: b2c\nNever closed.", cast.editor.actor)
    write("hollow", "It is.\n\n![[nothing]]\n", cast.editor.actor)
    with pytest.raises(NobodyAsked):
        asked("call", cast.editor.actor)
    with pytest.raises(NobodyAsked):
        asked("call", cast.editor.actor, group="membership:nobody")
    with pytest.raises(CannotDecide, match="Stine Staff"):
        asked("call", cast.editor.actor, cast.staff)
    for slug in ("broken", "hollow"):
        with pytest.raises(UnsoundText):
            asked(slug, cast.editor.actor, group.mia)
    with pytest.raises(NoSuchDocument):
        asked("nothing", cast.editor.actor, group.mia)
    with pytest.raises(NoSuchReview):
        give_verdict(4711, YES, group.mia.actor)
    assert waiting_reviews() == []


def test_errors_in_what_is_embedded_stop_the_review(context: Flask, cast: Cast, group: Group) -> None:
    del context
    write("greeting", "::: b2c\nNever closed.", kind="script")
    write("call", "It is.\n\n![[greeting]]\n", cast.editor.actor)
    with pytest.raises(UnsoundText, match="Greeting"):
        asked("call", cast.editor.actor, group.mia)


@pytest.mark.parametrize("who", ["hr", "auditor", "staff"])
def test_who_is_not_in_the_workshop_may_do_nothing_with_reviews(
    context: Flask, cast: Cast, group: Group, who: str
) -> None:
    del context
    actor: Actor = getattr(cast, who).actor
    write("call", "What it is.", cast.editor.actor)
    review = asked("call", cast.editor.actor, group.mia)
    for deed in (
        lambda: asked("call", actor, group.mia),
        lambda: give_verdict(review.id, YES, actor),
        lambda: look_at(review.id, actor),
        lambda: withdraw_review(review.id, actor),
        lambda: override(review.id, "Because.", actor),
        lambda: set_rules(Rules(1), actor),
        lambda: give_verdict(review.id, YES, ANONYMOUS),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_editors_and_administrators_do_not_decide(context: Flask, cast: Cast, group: Group) -> None:
    del context
    write("call", "What it is.", SYSTEM)
    review = asked("call", cast.editor.actor, group.mia)
    for person in (cast.editor, cast.admin):
        with pytest.raises(NotAllowed):
            give_verdict(review.id, YES, person.actor)


def test_others_see_who_is_looking_until_they_have_answered(context: Flask, cast: Cast, group: Group) -> None:
    del context
    write("call", "What it is.", cast.editor.actor)
    review = asked("call", cast.editor.actor, group.mia)
    for person in (group.mia, group.mia, group.nils, group.fritz):
        look_at(review.id, person.actor)
    look_at(review.id, group.fritz.actor, is_looking=False)
    give_verdict(review.id, YES, group.mia.actor)
    assert session().scalars(sa.select(Looking.user_id)).all() == [group.nils.id]
    give_verdict(review.id, NO, group.nils.actor)
    with pytest.raises(ReviewOver):
        look_at(review.id, group.fritz.actor)


def test_an_override_needs_an_administrator_a_reason_and_a_need(
    context: Flask, cast: Cast, group: Group
) -> None:
    del context
    write("call", "What it is.", cast.editor.actor)
    review = asked("call", cast.editor.actor, group.mia)
    for person in (cast.editor, group.mia):
        with pytest.raises(NotAllowed):
            override(review.id, "In a hurry.", person.actor)
    with pytest.raises(ReasonMissing):
        override(review.id, " ", cast.admin.actor)
    approve_by(review, group.mia)
    assert override(review.id, " Mia is alone this week. ", cast.admin.actor).state == ReviewState.APPROVED
    source = approved_texts().sources["call"]
    assert source.approvers == ("Mia Management",)
    assert (source.overridden_by, source.override_reason) == ("Anton Admin", "Mia is alone this week.")
    entry = entries_about("document", review.document_id)[0]
    assert (entry.action, entry.actor_id) == ("approval.overridden", cast.admin.id)
    with pytest.raises(ReviewOver):
        override(review.id, "Again.", cast.admin.actor)


def test_there_is_nothing_to_override_where_rules_became_milder(
    context: Flask, cast: Cast, group: Group
) -> None:
    del context
    write("call", "What it is.", cast.editor.actor)
    review = asked("call", cast.editor.actor, group.mia)
    approve_by(review, group.mia)
    let_rules_be(1)
    with pytest.raises(RulesMet):
        override(review.id, "In a hurry.", cast.admin.actor)


def test_who_may_no_longer_approve_does_not_count(context: Flask, cast: Cast, group: Group) -> None:
    del context
    let_rules_be(2)
    write("call", "What it is.", cast.editor.actor)
    review = asked("call", cast.editor.actor, group.mia, group.fritz, group.selma)
    approve_by(review, group.mia)
    set_active(group.mia.id, SYSTEM, is_active=False)
    assert approve_by(review, group.fritz).is_waiting
    set_roles(group.fritz.id, {Role.EDITOR}, SYSTEM)
    assert [person.name for person in standing_of(review).counted] == []
    assert approve_by(review, group.selma).is_waiting
    assert approve_by(review, group.nils).state == ReviewState.APPROVED
    assert approved_texts().sources["call"].approvers == ("Selma Sales", "Nils Nowhere")


def test_somebody_whose_account_is_switched_off_cannot_be_asked(
    context: Flask, cast: Cast, group: Group
) -> None:
    del context
    write("call", "What it is.", cast.editor.actor)
    set_active(group.mia.id, SYSTEM, is_active=False)
    with pytest.raises(CannotDecide, match="Mia Management"):
        asked("call", cast.editor.actor, group.mia)


def test_an_answer_to_another_text_than_the_page_showed_is_refused(
    context: Flask, cast: Cast, group: Group
) -> None:
    del context
    write("call", "What it is.", cast.editor.actor)
    review = asked("call", cast.editor.actor, group.mia)
    with pytest.raises(TextChanged):
        give_verdict(review.id, Answer(is_approval=True, digest="sha256:other"), group.mia.actor)
    with pytest.raises(TextChanged):
        override(review.id, "In a hurry.", cast.admin.actor, "sha256:other")
    assert give_verdict(
        review.id, Answer(is_approval=True, digest=review.whole_digest), group.mia.actor
    ).is_waiting


@pytest.mark.parametrize(("least", "answers"), [(1, 1), (2, 2)])
def test_of_two_approvers_at_the_same_instant_the_approval_is_granted_once(
    app: Flask, cast: Cast, group: Group, engine: Engine, least: int, answers: int
) -> None:
    with app.app_context():
        let_rules_be(least)
        write("call", "What it is.", cast.editor.actor)
        review_id = asked("call", cast.editor.actor, group.mia, group.fritz).id
    barrier = threading.Barrier(2)
    outcomes: list[str] = []

    def answer(actor: Actor) -> None:
        with app.app_context():
            barrier.wait()
            try:
                give_verdict(review_id, YES, actor)
                outcomes.append("taken")
            except AppError as error:
                outcomes.append(error.code)

    threads = [threading.Thread(target=answer, args=(person.actor,)) for person in (group.mia, group.fritz)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == sorted(["taken"] * answers + ["reviews.over"] * (2 - answers))
    assert rows(engine, "SELECT count(*) FROM approvals") == [(1,)]
    assert rows(engine, "SELECT count(*) FROM verdicts") == [(answers,)]
    assert rows(engine, "SELECT count(*) FROM approvers") == [(answers,)]


def test_of_two_who_ask_at_the_same_instant_one_is_told(
    app: Flask, cast: Cast, group: Group, engine: Engine
) -> None:
    with app.app_context():
        write("call", "What it is.", cast.editor.actor)
    barrier = threading.Barrier(2)
    outcomes: list[str] = []

    def ask(actor: Actor) -> None:
        with app.app_context():
            barrier.wait()
            try:
                asked("call", actor, group.mia)
                outcomes.append("asked")
            except AppError as error:
                outcomes.append(error.code)

    threads = [threading.Thread(target=ask, args=(person.actor,)) for person in (cast.editor, cast.admin)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["asked", "reviews.waits_already"]
    assert rows(engine, "SELECT count(*) FROM reviews") == [(1,)]


def test_the_journal_tells_the_whole_story_without_names(
    context: Flask, cast: Cast, group: Group, engine: Engine
) -> None:
    del context
    let_rules_be(1)
    write("call", "What it is.", cast.editor.actor)
    review = asked("call", cast.editor.actor, group.mia, due_on=date(2027, 1, 4))
    approve_by(review, group.mia)
    deeds = [entry.action for entry in entries_about("document", review.document_id)]
    assert deeds == ["approval.granted", "review.approved", "review.asked", "revision.saved"]
    written = str(rows(engine, "SELECT facts FROM journal_entries"))
    assert not any(word in written for word in ("Mia", "Eva", "Please look"))


def test_an_approval_holds_for_what_was_asked(context: Flask, cast: Cast, group: Group) -> None:
    del context
    let_rules_be(1)
    write("call", "What it is.", cast.editor.actor)
    review = approve_by(asked("call", cast.editor.actor, group.mia), group.mia)
    approval = session().scalars(sa.select(Approval)).one()
    assert (approval.review_id, approval.whole_digest) == (review.id, review.whole_digest)


def test_a_draft_is_kept_as_a_revision_only_if_it_can_be_reviewed(
    context: Flask, cast: Cast, group: Group
) -> None:
    del context
    write("call", "What it is.\n", cast.editor.actor)
    document = document_by_slug("call")
    draft = open_draft(document, cast.editor.actor)
    broken = DraftText(draft.header_text, "::: b2c\nNever closed.\n")
    saved = save_draft(document.id, broken, draft.version, cast.editor.actor)
    with pytest.raises(UnsoundText):
        submit_for_review("call", Asking("New.", [group.mia.id]), cast.editor.actor)
    with pytest.raises(NobodyAsked):
        submit_for_review("call", Asking("New."), cast.editor.actor)
    assert document_by_slug("call").number == 1
    sound = DraftText(draft.header_text, "What it is now.\n")
    save_draft(document.id, sound, saved.version, cast.editor.actor)
    review = submit_for_review("call", Asking("New.", [group.mia.id]), cast.editor.actor)
    session().expire_all()
    assert (document_by_slug("call").number, review.parts[0]["number"]) == (2, 2)


def test_asking_a_group_asks_whoever_belongs_to_it_at_that_moment(
    context: Flask, cast: Cast, group: Group
) -> None:
    del context
    write("call", "What it is.", cast.editor.actor)
    review = ask_for_review("call", Asking(group="department:fitting"), cast.editor.actor)
    assert asked_people(review) == {group.fritz.id}
    set_place(group.nils.id, "", ["fitting"], SYSTEM)
    assert asked_people(review) == {group.fritz.id, group.nils.id}
    withdraw_review(review.id, cast.editor.actor)
    managed = ask_for_review("call", Asking(group="membership:management"), cast.editor.actor)
    assert asked_people(managed) == {group.mia.id}
    withdraw_review(managed.id, cast.editor.actor)
    everybody = ask_for_review("call", Asking(group="approvers"), cast.editor.actor)
    assert asked_people(everybody) >= {group.mia.id, group.selma.id, cast.approver.id}

"""Approval means this text: what happens to reviews and approvals when any part of it changes."""

import threading
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy.engine import Engine

from app.journal.queries import entries_about
from app.kernel.actors import SYSTEM, Actor
from app.kernel.errors import AppError
from app.language.document import parse_document
from standards.documents.importing import import_corpus
from standards.documents.queries import newest_texts
from standards.documents.services import retire_document, save_revision
from standards.documents.texts import RevisionText
from standards.reviews.approved import approved_texts
from standards.reviews.errors import ReviewOver
from standards.reviews.judging import Answer, give_verdict
from standards.reviews.models import Review, ReviewState
from standards.reviews.queries import flagged_documents, review_by_id, waiting_reviews
from tests.people import Cast
from tests.reviewing import Group, approve_by, asked, let_rules_be, write
from tests.stores import rows

YES = Answer(is_approval=True)


@pytest.fixture(autouse=True)
def texts(app: Flask, cast: Cast, group: Group) -> None:
    """A call that embeds a greeting that embeds a name; a note beside them."""
    assert group
    with app.app_context():
        let_rules_be(2)
        write("name", "My name is {{name}}.", cast.editor.actor, kind="script")
        write("greeting", "Good morning.\n\n![[name]]\n", cast.editor.actor, kind="script")
        write("call", "It is.\n\n![[greeting]]\n", cast.editor.actor)
        write("note", "Beside them.", cast.editor.actor)


def fallen(review: Review) -> tuple[str, dict[str, object]]:
    found = review_by_id(review.id)
    return found.state, {key: found.cause[key] for key in ("slug", "number", "is_own") if found.cause}


def test_a_new_revision_lets_the_review_fall_back(context: Flask, cast: Cast, group: Group) -> None:
    del context
    review = asked("call", cast.editor.actor, group.mia, group.fritz)
    approve_by(review, group.mia)
    write("call", "It is more.\n\n![[greeting]]\n", cast.admin.actor)
    assert fallen(review) == ("fallen-back", {"slug": "call", "number": 2, "is_own": True})
    assert review_by_id(review.id).ended_by == cast.admin.id
    with pytest.raises(ReviewOver):
        give_verdict(review.id, YES, group.fritz.actor)
    assert approved_texts().corpus.documents == {}


def test_a_change_of_an_embedded_script_lets_the_review_fall_back(
    context: Flask, cast: Cast, group: Group
) -> None:
    del context
    review = asked("call", cast.editor.actor, group.mia, group.fritz)
    beside = asked("note", cast.editor.actor, group.mia, group.fritz)
    approve_by(review, group.mia)
    write("greeting", "Good evening.\n\n![[name]]\n", cast.admin.actor, kind="script")
    assert fallen(review) == ("fallen-back", {"slug": "greeting", "number": 2, "is_own": False})
    assert [found.id for found in waiting_reviews()] == [beside.id]
    entry = next(
        entry
        for entry in entries_about("document", review.document_id)
        if entry.action == "review.fallen_back"
    )
    assert (entry.actor_id, entry.facts["changed"]) == (cast.admin.id, ["greeting"])


def test_a_change_two_levels_down_lets_the_review_fall_back(context: Flask, cast: Cast, group: Group) -> None:
    del context
    review = asked("call", cast.editor.actor, group.mia)
    write("name", "I am {{name}}.", cast.admin.actor, kind="script")
    assert fallen(review) == ("fallen-back", {"slug": "name", "number": 2, "is_own": False})


def test_retiring_what_is_embedded_lets_the_review_fall_back(
    context: Flask, cast: Cast, group: Group
) -> None:
    del context
    review = asked("call", cast.editor.actor, group.mia)
    retire_document("name", cast.admin.actor)
    found = review_by_id(review.id)
    assert (found.state, found.cause["is_retired"], found.cause["slug"]) == ("fallen-back", True, "name")


def test_retiring_the_document_ends_its_review(context: Flask, cast: Cast, group: Group) -> None:
    del context
    review = asked("call", cast.editor.actor, group.mia)
    retire_document("call", cast.admin.actor)
    assert review_by_id(review.id).state == ReviewState.FALLEN_BACK
    assert waiting_reviews() == []


def test_a_folder_that_changes_several_texts_ends_each_review_once_and_tells_everybody(
    context: Flask, cast: Cast, group: Group, engine: Engine
) -> None:
    del context
    approve_by(asked("greeting", cast.editor.actor, group.mia, group.fritz), group.mia, group.fritz)
    reviews = [asked(slug, cast.editor.actor, group.mia, group.fritz) for slug in ("call", "note")]
    present = newest_texts()
    changed = {
        slug: parse_document(text.header_text, f"{text.body}\nMore.\n", slug=slug)
        for slug, text in present.documents.items()
    }
    import_corpus(replace(present, documents=changed), SYSTEM)
    causes = [fallen(review)[1] for review in reviews]
    assert causes == [
        {"slug": "call", "number": 2, "is_own": True},
        {"slug": "note", "number": 2, "is_own": True},
    ]
    told = rows(engine, f"SELECT kind, count(*) FROM notices WHERE user_id = {cast.editor.id} GROUP BY kind")
    assert dict(told)["review.fallen_back"] == 2
    assert dict(told)["approval.flagged"] == 1
    assert dict(told)["document.changed"] == 3


def test_a_change_of_something_else_lets_nothing_fall_back(context: Flask, cast: Cast, group: Group) -> None:
    del context
    review = asked("call", cast.editor.actor, group.mia)
    write("note", "Something else.", cast.admin.actor)
    assert review_by_id(review.id).is_waiting


def test_an_approval_holds_for_what_is_embedded_in_exactly_that_revision(
    context: Flask, cast: Cast, group: Group
) -> None:
    del context
    approve_by(asked("call", cast.editor.actor, group.mia, group.fritz), group.mia, group.fritz)
    assert set(approved_texts().corpus.documents) == {"call", "greeting", "name"}
    write("name", "I am {{name}}.", cast.admin.actor, kind="script")
    texts = approved_texts()
    assert texts.corpus.documents["name"].body == "My name is {{name}}."
    assert texts.sources["name"].revision_number == 1
    behind = {found.slug: [(part.slug, part.number) for part in found.changed] for found in texts.behind}
    assert behind == {"call": [("name", 2)], "greeting": [("name", 2)], "name": [("name", 2)]}


def test_approved_documents_that_contain_a_change_are_flagged_until_they_are_approved_again(
    context: Flask, cast: Cast, group: Group
) -> None:
    del context
    approve_by(asked("call", cast.editor.actor, group.mia, group.fritz), group.mia, group.fritz)
    assert flagged_documents() == ()
    write("name", "I am {{name}}.", cast.admin.actor, kind="script")
    (flagged,) = flagged_documents()
    assert (flagged.slug, [part.slug for part in flagged.changed]) == ("call", ["name"])
    approve_by(asked("call", cast.editor.actor, group.mia, group.fritz), group.mia, group.fritz)
    assert flagged_documents() == ()
    texts = approved_texts()
    assert texts.corpus.documents["name"].body == "I am {{name}}."
    assert texts.behind == ()


def test_an_approved_script_waits_for_the_documents_that_contain_it(
    context: Flask, cast: Cast, group: Group
) -> None:
    del context
    approve_by(asked("call", cast.editor.actor, group.mia, group.fritz), group.mia, group.fritz)
    write("name", "I am {{name}}.", cast.admin.actor, kind="script")
    approve_by(asked("name", cast.editor.actor, group.mia, group.fritz), group.mia, group.fritz)
    assert approved_texts().sources["name"].revision_number == 1


def test_the_same_text_again_is_approved_again(context: Flask, cast: Cast, group: Group) -> None:
    del context
    approve_by(asked("call", cast.editor.actor, group.mia, group.fritz), group.mia, group.fritz)
    write("name", "I am {{name}}.", cast.admin.actor, kind="script")
    write("name", "My name is {{name}}.", cast.admin.actor, kind="script")
    assert flagged_documents() == ()
    assert approved_texts().behind == ()


def test_an_older_approved_revision_is_taken_while_the_newer_waits(
    context: Flask, cast: Cast, group: Group
) -> None:
    del context
    approve_by(asked("note", cast.editor.actor, group.mia, group.fritz), group.mia, group.fritz)
    write("note", "Newer.", cast.editor.actor)
    texts = approved_texts()
    assert texts.corpus.documents["note"].body == "Beside them."
    (behind,) = texts.behind
    assert (behind.slug, behind.number, behind.changed[0].number, behind.changed[0].is_own) == (
        "note",
        1,
        2,
        True,
    )
    assert {found.slug for found in texts.unapproved} == {"call", "greeting", "name"}


def test_what_was_approved_by_itself_is_nobodys_own_any_more(
    context: Flask, cast: Cast, group: Group
) -> None:
    del context
    let_rules_be(1)
    write("name", "I am {{name}}.", group.mia.actor, kind="script")
    review = asked("call", cast.editor.actor, group.mia)
    with pytest.raises(AppError) as caught:
        give_verdict(review.id, YES, group.mia.actor)
    assert caught.value.code == "reviews.own_text"
    approve_by(asked("name", cast.editor.actor, group.fritz), group.fritz)
    assert approve_by(review, group.mia).state == ReviewState.APPROVED


def test_an_answer_and_a_change_at_the_same_instant_never_approve_a_text_nobody_saw(
    app: Flask, cast: Cast, group: Group, engine: Engine
) -> None:
    with app.app_context():
        let_rules_be(1)
        review_id = asked("call", cast.editor.actor, group.mia).id
    barrier = threading.Barrier(2)
    outcomes: list[str] = []

    def answer(actor: Actor) -> None:
        with app.app_context():
            barrier.wait()
            try:
                give_verdict(review_id, YES, actor)
                outcomes.append("approved")
            except AppError as error:
                outcomes.append(error.code)

    def change() -> None:
        header = "kind: script\ntitle: Name\nlanguage: en"
        with app.app_context():
            barrier.wait()
            save_revision(RevisionText("name", header, "I am {{name}}."), 1, SYSTEM)

    threads = [threading.Thread(target=answer, args=(group.mia.actor,)), threading.Thread(target=change)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    state = rows(engine, f"SELECT state FROM reviews WHERE id = {review_id}")
    assert (outcomes, state) in (
        (["approved"], [("approved",)]),
        (["reviews.over"], [("fallen-back",)]),
    )
    with app.app_context():
        taken = approved_texts().corpus.documents
    assert all(taken["name"].body == "My name is {{name}}." for _ in taken)

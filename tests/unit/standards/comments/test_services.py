"""What services promise beyond the pages: races, keys, keeping up with texts, forgetting old ones."""

import threading

import pytest
import sqlalchemy as sa
from flask import Flask

from app.kernel.database import session, write_transaction
from app.kernel.errors import AppError, NotAllowed
from standards.comments.anchoring import Anchor, Span, anchor_at
from standards.comments.errors import (
    AlreadyDecided,
    NothingSaid,
    PassageNotFound,
    TooLong,
    UnstorableWords,
)
from standards.comments.models import Comment, CommentedText, Thread
from standards.comments.placing import keep_up
from standards.comments.queries import open_counts, talk_about, waiting_wordings
from standards.comments.services import LONGEST_COMMENT, Remark, answer_thread, begin_thread, resolve_thread
from standards.comments.wordings import accept_wording, decline_wording
from standards.documents.addresses import document_at
from standards.documents.drafting import open_draft, save_draft
from standards.documents.errors import NoSuchDocument, RetiredDocument
from standards.documents.services import retire_document, save_revision
from standards.documents.texts import DraftText, RevisionText
from tests.people import Cast, Person

HEADER = "kind: standard\ntitle: Complaints\nlanguage: en"
BODY = "Listen to the end.\n\nCall back on the same day.\n"


@pytest.fixture
def cast_at_work(context: Flask, cast: Cast) -> Cast:
    del context
    save_revision(RevisionText("complaints", HEADER, BODY), 0, cast.editor.actor)
    return cast


def _anchor(quote: str, body: str = BODY) -> Anchor:
    start = body.index(quote)
    return anchor_at(body, Span(start, start + len(quote)))


def _thread(person: Person, quote: str = "Listen to the end.", **more: str) -> Thread:
    return begin_thread("complaints", _anchor(quote), Remark("Why?", **more), person.actor)


def _write(person: Person, body: str) -> None:
    document = document_at("complaints")
    draft = open_draft(document, person.actor)
    save_draft(document.id, DraftText(draft.header_text, body), draft.version, person.actor)


def _texts() -> int:
    return session().scalar(sa.select(sa.func.count()).select_from(CommentedText)) or 0


def test_a_thread_keeps_its_words_their_surroundings_and_their_place(cast_at_work: Cast) -> None:
    thread = _thread(cast_at_work.approver, "Call back")
    assert (thread.quote, thread.before, thread.after) == (
        "Call back",
        "Listen to the end.\n\n",
        " on the same day.\n",
    )
    assert (thread.start, thread.end, thread.revision_number) == (20, 29, 1)


def test_the_text_of_passages_moves_on_and_old_ones_are_forgotten(cast_at_work: Cast) -> None:
    first = _thread(cast_at_work.approver)
    for number in range(3):
        _write(cast_at_work.editor, f"Version {number}.\n\n{BODY}")
        answer_thread(first.id, Remark("Still."), cast_at_work.editor.actor)
    assert _texts() == 1
    assert session().get(Thread, first.id, populate_existing=True).start == len("Version 2.\n\n")  # type: ignore[union-attr]


def test_the_text_of_a_passage_that_is_gone_is_kept_until_it_returns(cast_at_work: Cast) -> None:
    thread = _thread(cast_at_work.approver)
    _write(cast_at_work.editor, "Call back on the same day.\n")
    with write_transaction():
        keep_up(thread.document_id, "Call back on the same day.\n")
    assert _texts() == 1
    (placed,) = talk_about(document_at("complaints"), "Call back on the same day.\n").threads
    assert placed.is_gone
    (placed,) = talk_about(document_at("complaints"), "Before.\n\n" + BODY).threads
    assert placed.place == Span(9, 27)


def test_a_comment_on_an_old_revision_is_found_in_the_present_text(cast_at_work: Cast) -> None:
    save_revision(RevisionText("complaints", HEADER, "New.\n\n" + BODY), 1, cast_at_work.editor.actor)
    begin_thread("complaints", _anchor("Call back"), Remark("Who?"), cast_at_work.approver.actor, 1)
    (placed,) = talk_about(document_at("complaints"), "New.\n\n" + BODY).threads
    assert placed.place == Span(26, 35)
    assert placed.thread.revision_number == 1


@pytest.mark.parametrize(
    ("remark", "error"),
    [
        (Remark(" \r\n "), NothingSaid),
        (Remark("x" * (LONGEST_COMMENT + 1)), TooLong),
        (Remark("null\0"), UnstorableWords),
        (Remark("half \ud800 pair"), UnstorableWords),
        (Remark("", "half \udc00 pair"), UnstorableWords),
    ],
)
def test_what_cannot_be_kept_is_refused(cast_at_work: Cast, remark: Remark, error: type[AppError]) -> None:
    with pytest.raises(error):
        begin_thread("complaints", None, remark, cast_at_work.approver.actor)
    assert _texts() == 0


def test_nothing_is_stored_for_a_passage_that_is_not_there(cast_at_work: Cast) -> None:
    with pytest.raises(PassageNotFound):
        begin_thread("complaints", Anchor("Never said.", "", "", 0), Remark("?"), cast_at_work.approver.actor)
    assert session().scalar(sa.select(sa.func.count()).select_from(Thread)) == 0


def test_wording_needs_a_passage(cast_at_work: Cast) -> None:
    with pytest.raises(NothingSaid):
        begin_thread("complaints", None, Remark("Better", "words"), cast_at_work.approver.actor)


def test_who_takes_no_part_changes_nothing(cast_at_work: Cast) -> None:
    thread = _thread(cast_at_work.approver, replacement="Listen.")
    (waiting,) = waiting_wordings()
    for person in (cast_at_work.staff, cast_at_work.hr, cast_at_work.auditor):
        for deed in (
            lambda actor: begin_thread("complaints", None, Remark("x"), actor),
            lambda actor: answer_thread(thread.id, Remark("x"), actor),
            lambda actor: resolve_thread(thread.id, actor),
            lambda actor: accept_wording(waiting.comment_id, actor),
            lambda actor: decline_wording(waiting.comment_id, "No.", actor),
        ):
            with pytest.raises(NotAllowed):
                deed(person.actor)


def test_a_retired_document_takes_no_comment_and_no_wording(cast_at_work: Cast) -> None:
    _thread(cast_at_work.approver, replacement="Listen.")
    (waiting,) = waiting_wordings()
    retire_document("complaints", cast_at_work.approver.actor)
    with pytest.raises(RetiredDocument):
        begin_thread("complaints", None, Remark("x"), cast_at_work.approver.actor)
    with pytest.raises(RetiredDocument):
        accept_wording(waiting.comment_id, cast_at_work.editor.actor)
    assert waiting_wordings() == ()


def test_a_document_that_is_not_there_takes_none(cast_at_work: Cast) -> None:
    with pytest.raises(NoSuchDocument):
        begin_thread("moon", None, Remark("x"), cast_at_work.approver.actor)


def test_open_threads_are_counted_by_document(cast_at_work: Cast) -> None:
    document = document_at("complaints")
    first = _thread(cast_at_work.approver)
    _thread(cast_at_work.approver, "Call back")
    assert open_counts([document.id]) == {document.id: 2}
    resolve_thread(first.id, cast_at_work.editor.actor)
    assert open_counts([document.id]) == {document.id: 1}


def test_accepting_again_is_refused_and_edits_nothing_twice(cast_at_work: Cast) -> None:
    _thread(cast_at_work.approver, replacement="Listen.")
    (waiting,) = waiting_wordings()
    accept_wording(waiting.comment_id, cast_at_work.editor.actor)
    with pytest.raises(AlreadyDecided):
        accept_wording(waiting.comment_id, cast_at_work.editor.actor)
    with pytest.raises(AlreadyDecided):
        decline_wording(waiting.comment_id, "No.", cast_at_work.editor.actor)
    draft = open_draft(document_at("complaints"), cast_at_work.editor.actor)
    assert draft.body == BODY.replace("Listen to the end.", "Listen.")


def test_of_two_wordings_for_one_passage_the_second_meets_the_first(cast_at_work: Cast) -> None:
    thread = _thread(cast_at_work.approver, replacement="Listen to the very end.")
    answer_thread(thread.id, Remark("", "Please listen to the end."), cast_at_work.editor.actor)
    first, second = waiting_wordings()
    accept_wording(first.comment_id, cast_at_work.editor.actor)
    accept_wording(second.comment_id, cast_at_work.editor.actor)
    draft = open_draft(document_at("complaints"), cast_at_work.editor.actor)
    assert draft.body.startswith("Please listen to the very end.")


def test_of_many_who_accept_at_the_same_moment_one_does(app: Flask, cast: Cast) -> None:
    with app.app_context():
        save_revision(RevisionText("complaints", HEADER, BODY), 0, cast.editor.actor)
        _thread(cast.approver, replacement="Listen.")
        (waiting,) = waiting_wordings()
    outcomes: list[str] = []
    start = threading.Barrier(4)

    def accept(person: Person) -> None:
        with app.app_context():
            start.wait()
            try:
                accept_wording(waiting.comment_id, person.actor)
                outcomes.append("accepted")
            except AlreadyDecided:
                outcomes.append("decided")

    people = (cast.editor, cast.admin, cast.editor, cast.admin)
    threads = [threading.Thread(target=accept, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["accepted", "decided", "decided", "decided"]
    with app.app_context():
        assert open_draft(document_at("complaints"), cast.editor.actor).body == BODY.replace(
            "Listen to the end.", "Listen."
        )


def test_of_many_who_send_the_same_comment_at_once_one_is_kept(app: Flask, cast: Cast) -> None:
    with app.app_context():
        save_revision(RevisionText("complaints", HEADER, BODY), 0, cast.editor.actor)
    found: list[int] = []
    start = threading.Barrier(4)

    def send() -> None:
        with app.app_context():
            start.wait()
            found.append(_thread(cast.approver, key="once").id)

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert len(found) == 4
    with app.app_context():
        assert session().scalar(sa.select(sa.func.count()).select_from(Comment)) == 1

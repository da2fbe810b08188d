"""Draft and log never part, whoever writes where."""

import pytest
from flask import Flask

from app.journal.queries import entries_about
from app.kernel.actors import SYSTEM
from standards.documents.addresses import document_at
from standards.documents.draft_rows import document_by_id, draft_of, revision_of
from standards.documents.drafting import cut_revision, discard_draft, open_draft, restore_revision, save_draft
from standards.documents.errors import RetiredDocument
from standards.documents.models import Document
from standards.documents.renaming import rename_document
from standards.documents.services import restore_document, retire_document, save_revision
from standards.documents.texts import DraftText, RevisionText
from standards.realtime.appending import Claim, EpochGone, Typed, append
from standards.realtime.compacting import begin_anew, keep_small
from standards.realtime.copies import Copy
from standards.realtime.models import Change
from standards.realtime.opening import open_log
from standards.realtime.queries import rows_of, unsettled_documents
from standards.realtime.settling import is_unsettled, settle
from tests.people import Cast, Person

HEADER = "kind: situation\nslug: scratch\ntitle: Scratch\nlanguage: en\nclass: typical\nstage: receipt"
BODY = "One.\n\nTwo.\n\nThree.\n"


@pytest.fixture
def document(context: Flask, cast: Cast) -> Document:
    del context, cast
    save_revision(RevisionText("scratch", HEADER, BODY, "First."), 0, SYSTEM)
    found = document_at("scratch")
    open_log(found.id)
    return found


def types(document: Document, person: Person, old: str, new: str) -> None:
    """Replace words in the room, as the hub stores it."""
    copy = Copy(row.payload for row in rows_of(document.id))
    header_text, body = copy.text()
    update = copy.say(DraftText(header_text, body.replace(old, new)))
    append(
        [Typed(document.id, person.id, update)],
        [Claim(document.id, copy.client_id, person.id, 1)],
        {document.id: 1},
    )


def in_room(document: Document) -> str:
    return Copy(row.payload for row in rows_of(document.id)).text()[1]


def in_draft(document: Document) -> str:
    draft = draft_of(document.id)
    assert draft
    return draft.body


def test_a_room_is_seeded_once(document: Document) -> None:
    again = open_log(document.id)
    assert [row.kind for row in again.rows] == [Change.WHOLE]
    assert Copy(row.payload for row in again.rows).text() == (HEADER, BODY)
    assert (again.standing.epoch, again.standing.version, again.standing.number) == (1, 1, 1)


def test_what_was_typed_is_settled_with_all_names(document: Document, cast: Cast) -> None:
    types(document, cast.editor, "One.", "One, new.")
    types(document, cast.admin, "Three.", "Three, new.")
    assert is_unsettled(document.id)
    assert unsettled_documents() == [document.id]
    settle(document.id)
    assert unsettled_documents() == []
    draft = draft_of(document.id)
    assert draft
    assert draft.body == "One, new.\n\nTwo.\n\nThree, new.\n"
    assert list(draft.contributor_ids) == [cast.editor.id, cast.admin.id]
    assert (draft.is_open, draft.version, draft.updated_by_id) == (True, 2, cast.admin.id)
    assert not is_unsettled(document.id)
    settle(document.id)
    assert draft_of(document.id).version == 2  # type: ignore[union-attr]
    written = [entry for entry in entries_about("document", document.id) if entry.action == "draft.written"]
    assert {entry.actor_id for entry in written} == {cast.editor.id, cast.admin.id}


def test_whoever_reads_the_draft_to_act_on_it_reads_what_was_typed(document: Document, cast: Cast) -> None:
    types(document, cast.editor, "Two.", "Two, typed.")
    assert open_draft(document_by_id(document.id), cast.admin.actor).body == BODY.replace(
        "Two.", "Two, typed."
    )


def test_a_form_saved_beside_a_room_is_in_both_as_small_edits(document: Document, cast: Cast) -> None:
    types(document, cast.editor, "Three.", "Three, typed.")
    save_draft(document.id, DraftText(HEADER, BODY.replace("One.", "One, by form.")), 1, cast.admin.actor)
    both = "One, by form.\n\nTwo.\n\nThree, typed.\n"
    assert in_draft(document) == both
    assert in_room(document) == both
    rows = rows_of(document.id)
    assert (rows[-1].kind, rows[-1].user_id) == (Change.WRITTEN, cast.admin.id)
    assert len(rows[-1].payload) < 60


def test_typing_that_comes_while_a_form_is_stored_stays(
    document: Document, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between reading the draft and storing it somebody types: the draft lags, the room has both."""
    draft = open_draft(document, cast.admin.actor)
    types(document, cast.editor, "Two.", "Two, in between.")
    monkeypatch.setattr("standards.documents.drafting.open_draft", lambda *_asked: draft)
    save_draft(
        document.id, DraftText(HEADER, BODY.replace("One.", "One, by form.")), draft.version, cast.admin.actor
    )
    assert in_draft(document) == BODY.replace("One.", "One, by form.")
    assert in_room(document) == "One, by form.\n\nTwo, in between.\n\nThree.\n"
    settle(document.id)
    assert in_draft(document) == in_room(document)


def test_a_revision_is_cut_from_the_room_with_all_names(document: Document, cast: Cast) -> None:
    types(document, cast.editor, "One.", "One, new.")
    types(document, cast.admin, "Two.", "Two, new.")
    revision = cut_revision(document.id, "Typed.", is_minor=False, actor=cast.approver.actor)
    assert revision.body == in_room(document) == "One, new.\n\nTwo, new.\n\nThree.\n"
    assert revision.contributors == (cast.editor.id, cast.admin.id, cast.approver.id)
    assert not draft_of(document.id).is_open  # type: ignore[union-attr]


def test_discarding_restoring_and_renaming_reach_the_room(document: Document, cast: Cast) -> None:
    types(document, cast.editor, "One.", "Nonsense.")
    version = open_draft(document, cast.editor.actor).version
    discard_draft(document.id, version, cast.admin.actor)
    assert in_room(document) == in_draft(document) == BODY
    assert rows_of(document.id)[-1].kind is Change.DISCARDED
    types(document, cast.editor, "One.", "Better.")
    cut_revision(document.id, "Better.", is_minor=False, actor=cast.editor.actor)
    restore_revision(document.id, 1, cast.editor.actor)
    assert in_room(document) == BODY
    rename_document(document_by_id(document.id), "dent", cast.editor.actor)
    header_text = Copy(row.payload for row in rows_of(document.id)).text()[0]
    assert "slug: dent" in header_text


def test_a_retired_document_settles_once_it_is_back(document: Document, cast: Cast) -> None:
    types(document, cast.editor, "One.", "One, late.")
    retire_document("scratch", cast.approver.actor)
    with pytest.raises(RetiredDocument):
        settle(document.id)
    restore_document("scratch", cast.approver.actor)
    settle(document.id)
    assert in_draft(document).startswith("One, late.")


def test_compaction_keeps_the_text_and_what_is_not_settled(document: Document, cast: Cast) -> None:
    for number in range(8):
        types(document, cast.editor, "Two", f"Two {number}")
    settle(document.id)
    types(document, cast.admin, "Three.", "Three, later.")
    before = in_room(document)
    assert keep_small(document.id, least=5) == 9
    assert [row.kind for row in rows_of(document.id)] == [Change.WHOLE, Change.TYPED]
    assert in_room(document) == before
    settle(document.id)
    assert in_draft(document) == before
    assert keep_small(document.id, least=5) == 0


def test_taking_back_what_was_typed_makes_no_version(document: Document, cast: Cast) -> None:
    types(document, cast.editor, "One.", "Oops.")
    types(document, cast.editor, "Oops.", "One.")
    settle(document.id)
    draft = draft_of(document.id)
    assert draft
    assert (draft.version, draft.is_open, draft.body) == (1, False, BODY)
    assert revision_of(document.id, 1)


def test_a_log_begins_anew_with_everything_that_was_typed(document: Document, cast: Cast) -> None:
    types(document, cast.editor, "One.", "One, typed.")
    begin_anew(document.id)
    again = open_log(document.id)
    assert [row.kind for row in again.rows] == [Change.WHOLE]
    assert again.standing.epoch == 2
    assert in_room(document) == in_draft(document) == BODY.replace("One.", "One, typed.")
    assert {epoch for _user_id, epoch in again.authors.values()} == {1, 2}
    with pytest.raises(EpochGone):
        types(document, cast.editor, "Two.", "Late.")
    assert in_room(document) == BODY.replace("One.", "One, typed.")


def test_a_log_whose_whole_says_something_else_begins_anew_with_the_text_of_the_draft(
    document: Document, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    types(document, cast.editor, "One.", "One, typed.")
    settle(document.id)
    honest = Copy.whole
    lies = [Copy().say(DraftText(HEADER, "Something else.\n"))]
    monkeypatch.setattr(Copy, "whole", lambda copy: lies.pop() if lies else honest(copy))
    keep_small(document.id, least=1)
    assert open_log(document.id).standing.epoch == 2
    assert in_room(document) == in_draft(document) == BODY.replace("One.", "One, typed.")


def test_a_log_that_outgrew_its_text_begins_anew_by_itself(
    document: Document, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("standards.realtime.compacting.MOST_FOR_A_BYTE", 0)
    types(document, cast.editor, "One.", "One, typed.")
    settle(document.id)
    keep_small(document.id, least=1)
    assert open_log(document.id).standing.epoch == 2
    assert in_room(document) == in_draft(document) == BODY.replace("One.", "One, typed.")

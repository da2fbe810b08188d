"""Texts that excluded each other: all three stay, once, and not for ever."""

import pytest
from flask import Flask

from app.kernel.actors import SYSTEM
from app.kernel.database import session
from standards.documents.addresses import document_at
from standards.documents.conflict_keeping import MOST_KEPT, conflicts_of, kept_conflict
from standards.documents.drafting import open_draft, save_draft, settle_draft
from standards.documents.errors import DraftConflict, NoSuchConflict
from standards.documents.models import Document, KeptConflict
from standards.documents.services import save_revision
from standards.documents.texts import DraftText, RevisionText
from tests.people import Cast

HEADER = "kind: standard\ntitle: Scratch\nlanguage: en"


def text(body: str) -> DraftText:
    return DraftText(HEADER, body, "")


@pytest.fixture
def begun(context: Flask, cast: Cast) -> Document:
    """A draft in its second version, written by the admin."""
    del context
    save_revision(RevisionText("scratch", HEADER, "As it was.\n"), 0, SYSTEM)
    document = document_at("scratch")
    open_draft(document, cast.admin.actor)
    save_draft(document.id, text("As Anton has it.\n"), 1, cast.admin.actor)
    return document_at("scratch")


def contradict(document: Document, cast: Cast, body: str = "As Eva has it.\n") -> None:
    with pytest.raises(DraftConflict):
        save_draft(document.id, text(body), 1, cast.editor.actor)


def test_all_three_texts_of_a_conflict_are_kept(begun: Document, cast: Cast) -> None:
    contradict(begun, cast)
    [line] = conflicts_of(begun.id)
    assert (line.by, line.other) == ("Eva Editor", "Anton Admin")
    _, texts = kept_conflict(begun, line.id)
    assert texts == (text("As it was.\n"), text("As Eva has it.\n"), text("As Anton has it.\n"))


def test_the_same_conflict_met_again_is_kept_once(begun: Document, cast: Cast) -> None:
    contradict(begun, cast)
    contradict(begun, cast)
    assert len(conflicts_of(begun.id)) == 1
    contradict(begun, cast, "As Eva has it now.\n")
    assert len(conflicts_of(begun.id)) == 2


def test_the_oldest_goes_when_there_are_many(begun: Document, cast: Cast) -> None:
    for number in range(MOST_KEPT + 2):
        contradict(begun, cast, f"Number {number}.\n")
    kept = session().query(KeptConflict).order_by(KeptConflict.id).all()
    assert [each.mine["body"] for each in kept] == [
        f"Number {number}.\n" for number in range(2, MOST_KEPT + 2)
    ]


def test_a_draft_that_gives_way_to_a_revision_is_kept(begun: Document, cast: Cast) -> None:
    save_revision(RevisionText("scratch", HEADER, "As the import has it.\n"), 1, SYSTEM)
    draft = open_draft(document_at("scratch"), cast.admin.actor)
    settle_draft(begun.id, text("As the import has it.\n"), draft.version, 2, cast.admin.actor)
    [line] = conflicts_of(begun.id)
    _, texts = kept_conflict(begun, line.id)
    assert texts == (text("As it was.\n"), text("As Anton has it.\n"), text("As the import has it.\n"))


def test_a_conflict_of_another_document_is_not_shown(begun: Document, cast: Cast) -> None:
    contradict(begun, cast)
    [line] = conflicts_of(begun.id)
    save_revision(RevisionText("other", HEADER, "Other.\n"), 0, SYSTEM)
    with pytest.raises(NoSuchConflict):
        kept_conflict(document_at("other"), line.id)

import threading

import pytest
from flask import Flask
from sqlalchemy.engine import Engine

from app.journal.queries import entries_about
from app.kernel.actors import SYSTEM
from app.kernel.errors import NotAllowed
from app.language.document import digest
from standards.documents.errors import (
    NoSuchDocument,
    RetiredDocument,
    StaleDraft,
    TextTooLong,
    UnstorableText,
    WrongSlug,
)
from standards.documents.queries import document_by_slug, newest_texts, revisions_of
from standards.documents.services import newest_revision, retire_document, save_revision
from standards.documents.texts import RevisionText
from tests.people import Cast
from tests.stores import rows

HEADER = "kind: standard\ntitle: Complaints\nlanguage: en"


def _written(body: str = "What it is.", slug: str = "complaints", header: str = HEADER) -> RevisionText:
    return RevisionText(slug, header, body, "Because.")


def test_a_first_revision_begins_a_document(context: Flask, cast: Cast) -> None:
    del context
    revision = save_revision(_written(), 0, cast.editor.actor)
    document = document_by_slug("complaints")
    assert (document.kind, document.language, document.title, document.number) == (
        "standard",
        "en",
        "Complaints",
        1,
    )
    assert revision.digest == digest(HEADER, "What it is.")
    assert (revision.author_id, revision.note) == (cast.editor.id, "Because.")
    assert entries_about("document", document.id)[0].action == "revision.saved"


def test_the_next_revision_keeps_the_one_before(context: Flask, cast: Cast) -> None:
    del context
    save_revision(_written("One."), 0, cast.editor.actor)
    save_revision(_written("Two."), 1, cast.editor.actor)
    found = revisions_of(document_by_slug("complaints"))
    assert [(revision.number, revision.body) for revision in found] == [(2, "Two."), (1, "One.")]
    assert [revision.number for revision in revisions_of(document_by_slug("complaints"), before=2)] == [1]


def test_a_text_that_changes_nothing_makes_no_revision(context: Flask, cast: Cast) -> None:
    del context
    first = save_revision(_written(), 0, cast.editor.actor)
    assert save_revision(_written(), 1, cast.admin.actor).id == first.id


def test_a_stale_draft_is_refused_and_shows_both_texts(context: Flask, cast: Cast) -> None:
    del context
    save_revision(_written("Base."), 0, cast.editor.actor)
    save_revision(_written("Theirs."), 1, cast.editor.actor)
    with pytest.raises(StaleDraft) as caught:
        save_revision(_written("Mine."), 1, cast.admin.actor)
    assert caught.value.written.body == "Mine."
    assert caught.value.present is not None
    assert caught.value.present.body == "Theirs."
    assert document_by_slug("complaints").number == 2


def test_of_two_who_begin_the_same_document_one_is_told(context: Flask, cast: Cast) -> None:
    del context
    save_revision(_written("Theirs."), 0, cast.editor.actor)
    with pytest.raises(StaleDraft):
        save_revision(_written("Mine."), 0, cast.admin.actor)


@pytest.mark.parametrize("base", [0, 1])
def test_of_many_at_the_same_instant_one_is_saved_and_nobody_loses_a_text(
    app: Flask, cast: Cast, engine: Engine, base: int
) -> None:
    if base:
        with app.app_context():
            save_revision(_written("Base."), 0, SYSTEM)
    barrier = threading.Barrier(4)
    saved: list[str] = []
    told: list[str] = []

    def save(body: str) -> None:
        with app.app_context():
            barrier.wait()
            try:
                saved.append(save_revision(_written(body), base, cast.editor.actor).body)
            except StaleDraft as error:
                told.append(error.written.body)

    threads = [threading.Thread(target=save, args=(f"Text {number}.",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(saved) == 1
    assert sorted(saved + told) == [f"Text {number}." for number in range(4)]
    assert rows(engine, "SELECT count(*) FROM revisions") == [(base + 1,)]


@pytest.mark.parametrize("who", ["hr", "auditor", "staff"])
def test_others_may_not_write(context: Flask, cast: Cast, who: str) -> None:
    del context
    with pytest.raises(NotAllowed):
        save_revision(_written(), 0, getattr(cast, who).actor)


def test_a_retired_document_is_in_nothing_further(context: Flask, cast: Cast) -> None:
    del context
    save_revision(_written(), 0, SYSTEM)
    retire_document("complaints", cast.approver.actor)
    assert newest_texts().documents == {}
    assert document_by_slug("complaints").is_retired
    with pytest.raises(RetiredDocument):
        save_revision(_written("More."), 1, cast.editor.actor)
    with pytest.raises(RetiredDocument):
        retire_document("complaints", cast.approver.actor)
    with pytest.raises(NotAllowed):
        retire_document("complaints", cast.editor.actor)


def test_what_does_not_exist_is_told(context: Flask) -> None:
    del context
    with pytest.raises(NoSuchDocument):
        save_revision(_written(), 3, SYSTEM)
    with pytest.raises(NoSuchDocument):
        retire_document("nothing", SYSTEM)
    assert newest_revision("nothing") is None


@pytest.mark.parametrize(
    ("written", "error"),
    [
        (_written(slug=""), WrongSlug),
        (_written(slug="x" * 201), WrongSlug),
        (_written(header=HEADER + "\nslug: other"), WrongSlug),
        (_written("a\0b"), UnstorableText),
        (_written("\ud800"), UnstorableText),
        (_written("x" * 513 * 1024), TextTooLong),
    ],
)
def test_what_cannot_be_stored_is_refused_before_anything_is(
    context: Flask, engine: Engine, written: RevisionText, error: type[Exception]
) -> None:
    del context
    with pytest.raises(error):
        save_revision(written, 0, SYSTEM)
    assert rows(engine, "SELECT * FROM documents") == []

import threading

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import Engine

from app.journal.queries import entries_about
from app.kernel.actors import SYSTEM
from app.kernel.database import session
from app.kernel.errors import NotAllowed
from app.language.words import Kind, SituationClass
from standards.documents import draft_rows, drafting
from standards.documents.addresses import document_at
from standards.documents.creating import NewDocument, create_document, slug_for
from standards.documents.draft_rows import document_by_id, draft_of, revision_of, text_of
from standards.documents.drafting import (
    cut_revision,
    discard_draft,
    open_draft,
    restore_revision,
    save_draft,
    settle_draft,
)
from standards.documents.errors import (
    ClassReasonMissing,
    DraftConflict,
    MovedDraft,
    NoRevisionYet,
    NoSuchRevision,
    NothingToKeep,
    OpenDraft,
    RetiredDocument,
    SlugTaken,
    StaleDraft,
    TextTooLong,
    UnstorableText,
    WrongSlug,
)
from standards.documents.histories import class_history, history_of, written_by
from standards.documents.models import Document, Draft, DraftSave
from standards.documents.renaming import rename_document
from standards.documents.services import restore_document, retire_document, save_revision
from standards.documents.texts import DraftText, RevisionText
from tests.people import Cast
from tests.stores import rows

HEADER = "kind: situation\ntitle: Scratch\nlanguage: en\nclass: typical\nstage: receipt"
BODY = "One.\n\nTwo.\n\nThree.\n"


def begun(slug: str = "scratch", header: str = HEADER, body: str = BODY) -> Document:
    """Return a document with one revision and no draft yet."""
    save_revision(RevisionText(slug, header, body, "First."), 0, SYSTEM)
    return document_at(slug)


def text(body: str = BODY, header: str = HEADER, reason: str | None = None) -> DraftText:
    return DraftText(header, body, reason)


def test_opening_begins_a_draft_that_says_what_the_newest_revision_says(context: Flask, cast: Cast) -> None:
    del context
    document = begun()
    draft = open_draft(document, cast.editor.actor)
    assert (draft.version, draft.base_number, draft.is_open, draft.body) == (1, 1, False, BODY)
    assert open_draft(document, cast.admin.actor).id == draft.id


def test_a_save_is_a_version_and_the_lists_know_of_it(context: Flask, cast: Cast) -> None:
    del context
    document = begun()
    open_draft(document, cast.editor.actor)
    saved = save_draft(
        document.id, text("One, new.\r\n", HEADER.replace("Scratch", "Dent")), 1, cast.editor.actor
    )
    assert (saved.version, saved.merge, saved.text.body) == (2, None, "One, new.\n")
    assert document_by_id(document.id).title == "Dent"
    draft = draft_of(document.id)
    assert draft is not None
    assert (draft.is_open, draft.updated_by_id, list(draft.contributor_ids)) == (
        True,
        cast.editor.id,
        [cast.editor.id],
    )
    assert entries_about("document", document.id)[0].action == "draft.written"


def test_the_same_save_sent_twice_is_one(context: Flask, cast: Cast, engine: Engine) -> None:
    del context
    document = begun()
    open_draft(document, cast.editor.actor)
    first = save_draft(document.id, text("New.\n"), 1, cast.editor.actor, "key-1")
    save_draft(document.id, text("Newer.\n"), 2, cast.admin.actor, "key-2")
    again = save_draft(document.id, text("New.\n"), 1, cast.editor.actor, "key-1")
    assert (again.version, again.text.body) == (first.version, "New.\n")
    assert rows(engine, "SELECT count(*) FROM draft_saves") == [(3,)]


def test_a_save_that_changes_nothing_makes_no_version(context: Flask, cast: Cast) -> None:
    del context
    document = begun()
    draft = open_draft(document, cast.editor.actor)
    assert save_draft(document.id, text(), draft.version, cast.editor.actor).version == draft.version


def test_a_save_on_an_older_version_keeps_what_others_wrote_since(context: Flask, cast: Cast) -> None:
    del context
    document = begun()
    open_draft(document, cast.editor.actor)
    save_draft(document.id, text(BODY.replace("One.", "One, mine.")), 1, cast.editor.actor)
    theirs = text(BODY.replace("Three.", "Three, theirs."), HEADER.replace("Scratch", "Dent"))
    saved = save_draft(document.id, theirs, 1, cast.admin.actor)
    assert saved.text.body == "One, mine.\n\nTwo.\n\nThree, theirs.\n"
    assert "title: Dent" in saved.text.header_text
    assert saved.merge is not None


def test_two_who_exclude_each_other_are_told_and_nothing_is_stored(context: Flask, cast: Cast) -> None:
    del context
    document = begun()
    open_draft(document, cast.editor.actor)
    save_draft(document.id, text(BODY.replace("Two.", "Two, mine.")), 1, cast.editor.actor)
    with pytest.raises(DraftConflict) as caught:
        save_draft(document.id, text(BODY.replace("Two.", "Two, theirs.")), 1, cast.admin.actor)
    conflict = caught.value
    assert conflict.was is not None
    assert (conflict.was.body, conflict.version, conflict.by_id) == (BODY, 2, cast.editor.id)
    assert "Two, theirs." in conflict.mine.body
    assert "Two, mine." in conflict.theirs.body
    draft = draft_of(document.id)
    assert draft is not None
    assert (draft.version, draft.body) == (2, BODY.replace("Two.", "Two, mine."))


def test_many_at_the_same_instant_lose_nothing(app: Flask, cast: Cast) -> None:
    with app.app_context():
        document_id = begun().id
        open_draft(document_by_id(document_id), cast.editor.actor)
    barrier = threading.Barrier(6)
    versions: list[int] = []

    def save(number: int) -> None:
        with app.app_context():
            barrier.wait()
            mine = text(BODY.replace("Two.\n", f"Two.\n\nAdded by {number}.\n"))
            versions.append(save_draft(document_id, mine, 1, cast.editor.actor, f"key-{number}").version)

    threads = [threading.Thread(target=save, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        draft = draft_of(document_id)
        assert draft is not None
        assert sorted(versions) == list(range(2, 8))
        assert all(draft.body.count(f"Added by {number}.") == 1 for number in range(6))


def test_a_crash_between_leaves_the_draft_as_it_was(
    context: Flask, cast: Cast, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    del context
    document = begun()
    draft = open_draft(document, cast.editor.actor)

    def crash(*_arguments: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(draft_rows, "_tell_the_lists", crash)
    with pytest.raises(RuntimeError):
        save_draft(document.id, text("Lost.\n"), draft.version, cast.editor.actor, "key")
    monkeypatch.undo()
    assert rows(engine, "SELECT version, body FROM drafts") == [(1, BODY)]
    assert save_draft(document.id, text("Kept.\n"), 1, cast.editor.actor, "key").version == 2


def test_a_version_that_nobody_remembers_is_never_guessed(context: Flask, cast: Cast) -> None:
    del context
    document = begun()
    open_draft(document, cast.editor.actor)
    save_draft(document.id, text("New.\n"), 1, cast.editor.actor)
    for version in (0, 99):
        with pytest.raises(DraftConflict) as caught:
            save_draft(document.id, text("Old page.\n"), version, cast.admin.actor)
        assert caught.value.was is None


def test_old_versions_are_forgotten_and_a_revision_stands_in_for_them(
    context: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    del context
    document = begun()
    open_draft(document, cast.editor.actor)
    save_draft(document.id, text(BODY.replace("One.", "One, more.")), 1, cast.editor.actor)
    cut_revision(document.id, "Second.", is_minor=False, actor=cast.editor.actor)
    monkeypatch.setattr(draft_rows, "MOST_SAVES", 2)
    monkeypatch.setattr(draft_rows, "PRUNED_EVERY", 1)
    for number in range(6):
        draft = draft_of(document.id)
        assert draft is not None
        more = draft.body + f"\nLine {number}.\n"
        save_draft(document.id, text(more), draft.version, cast.editor.actor)
    draft = draft_of(document.id)
    assert draft is not None
    kept = session().scalars(sa.select(DraftSave.version).order_by(DraftSave.version)).all()
    assert kept == [draft.version - 1, draft.version]
    saved = save_draft(
        document.id,
        text(BODY.replace("One.", "One, more.").replace("Two.", "Two, late.")),
        4,
        cast.admin.actor,
    )
    assert "Two, late." in saved.text.body
    assert "Line 5." in saved.text.body


def test_a_revision_holds_the_names_of_all_who_wrote(context: Flask, cast: Cast) -> None:
    del context
    document = begun()
    open_draft(document, cast.editor.actor)
    save_draft(document.id, text(BODY + "\nFour.\n"), 1, cast.editor.actor)
    save_draft(document.id, text(BODY + "\nFour.\n\nFive.\n"), 2, cast.approver.actor)
    revision = cut_revision(document.id, "More.", is_minor=True, actor=cast.admin.actor)
    assert (revision.number, revision.is_minor, revision.author_id) == (2, True, cast.admin.id)
    assert revision.contributors == (cast.editor.id, cast.approver.id, cast.admin.id)
    draft = draft_of(document.id)
    assert draft is not None
    assert (draft.is_open, draft.base_number, list(draft.contributor_ids)) == (False, 2, [])
    [newest, oldest] = history_of(document_by_id(document.id), None, 10)
    assert (newest.author, newest.others, newest.note) == (
        "Anton Admin",
        ("Eva Editor", "Amir Approver"),
        "More.",
    )
    assert (oldest.author, oldest.others) == ("", ())
    with pytest.raises(NothingToKeep):
        cut_revision(document.id, "Again.", is_minor=False, actor=cast.admin.actor)


def test_a_page_opened_before_a_revision_was_kept_brings_nothing_back(context: Flask, cast: Cast) -> None:
    del context
    document = begun()
    open_draft(document, cast.editor.actor)
    save_draft(document.id, text(BODY.replace("One.", "")), 1, cast.editor.actor)
    cut_revision(document.id, "One is gone.", is_minor=False, actor=cast.editor.actor)
    saved = save_draft(document.id, text(BODY.replace("Three.", "Three, at last.")), 1, cast.admin.actor)
    assert "One." not in saved.text.body
    assert "Three, at last." in saved.text.body


def test_a_new_class_needs_a_reason_and_has_a_history(context: Flask, cast: Cast) -> None:
    del context
    document = begun()
    open_draft(document, cast.editor.actor)
    judged = HEADER.replace("typical", "conflict")
    save_draft(document.id, text(header=judged), 1, cast.editor.actor)
    with pytest.raises(ClassReasonMissing) as caught:
        cut_revision(document.id, "Judged anew.", is_minor=False, actor=cast.editor.actor)
    assert caught.value.field == "class_reason"
    save_draft(document.id, text(header=judged, reason="Half of them shout."), 2, cast.editor.actor)
    cut_revision(document.id, "Judged anew.", is_minor=False, actor=cast.editor.actor)
    [change] = class_history(document.id)
    assert (change.old, change.new, change.reason, change.by) == (
        "typical",
        "conflict",
        "Half of them shout.",
        "Eva Editor",
    )
    draft = draft_of(document.id)
    assert draft is not None
    assert draft.class_reason == ""
    assert document_by_id(document.id).situation_class == "conflict"


def test_a_draft_can_be_dropped_but_not_unseen(context: Flask, cast: Cast) -> None:
    del context
    document = begun()
    open_draft(document, cast.editor.actor)
    save_draft(document.id, text("Mine.\n"), 1, cast.editor.actor)
    with pytest.raises(MovedDraft):
        discard_draft(document.id, 1, cast.editor.actor)
    dropped = discard_draft(document.id, 2, cast.editor.actor)
    assert (dropped.body, dropped.is_open, dropped.version) == (BODY, False, 3)


def test_a_document_without_a_revision_has_nothing_to_go_back_to(context: Flask, cast: Cast) -> None:
    del context
    document = create_document(NewDocument(Kind.STANDARD, "On the telephone", "en"), cast.editor.actor)
    with pytest.raises(NoRevisionYet):
        discard_draft(document.id, 1, cast.editor.actor)


def test_an_earlier_text_comes_back_as_a_draft(context: Flask, cast: Cast) -> None:
    del context
    document = begun()
    save_revision(RevisionText("scratch", HEADER, "Second.\n"), 1, SYSTEM)
    restored = restore_revision(document.id, 1, cast.editor.actor)
    assert (restored.body, restored.is_open, document_by_id(document.id).number) == (BODY, True, 2)
    with pytest.raises(OpenDraft):
        restore_revision(document.id, 1, cast.editor.actor)
    with pytest.raises(NoSuchRevision):
        restore_revision(document.id, 7, cast.editor.actor)


def test_a_draft_without_changes_follows_a_revision_made_without_it(context: Flask, cast: Cast) -> None:
    del context
    document = begun()
    open_draft(document, cast.editor.actor)
    save_revision(RevisionText("scratch", HEADER, "Imported.\n"), 1, SYSTEM)
    draft = open_draft(document_by_id(document.id), cast.editor.actor)
    assert (draft.body, draft.base_number, draft.is_open) == ("Imported.\n", 2, False)


def test_a_draft_with_changes_takes_a_revision_made_without_it_in(context: Flask, cast: Cast) -> None:
    del context
    document = begun()
    open_draft(document, cast.editor.actor)
    save_draft(document.id, text(BODY.replace("One.", "One, mine.")), 1, cast.editor.actor)
    save_revision(RevisionText("scratch", HEADER, BODY.replace("Three.", "Three, imported.")), 1, SYSTEM)
    draft = open_draft(document_by_id(document.id), cast.editor.actor)
    assert (draft.body, draft.base_number) == ("One, mine.\n\nTwo.\n\nThree, imported.\n", 2)


def test_a_revision_that_contradicts_the_draft_waits_for_a_decision(context: Flask, cast: Cast) -> None:
    del context
    document = begun()
    open_draft(document, cast.editor.actor)
    save_draft(document.id, text(BODY.replace("Two.", "Two, mine.")), 1, cast.editor.actor)
    save_revision(RevisionText("scratch", HEADER, BODY.replace("Two.", "Two, imported.")), 1, SYSTEM)
    draft = open_draft(document_by_id(document.id), cast.editor.actor)
    assert (draft.base_number, draft.body) == (1, BODY.replace("Two.", "Two, mine."))
    with pytest.raises(StaleDraft):
        cut_revision(document.id, "Mine.", is_minor=False, actor=cast.editor.actor)
    with pytest.raises(MovedDraft):
        settle_draft(document.id, text("Both.\n"), draft.version, 1, cast.editor.actor)
    settled = settle_draft(document.id, text("Both.\n"), draft.version, 2, cast.editor.actor)
    assert (settled.base_number, settled.body, settled.is_open) == (2, "Both.\n", True)
    assert cut_revision(document.id, "Both.", is_minor=False, actor=cast.editor.actor).number == 3


@pytest.mark.parametrize(
    ("body", "error"), [("a\0b", UnstorableText), ("\ud800", UnstorableText), ("x" * 513 * 1024, TextTooLong)]
)
def test_what_no_database_stores_is_refused(
    context: Flask, cast: Cast, body: str, error: type[Exception]
) -> None:
    del context
    document = begun()
    open_draft(document, cast.editor.actor)
    with pytest.raises(error):
        save_draft(document.id, text(body), 1, cast.editor.actor)


@pytest.mark.parametrize("who", ["hr", "auditor", "staff"])
def test_others_may_not_write(context: Flask, cast: Cast, who: str) -> None:
    del context
    document = begun()
    actor = getattr(cast, who).actor
    for deed in (
        lambda: open_draft(document, actor),
        lambda: save_draft(document.id, text("x"), 1, actor),
        lambda: cut_revision(document.id, "x", is_minor=False, actor=actor),
        lambda: restore_revision(document.id, 1, actor),
        lambda: discard_draft(document.id, 1, actor),
        lambda: settle_draft(document.id, text("x"), 1, 1, actor),
        lambda: rename_document(document, "other", actor),
        lambda: create_document(NewDocument(Kind.SCRIPT, "x", "en"), actor),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_a_retired_document_takes_no_more_words(context: Flask, cast: Cast) -> None:
    del context
    document = begun()
    open_draft(document, cast.editor.actor)
    retire_document("scratch", cast.approver.actor)
    with pytest.raises(RetiredDocument):
        save_draft(document.id, text("More.\n"), 1, cast.editor.actor)
    restore_document("scratch", cast.approver.actor)
    assert save_draft(document.id, text("More.\n"), 1, cast.editor.actor).version == 2


def test_a_new_document_begins_with_the_template_of_its_kind_and_class(context: Flask, cast: Cast) -> None:
    del context
    new = NewDocument(Kind.SITUATION, "Kunde schreit über Öfen", "de", SituationClass.CONFLICT)
    document = create_document(new, cast.editor.actor)
    draft = draft_of(document.id)
    assert draft is not None
    assert (document.slug, document.number, document.title) == (
        "kunde-schreit-ueber-oefen",
        0,
        "Kunde schreit über Öfen",
    )
    assert (document.situation_class, draft.is_open) == ("conflict", True)
    assert "::: algorithm" in draft.body
    assert cut_revision(document.id, "First.", is_minor=False, actor=cast.editor.actor).number == 1


def test_two_documents_of_one_title_get_two_addresses_and_a_taken_one_is_refused(
    context: Flask, cast: Cast
) -> None:
    del context
    begun("scratch")
    again = create_document(NewDocument(Kind.SCRIPT, "Scratch", "en"), cast.editor.actor)
    assert again.slug == "scratch-2"
    with pytest.raises(SlugTaken):
        create_document(NewDocument(Kind.SCRIPT, "Other", "en", slug="scratch"), cast.editor.actor)
    with pytest.raises(WrongSlug):
        create_document(NewDocument(Kind.SCRIPT, "Other", "en", slug="no spaces"), cast.editor.actor)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Größe & Maß", "groesse-mass"),
        ("Åpne døra", "aapne-doera"),
        ("!!!", "document"),
        ("É" * 200, "e" * 80),
    ],
)
def test_any_title_gives_an_address(title: str, slug: str) -> None:
    assert slug_for(title) == slug


def test_who_wrote_which_passage_is_known(context: Flask, cast: Cast) -> None:
    del context
    document = begun()
    open_draft(document, cast.editor.actor)
    save_draft(document.id, text(BODY + "\nFour.\n"), 1, cast.editor.actor)
    cut_revision(document.id, "Four.", is_minor=False, actor=cast.editor.actor)
    parts = written_by(document_by_id(document.id))
    assert [(part.passage.lines[0], part.line.number if part.line else 0) for part in parts] == [
        ("One.", 1),
        ("Four.", 2),
    ]


def test_the_draft_of_an_untouched_document_is_none(context: Flask) -> None:
    del context
    assert draft_of(begun().id) is None
    assert revision_of(1, 9) is None
    assert isinstance(text_of(Draft(header_text="", body="", class_reason="")), DraftText)
    assert drafting.MOST_TRIES > 6

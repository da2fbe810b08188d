from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.engine import Engine

from app.kernel.actors import SYSTEM
from app.kernel.errors import NotAllowed
from app.language.corpus import Corpus, read_corpus
from standards.reviews.approved import approved_texts
from standards.reviews.importing import import_approved
from tests.people import Cast
from tests.reviewing import Group
from tests.stores import rows


def _file(folder: Path, name: str, title: str, body: str = "What it is.\n") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    kind = "script" if title == "Greeting" else "standard"
    (folder / name).write_text(f"---\nkind: {kind}\ntitle: {title}\nlanguage: en\n---\n{body}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    _file(tmp_path, "one.md", "One", "It is.\n\n![[greeting]]\n")
    _file(tmp_path, "greeting.md", "Greeting")
    return tmp_path


def _corpus(folder: Path) -> Corpus:
    return read_corpus([folder])[0]


def test_named_people_approve_what_is_imported(context: Flask, folder: Path, cast: Cast) -> None:
    del context
    report = import_approved(_corpus(folder), cast.editor.actor, approvers=[cast.approver.actor])
    assert report.unapproved == ()
    texts = approved_texts()
    assert {source.approvers for source in texts.sources.values()} == {("Amir Approver",)}
    assert texts.behind == ()


def test_importing_again_approves_what_was_not_and_nothing_twice(
    context: Flask, folder: Path, engine: Engine, cast: Cast, group: Group
) -> None:
    del context
    import_approved(_corpus(folder), SYSTEM)
    assert rows(engine, "SELECT count(*) FROM approvals") == [(0,)]
    for _ in range(2):
        import_approved(_corpus(folder), SYSTEM, approvers=[cast.approver.actor])
    assert rows(engine, "SELECT count(*) FROM approvals") == [(2,)]
    import_approved(_corpus(folder), SYSTEM, approvers=[cast.approver.actor, group.mia.actor])
    assert rows(engine, "SELECT count(*) FROM approvals") == [(4,)]
    assert approved_texts().sources["one"].approvers == ("Amir Approver", "Mia Management")


def test_a_changed_script_is_approved_with_all_that_embeds_it(
    context: Flask, folder: Path, cast: Cast
) -> None:
    del context
    for words in ("Good morning.\n", "Good evening.\n"):
        _file(folder, "greeting.md", "Greeting", words)
        import_approved(_corpus(folder), SYSTEM, approvers=[cast.approver.actor])
        texts = approved_texts()
        assert (texts.corpus.documents["greeting"].body, texts.behind) == (words, ())


def test_a_text_with_errors_is_taken_in_but_not_approved(context: Flask, folder: Path, cast: Cast) -> None:
    del context
    _file(folder, "greeting.md", "Greeting", "What it is.\n\n::: b2c\nNever closed.\n")
    _file(folder, "two.md", "Two")
    report = import_approved(_corpus(folder), SYSTEM, approvers=[cast.approver.actor])
    assert {rejected.slug for rejected in report.unapproved} == {"one", "greeting"}
    assert set(approved_texts().corpus.documents) == {"two"}
    assert set(report.new) == {"one", "two", "greeting"}


def test_nobody_approves_by_import_what_they_may_not_approve(
    context: Flask, folder: Path, cast: Cast, engine: Engine
) -> None:
    del context
    with pytest.raises(NotAllowed):
        import_approved(_corpus(folder), SYSTEM, approvers=[cast.editor.actor])
    assert rows(engine, "SELECT count(*) FROM documents") == [(0,)]


def test_whoever_imports_does_not_approve_it_too(context: Flask, folder: Path, group: Group) -> None:
    del context
    both = group.mia.actor.__class__(
        group.mia.actor.kind, group.mia.id, "Mia", group.mia.actor.roles | {"editor"}
    )
    report = import_approved(_corpus(folder), both, approvers=[both])
    assert {rejected.reason.code for rejected in report.unapproved} == {"reviews.own_text"}

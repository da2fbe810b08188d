from collections.abc import Sequence
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.engine import Engine

from app.kernel.actors import SYSTEM, Actor
from app.kernel.errors import NotAllowed
from app.language.corpus import Corpus, read_corpus
from app.language.document import digest
from standards.documents.importing import import_corpus, plan_import
from standards.documents.models import Document
from standards.documents.queries import newest_texts
from standards.documents.services import retire_document
from standards.documents.signals import texts_changed
from standards.transfer.exporting import export_folder
from tests.people import Cast
from tests.stores import rows

COMPANY = "name: Small  # a remark that export gives back\nlanguage: en\n"


def _file(folder: Path, name: str, title: str, body: str = "What it is.\n") -> None:
    place = folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(f"---\nkind: standard\ntitle: {title}\nlanguage: en\n---\n{body}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    source = tmp_path / "source"
    _file(source, "one.md", "One")
    _file(source, "deep/two.md", "Two")
    (source / "company.yaml").write_text(COMPANY)
    return source


def _corpus(folder: Path) -> Corpus:
    return read_corpus([folder])[0]


def test_a_plan_says_what_would_happen_and_does_nothing(context: Flask, folder: Path, engine: Engine) -> None:
    del context
    report = plan_import(_corpus(folder), SYSTEM)
    assert set(report.new) == {"one", "two"}
    assert rows(engine, "SELECT * FROM documents") == []


def test_importing_twice_makes_no_second_revision(context: Flask, folder: Path, engine: Engine) -> None:
    del context
    first = import_corpus(_corpus(folder), SYSTEM)
    assert set(first.new) == {"one", "two"}
    assert first.has_new_lists
    second = import_corpus(_corpus(folder), SYSTEM)
    assert (second.new, second.changed, set(second.unchanged)) == ((), (), {"one", "two"})
    assert not second.has_new_lists
    assert rows(engine, "SELECT count(*) FROM revisions") == [(2,)]


def test_only_changed_texts_get_a_revision(context: Flask, folder: Path, engine: Engine) -> None:
    del context
    import_corpus(_corpus(folder), SYSTEM)
    _file(folder, "one.md", "One", "It is different.\n")
    report = import_corpus(_corpus(folder), SYSTEM)
    assert (report.changed, report.unchanged) == (("one",), ("two",))
    assert rows(engine, "SELECT slug, number FROM documents ORDER BY slug") == [("one", 2), ("two", 1)]


def test_what_is_exported_is_byte_for_byte_what_was_imported(
    context: Flask, folder: Path, tmp_path: Path
) -> None:
    del context
    import_corpus(_corpus(folder), SYSTEM)
    target = tmp_path / "target"
    assert export_folder(target, SYSTEM) == 2
    for name in ("one.md", "deep/two.md", "company.yaml"):
        assert (target / name).read_bytes() == (folder / name).read_bytes()
    assert plan_import(_corpus(target), SYSTEM).unchanged


def test_the_sample_company_comes_back_with_the_same_digests(context: Flask, tmp_path: Path) -> None:
    del context
    starter = [Path(room) / "starter" for room in ("standards", "situations")]
    corpus = _corpus_of(starter)
    import_corpus(corpus, SYSTEM)
    export_folder(tmp_path / "out", SYSTEM)
    again = _corpus(tmp_path / "out")
    assert _digests(again) == _digests(corpus)
    assert _digests(newest_texts()) == _digests(corpus)
    assert list(newest_texts().documents) == list(corpus.documents)


def test_what_cannot_be_stored_is_rejected_with_its_reason_and_the_rest_taken_in(
    context: Flask, folder: Path
) -> None:
    del context
    import_corpus(_corpus(folder), SYSTEM)
    retire_document("one", SYSTEM)
    _file(folder, "three.md", "Three", "x" * 600_000)
    _file(folder, "four.md", "Four")
    report = import_corpus(_corpus(folder), SYSTEM)
    assert {rejected.slug: rejected.reason.code for rejected in report.rejected} == {
        "one": "documents.retired",
        "three": "documents.too_long",
    }
    assert report.new == ("four",)


def test_an_import_that_fails_leaves_nothing_behind(context: Flask, folder: Path, engine: Engine) -> None:
    del context

    def fail(_share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_corpus(_corpus(folder), SYSTEM, progress=fail)
    for table in ("documents", "revisions", "company_profiles", "journal_entries"):
        assert rows(engine, f"SELECT * FROM {table}") == []


@pytest.mark.parametrize("who", ["approver", "hr", "auditor", "staff"])
def test_others_may_not_import(context: Flask, folder: Path, cast: Cast, who: str) -> None:
    del context
    with pytest.raises(NotAllowed):
        import_corpus(_corpus(folder), getattr(cast, who).actor)


@pytest.mark.parametrize("who", ["hr", "auditor", "staff"])
def test_others_may_not_export(context: Flask, cast: Cast, tmp_path: Path, who: str) -> None:
    del context
    with pytest.raises(NotAllowed):
        export_folder(tmp_path / "out", getattr(cast, who).actor)
    assert not (tmp_path / "out").exists()


def _corpus_of(paths: list[Path]) -> Corpus:
    root = Path(__file__).parents[4]
    return read_corpus([root / path for path in paths])[0]


def _digests(corpus: Corpus) -> dict[str, str]:
    return {slug: digest(text.header_text, text.body) for slug, text in corpus.documents.items()}


def test_whoever_listens_is_told_once_of_all_that_a_folder_changed(context: Flask, folder: Path) -> None:
    del context
    import_corpus(_corpus(folder), SYSTEM)
    _file(folder, "one.md", "One", "Something else.\n")
    _file(folder, "three.md", "Three")
    told: list[list[str]] = []

    def listen(documents: Sequence[Document], actor: Actor) -> None:
        assert actor is SYSTEM
        told.append(sorted(document.slug for document in documents))

    with texts_changed.connected_to(listen):
        import_corpus(_corpus(folder), SYSTEM)
    assert told == [["one", "three"]]

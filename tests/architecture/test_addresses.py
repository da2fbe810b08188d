"""No document can get an address at which another page stands: the reserved words are those of the routes."""

from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from app.kernel.actors import SYSTEM
from app.language.corpus import read_corpus
from app.language.errors import message
from app.language.slugs import RESERVED, is_slug
from app.language.words import Kind
from standards.documents.addresses import document_at
from standards.documents.creating import NewDocument, create_document
from standards.documents.errors import ReservedSlug
from standards.documents.renaming import rename_document
from standards.documents.services import save_revision
from standards.documents.texts import RevisionText

SLUG = "<slug>"
HEADER = "kind: standard\ntitle: Receipt\nlanguage: en"


def _parts(rule: Rule) -> list[str]:
    return rule.rule.strip("/").split("/")


def _words_beside_documents(app: Flask) -> set[str]:
    """Return the fixed words that routes have where others have the slug of a document."""
    routes = [_parts(rule) for rule in app.url_map.iter_rules()]
    before_slug = {tuple(parts[: parts.index(SLUG)]) for parts in routes if SLUG in parts}
    beside = {
        parts[len(before)]
        for parts in routes
        for before in before_slug
        if len(parts) > len(before) and tuple(parts[: len(before)]) == before
    }
    return {word for word in beside if not word.startswith("<")}


def test_the_reserved_words_are_those_of_the_routes(app: Flask) -> None:
    assert sorted(_words_beside_documents(app)) == sorted(RESERVED)


def test_they_would_be_slugs_otherwise() -> None:
    assert all(is_slug(word) for word in RESERVED)


@pytest.mark.parametrize("word", ["search", "contact-points", "new"])
def test_a_document_never_gets_one(context: Flask, word: str) -> None:
    del context
    with pytest.raises(ReservedSlug):
        create_document(NewDocument(Kind.STANDARD, "Receipt", "en", slug=word), SYSTEM)
    with pytest.raises(ReservedSlug):
        save_revision(RevisionText(word, HEADER, "What."), 0, SYSTEM)
    save_revision(RevisionText("receipt", HEADER, "What."), 0, SYSTEM)
    with pytest.raises(ReservedSlug):
        rename_document(document_at("receipt"), word, SYSTEM)
    assert document_at("receipt").slug == "receipt"


def test_a_title_that_is_one_gives_another_address(context: Flask) -> None:
    del context
    assert create_document(NewDocument(Kind.STANDARD, "Search", "en"), SYSTEM).slug == "search-2"


@pytest.mark.parametrize("word", ["search", "new"])
def test_a_header_and_a_file_that_name_one_give_another_and_say_so(tmp_path: Path, word: str) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / f"{word}.md").write_text(f"---\n{HEADER}\nslug: {word}\n---\nWhat.\n")
    corpus, _ = read_corpus([tmp_path])
    assert list(corpus.documents) == [f"texts-{word}"]
    (found,) = corpus.documents[f"texts-{word}"].findings
    assert (found.code, found.line, found.column) == ("header.reserved", 5, 7)
    assert word in message(found)

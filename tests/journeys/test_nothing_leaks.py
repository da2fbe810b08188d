"""Both editions of the sample company, with a rare marker in every passage that one of them leaves out."""

import re
from collections import deque
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from app.kernel.actors import SYSTEM
from app.kernel.days import today
from app.language.corpus import Corpus, read_corpus
from app.language.words import Kind, Variant
from standards.editions.publishing import Publication, publish_edition
from standards.editions.queries import edition_corpus, edition_in_force
from standards.reviews.importing import import_approved
from tests.conftest import MakeApp
from tests.markers import Marked, mark_all
from tests.people import Cast
from training.handbooks.book import book_from_corpus
from training.handbooks.printing import print_book

ROOT = Path(__file__).parents[2]
STARTER = ("standards/starter", "situations/starter")
MARKER = re.compile(r"zqx\d{4}vw")
DEEPEST_WALK = 4


@pytest.fixture
def marked() -> Marked:
    return mark_all(sorted(path for folder in STARTER for path in (ROOT / folder).rglob("*.md")))


@pytest.fixture
def folder(marked: Marked, tmp_path: Path) -> Path:
    folder = tmp_path / "marked"
    for path, source in marked.sources.items():
        target = folder / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(source, encoding="utf-8")
    lists = (ROOT / "standards/starter/company.yaml").read_text(encoding="utf-8")
    (folder / "company.yaml").write_text(lists, encoding="utf-8")
    return folder


@pytest.fixture
def published(make_app: MakeApp, cast: Cast, folder: Path) -> Flask:
    app = make_app(guide_is_open=True)
    with app.app_context():
        corpus, _ = read_corpus([folder])
        report = import_approved(corpus, SYSTEM, approvers=[cast.approver.actor])
        assert not report.rejected
        assert not report.unapproved
        for variant in Variant:
            publish_edition(variant, Publication("Marked.", today()), SYSTEM)
    return app


def pages_of(client: FlaskClient, variant: str) -> dict[str, str]:
    """Return every page that links lead to from a guide, the first steps of walk-throughs included."""
    start = f"/guide/{variant}/"
    found: dict[str, str] = {}
    waiting = deque([start])
    while waiting:
        address = waiting.popleft()
        if address in found:
            continue
        answer = client.get(address, follow_redirects=True)
        assert answer.status_code == 200, address
        found[address] = answer.text
        for link in re.findall(r'href="([^"#]+)', answer.text):
            target = urljoin(answer.request.path, link.replace("&amp;", "&"))
            if target.startswith(start) and target.count(".") < DEEPEST_WALK:
                waiting.append(target)
    return found


def test_the_markers_cover_every_way_in_which_an_edition_leaves_something_out(marked: Marked) -> None:
    assert len(marked.of("b2c") - marked.of("b2b")) > 200
    assert len(marked.of("b2b") - marked.of("b2c")) > 20


@pytest.mark.timeout(900)
def test_no_page_and_no_search_of_an_edition_holds_what_it_leaves_out_and_all_hold_what_it_promises(
    published: Flask, marked: Marked
) -> None:
    for variant in ("b2c", "b2b"):
        shown: set[str] = set()
        for language in ("en", "de"):
            client = published.test_client()
            client.set_cookie("language", language)
            for address, page in pages_of(client, variant).items():
                there = set(MARKER.findall(page))
                assert there & marked.hidden_in(variant) == set(), address
                shown |= there
        assert marked.of(variant) - shown == set()
        finds_nothing(published.test_client(), marked, variant)
        says_nothing_at_typed_addresses(published, marked, variant)


def finds_nothing(client: FlaskClient, marked: Marked, variant: str) -> None:
    for marker in sorted(marked.hidden_in(variant)):
        answer = client.get(f"/guide/{variant}/search?q={marker}")
        assert "results" not in answer.text, marker
    found = client.get(f"/guide/{variant}/search?q={min(marked.of(variant))}")
    assert "results" in found.text


def says_nothing_at_typed_addresses(app: Flask, marked: Marked, variant: str) -> None:
    with app.app_context():
        edition = edition_in_force(Variant(variant), today())
        present = edition_corpus(edition.id).documents
    absent = {path.stem for path in marked.sources} - set(present)
    assert absent
    for slug in absent:
        for address in (f"/guide/{variant}/{slug}", f"/guide/{variant}/{slug}/steps"):
            answer = app.test_client().get(address)
            assert answer.status_code == 404
            assert not MARKER.search(answer.text)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("variant", ["b2c", "b2b"])
def test_neither_text_nor_bookmarks_nor_metadata_of_the_handbook_hold_what_is_left_out(
    marked: Marked, folder: Path, variant: str, tmp_path: Path
) -> None:
    book = book_from_corpus(where_something_is_hidden(folder, marked, variant), Variant(variant), "de")
    print_book(book, tmp_path / "book.pdf")
    reader = PdfReader(tmp_path / "book.pdf")
    text = "".join(re.sub(r"[\s\u00ad-]", "", page.extract_text()) for page in reader.pages)
    metadata = reader.xmp_metadata.stream.get_data().decode() if reader.xmp_metadata else ""
    found = set(MARKER.findall(text + str(reader.outline) + str(reader.metadata) + metadata))
    assert found & marked.hidden_in(variant) == set()
    printed = {marker for document in book.documents for marker in MARKER.findall(document.body)}
    assert printed
    assert printed - found == set()


def where_something_is_hidden(folder: Path, marked: Marked, variant: str) -> Corpus:
    """Return the German texts with something to hide, and the scripts that they embed."""
    corpus, _ = read_corpus([folder])
    hidden = marked.hidden_in(variant)
    return replace(
        corpus,
        documents={
            slug: text
            for slug, text in corpus.documents.items()
            if text.header.language == "de"
            and (
                hidden & set(MARKER.findall(text.header_text + text.body)) or text.header.kind is Kind.SCRIPT
            )
        },
    )

"""Searching the guide: it finds, it marks, it helps when nothing is there, and it keeps to the variant."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.conftest import MakeApp
from tests.guides import publish_guide
from tests.people import Cast

GERMAN = {"Accept-Language": "de"}


@pytest.fixture
def reader(make_app: MakeApp, cast: Cast, tmp_path: Path) -> FlaskClient:
    app = make_app(guide_is_open=True)
    publish_guide(app, cast, tmp_path)
    return app.test_client()


def ask(reader: FlaskClient, question: str, variant: str = "b2c", language: str = "de") -> str:
    answer = reader.get(
        f"/guide/{variant}/search", query_string={"q": question}, headers={"Accept-Language": language}
    )
    assert answer.status_code == 200
    return answer.text


def test_a_situation_is_found_by_a_word_of_its_wording(reader: FlaskClient) -> None:
    page = ask(reader, "verstehen aergert")
    assert 'href="/guide/b2c/kratzer"' in page
    assert "<mark>verstehe</mark>" in page
    assert "<mark>ärgert</mark>" in page
    assert "Empfang und Montage" in page
    assert "class-badge--conflict" in page


def test_parts_of_compounds_are_found(reader: FlaskClient) -> None:
    assert "<mark>Kundenreklamation</mark>" in ask(reader, "Reklamation beantwortet")


def test_a_document_and_its_translation_are_one_result(reader: FlaskClient) -> None:
    german = ask(reader, "Reklamation complaint", language="de")
    assert 'href="/guide/b2c/reklamationen"' in german
    assert 'href="/guide/b2c/complaints"' not in german
    english = ask(reader, "Reklamation", language="en")
    assert 'href="/guide/b2c/complaints"' in english
    assert 'href="/guide/b2c/reklamationen"' not in english


def test_nothing_found_says_so_and_shows_the_stages(reader: FlaskClient) -> None:
    page = ask(reader, "Xylophon", language="en")
    assert "Nothing found for “Xylophon”" in page
    assert 'href="/guide/b2c/stages/receipt"' in page


def test_some_of_the_words_are_better_than_nothing(reader: FlaskClient) -> None:
    page = ask(reader, "Kratzer Xylophon", language="en")
    assert "These have some of them" in page
    assert 'href="/guide/b2c/kratzer"' in page


@pytest.mark.parametrize("word", ["Zwirbelfink", "Quantenkupfer", "Rahmenverträge"])
def test_what_the_other_variant_has_is_not_found(reader: FlaskClient, word: str) -> None:
    assert "results" not in ask(reader, word)
    assert "<mark>" in ask(reader, word, "b2b")


def test_a_question_is_shown_as_text(reader: FlaskClient) -> None:
    page = ask(reader, '<script>alert("x")</script>')
    assert "<script>alert" not in page


def test_without_a_question_there_is_only_the_field(reader: FlaskClient) -> None:
    page = ask(reader, "  ")
    assert 'name="q"' in page
    assert "results" not in page

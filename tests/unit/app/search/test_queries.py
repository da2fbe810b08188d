"""Finding documents, on both databases."""

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.kernel.database import write_transaction
from app.search.indexing import SearchRow, forget_edition, index_edition, terms_of
from app.search.queries import question_of, search

GERMAN = {
    1: SearchRow(
        "de", "Kratzer in der Scheibe", "Ich verstehe, dass Sie das ärgert.", "Das Protokoll holen."
    ),
    2: SearchRow("de", "Kunde schreit am Telefon", "Was genau ist geschehen?", "Ein Kratzer wird erwähnt."),
    3: SearchRow(
        "de", "Kundenreklamation annehmen", "Der Kratzer wird beseitigt.", "Straße und Häuser nennen."
    ),
    4: SearchRow("de", "Rückgabe", "", "Eine Reklamation am selben Tag beantworten. Die Kunden warten."),
    5: SearchRow("en", "Complaints about delays", "I am sorry about the delay.", "Call before noon."),
    6: SearchRow("nb", "Forsinket levering", "Jeg beklager forsinkelsen.", "Ring før klokken tolv."),
}


@pytest.fixture
def indexed(context: Flask) -> Flask:
    with write_transaction():
        index_edition(1, dict(zip(GERMAN, terms_of(list(GERMAN.values())), strict=True)))
        index_edition(
            2, {7: terms_of([SearchRow("de", "Kratzer im Rahmen", "", "Nur in der anderen Ausgabe.")])[0]}
        )
    return context


def found(text: str) -> list[int]:
    return list(search(1, text).document_ids)


@pytest.mark.usefixtures("indexed")
class TestFinding:
    def test_titles_count_more_than_wording_and_wording_more_than_text(self) -> None:
        assert found("Kratzer") == [1, 3, 2]

    def test_all_words_must_be_there(self) -> None:
        answer = search(1, "Kratzer Protokoll")
        assert answer.document_ids == (1,)
        assert not answer.is_partial

    def test_where_no_document_has_all_words_those_with_some_are_found_and_said_to_be_partial(self) -> None:
        answer = search(1, "Kratzer Telefon Rechnung")
        assert answer.is_partial
        assert answer.document_ids[0] == 2

    @pytest.mark.parametrize(
        ("question", "wanted"),
        [
            ("Reklamation", {3, 4}),
            ("reklamationen", {3, 4}),
            ("Rueckgabe", {4}),
            ("ruckgabe", {4}),
            ("Strasse", {3}),
            ("haus", {3}),
            ("complaint", {5}),
            ("delay", {5}),
            ("forsinkelse", {6}),
            ("Was ist mit dem Telefon", {2}),
        ],
    )
    def test_what_was_meant_is_found(self, question: str, wanted: set[int]) -> None:
        assert wanted <= set(found(question))

    def test_other_editions_are_not_searched(self) -> None:
        assert 7 not in found("Kratzer")
        assert found("Rahmen") == []
        assert search(2, "Rahmen").document_ids == (7,)

    def test_no_more_than_the_limit_is_returned(self) -> None:
        assert len(search(1, "Kratzer", limit=2).document_ids) == 2

    @pytest.mark.parametrize("question", ["", "   ", "?!", "„“", "\x00"])
    def test_a_question_without_words_finds_nothing(self, question: str) -> None:
        assert search(1, question).document_ids == ()

    @pytest.mark.parametrize(
        "question",
        ["edition1x", 'a" OR "b', "kratzer*", "title:x", "a & !b", "' | 'b", "NEAR(a b)", "½ ² İ ŉ"],
    )
    def test_marks_of_the_search_engines_are_only_text(self, question: str) -> None:
        search(1, question)

    def test_an_edition_can_be_forgotten(self) -> None:
        with write_transaction():
            forget_edition(1)
        assert found("Kratzer") == []
        assert search(2, "Kratzer").document_ids == (7,)

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.text(max_size=80))
    def test_no_question_raises(self, question: str) -> None:
        assert len(search(1, question).document_ids) <= 20


def test_words_that_say_nothing_are_left_out_unless_they_stand_alone() -> None:
    assert len(question_of("was ist mit dem Kratzer").alternatives) == 1
    assert len(question_of("was ist").alternatives) == 2


def test_very_long_questions_are_cut() -> None:
    assert len(question_of("wort " + " ".join(f"w{n}" for n in range(500))).alternatives) <= 12


@pytest.mark.usefixtures("context")
def test_a_document_of_many_words_is_indexed() -> None:
    text = " ".join(f"wort{number % 9000} gleich" for number in range(20_000))
    with write_transaction():
        index_edition(1, {1: terms_of([SearchRow("de", "Lang", "", text)])[0]})
    assert found("gleich") == [1]
    assert found("wort17") == [1]

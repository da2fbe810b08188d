"""From words to terms."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from app.search.terms import STOP_WORDS, term, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("reklamation", "reklamationen"),
        ("rückgabe", "rueckgabe"),
        ("rückgabe", "ruckgabe"),
        ("straße", "strasse"),
        ("maßfehler", "massfehler"),
        ("haus", "häuser"),
        ("überliefert", "ueberliefert"),
        ("zahlung", "zahlungen"),
        ("kratzer", "kratzern"),
    ],
)
def test_german_words_written_differently_are_one_term(one: str, other: str) -> None:
    assert term(one, "de") == term(other, "de")


@pytest.mark.parametrize(
    ("one", "other"),
    [("vindu", "vinduet"), ("forsinkelse", "forsinkelsen"), ("måling", "maaling"), ("dør", "dor")],
)
def test_norwegian_words_written_differently_are_one_term(one: str, other: str) -> None:
    assert term(one, "nb") == term(other, "nb")


@pytest.mark.parametrize(
    ("one", "other"), [("complaint", "complaints"), ("waiting", "waits"), ("café", "cafe")]
)
def test_english_words_written_differently_are_one_term(one: str, other: str) -> None:
    assert term(one, "en") == term(other, "en")


@pytest.mark.parametrize(
    ("one", "other"), [("rechnung", "rechner"), ("kunde", "kunst"), ("quelle", "qualle")]
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert term(one, "de") != term(other, "de")


def test_hyphenated_words_count_in_pieces_and_as_a_whole() -> None:
    assert list(words("Lieferschein-Nummer 4711-A")) == [
        "lieferschein", "nummer", "lieferscheinnummer", "4711", "a", "4711a",
    ]  # fmt: skip


def test_marks_are_never_part_of_a_word() -> None:
    assert list(words('„Was?“ – ‘nichts’_* "x" (OR) NEAR/3:')) == ["was", "nichts", "x", "or", "near", "3"]


def test_a_language_without_stemmer_is_folded_only() -> None:
    assert term("naïveté", "fr") == "naivete"


def test_stop_words_are_lower_case_words() -> None:
    assert all(list(words(word)) == [word] for word in STOP_WORDS)


def test_threads_stem_side_by_side() -> None:
    sample = [f"lieferung{number}en" for number in range(400)]
    expected = [term(word, "de") for word in sample]
    term.cache_clear()
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda word: term(word, "de"), sample)) == expected

"""Parting compounds by the corpus' own words."""

from app.search.compounds import Vocabulary
from app.search.terms import term

CORPUS = ["Der Kunde hat eine Reklamation.", "Die Lieferung kam am Montag, der Schein fehlte.", "Ein Fenster"]


def parts(word: str, language: str = "de") -> tuple[str, ...]:
    return Vocabulary(language, CORPUS).parts(word)


def test_a_compound_of_known_words_is_parted() -> None:
    assert parts("kundenreklamation") == (term("kunde", "de"), term("reklamation", "de"))


def test_the_letter_that_links_the_parts_is_left_out() -> None:
    assert parts("lieferungsschein") == (term("lieferung", "de"), term("schein", "de"))


def test_words_whose_parts_nobody_uses_stay_whole() -> None:
    assert parts("gewährleistung") == ()
    assert parts("kundenzufriedenheit") == ()


def test_short_words_stay_whole() -> None:
    assert Vocabulary("de", ["der Mann kann"]).parts("mannkann") == ()


def test_english_words_stay_whole() -> None:
    assert Vocabulary("en", ["customer complaint"]).parts("customercomplaint") == ()

import pytest

from app.language.company import Term
from app.language.readability import is_hard, lix
from app.language.terms import ForbiddenTerms

TERMS = ForbiddenTerms(
    (
        Term("en", "complaint", ("moan", "gripe", "gripe letter", "C++ call")),
        Term("de", "x", ("Klage",)),
        Term("", "y", ("z",)),
    ),
    "en",
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A moan.", [(2, "moan")]),
        ("MOAN", [(0, "moan")]),
        ("moaning amoan", []),
        ("a gripe  letter", [(2, "gripe letter")]),
        ("a gripe\nletter", [(2, "gripe letter")]),
        ("gripe letters", [(0, "gripe")]),
        ("a C++ call", [(2, "C++ call")]),
        ("Klage z", [(6, "z")]),
    ],
)
def test_terms_are_found_as_whole_words(text: str, found: list[tuple[int, str]]) -> None:
    assert [(term.start, term.term) for term in TERMS.find(text)] == found


def test_without_terms_in_a_language_there_is_nothing_to_look_for() -> None:
    assert not ForbiddenTerms((Term("de", "a", ("b",)),), "nb")


def test_the_index_is_words_per_sentence_and_per_cent_of_long_words() -> None:
    assert lix("One two three four. Five sixseven eight.") == (7 / 2 + 100 / 7, 7)
    assert lix("") == (0.0, 0)


def test_signs_placeholders_and_addresses_are_no_words() -> None:
    assert lix(
        "**See** {{the customer's long name}} [[long-slug-of-something|here]] "
        "[x](https://example.org) {#identifier}."
    ) == (
        3.0,
        3,
    )


def test_short_texts_are_never_hard() -> None:
    assert is_hard("Reklamationsformular unterschreiben lassen.", "de", {}) is None


def test_the_company_sets_its_own_limit() -> None:
    text = "We will look at the window together and then decide what to do about it now. " * 2
    assert is_hard(text, "en", {}) is None
    assert is_hard(text, "en", {"en": 10.0}) is not None

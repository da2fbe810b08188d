"""The sentence that shows why a document was found."""

from app.search.excerpts import LONGEST_SENTENCE, excerpt, highlighted
from app.search.queries import question_of

TEXT = (
    "Zuerst zuhören. Der Kunde zeigt einen Kratzer, den er bei der Übergabe nicht sah!"
    " Dann das Protokoll holen."
)


def marked(text: str, question: str, language: str = "de") -> str:
    return "".join(
        f"[{part.text}]" if part.is_hit else part.text
        for part in excerpt(text, question_of(question), language)
    )


def test_the_sentence_with_most_of_the_words_is_shown() -> None:
    assert marked(TEXT, "Uebergabe Kratzern Protokoll") == (
        "Der Kunde zeigt einen [Kratzer], den er bei der [Übergabe] nicht sah!"
    )


def test_parts_of_compounds_are_marked_as_whole_words() -> None:
    assert marked("Eine Kundenreklamation liegt vor.", "Reklamation") == "Eine [Kundenreklamation] liegt vor."


def test_the_beginning_of_a_word_is_a_hit() -> None:
    assert marked("Die Gewährleistung endet.", "gewähr") == "Die [Gewährleistung] endet."


def test_nothing_is_shown_where_nothing_hits() -> None:
    assert excerpt(TEXT, question_of("Lieferschein"), "de") == ()


def test_text_that_looks_like_markup_stays_text() -> None:
    (first, *_) = excerpt("<b>Kratzer</b>", question_of("Kratzer"), "de")
    assert first.text == "<b>"
    assert not first.is_hit


def test_long_sentences_are_cut_at_a_word() -> None:
    cut = "".join(part.text for part in excerpt("Kratzer " + "wort " * 200, question_of("Kratzer"), "de"))
    assert len(cut) <= LONGEST_SENTENCE + 2
    assert cut.endswith("wort …")


def test_segments_together_are_the_text() -> None:
    segments = highlighted(TEXT, question_of("Kunde Kratzer"), "de")
    assert "".join(part.text for part in segments) == TEXT
    assert [part.text for part in segments if part.is_hit] == ["Kunde", "Kratzer"]

from books import book

from training.handbooks.chapters import arrange
from training.handbooks.reading import read_rendered
from training.handbooks.registers import criteria_groups, glossary_lines, index_groups
from training.handbooks.reports import Loss, sentences
from training.handbooks.words import GERMAN


def test_criteria_are_listed_in_the_order_of_the_book_with_impact_and_area_in_words() -> None:
    chapters = arrange(book(), GERMAN)
    documents = [leaf.document for chapter in chapters for leaf in chapter.leaves]
    texts = {
        "begruessung": {"begruessung--greet": "Grüßt.", "begruessung--name": "Nennt den Namen."},
        "falsches-mass": {"falsches-mass--hears": "Hört zu."},
    }
    groups = criteria_groups(documents, texts, GERMAN)
    assert [group.title for group in groups] == ["Begrüßung", "Falsches Maß geliefert"]
    assert [(line.text, line.impact, line.area) for group in groups for line in group.lines] == [
        ("Grüßt.", "hoch", "Ablauf"),
        ("Nennt den Namen.", "gering", "Umgangston"),
        ("Hört zu.", "hoch", "Umgangston"),
    ]


def test_a_criterion_that_no_page_shows_is_not_listed() -> None:
    documents = [leaf.document for chapter in arrange(book(), GERMAN) for leaf in chapter.leaves]
    assert criteria_groups(documents, {}, GERMAN) == ()


def test_the_glossary_has_the_terms_of_the_books_language_in_order() -> None:
    assert [line.term for line in glossary_lines(book())] == ["Änderung", "Reklamation"]


def test_the_index_has_situations_standards_and_terms_by_letter() -> None:
    found = index_groups(arrange(book(), GERMAN), glossary_lines(book()), "de")
    assert [(group.letter, [line.title for line in group.lines]) for group in found] == [
        ("A", ["Ändern am Telefon", "Änderung"]),
        ("B", ["Begrüßung"]),
        ("F", ["Falsches Maß geliefert"]),
        ("O", ["Öffnungszeiten erfragen"]),
        ("R", ["Reklamation"]),
    ]
    assert [line.sign for group in found for line in group.lines] == ["●", "", "", "▲", "●", ""]


def test_criteria_are_read_as_plain_text_without_their_facts() -> None:
    html = (
        '<ul class="criteria"><li class="criterion" id="a--x">Grüßt <strong>in 30 s</strong> &amp; lächelt. '
        '<span class="criterion-facts"><span class="criterion-impact">hohe Wirkung</span></span></li></ul>'
    )
    assert read_rendered(html, "Titel").criteria == {"a--x": "Grüßt in 30 s & lächelt."}


def test_what_rendering_gave_up_is_read_and_told_with_the_title() -> None:
    html = (
        '<p><a>Anhang</a> <a href="x">gut</a> <span class="image-text">Plan</span><br>'
        '<span class="unknown-link">weg</span></p>'
        '<p class="refused">Diese Passage lässt sich nicht darstellen, Zeile 3</p>'
    )
    told = sentences(read_rendered(html, "Titel").losses, str)
    assert [sentence.rpartition(": ")[2] for sentence in told] == [
        "Anhang",
        "Plan",
        "weg",
        "Diese Passage lässt sich nicht darstellen, Zeile 3",
    ]
    assert all("“Titel”" in sentence for sentence in told)


def test_a_loss_that_came_more_often_is_told_once_with_its_count() -> None:
    loss = Loss("place", {"address": "#gone"})
    assert sentences([loss, Loss("typesetter", {"text": "x"}), loss], str) == (
        "A link leads to a place that the book does not have: #gone (×2)",
        "The typesetter reports: x",
    )

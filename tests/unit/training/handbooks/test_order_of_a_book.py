from dataclasses import replace

import pytest
from books import COMPANY, book, corpus, foreign_corpus

from app.language.document import parse_source
from app.language.words import Variant
from training.handbooks.book import book_from_corpus
from training.handbooks.chapters import Chapter, appendix_of_scripts, arrange
from training.handbooks.errors import EmptyHandbook
from training.handbooks.words import ENGLISH, GERMAN


def lines(chapters: tuple[Chapter, ...]) -> list[str]:
    found = []
    for chapter in chapters:
        found.append(f"{chapter.number} {chapter.title}")
        found += [f"{leaf.number} {leaf.document.title}" for leaf in chapter.leaves]
    return found


def test_a_b2c_book_has_the_standards_first_and_then_the_stages_in_the_companys_order() -> None:
    assert lines(arrange(book(), GERMAN)) == [
        "1 Wie wir arbeiten: die Standards",
        "1.1 Begrüßung",
        "2 Bedarf ermitteln",
        "2.1 Ändern am Telefon",
        "2.2 Öffnungszeiten erfragen",
        "3 Empfang und Montage",
        "3.1 Falsches Maß geliefert",
    ]


def test_a_b2b_book_follows_the_stages_and_says_where_there_is_no_algorithm_yet() -> None:
    chapters = arrange(book(Variant.B2B), GERMAN)
    assert [(chapter.title, chapter.remark) for chapter in chapters] == [
        ("Bedarf ermitteln", GERMAN.no_situation),
        ("Auftrag verfolgen", GERMAN.no_situation),
        ("Empfang und Montage", ""),
        ("Wie wir arbeiten: die Standards", ""),
    ]


def test_a_stage_that_the_company_does_not_list_gets_a_chapter_at_the_end() -> None:
    odd = parse_source(
        "---\nkind: situation\ntitle: Rest\nlanguage: de\nclass: typical\nstage: after-all\n---\n"
        "Text.\n\n> [!say] Ja.\n",
        slug="rest",
    )
    found = replace(corpus(), documents={**corpus().documents, "rest": odd})
    chapters = arrange(book_from_corpus(found, Variant.B2C), GERMAN)
    assert chapters[-1].title == "After all"


def test_shared_wording_is_an_appendix_in_alphabetical_order() -> None:
    second = parse_source(
        "---\nkind: script\ntitle: Zuhören\nlanguage: de\n---\nText.\n\n> [!say] Ja.\n", slug="zu"
    )
    first = parse_source(
        "---\nkind: script\ntitle: Abwarten\nlanguage: de\n---\nText.\n\n> [!say] Ja.\n", slug="ab"
    )
    found = replace(corpus(), documents={"zu": second, **corpus().documents, "ab": first})
    appendix = appendix_of_scripts(book_from_corpus(found, Variant.B2C), GERMAN, "A")
    assert appendix is not None
    assert [leaf.document.title for leaf in appendix.leaves] == ["Abwarten", "Ärger beruhigen", "Zuhören"]
    assert {leaf.number for leaf in appendix.leaves} == {""}


def test_standards_are_grouped_by_section_in_the_companys_order() -> None:
    other = parse_source(
        "---\nkind: standard\ntitle: Absage\nlanguage: de\nsection: complaints\n---\nText.\n", slug="absage"
    )
    found = replace(corpus(), documents={"absage": other, **corpus().documents})
    first = arrange(book_from_corpus(found, Variant.B2C), GERMAN)[0]
    assert [(group.name, [leaf.number for leaf in group.leaves]) for group in first.groups] == [
        ("Haltung", ["1.1"]),
        ("Reklamation", ["1.2"]),
    ]


def test_folders_of_foreign_text_become_chapters_named_by_their_front_page() -> None:
    found = book_from_corpus(foreign_corpus(), Variant.B2C)
    assert found.title == "Support"
    assert lines(arrange(found, ENGLISH)) == [
        "1 Support",
        "1.1 Support",
        "2 Processes",
        "2.1 Processes",
        "2.2 Triage",
    ]


def test_a_book_is_in_one_language_and_names_what_exists_only_in_others() -> None:
    german = book()
    assert {document.header.language for document in german.documents} == {"de"}
    assert [loss.facts for loss in german.left_out] == [{"title": "On the phone", "language": "en"}]
    english = book(language="en")
    assert [document.title for document in english.documents] == ["Greeting", "On the phone"]
    assert "Begrüßung" not in {loss.facts["title"] for loss in english.left_out}


def test_a_book_without_documents_is_refused_with_what_to_do() -> None:
    with pytest.raises(EmptyHandbook) as caught:
        book(language="nb")
    assert "Choose another language" in caught.value.text()


def test_a_company_without_a_front_page_gets_the_customary_title() -> None:
    assert COMPANY.name
    assert book().title == GERMAN.customary_title

import re
from pathlib import Path

import pikepdf
import pypdf
import pytest
from books import book
from pdfua import Severity, validate
from sheets import QUICK, font_families

from app.language.words import Variant
from training.handbooks.printing import print_book
from training.handbooks.reports import PrintReport


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, PrintReport]:
    output = tmp_path_factory.mktemp("book") / "b2c.pdf"
    return output, print_book(book(), output, limits=QUICK)


@pytest.fixture(scope="module")
def pages(printed: tuple[Path, PrintReport]) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(printed[0]).pages]


def outline(reader: pypdf.PdfReader) -> list[tuple[int, str, int]]:
    found = []

    def walk(items: list[object], depth: int) -> None:
        for item in items:
            if isinstance(item, list):
                walk(item, depth + 1)
            elif isinstance(item, pypdf.generic.Destination):
                found.append((depth, str(item.title), (reader.get_destination_page_number(item) or 0) + 1))

    walk(list(reader.outline), 0)
    return found


def test_the_cover_says_what_it_is_for_whom_and_who_approved(pages: list[str]) -> None:
    for words in (
        "Nordfenster GmbH",
        "Privatkunden (B2C)",
        "Ausgabe 4",
        "Anna Brandt, Jörg Lüders",
        "Bedarf ermitteln",
    ):
        assert words in pages[0]


def test_the_contents_name_the_pages_on_which_the_titles_stand(pages: list[str]) -> None:
    contents = pages[1]
    for number, title in (
        ("1.1", "Begrüßung"),
        ("2.1", "Ändern am Telefon"),
        ("3.1", "Falsches Maß geliefert"),
    ):
        found = re.search(rf"{number} ?{title}[ ●◆▲\u00a0.]*?(\d+)", contents)
        assert found, contents
        assert f"{number}{title}" in pages[int(found[1]) - 1].replace(f"{number} ", number)


def test_the_index_and_the_criteria_name_the_right_pages(pages: list[str]) -> None:
    index = next(
        page for page in pages if page.startswith(("D Register", "DRegister")) or "Register A" in page
    )
    found = re.search(r"Falsches Maß geliefert[ ▲\u00a0.]*?(\d+)", index)
    assert found, index
    assert "3.1" in pages[int(found[1]) - 1]
    criteria = next(page for page in pages if "Was ein Audit prüfen kann" in page)
    listed = re.search(r"Hört zu, bis der Kunde ausgeredet hat\. ?hoch ?Umgangston ?(\d+)", criteria)
    assert listed, criteria
    assert "Hört zu, bis der Kunde ausgeredet hat." in pages[int(listed[1]) - 1]


def test_bookmarks_lead_to_chapters_and_documents(
    printed: tuple[Path, PrintReport], pages: list[str]
) -> None:
    reader = pypdf.PdfReader(printed[0])
    found = outline(reader)
    titles = [(depth, " ".join(title.split())) for depth, title, _ in found if depth < 2]
    assert titles == [
        (0, "Inhalt"),
        (0, "1 Wie wir arbeiten: die Standards"),
        (1, "1.1 Begrüßung"),
        (0, "2 Bedarf ermitteln"),
        (1, "2.1 Ändern am Telefon"),
        (1, "2.2 Öffnungszeiten erfragen"),
        (0, "3 Empfang und Montage"),
        (1, "3.1 Falsches Maß geliefert"),
        (0, "A Formulierungen von A bis Z"),
        (1, "Ärger beruhigen"),
        (0, "B Kriterien"),
        (0, "C Glossar"),
        (0, "D Register"),
        (0, "Impressum"),
    ]
    for _, title, page in found:
        assert title.split()[-1] in pages[page - 1]


def test_metadata_name_title_company_and_language_but_no_day(printed: tuple[Path, PrintReport]) -> None:
    with pikepdf.open(printed[0]) as pdf:
        assert pdf.docinfo["/Title"] == "So arbeiten wir mit unseren Kunden"
        assert pdf.docinfo["/Author"] == "Nordfenster GmbH"
        assert "Ausgabe 4" in str(pdf.docinfo["/Subject"])
        assert "/CreationDate" not in pdf.docinfo
        assert str(pdf.Root.Lang) == "de"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert b"pdfuaid" in pdf.Root.Metadata.read_bytes()


def test_a_book_embeds_only_our_own_faces(printed: tuple[Path, PrintReport]) -> None:
    families = font_families(printed[0])
    assert families
    assert all(name.startswith(("Source-Sans-3", "Source-Serif-4", "Source-Code-Pro")) for name in families)


def test_links_between_documents_lead_to_their_page_and_are_printed(
    printed: tuple[Path, PrintReport],
) -> None:
    reader = pypdf.PdfReader(printed[0])
    named = reader.named_destinations
    page = next(page for page in reader.pages if "Mehr in" in page.extract_text())
    links = [annotation.get_object() for annotation in page["/Annots"]]  # type: ignore[attr-defined]
    targets = [str(link["/Dest"]) for link in links]
    assert targets == ["falsches-mass", "falsches-mass--compare"]
    assert all(target in named for target in targets)
    assert all(link["/F"] == 4 for link in links)


def test_the_structure_is_sound(printed: tuple[Path, PrintReport]) -> None:
    with pikepdf.open(printed[0]) as pdf:
        elements = [
            thing
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/StructElem" and "/S" in thing
        ]
        heads = [element for element in elements if element.S == "/TH"]
        assert heads
        assert all(str(head.A.Scope) in {"/Column", "/Row"} for head in heads)
        for item in (element for element in elements if element.S == "/LI"):
            assert item.P.S == "/L"
            assert any(kid.S == "/LBody" for kid in item.K)
        links = [element for element in elements if element.S == "/Link"]
        assert links
        assert all(
            sum(1 for kid in link.K if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid) == 1
            for link in links
        )
        assert all("/Alt" in element for element in elements if element.S == "/Figure")


def test_a_checker_finds_no_error(printed: tuple[Path, PrintReport]) -> None:
    report = validate(str(printed[0]))
    assert [finding.message for finding in report.findings if finding.severity is Severity.ERROR] == []


def test_running_heads_are_artifacts(printed: tuple[Path, PrintReport]) -> None:
    with pikepdf.open(printed[0]) as pdf:
        page = pdf.pages[5]
        operators = [
            (str(instruction.operands[0]), instruction.operands)
            for instruction in pikepdf.parse_content_stream(page)
            if str(instruction.operator) == "BDC"
        ]
        assert any(name == "/Artifact" and operands[1].Type == "/Pagination" for name, operands in operators)


def test_the_report_names_pages_checksum_and_what_is_not_in_the_book(
    printed: tuple[Path, PrintReport],
) -> None:
    report = printed[1]
    with pikepdf.open(printed[0]) as pdf:
        assert report.pages == len(pdf.pages)
    assert re.fullmatch(r"[0-9a-f]{64}", report.sha256)
    assert report.warnings == ("“On the phone” is not in the book: it exists only in the language “en”.",)


def test_the_same_book_gives_the_same_bytes(printed: tuple[Path, PrintReport], tmp_path: Path) -> None:
    assert print_book(book(), tmp_path / "again.pdf", limits=QUICK).sha256 == printed[1].sha256


def test_nothing_of_b2c_is_anywhere_in_a_b2b_book_and_a4_is_a4(tmp_path: Path) -> None:
    stages: list[str] = []
    output = tmp_path / "b2b.pdf"
    print_book(
        book(Variant.B2B, paper="a4"),
        output,
        progress=lambda stage, _share: stages.append(stage),
        limits=QUICK,
    )
    reader = pypdf.PdfReader(output)
    text = " ".join(page.extract_text() for page in reader.pages)
    text += " ".join(title for _, title, _ in outline(reader)) + str(reader.metadata)
    assert "Geheimkürbis" not in text
    assert "Öffnungszeiten" not in text
    assert "Noch keiner" in text
    assert [round(float(side) * 25.4 / 72) for side in reader.pages[3].mediabox[2:]] == [210, 297]
    assert list(dict.fromkeys(stages)) == ["collect", "layout", "write"]

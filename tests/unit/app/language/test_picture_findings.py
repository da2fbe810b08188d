import pytest

from app.language.checking import check_document
from app.language.company import Company
from app.language.document import parse_document
from app.language.errors import message
from app.language.pictures import picture_address, picture_name, picture_names, placed_pictures
from app.language.source import Source

HEADER = "kind: standard\ntitle: T\nlanguage: en"


@pytest.mark.parametrize(
    "address", ["pictures/a-1.webp", "../pictures/a-1.webp", "../../pictures/a-1.webp", "./pictures/a-1.webp"]
)
def test_a_picture_has_the_same_name_from_every_folder(address: str) -> None:
    assert picture_name(address) == "a-1.webp"


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/pictures/a.webp",
        "/pictures/a.webp",
        "pictures/../secret",
        "pictures/a/b.webp",
        "pictures/.hidden",
        "pictures/a.webp?x=1",
        "mypictures/a.webp",
        "pictures/",
    ],
)
def test_other_addresses_name_no_picture_of_ours(address: str) -> None:
    assert picture_name(address) == ""


def test_a_name_becomes_an_address_and_back() -> None:
    assert picture_name(picture_address("Käufer_2.webp")) == "Käufer_2.webp"


def test_pictures_are_found_with_titles_in_brackets_and_by_reference_but_not_in_code() -> None:
    body = (
        '![A](pictures/a.webp) ![B](<pictures/b.webp> "Title") `![C](pictures/c.webp)`\n'
        "![D][d] \\![E](pictures/e.webp)\n\n    ![F](pictures/f.webp)\n\n[d]: pictures/d.webp\n"
    )
    assert picture_names(body) == ("a.webp", "b.webp", "d.webp")


def test_the_place_of_an_address_is_where_it_is_typed() -> None:
    line = "- see ![A b](<pictures/a.webp> 'T')"
    (picture,) = placed_pictures(Source(line))
    assert line[picture.address_start :].startswith("pictures/a.webp>")
    assert line[picture.start : picture.end] == "![A b](<pictures/a.webp> 'T')"
    assert picture.words == "A b"


def test_a_picture_that_is_not_there_is_an_error_where_somebody_knows_which_there_are() -> None:
    document = parse_document(HEADER, "What.\n\n![A](pictures/a.webp) ![B](pictures/b.webp)\n", slug="it")
    assert check_document(document, Company.empty()) == ()
    (found,) = check_document(document, Company.empty(), {"a.webp"})
    assert (found.code, found.line, found.column) == ("picture.unknown", 3, 23)
    assert message(found) == "Upload “b.webp” or correct its name; there is no such picture."

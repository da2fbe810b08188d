import pytest

from standards.pictures.naming import is_name_of, name_for

DIGEST = "3f9a1c2b70" + "0" * 54


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("Delivery note.PNG", "delivery-note-3f9a1c2b70.webp"),
        ("C:\\Users\\Eva\\Übergabe (2).jpg", "übergabe-2-3f9a1c2b70.webp"),
        ("../../etc/passwd", "passwd-3f9a1c2b70.webp"),
        ("", "picture-3f9a1c2b70.webp"),
        ("...", "picture-3f9a1c2b70.webp"),
        ("a" * 300 + ".png", "a" * 60 + "-3f9a1c2b70.webp"),
    ],
)
def test_a_name_has_words_of_the_file_and_digits_of_the_checksum(file: str, name: str) -> None:
    assert name_for(file, DIGEST) == name
    assert is_name_of(name, DIGEST)


@pytest.mark.parametrize(
    "name",
    ["note-3f9a1c2b71.webp", "note.webp", "3f9a1c2b70.webp", "note-3f9a1c2b70.png", "a/b-3f9a1c2b70.webp"],
)
def test_other_names_are_not_those_of_the_checksum(name: str) -> None:
    assert not is_name_of(name, DIGEST)

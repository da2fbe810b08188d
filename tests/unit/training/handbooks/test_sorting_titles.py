import pytest

from training.handbooks.sorting import initial, sort_key


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        (
            "de",
            [
                "Ablauf",
                "Ärger beruhigen",
                "Auftrag",
                "„Bitte warten“",
                "Größe",
                "Grosshandel",
                "Gruß",
                "Zuhören",
            ],
        ),
        ("nb", ["Avtale", "Zoo", "Ære", "Øl", "Åpningstid", "Åse"]),
        ("en", ["2 visits a day", "Café", "call back", "Order"]),
    ],
)
def test_titles_stand_where_readers_of_the_language_look_for_them(language: str, titles: list[str]) -> None:
    mixed = titles[1::2] + titles[::2]
    assert sorted(mixed, key=lambda title: sort_key(title, language)) == titles


def test_double_a_counts_as_the_last_letter_in_norwegian_only() -> None:
    assert sort_key("Aase", "nb") > sort_key("Zoo", "nb")
    assert sort_key("Aachen", "de") < sort_key("Zoo", "de")


@pytest.mark.parametrize(
    ("title", "language", "letter"),
    [
        ("Ärger", "de", "A"),
        ("Ärger", "nb", "Æ"),
        ("Åpningstid", "nb", "Å"),
        ("„Ich will mein Geld zurück“", "de", "I"),
        ("3 Termine", "de", "0–9"),
        ("…", "en", "0–9"),
    ],
)
def test_a_title_stands_under_its_letter(title: str, language: str, letter: str) -> None:
    assert initial(title, language) == letter

import re
from collections.abc import Mapping
from dataclasses import fields

import pytest

from app.rendering.wording_labels import BOKMAL, ENGLISH, GERMAN, Labels, labels_for


def words(labels: Labels) -> dict[str, str]:
    found = {}
    for field in fields(labels):
        value = getattr(labels, field.name)
        if isinstance(value, Mapping):
            found |= {f"{field.name} {key}": word for key, word in value.items()}
        else:
            found[field.name] = value
    return found


@pytest.mark.parametrize("labels", [GERMAN, BOKMAL])
def test_every_language_has_every_word_with_the_same_places(labels: Labels) -> None:
    theirs, ours = words(labels), words(ENGLISH)
    assert theirs.keys() == ours.keys()
    for name, word in ours.items():
        assert theirs[name].strip()
        assert re.findall(r"\{\w+\}", theirs[name]) == re.findall(r"\{\w+\}", word), name


@pytest.mark.parametrize(
    ("language", "labels"),
    [("de", GERMAN), ("de-AT", GERMAN), ("nb", BOKMAL), ("en", ENGLISH), ("fr", ENGLISH), ("", ENGLISH)],
)
def test_the_language_decides_and_english_stands_in(language: str, labels: Labels) -> None:
    assert labels_for(language) is labels


@pytest.mark.parametrize(
    ("time", "said"),
    [
        ("15-20 Min.", "alle 15-20 Min."),
        ("am nächsten Werktag", "Wiederholung: am nächsten Werktag"),
        ("einmal, 7 Tage", "Wiederholung: einmal, 7 Tage"),
    ],
)
def test_a_repeat_reads_right_as_a_span_and_as_a_day(time: str, said: str) -> None:
    assert GERMAN.repeated(time) == said

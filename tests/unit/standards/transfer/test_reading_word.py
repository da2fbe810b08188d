"""Word files, made by a program, and the Markdown that becomes of them."""

import zipfile

import pytest

from app.kernel.errors import AppError
from standards.transfer.errors import NotAnArchive, TooMuchUnpacked, UnsafeDocument
from standards.transfer.inline_writing import Place
from standards.transfer.losses import Losses
from standards.transfer.word_reading import word_as_markdown
from tests.uploads import (
    packed,
    rich_word_file,
    word_file_with,
    word_file_with_changes,
    word_file_with_picture_elsewhere,
)

RICH = """\
# Reklamation am Telefon

Der Kunde ruft an. 5\\*3 und a_b &lt;nicht> \\[so\\] &#123;x} & mehr

## Regeln

**Fett** und *kursiv* und unterstrichen <s>weg</s>

- Eins
- Zwei

1. Erstens
2. Zweitens

> Ein Geschenk.

| Zelle\\|0 | Zelle\\|1 |
| --- | --- |
| Zelle\\|2 | Zelle\\|3<br>zweiter Absatz |

![Ein (Lieferschein)](calls/Anruf-pictures/1.png)

&#58;:: b2c

1\\. keine Liste

Sagen Sie: Guten Tag, {{Name}}.

Ende
"""


def test_a_word_file_keeps_what_carries_meaning() -> None:
    losses = Losses()
    word = word_as_markdown(rich_word_file(), Place("calls/Anruf.docx"), losses)
    assert word.markdown == RICH.replace("calls/Anruf-pictures", "Anruf-pictures")
    assert list(word.pictures) == ["calls/Anruf-pictures/1.png"]
    assert word.pictures["calls/Anruf-pictures/1.png"].startswith(b"\x89PNG")
    assert losses.counts == {"header_footer": 1, "underline": 1}
    assert losses.examples["header_footer"] == "Nur intern"


def test_what_the_reader_passes_over_is_counted() -> None:
    losses = Losses()
    assert "heute" in word_as_markdown(word_file_with_changes(), Place("a.docx"), losses).markdown
    assert losses.counts == {"tracked": 2, "equation": 1}
    for part, code in (
        ("word/embeddings/table.xlsx", "object"),
        ("word/charts/chart1.xml", "chart"),
        ("word/vbaProject.bin", "active"),
    ):
        losses = Losses()
        word_as_markdown(word_file_with(part, b"<x/>"), Place("a.docx"), losses)
        assert losses.counts[code] == 1


@pytest.mark.parametrize("address", ["file:///etc/passwd", "https://evil.example/a.png", "../../etc/passwd"])
def test_a_picture_that_lies_elsewhere_is_not_fetched(address: str) -> None:
    losses = Losses()
    word = word_as_markdown(word_file_with_picture_elsewhere(address), Place("a.docx"), losses)
    assert word.pictures == {}
    assert "root:" not in word.markdown
    assert "evil" not in word.markdown
    assert losses.counts["picture_elsewhere"] == 1


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"no archive", NotAnArchive),
        (rich_word_file()[:-900], NotAnArchive),
        (word_file_with("word/document.xml", b'<!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>'), UnsafeDocument),
        (word_file_with("word/document.xml", "<a/>".encode("utf-16")), UnsafeDocument),
        (word_file_with("word/document.xml", b"<a>" + b" " * 32_000_000), TooMuchUnpacked),
    ],
    ids=range(5),
)
def test_a_hostile_file_ends_in_a_sentence_that_names_it(data: bytes, error: type[AppError]) -> None:
    with pytest.raises(error) as caught:
        word_as_markdown(data, Place("a.docx"), Losses())
    assert "a.docx" in caught.value.text()


def test_a_zip_that_is_no_word_file_is_an_error_that_the_converter_tells() -> None:
    with pytest.raises((KeyError, ValueError, OSError, AttributeError)):
        word_as_markdown(packed({"a.txt": "x"}), Place("a.docx"), Losses())
    assert zipfile.ZIP_DEFLATED

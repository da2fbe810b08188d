from datetime import date

import pytest

from app.language.document import parse_source
from app.language.front_matter import join_front_matter, split_front_matter
from app.language.header_writing import write_header
from app.language.headers import Header, read_header
from app.language.words import Concern, Kind, ScriptWording, SituationClass, Variant

FULL = """\
# who reads this?
kind: situation
title: "Falsches Maß"
slug: falsches-mass
language: de
summary: >
  Zwei
  Zeilen
variants: [b2c]
review_on: 2027-03-01
translation_of: wrong-measure
class: conflict
contact_point: handover
stage: receipt
concern: complaint
channels: [phone, counter]
departments: fitting
hardest: yes
standards: [complaints]
"""


def codes(text: str) -> list[tuple[str, int, int]]:
    return [(finding.code, finding.line, finding.column) for finding in read_header(text)[1]]


def test_every_field_is_read() -> None:
    found, findings = read_header(FULL)
    assert findings == ()
    assert found == Header(
        kind=Kind.SITUATION,
        title="Falsches Maß",
        slug="falsches-mass",
        language="de",
        summary="Zwei Zeilen",
        variants=(Variant.B2C,),
        review_on=date(2027, 3, 1),
        translation_of="wrong-measure",
        situation_class=SituationClass.CONFLICT,
        contact_point="handover",
        stage="receipt",
        concern=Concern.COMPLAINT,
        channels=("phone", "counter"),
        departments=("fitting",),
        hardest=True,
        standards=("complaints",),
    )


def test_the_fields_of_other_kinds_are_read() -> None:
    standard, _ = read_header("kind: standard\ntitle: T\nlanguage: nb\nsection: s\naims: [a]\nowner: HR")
    assert (standard.section, standard.aims, standard.owner) == ("s", ("a",), "HR")
    script, _ = read_header("kind: script\ntitle: T\nlanguage: en\nwording: own-words")
    assert script.wording is ScriptWording.OWN_WORDS


def test_the_slug_is_the_files_name_if_left_out() -> None:
    assert read_header("kind: script", slug="from-file")[0].slug == "from-file"
    assert read_header("kind: script\nslug: own", slug="from-file")[0].slug == "own"


def test_words_that_yaml_takes_for_something_else_stay_words() -> None:
    found, _ = read_header("kind: standard\ntitle: 2024\nlanguage: nb\nowner: no\nsummary: 1:30")
    assert (found.title, found.owner, found.summary) == ("2024", "no", "1:30")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("- a\n- b", (1, 1)),
        ("just words", (1, 1)),
        ("kind: standard\n\tx: y", (2, 1)),
        ("kind: standard\nkind: script", (2, 1)),
        ("a: &x [1]\nb: *x", (1, 4)),
        ("kind: !!python/object:os.system x", (1, 7)),
        ("kind: standard\n---\ntitle: x", (1, 1)),
        ("kind: standard\n...", (1, 1)),
        ("a: " + "[" * 50 + "]" * 50, (1, 15)),
        ("a: x\nb: \0", (2, 4)),
        ("{a: b}: c", (1, 1)),
        ("kind: standard\nsummary: " + "x" * 40_000, (1, 1)),
    ],
)
def test_what_is_not_a_plain_mapping_is_refused_at_its_place(text: str, place: tuple[int, int]) -> None:
    assert codes(text) == [("header.invalid", *place)]


def test_a_bomb_of_aliases_is_refused() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert codes(bomb) == [("header.invalid", 1, 4)]


def test_a_slug_must_be_able_to_stand_in_an_address() -> None:
    assert ("header.invalid", 2, 7) in codes("kind: standard\nslug: ../up\ntitle: T\nlanguage: en")
    assert codes("kind: standard\nslug: größe_2\ntitle: T\nlanguage: en") == []


def test_front_matter_is_taken_apart_and_put_together_exactly() -> None:
    for source in (
        "---\na: b\n---\nbody",
        "---\n---\n",
        "---\n\na: b  \n\n---\n\nbody\n",
        "---\na: b\n---\n---\n",
    ):
        parts = split_front_matter(source)
        assert parts.is_there
        assert split_front_matter(join_front_matter(parts.header_text, parts.body)) == parts


@pytest.mark.parametrize("source", ["text\n---\n", "", "---\nno end", "--- a\n---\n", "\n---\na: b\n---\n"])
def test_a_file_without_front_matter_is_all_body(source: str) -> None:
    parts = split_front_matter(source)
    assert (parts.body, parts.first_line, parts.is_there) == (source, 1, False)


def test_a_byte_order_mark_is_no_text() -> None:
    assert parse_source("\ufeff---\nkind: script\n---\nx").body == "x"


def test_a_written_header_reads_back_the_same() -> None:
    found, _ = read_header(FULL)
    assert read_header(write_header(found)) == (found, ())
    plain = Header(title="no", slug="x", summary='"a": #b', imported={"tags": ["a", {"b": "c"}], "yes": "no"})
    assert read_header(write_header(plain)) == (plain, ())

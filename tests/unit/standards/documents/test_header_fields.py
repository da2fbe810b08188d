import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.language.headers import read_header
from standards.documents.header_editing import fields_of, write_fields
from standards.documents.header_fields import SHOWN, WHOLE, form_values, is_shown_as_form, with_values

HEADER = """\
# ours
kind: situation
title: "Kratzer: in der Scheibe"
x-own: {a: 1}   # stays
language: de
class: conflict
channels:
  - phone
  - counter
# where
stage: receipt
summary: >
  Eins zwei
  drei
review_on: 2027-01-31"""


def changed(**values: list[str]) -> str:
    return with_values(
        HEADER, {**form_values(HEADER), **{name.rstrip("_"): value for name, value in values.items()}}
    )


def test_a_form_that_changes_nothing_leaves_every_letter() -> None:
    assert with_values(HEADER, form_values(HEADER)) == HEADER


def test_only_the_changed_field_is_written() -> None:
    assert changed(stage=["after"]) == HEADER.replace("stage: receipt", "stage: after")


def test_ticked_boxes_come_in_the_order_of_the_page_and_change_nothing() -> None:
    assert changed(channels=["counter", "phone"]) == HEADER
    assert "channels: [phone, counter, mail]" in changed(channels=["counter", "mail", "phone"])


def test_unknown_fields_comments_and_order_stay() -> None:
    written = changed(title=["Neu"], channels=["phone"], class_=["typical"])
    assert [line for line in written.split("\n") if line.startswith(("#", "x-own"))] == [
        "# ours",
        "x-own: {a: 1}   # stays",
        "# where",
    ]
    assert "title: Neu" in written
    assert "channels: [phone]" in written
    assert "class: typical" in written
    assert "summary: >\n  Eins zwei\n  drei" in written


def test_an_emptied_field_is_gone_and_a_new_one_stands_where_it_usually_does() -> None:
    lines = changed(stage=[], concern=["complaint"], owner=["Eva"]).split("\n")
    assert "stage: receipt" not in lines
    assert lines.index("concern: complaint") > lines.index("class: conflict")
    assert "owner: Eva" in lines


def test_fields_that_the_form_did_not_show_stay() -> None:
    assert with_values(HEADER, {SHOWN: ["title"], "title": ["Kratzer: in der Scheibe"]}) == HEADER
    assert with_values(HEADER, {"title": ["Ohne Liste der Felder"]}) == HEADER


def test_what_holds_without_a_field_is_shown_and_not_written() -> None:
    values = form_values("kind: script\ntitle: x\nlanguage: en")
    assert values["variants"] == ["b2c", "b2b"]
    assert values["wording"] == ["verbatim"]
    assert (
        with_values("kind: script\ntitle: x\nlanguage: en", values) == "kind: script\ntitle: x\nlanguage: en"
    )


def test_a_value_that_is_not_allowed_is_shown_and_kept() -> None:
    header = "kind: situation\ntitle: x\nlanguage: en\nclass: hard\nstage: nowhere"
    assert form_values(header)["class"] == ["hard"]
    assert with_values(header, form_values(header)) == header


def test_a_header_that_cannot_be_read_is_one_field_and_never_lost() -> None:
    broken = 'title: "open\nkind: [standard'
    assert not is_shown_as_form(broken)
    assert form_values(broken) == {WHOLE: [broken], SHOWN: [WHOLE]}
    assert with_values(broken, {"title": ["New"], SHOWN: ["title"]}) == broken
    assert with_values(broken, {WHOLE: ["kind: standard\ntitle: mended"]}) == "kind: standard\ntitle: mended"
    assert write_fields(broken, {"title": "New"}) == broken


@pytest.mark.parametrize(
    "value",
    [
        "no",
        "2024",
        "a: b",
        "# none",
        "- x",
        "“Quotes” and 'these'",
        "[a]",
        "{{x}}",
        "null",
        "~",
        "&a",
        "*b",
        "!c",
        "%d",
        "@e",
        "`f`",
        "1.0",
        "true",
        " : ",
    ],
)
def test_any_title_comes_back_as_it_was_typed(value: str) -> None:
    written = write_fields("kind: standard\nlanguage: en", {"title": value})
    assert read_header(written)[0].title == " ".join(value.split())


@settings(max_examples=300, deadline=None)
@given(
    st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=40),
    st.lists(st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True), min_size=1, max_size=4, unique=True),
)
def test_whatever_is_written_is_read(title: str, channels: list[str]) -> None:
    written = write_fields(HEADER, {"title": title, "channels": channels})
    fields = fields_of(written)
    assert fields is not None
    assert fields["title"].value.text == title
    assert [item.text for item in fields["channels"].value.items or []] == channels
    assert read_header(written)[0].stage == "receipt"


def test_a_header_in_braces_is_written_anew_without_losing_a_field() -> None:
    written = write_fields("{kind: standard, title: x, language: en, owner: Eva}", {"title": "y"})
    header = read_header(written)[0]
    assert (header.kind, header.title, header.owner) == ("standard", "y", "Eva")

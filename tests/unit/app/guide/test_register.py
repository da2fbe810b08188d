"""Ordering and grouping the documents of an edition."""

import itertools

from app.guide.register import Line, Register
from app.language.company import Company, ContactPoint, Entry, Stage
from app.language.words import Kind

COMPANY = Company(
    name="Nordfenster",
    language="de",
    stages=(
        Stage("receipt", {"de": "Empfang"}),
        Stage("after", {"de": "Danach"}),
        Stage("needs", {"de": "Bedarf"}),
    ),
    contact_points=(ContactPoint("handover", {"de": "Übergabe"}), ContactPoint("call", {"de": "Anruf"})),
    sections=(Entry("conduct", {"de": "Auftreten"}), Entry("complaints", {"de": "Reklamationen"})),
)
ids = itertools.count(1)


def situation(slug: str, stage: str, contact_point: str = "", language: str = "de", of: str = "") -> Line:
    return Line(
        next(ids),
        slug,
        "situation",
        language,
        slug,
        "",
        "typical",
        stage,
        contact_point,
        "",
        of,
        has_algorithm=False,
    )


def standard(slug: str, section: str) -> Line:
    return Line(next(ids), slug, "standard", "de", slug, "", "", "", "", section, "", has_algorithm=False)


REGISTER = Register(
    COMPANY,
    (
        situation("price", "needs", "call"),
        situation("scratch", "receipt", "handover"),
        situation("scratch-en", "receipt", "handover", "en", "scratch"),
        situation("noise", "receipt"),
        situation("english-only", "receipt", "handover", "en"),
        situation("odd", "unknown"),
        standard("greeting", "conduct"),
        standard("loose", ""),
    ),
)


def slugs(lines: tuple[Line, ...]) -> list[str]:
    return [line.slug for line in lines]


def test_stages_stand_in_the_companys_order_with_empty_ones_and_unknown_ones_last() -> None:
    stages = REGISTER.situations_by_stage("de")
    assert [(stage.id, slugs(stage.lines)) for stage in stages] == [
        ("receipt", ["scratch", "noise", "english-only"]),
        ("after", []),
        ("needs", ["price"]),
        ("unknown", ["odd"]),
    ]


def test_a_document_is_shown_once_in_the_chosen_language() -> None:
    assert "scratch-en" in slugs(REGISTER.shown("en", Kind.SITUATION))
    assert "scratch" not in slugs(REGISTER.shown("en", Kind.SITUATION))
    assert slugs(REGISTER.shown("nb", Kind.SITUATION)) == slugs(REGISTER.shown("de", Kind.SITUATION))


def test_contact_points_stand_in_the_companys_order_those_without_one_last() -> None:
    groups = REGISTER.by_contact_point(REGISTER.shown("de", Kind.SITUATION), "de")
    assert [group.name for group in groups] == ["Übergabe", "Anruf", ""]


def test_empty_sections_are_left_out() -> None:
    groups = REGISTER.standards_by_section("de")
    assert [(group.id, slugs(group.lines)) for group in groups] == [
        ("conduct", ["greeting"]),
        ("", ["loose"]),
    ]


def test_translations_know_each_other_whichever_is_asked() -> None:
    german, english = REGISTER.by_slug["scratch"], REGISTER.by_slug["scratch-en"]
    assert REGISTER.in_language(german, "en") is english
    assert REGISTER.in_language(english, "de") is german
    assert REGISTER.in_language(german, "nb") is german

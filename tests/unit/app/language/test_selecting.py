"""Every row of the table of section 8, and every way in which something left out could still be seen."""

import pytest
from writing import COMPANY, bodies, corpus, script, selected, situation, standard

from app.language.checking import check_document
from app.language.company import Company, Stage
from app.language.corpus import Corpus
from app.language.selecting import REASONS, Selection, select
from app.language.words import BOTH, Kind, Variant

B2C, B2B = Variant.B2C, Variant.B2B
A = '::: algorithm {otherwise="Ask"}\n'


def body_of(variant: Variant, text: tuple[str, str], **beside: tuple[str, str]) -> str:
    return bodies(selected(variant, it=text, **beside))["it"]


def everything(selection: Selection) -> str:
    """Return all that a selection says about its documents."""
    return "\n".join(repr(document) for document in selection.documents) + repr(selection.stages)


# Passages, steps, choices


@pytest.mark.parametrize("variant", BOTH)
def test_a_passage_is_only_in_its_edition_and_its_fences_in_none(variant: Variant) -> None:
    text = standard("All.\n\n::: b2c\nHomes.\n:::\n\n::: b2b\nFirms.\n:::\n\nEnd.")
    own = {B2C: "Homes.", B2B: "Firms."}[variant]
    assert body_of(variant, text).split() == ["All.", own, "End."]


def test_a_passage_within_one_of_the_other_edition_is_in_none() -> None:
    text = standard("All.\n::: b2c\nA\n::: b2b\nNever.\n:::\n:::\n")
    assert "Never" not in body_of(B2C, text) + body_of(B2B, text)


def test_an_unclosed_passage_leaks_nothing() -> None:
    assert body_of(B2B, standard("All.\n\n::: b2c\nHomes.")).strip() == "All."


def test_a_misspelt_capital_leaks_nothing() -> None:
    assert "Homes" not in body_of(B2B, standard("All.\n\n::: B2C\nHomes.\n:::"))


def test_steps_and_choices_are_only_in_their_edition() -> None:
    text = situation(
        f"T.\n{A}1. Ask. {{.b2c}}\n   More homes.\n2. Look.\n"
        f"   - home → end {{.b2c}}\n     Some homes.\n   - firm → end\n"
        "   - other → end {.b2b}\n:::\n"
    )
    in_b2b, in_b2c = body_of(B2B, text), body_of(B2C, text)
    assert "home" not in in_b2b
    assert "- other" not in in_b2c
    assert "More homes." in in_b2c
    assert "Some homes." in in_b2c


def test_steps_are_numbered_anew_and_targets_follow() -> None:
    text = situation(
        f"T.\n{A}1. One. {{.b2c}}\n2. Two.\n   - a → 4\n   - b → #4\n   - c → #five\n"
        f"3. Three. {{.b2c}}\n4. Four.\n"
        "   → 5\n5. Five. {#five}\n:::\n"
    )
    assert body_of(B2B, text, other=standard("T.")).split("\n")[2:] == [
        "",
        "1. Two.",
        "   - a → 2",
        "   - b → #2",
        "   - c → #five",
        "",
        "2. Four.",
        "   → 3",
        "3. Five. {#five}",
        ":::",
        "",
    ]


def test_a_target_that_has_gone_leaves_no_trace_of_its_name() -> None:
    text = situation(f"T.\n{A}1. One.\n   → #private-homes\n2. Two. {{#private-homes .b2c}}\n:::\n")
    assert "private" not in everything(selected(B2B, it=text))


def test_links_to_numbered_steps_follow_and_links_to_gone_places_lead_to_the_document() -> None:
    other = situation(
        f"T.\n\n::: b2c\n## Homes\n:::\n\n{A}1. One. {{.b2c}}\n2. Two.\n"
        f"3. Three. {{#homes-first .b2c}}\n:::\n"
    )
    text = standard("[[other#2|two]] [[other#homes-first]] [[other#homes|h]] [[other#1|one]]")
    assert body_of(B2B, text, other=other) == "[[other#1|two]] [[other]] [[other|h]] [[other|one]]"


# Documents of one edition, and links to them


def test_documents_whose_header_leaves_the_edition_out_are_absent() -> None:
    found = selected(B2B, it=standard("T."), homes=standard("Secret.", variants="[b2c]", title="Homes only"))
    assert [text.slug for text in found.documents] == ["it"]
    assert [(left.slug, left.title, left.reason) for left in found.left_out] == [
        ("homes", "Homes only", "variant")
    ]
    assert "omes" not in everything(found)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["another situation", "another standard", "another document"]),
        ("de", ["eine andere Situation", "ein anderer Standard", "ein anderes Dokument"]),
        ("nb", ["en annen situasjon", "en annen standard", "et annet dokument"]),
    ],
)
def test_a_link_to_something_absent_becomes_words_in_the_documents_language(
    language: str, words: list[str]
) -> None:
    text = standard(
        "A [[homes]], B [[rules#x]], C [[nobody]], D [[homes|own words]], `[[homes]]`", language=language
    )
    homes = situation("T.\n" + A + "1. A\n:::", variants="[b2c]", title="The title")
    rules = standard("T.", variants="[b2c]")
    found = body_of(B2B, text, homes=homes, rules=rules)
    assert found == f"A {words[0]}, B {words[1]}, C {words[2]}, D own words, `[[homes]]`"


def test_words_of_a_link_over_two_lines_and_in_a_quote_stay() -> None:
    homes = standard("T.", variants="[b2c]")
    found = body_of(B2B, standard("> See [[homes|these\n> words]] here.\nAnd [[homes|that]]."), homes=homes)
    assert found == "> See these words here.\nAnd that."


def test_a_link_over_two_lines_is_put_on_one() -> None:
    found = body_of(B2B, standard("> See [[other|these\n> words]] here."), other=standard("T."))
    assert found == "> See [[other|these words]] here."


def test_an_escaped_link_is_text() -> None:
    assert body_of(B2B, standard("\\[[nobody]]")) == "\\[[nobody]]"


@pytest.mark.parametrize(
    "before", ["[^1]: ", "[^1]:\n    ", "Term\n:   ", "Term\n:   Text.\n\n    ", "1. > ", "> - "]
)
def test_wording_in_footnotes_definitions_and_deeper_lists_goes_too(before: str) -> None:
    text = situation(f"T.[^1]\n\n{before}> [!say] Marker.\n\n{A}1. A\n:::\n")
    assert "Marker" not in body_of(B2B, text)
    assert "Marker" in body_of(B2C, text)


@pytest.mark.parametrize("words", ["::: b2c", "# Title", "- item", "> quote", "1. one", "```", "![[x"])
def test_words_of_a_link_never_become_more_than_words(words: str) -> None:
    text = standard(f"[[homes|{words.replace('[', '')}]]\n\nAfter.")
    found = selected(B2B, it=text, homes=standard("T.", variants="[b2c]")).documents[0]
    assert found.headings == ()
    assert len(found.blocks) == 1
    assert found.findings == ()


def test_a_hand_over_to_an_absent_situation_is_an_unknown_target_without_its_name() -> None:
    text = situation(f"T.\n{A}1. A\n   - yes → [[homes]]\n   - no → end\n:::\n")
    homes = situation("T.\n" + A + "1. A\n:::", variants="[b2c]")
    found = selected(B2B, it=text, homes=homes)
    assert "homes" not in everything(found)
    codes = [finding.code for finding in check_document(found.documents[0], COMPANY)]
    assert "algorithm.unknown-target" in codes


def test_an_absent_embedded_document_leaves_nothing() -> None:
    text = standard("Before.\n\n![[homes]]\n\nAfter.")
    homes = situation("T.\n" + A + "1. A\n:::", variants="[b2c]")
    assert body_of(B2B, text, homes=homes).split() == ["Before.", "After."]


def test_the_header_names_nothing_that_is_absent_and_keeps_no_comment() -> None:
    head, text = situation("T.\n" + A + "1. A\n:::", standards="[homes, firms]", translation_of="old")
    texts = {
        "it": (f"# for homes see homes-guide\n{head}", text),
        "homes": standard("T.", variants="[b2c]"),
        "firms": standard("T."),
        "old": situation("T.\n" + A + "1. A\n:::", variants="[b2c]"),
    }
    found = next(text for text in selected(B2B, **texts).documents if text.slug == "it")
    assert (found.header.standards, found.header.translation_of) == (("firms",), "")
    assert "homes" not in found.header_text
    assert found.header.variants == (B2B,)


# Wording


WORDED = f"""T.

> [!say] Marker-outside.

- item
  > [!say] Marker-item.
- > [!avoid] Marker-first.

::: dialogue good
Customer: Marker-dialogue.
:::

> [!note] Kept-note.
> > [!say] Marker-deep.

> [!why] Kept-why.

{A}1. Step.
   > [!say] Marker-step.
   going on lazily Marker-lazy.
   > [!why] Marker-reason.

   - list
     > Marker-in-list.
2. Hard step. {{.hard}}
   > [!say] Kept-hard.
   ![[hello]]
3. > [!say] Marker-in-first-line.
4. Last step.
   ![[other-words]]
:::
"""
SCRIPTS = {"hello": script("> [!say] Kept-script."), "other_words": script("> [!say] Marker-script.")}


def test_b2c_has_all_wording() -> None:
    found = everything(selected(B2C, it=situation(WORDED), **SCRIPTS))
    for word in (
        "outside",
        "item",
        "first",
        "dialogue",
        "deep",
        "step",
        "lazy",
        "reason",
        "in-list",
        "script",
    ):
        assert f"Marker-{word}" in found


def test_b2b_has_the_wording_of_hard_steps_only() -> None:
    found = selected(B2B, it=situation(WORDED), **SCRIPTS)
    text = everything(found)
    assert "Marker" not in text
    for word in ("note", "why", "hard", "script"):
        assert f"Kept-{word}" in text
    assert [(left.slug, left.reason) for left in found.left_out] == [("other-words", "not-embedded")]


def test_what_b2b_leaves_out_leaves_lists_and_steps_whole() -> None:
    found = selected(B2B, it=situation(WORDED), **SCRIPTS).documents[0]
    assert found.algorithm is not None
    assert [step.text for step in found.algorithm.steps] == ["Step.", "Hard step.", "", "Last step."]
    assert found.body.startswith("T.\n\n- item\n\n> [!note] Kept-note.\n>\n")


def test_an_item_that_began_with_wording_keeps_its_mark_if_more_stands_in_it() -> None:
    text = situation(f"T.\n\n- > [!say] Gone.\n\n  Stays.\n- next\n\n{A}1. A\n:::\n")
    assert body_of(B2B, text).startswith("T.\n\n- Stays.\n- next\n")


@pytest.mark.parametrize("fields", [{"hardest": "true"}, {"stage": "receipt"}])
def test_a_hardest_situation_or_stage_keeps_its_wording_in_b2b(fields: dict[str, str]) -> None:
    found = everything(selected(B2B, it=situation(WORDED, **fields), **SCRIPTS))
    for word in ("outside", "item", "first", "dialogue", "deep", "step", "lazy", "reason", "script"):
        assert f"Marker-{word}" in found


def test_a_standard_has_wording_in_b2b_only_inside_its_passages() -> None:
    text = standard(
        "T.\n\n> [!say] Marker-a.\n\n> A plain quote.\n\n::: dialogue bad\nA: Marker-b\n:::\n\n"
        "![[hello]]\n\n::: b2b\n"
        "> [!say] Kept-a.\n\n::: dialogue bad\nA: Kept-b\n:::\n\n![[firm]]\n:::\n"
    )
    scripts = {"hello": script("> [!say] Marker-c."), "firm": script("> [!say] Kept-c.")}
    in_b2b = everything(selected(B2B, it=text, **scripts))
    assert "Marker" not in in_b2b
    assert all(f"Kept-{letter}" in in_b2b for letter in "abc")
    assert "A plain quote." in in_b2b
    assert "Kept" not in body_of(B2C, text, **scripts)


def test_a_script_is_in_b2b_only_where_something_there_embeds_it() -> None:
    texts = {
        "it": situation(f"T.\n{A}1. A {{.hard}}\n   ![[outer]]\n:::\n"),
        "outer": script("> [!say] Outer.\n\n![[inner]]"),
        "inner": script("> [!say] Inner."),
        "alone": script("> [!say] Alone.\n\n![[inner-alone]]"),
        "inner_alone": script("> [!say] Other."),
    }
    assert set(bodies(selected(B2B, **texts))) == {"it", "outer", "inner"}
    assert set(bodies(selected(B2C, **texts))) == {"it", "outer", "inner", "alone", "inner-alone"}


def test_a_script_whose_header_leaves_b2b_out_is_not_embedded_there() -> None:
    texts = {
        "it": situation(f"T.\n{A}1. A {{.hard}}\n   ![[homes]]\n:::\n"),
        "homes": script("> [!say] Marker.", variants="[b2c]"),
    }
    found = selected(B2B, **texts)
    assert "homes" not in everything(found)


def test_a_situation_without_algorithm_whose_wording_is_all_left_out_is_absent() -> None:
    text = situation("Opening.\n\n## Heading\n\n> [!say] Hello.", class_="typical", title="The title")
    found = selected(B2B, it=text, other=standard("See [[it]]."))
    assert [(left.slug, left.reason) for left in found.left_out] == [("it", "wording")]
    assert bodies(found) == {"other": "See another situation."}
    assert "it" in bodies(selected(B2C, it=text))


def test_a_situation_without_algorithm_stays_if_some_wording_does() -> None:
    assert "it" in bodies(selected(B2B, it=situation("T.\n\n> [!say] Hi.", class_="typical", hardest="true")))
    assert "it" in bodies(selected(B2B, it=situation("T.", class_="typical")))


def test_a_document_with_nothing_left_is_absent() -> None:
    found = selected(B2B, it=standard("# Heading\n\n::: b2c\nText.\n:::\n"))
    assert [(left.slug, left.reason) for left in found.left_out] == [("it", "empty")]


def test_a_document_that_only_embedded_something_absent_is_absent() -> None:
    homes = situation("T.\n" + A + "1. A\n:::", variants="[b2c]")
    assert bodies(selected(B2B, it=standard("# H\n\n![[homes]]"), homes=homes)) == {}


# Definitions


def test_definitions_that_only_a_left_out_passage_needs_go_with_it() -> None:
    text = standard(
        "All WWW[^kept].\n\n::: b2c\nHomes[^gone] [here][addr], ABC.\n:::\n\n"
        "[^kept]: Kept, see [^inner].\n[^gone]: Gone-note,\n"
        "    Gone-more, see [^deep].\n[^inner]: Kept-inner.\n[^deep]: Gone-deep.\n[addr]: https://gone.example\n"
        "*[ABC]: Gone words\n*[WWW]: Kept words\n"
    )
    found = body_of(B2B, text)
    assert "one" not in found.replace("gone.example", "one")
    assert all(word in found for word in ("Kept, see", "Kept-inner", "Kept words"))
    assert "Gone-deep" in body_of(B2C, text)


def test_definitions_nobody_needs_stay_as_they_were() -> None:
    text = standard("All.\n\n::: b2c\nHomes.\n:::\n\n[^loose]: Loose.\n")
    assert "Loose." in body_of(B2B, text)


# Order, stages, twice


def test_situations_come_by_stage_and_title_standards_by_section_and_scripts_last() -> None:
    algorithm = "T.\n" + A + "1. A\n:::"
    found = selected(
        B2C,
        a=script("> [!say] A"),
        b=standard("T.", title="Z"),
        c=standard("T.", title="Y", section="complaints"),
        d=situation(algorithm, stage="receipt", title="A"),
        e=situation(algorithm, title="Übel"),
        f=situation(algorithm, title="Zuletzt"),
        g=standard("T.", title="X"),
    )
    assert [text.slug for text in found.documents] == ["e", "f", "d", "c", "b", "g", "a"]


def test_every_stage_says_whether_it_has_an_algorithm() -> None:
    company = Company(stages=(Stage("one"), Stage("two", is_hardest=True), Stage("three")))
    texts = {
        "a": situation("T.\n" + A + "1. A\n:::", stage="one"),
        "b": situation("T.\n> [!say] B", stage="two", class_="typical"),
    }
    stages = selected(B2B, company, **texts).stages
    assert [(stage.stage_id, stage.slugs, stage.has_algorithm) for stage in stages] == [
        ("one", ("a",), True),
        ("two", ("b",), False),
        ("three", (), False),
    ]


@pytest.mark.parametrize("variant", BOTH)
def test_selecting_twice_changes_nothing(variant: Variant) -> None:
    rule = standard("T.\n\n::: b2b\n> [!say] Firms.\n:::\n\n[[it]] [[homes]]")
    homes = situation("T.\n" + A + "1. A\n:::", variants="[b2c]")
    once = select(corpus(COMPANY, it=situation(WORDED), rule=rule, homes=homes, **SCRIPTS), variant)
    twice = select(Corpus(COMPANY, {text.slug: text for text in once.documents}), variant)
    assert twice.documents == once.documents
    other = next(one for one in BOTH if one is not variant)
    assert select(Corpus(COMPANY, {text.slug: text for text in once.documents}), other).documents == ()


def test_every_line_knows_where_it_was() -> None:
    text = standard("All.\n::: b2c\nHomes.\n:::\nEnd.")
    found = selected(B2B, it=text)
    assert found.documents[0].body == "All.\n\nEnd."
    assert found.places["it"] == (1, 5, 5)


def test_every_reason_has_a_sentence() -> None:
    assert all(sentence.endswith(".") for sentence in REASONS.values())


def test_a_text_too_large_to_be_read_is_left_out() -> None:
    found = selected(B2B, it=standard("::: b2c\n" + "a" * 1_100_000))
    assert [left.reason for left in found.left_out] == ["too-large"]


def test_selecting_keeps_kind_and_slug() -> None:
    found = selected(B2C, it=script("> [!say] A", slug="own-name")).documents[0]
    assert (found.header.kind, found.slug) == (Kind.SCRIPT, "it")

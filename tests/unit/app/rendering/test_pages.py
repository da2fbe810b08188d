from dataclasses import replace
from datetime import timedelta

import pytest
from attacks import ATTACKS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from texts import ALL, OTHER, SCRIPT, SITUATION, corpus, dangers, rendered

from app.language.company import Company, ContactPoint, Entry, Stage
from app.language.document import parse_source
from app.language.words import Variant
from app.rendering.context import Answers, Context, Medium
from app.rendering.pages import render_chart, render_document

COMPANY = Company(
    language="de",
    stages=(Stage("receipt", {"de": "Empfang", "en": "Receipt"}),),
    channels=(Entry("phone", {"de": "Telefon"}),),
    departments=(Entry("fitting", {"de": "Montage"}),),
    contact_points=(ContactPoint("handover", {"de": "Übergabe"}),),
)
CONTEXT = Context(company=COMPANY, documents=ALL)
PAGE = rendered(SITUATION, CONTEXT)
HTML = str(PAGE.html)


def test_the_class_stands_in_a_word_and_a_shape() -> None:
    assert '<p class="class-badge class-badge--conflict"><svg' in HTML
    assert "<span>Konflikt</span>" in HTML


def test_each_class_has_a_shape_of_its_own() -> None:
    shapes = set()
    for name in ("typical", "complex", "conflict"):
        html = str(rendered(OTHER.replace("class: typical", f"class: {name}")).html)
        shapes.add(html[html.index("<svg") : html.index("</svg>")])
    assert len(shapes) == 3


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("Etappe", "Empfang"),
        ("Kontaktpunkt", "Übergabe"),
        ("Der Kunde kommt mit", "Reklamation"),
        ("Kanäle", "Telefon"),
        ("Abteilungen", "Montage"),
    ],
)
def test_facts_speak_the_names_of_the_company(label: str, value: str) -> None:
    assert f"<dt>{label}</dt><dd>{value}</dd>" in HTML


def test_the_opening_stands_before_everything_else() -> None:
    assert HTML.index('<section class="opening">') < HTML.index("Worauf es ankommt")
    opening = HTML[HTML.index('<section class="opening">') : HTML.index("</section>")]
    assert "Der Kunde meldet" in opening
    assert "Worauf" not in opening


def test_steps_have_numbers_limits_and_ways_in_words() -> None:
    assert '<li class="step step--hard step--question" id="s-note" value="2">' in HTML
    assert '<span class="step-within">Frist: 2 min</span>' in HTML
    assert '<span class="step-repeat">alle 15 min</span>' in HTML
    assert '<p class="step-while">solange er wartet</p>' in HTML
    assert '<a class="choice-target" href="#s-explain">→ Schritt 4</a>' in HTML
    assert '<a class="choice-target" href="ohne-papiere">→ Weiter in: Reklamation ohne Unterlagen</a>' in HTML
    assert '<a class="step-target" href="#s-explain">→ Weiter mit Schritt 4</a>' in HTML
    assert "→ Ende: Kunde stimmt zu" in HTML


def test_the_way_out_stands_once_under_the_steps() -> None:
    assert HTML.count("An die <strong>Schichtleitung</strong> übergeben") == 1
    assert HTML.index("Schichtleitung") > HTML.index('id="s-explain"')


def test_links_lead_to_headings_steps_and_criteria_however_they_are_meant() -> None:
    source = SITUATION.replace(
        "Ruhig bleiben.",
        "[[#note|a]] [[fenster#greet|b]] [[fenster#uber-alles|c]] [[#über-alles|d]] "
        "[[#über-alles-1|e\nf]]\n\n"
        "## Über alles\n\n## Über alles\n\n",
    )
    html = str(rendered(source, CONTEXT, documents={**ALL, **corpus(source)}).html)
    for address, words in [
        ("#s-note", "a"),
        ("fenster#s-greet", "b"),
        ("fenster#s-über-alles", "c"),
        ("#s-über-alles", "d"),
        ("#s-über-alles_1", "e f"),
    ]:
        assert f'<a class="document-link" href="{address}" rel="noopener noreferrer">{words}</a>' in html
    assert 'id="s-über-alles_1"' in html


def test_wording_says_what_it_is() -> None:
    assert '<p class="wording-label">Sagen · wörtlich</p>' in HTML
    assert '<p class="wording-label">So nicht</p>' in HTML
    assert '<p class="wording-label">Warum</p>' in HTML
    assert 'Ich verstehe das, <span class="placeholder">Name</span>.' in HTML


def test_an_embedded_script_brings_its_wording_and_its_channels() -> None:
    embedded = HTML[HTML.index('id="s-embedded-messbericht"') :]
    assert "Sagen · sinngemäß" in embedded
    assert "<h4>Telefon</h4>" in embedded
    assert "Ich lese den Wert vor." in embedded


def test_dialogues_differ_in_words() -> None:
    assert '<figure class="dialogue dialogue--good">\n<figcaption>So</figcaption>' in HTML
    assert '<figure class="dialogue dialogue--bad">\n<figcaption>So nicht</figcaption>' in HTML
    assert "<dt>Mitarbeiterin</dt><dd>Na und?</dd>" in HTML


def test_criteria_stand_in_place_and_in_a_list_at_the_end() -> None:
    assert '<li class="criterion" id="s-greet">' in HTML
    ending = HTML[HTML.index("Woran es gemessen wird") :]
    assert "Grüßt sofort." in ending
    assert "hohe Wirkung" in ending


def test_answers_of_a_quiz_are_folded_open_or_absent() -> None:
    folded, opened, absent = (
        str(rendered(SITUATION, CONTEXT, answers=answers).html)
        for answers in (Answers.FOLDED, Answers.OPEN, Answers.ABSENT)
    )
    assert "<details" in folded
    assert "<details" not in opened
    assert "Erst hören" in opened
    assert "Erst hören" not in absent
    assert "Zuhören</li>" in absent


def test_notes_stand_at_the_end_with_a_way_back() -> None:
    notes = HTML[HTML.index('<section class="footnotes"') :]
    assert "Das ist die <em>Note</em>." in notes
    assert 'href="#s-footnote-1-back" aria-label="Zurück zum Text"' in notes


def test_contents_name_every_heading_in_order() -> None:
    assert [(each.level, each.id) for each in PAGE.contents] == [
        (2, "s-worauf-es-ankommt"),
        (2, "s-the-steps"),
        (2, "s-the-quiz"),
        (2, "s-the-criteria"),
    ]
    assert all(f'id="{each.id}"' in HTML for each in PAGE.contents)


def test_search_gets_words_without_marks() -> None:
    assert PAGE.search.title == "Das Fenster passt nicht"
    assert PAGE.search.wording == "Ich verstehe das, Name.\nDer Wert ist Uw.\nIch lese den Wert vor."
    assert "Liegt der Lieferschein vor?" in PAGE.search.text
    assert not set("<>{}*[]#") & set(PAGE.search.text)


def test_ids_stand_once_and_carry_the_prefix() -> None:
    assert dangers(HTML) == []


def test_print_has_addresses_of_its_own() -> None:
    html = str(
        rendered(
            SITUATION,
            CONTEXT,
            medium=Medium.PRINT,
            id_prefix="fenster--",
            address=lambda slug, anchor: f"#{slug}--{anchor}",
        ).html
    )
    assert 'href="#ohne-papiere--"' in html
    assert 'href="#messbericht--"' in html
    assert 'href="#fenster--explain"' in html
    assert dangers(html, "fenster--") == []


@pytest.mark.parametrize(
    ("language", "word"), [("en", "Step by step"), ("de", "Schritt für Schritt"), ("nb", "Steg for steg")]
)
def test_words_of_ours_follow_the_language_of_the_document(language: str, word: str) -> None:
    assert word in rendered(SITUATION.replace("language: de", f"language: {language}")).html


def test_a_document_of_one_variant_shows_only_its_passages() -> None:
    head = "---\nkind: standard\ntitle: T\nlanguage: en\n---\nx\n\n"
    source = f"{head}::: b2c\nfor homes\n:::\n\n::: b2b\nfor firms\n:::\n"
    both = str(rendered(source).html)
    assert "Only in B2C" in both
    assert "Only in B2B" in both
    firms = str(rendered(source, variant=Variant.B2B).html)
    assert "for firms" in firms
    assert "for homes" not in firms
    assert "Only in" not in firms


def test_what_is_absent_is_not_named() -> None:
    html = str(rendered(SITUATION, CONTEXT, documents={}).html)
    assert "ohne-papiere" not in html
    assert "messbericht" not in html.lower().replace("messbericht erläutern", "")
    assert "→ Weiter in: eine andere Situation" in html
    assert "ein anderes Dokument" in html


def test_documents_that_embed_each_other_end() -> None:
    head = "---\nkind: script\ntitle: {0}\nslug: {0}\nlanguage: en\n---\nsay {0}\n\n![[{1}]]\n"
    documents = corpus(head.format("a", "b"), head.format("b", "a"))
    html = str(rendered(head.format("a", "b"), documents=documents).html)
    assert html.count("say a") == 1
    assert html.count("say b") == 1


def test_what_embeds_itself_twice_in_every_level_ends_too() -> None:
    head = "---\nkind: script\ntitle: t\nslug: s{0}\nlanguage: en\n---\n![[s{1}]]\n\n![[s{1}]]\n\n![[s{1}]]\n"
    documents = corpus(*(head.format(number, number + 1) for number in range(9)))
    html = str(rendered(head.format(0, 1), documents=documents).html)
    assert html.count('class="embedded"') <= 200
    assert dangers(html) == []


def test_an_embedded_situation_has_its_title_and_its_class() -> None:
    standard = "---\nkind: standard\ntitle: T\nlanguage: de\nslug: t\n---\nx\n\n![[ohne-papiere]]\n"
    html = str(rendered(standard).html)
    assert '<h3 class="embedded-title">Reklamation ohne Unterlagen</h3>' in html
    assert "<span>Typisch</span>" in html


def test_one_passage_that_cannot_be_displayed_leaves_the_others() -> None:
    source = (
        "---\nkind: standard\ntitle: T\nlanguage: de\n---\nvorher\n\n## a\n\n"
        + "[" * 3000
        + "\n\n## b\n\nnachher\n"
    )
    html = str(rendered(source).html)
    assert "vorher" in html
    assert "nachher" in html
    assert "Diese Passage lässt sich nicht darstellen, Zeile 8" in html


def test_a_long_document_of_many_sections_is_displayed() -> None:
    body = "\n\n".join(f"## Abschnitt {number}\n\n{'Wort ' * 200}" for number in range(300))
    html = str(rendered(f"---\nkind: standard\ntitle: T\nlanguage: de\n---\nx\n\n{body}").html)
    assert "displayed-not" not in html
    assert "Abschnitt 299" in html


def test_the_chart_of_a_document_is_a_file_of_its_own() -> None:
    svg = render_chart(parse_source(SITUATION), CONTEXT)
    assert svg.startswith("<?xml")
    assert "Liegt der Lieferschein" in svg
    assert "{{" not in svg


def test_a_document_without_algorithm_has_no_chart() -> None:
    assert render_chart(parse_source(SCRIPT), CONTEXT) == ""


def test_a_chart_that_is_too_large_is_said_to_be() -> None:
    steps = "".join(f"{n}. S {{#s{n}}}\n   - a → #s1\n   - b → #s{n % 90 + 1}\n" for n in range(1, 91))
    source = f"---\nkind: situation\ntitle: T\nlanguage: en\n---\nx\n\n::: algorithm\n{steps}:::\n"
    assert "This flow chart is too large to be drawn." in rendered(source).html


def test_charts_can_be_left_out() -> None:
    assert 'class="chart"' not in rendered(SITUATION, CONTEXT, with_charts=False).html


EVERYWHERE = """---
kind: situation
title: {title}
slug: x
language: en
summary: {title}
class: conflict
stage: {title}
channels: [{title}]
owner: {title}
---
{0}

::: algorithm {{otherwise={title}}}
1. {0} {{#a within={title} repeat={title} while={title}}}
   > [!say {0}] {0}
   - {0} → #b
   - yes → end: {0}
   - no → [[x|{0}]]
   - or → {0}
2. {{{{{0}}}}} {{#b}}
   → #a
:::

::: dialogue bad
{0}: {0}
:::

::: channel {0}
> [!say] {0}
:::

::: quiz
1. {0} {{pass}}
   - [x] {0}
   > {0}
:::

- {0} {{#c .criterion impact={0} area={0}}}
"""


def _quoted(text: str) -> str:
    return (
        '"'
        + text.replace("\\", "\\\\")
        .replace('"', '\\"')
        .replace("\n", " ")
        .replace("\x02", "")
        .replace("\x01", "")
        .replace("\x03", "")
        + '"'
    )


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_acts_survives_wherever_it_stands(attack: str) -> None:
    line = attack.replace("\n", " ")
    page = rendered(EVERYWHERE.format(line, title=_quoted(attack)))
    assert dangers(str(page.html)) == []


def test_a_slug_that_is_an_address_of_its_own_leads_nowhere() -> None:
    other = parse_source(OTHER)
    evil = "javascript:alert(1)"
    documents = {evil: replace(other, header=replace(other.header, slug=evil))}
    source = f"---\nkind: standard\ntitle: T\nlanguage: en\n---\n[[{evil}]] [[{evil}|x]]\n"
    assert dangers(str(rendered(source, documents=documents).html)) == []


@settings(max_examples=60, deadline=timedelta(seconds=20), suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            [
                *ATTACKS,
                "\n", "\n\n", "::: algorithm\n", ":::\n", "1. a {#a}\n", "   - b → #a\n", "   → end\n",
                "::: quiz\n", "::: dialogue good\n", "a: b\n",
                "> [!say] x\n", "![[messbericht]]\n", "::: b2c\n",
                "- [x] a\n", "## h\n",
            ]
        ),
        max_size=25,
    )
)  # fmt: skip
def test_any_document_gives_a_page_without_dangers(pieces: list[str]) -> None:
    source = (
        "---\nkind: situation\ntitle: T\nslug: t\nlanguage: en\nclass: typical\nstage: s\n---\n"
        + "".join(pieces)
    )
    page = render_document(parse_source(source), CONTEXT)
    assert dangers(str(page.html)) == []

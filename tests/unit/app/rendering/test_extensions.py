import pytest
from texts import SCOPE, block, inline

from app.rendering.markdown import render_passages
from app.rendering.passages import Scope, TextPassage


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[[anger]]", '<a class="document-link" href="anger" rel="noopener noreferrer">Anger &amp; rage</a>'),
        (
            "[[anger|my words]]",
            '<a class="document-link" href="anger" rel="noopener noreferrer">my words</a>',
        ),
        ("[[anger#calm|x]]", '<a class="document-link" href="anger#s-calm" rel="noopener noreferrer">x</a>'),
        ("[[nowhere|plain words]]", '<span class="unknown-link">plain words</span>'),
        ("[[nowhere]]", '<span class="unknown-link">another document</span>'),
        ("{{customer name}}", '<span class="placeholder">customer name</span>'),
        ("**{{x}}**", '<strong><span class="placeholder">x</span></strong>'),
        ("`[[anger]] {{x}}`", "<code>[[anger]] {{x}}</code>"),
        (r"\[[anger]]", "[[anger]]"),
        ("![words](http://x/y.png)", '<span class="image-text">words</span>'),
        ("# no heading", "# no heading"),
        ("1. no list", "1. no list"),
    ],
)
def test_inline_things(text: str, html: str) -> None:
    assert inline(text) == html


def test_nothing_of_ours_happens_in_code() -> None:
    html = block("```\n[[anger]] {{x}}\n- a {#b .criterion}\n> [!note] n\n```")
    assert "<a" not in html
    assert "span" not in html
    assert "aside" not in html


def test_a_link_in_a_table_may_have_a_bar() -> None:
    html = block("| a |\n|---|\n| [[anger\\|words]] |")
    assert ">words</a>" in html


def test_a_table_scrolls_in_a_frame_of_its_own() -> None:
    html = block("| a |\n|--:|\n| 1 |", table="Tabelle")
    assert 'class="table-scroll"' in html
    assert 'aria-label="Tabelle"' in html
    assert '<td class="align-right">1</td>' in html


@pytest.mark.parametrize("kind", ["note", "tip", "warning", "legal"])
def test_marked_quotes_are_call_outs(kind: str) -> None:
    html = block(f"> [!{kind}] Text\n> more", **{kind: "Label"})
    assert f'<aside class="callout callout--{kind}">' in html
    assert '<p class="callout-label">Label</p>' in html
    assert "<p>Text\nmore</p>" in html


def test_call_outs_nest() -> None:
    html = block("> [!note]\n> outer\n>\n> > [!warning]\n> > inner")
    assert html.index("callout--note") < html.index("callout--warning") < html.index("inner")
    assert html.count("</aside>") == 2


def test_a_quote_without_a_mark_stays_a_quote() -> None:
    assert block("> words") == "<blockquote>\n<p>words</p>\n</blockquote>"


def test_an_unknown_mark_stays_as_it_is_written() -> None:
    assert "[!other] words" in block("> [!other] words")


def test_wording_within_a_list_is_told_apart() -> None:
    html = block(
        "1. Step\n   > [!say phone own-words] Hello\n   > [!avoid] Never\n   > [!why] Because\n2. Next",
        **{"say": "Say", "own-words": "in own words", "channel:phone": "Phone"},
    )
    assert '<p class="wording-label">Say · Phone · in own words</p>' in html
    assert [html.count(f"wording--{kind}") for kind in ("say", "avoid", "why")] == [1, 1, 1]
    assert html.count("<li>") == 2


def test_an_unknown_channel_speaks_for_itself() -> None:
    assert "say · fax · verbatim" in block("> [!say fax] x")


def test_a_criterion_says_impact_and_area_in_words() -> None:
    html = block(
        "- Greets *at once*. {#greet .criterion impact=high area=style}\n"
        "- Smiles. {#smile .criterion impact=low}",
        **{"impact high": "hohe Wirkung", "area style": "Umgangston"},
    )
    assert '<ul class="criteria">' in html
    assert '<li class="criterion" id="s-greet">Greets <em>at once</em>.' in html
    assert (
        '<span class="criterion-impact">hohe Wirkung</span> <span class="criterion-area">Umgangston</span>'
        in html
    )


def test_a_criterion_with_a_list_under_it_keeps_its_facts_on_its_own_line() -> None:
    html = block("- Greets. {#greet .criterion impact=high area=style}\n    - warmly")
    assert html.index("criterion-area") < html.index("warmly")


def test_an_ordinary_list_with_one_criterion_stays_an_ordinary_list() -> None:
    assert 'class="criteria"' not in block("- a {#a .criterion impact=low area=style}\n- b")


def test_headings_get_ids_that_stand_once() -> None:
    html = block("## Ärger\n\n## Ärger\n\n## x {#own}\n\n## y {#own}")
    assert [f'id="s-{each}"' in html for each in ("ärger", "ärger_1", "own", "own_1")] == [True] * 4


def test_a_heading_does_not_take_the_id_that_somebody_wrote_elsewhere() -> None:
    html = block("## Own\n\n## x {#own}", Scope("s-", reserved=("own",)))
    assert 'id="s-own_1">Own' in html
    assert 'id="s-own">x' in html


def test_a_heading_does_not_take_the_id_of_a_step() -> None:
    assert 'id="s-listen_1"' in block("## Listen", Scope("s-", placed=("listen",)))


@pytest.mark.parametrize("own", ["footnote-1", "embedded-anger"])
def test_an_author_cannot_take_ids_of_ours(own: str) -> None:
    assert f'id="s-section-{own}"' in block(f"## x {{#{own}}}")


def test_headings_are_lowered_and_reported() -> None:
    passage = render_passages([TextPassage("# A *b*\n\n###### c", heading_shift=1)], [SCOPE]).passages[0]
    assert [(each.level, each.id, each.text) for each in passage.headings] == [
        (2, "s-a-b", "A b"),
        (6, "s-c", "c"),
    ]


def test_addresses_within_the_document_get_the_prefix() -> None:
    assert 'href="#s-own"' in block("[x](#own)")


def test_lists_indented_by_two_or_three_columns_nest() -> None:
    html = block("- a\n  - b\n    - c\n- d\n\n1. x\n   - y\n\n     more")
    assert html.count("<ul>") == 4
    assert "<p>more</p>" in html


def test_code_in_a_fence_keeps_its_columns() -> None:
    assert "  - b\n      deep" in block("```\n- a\n  - b\n      deep\n```")


def test_abbreviations_and_references_of_the_document_hold_in_every_passage() -> None:
    scope = Scope("s-", abbreviations={"HTML": "Hyper"}, references={"r": ("https://example.org/", "Title")})
    html = block("HTML and [words][r]", scope)
    assert '<abbr title="Hyper">HTML</abbr>' in html
    assert 'href="https://example.org/"' in html

"""What a document is made of: blocks, wording, dialogues, quizzes, criteria, links, headings."""

import pytest
from writing import SAY, document, script, situation, standard

from app.language.document import Document, digest, parse_source
from app.language.links import find_links
from app.language.tree import (
    Answer,
    ChannelWording,
    Criterion,
    Dialogue,
    Embed,
    Heading,
    Link,
    Passage,
    Prose,
    Question,
    Utterance,
    Wording,
)
from app.language.words import Variant, WordingKind


def of(body: str) -> Document:
    return document(standard(body))


def test_prose_and_blocks_come_in_their_order_with_their_lines() -> None:
    found = of("One.\n\n::: b2c\nTwo.\n::: b2b\nThree.\n:::\n:::\n\nFour.\n")
    inner = Passage(Variant.B2B, (Prose("Three.", 6),), 5, 7)
    assert found.blocks == (
        Prose("One.", 1),
        Passage(Variant.B2C, (Prose("Two.", 4), inner), 3, 8),
        Prose("Four.", 10),
    )


def test_an_unclosed_block_goes_to_the_end() -> None:
    found = of("::: b2c\nOne.\n")
    assert found.blocks == (Passage(Variant.B2C, (Prose("One.", 2),), 1, 3),)


@pytest.mark.parametrize("fence", ["```", "~~~~", "> ```", "  ```", "- ```"])
def test_colons_mean_nothing_in_a_fence(fence: str) -> None:
    mark = "> " if fence.startswith(">") else ""
    close = fence.removeprefix("- ")
    body = f"{fence}\n{mark}::: b2c\n{mark}[[a]] ![[b]] {{{{c}}}}\n{mark}# H\n{close}\n"
    found = of(body)
    assert (found.links, found.embeds, found.headings, found.findings) == ((), (), (), ())
    assert [type(block) for block in found.blocks] == [Prose]


def test_a_fence_that_is_never_closed_hides_nothing() -> None:
    found = of("```\n::: b2c\nText\n:::\n")
    assert any(isinstance(block, Passage) for block in found.blocks)


def test_indented_code_hides_colons_but_an_indented_block_in_a_list_does_not() -> None:
    assert of("Text.\n\n    ::: b2c\n").findings == ()
    found = of("- item\n\n    ::: b2c\n    Text\n    :::\n")
    assert [type(block) for block in found.blocks] == [Prose, Passage]


def test_wording_outside_an_algorithm_is_marked_and_an_unmarked_quote_is_prose() -> None:
    found = of("> Just a quote.\n\n> [!say] Say it.\n> [!avoid] Not that.\nlazy words\n\n> [!why] Because.\n")
    assert found.blocks[0] == Prose("> Just a quote.", 1)
    kinds = [
        (part.kind, part.text, part.line, part.end_line)
        for part in found.blocks[1:]
        if isinstance(part, Wording)
    ]
    assert kinds == [
        (WordingKind.SAY, "Say it.", 3, 3),
        (WordingKind.AVOID, "Not that.\nlazy words", 4, 5),
        (WordingKind.WHY, "Because.", 7, 7),
    ]


def test_a_mark_may_stand_alone_and_paragraphs_stay_apart() -> None:
    found = of("> [!say]\n> One.\n>\n> Two.\n")
    assert [wording.text for wording in found.wordings] == ["One.\n\nTwo."]


def test_wording_in_a_list_stays_in_the_prose_and_is_known() -> None:
    found = of("- item\n  > [!say] Hello.\n  > More.\n- > [!avoid] No.\n\n> [!note] So\n> > [!say] Deep.\n")
    assert [type(block) for block in found.blocks] == [Prose]
    assert [(wording.text, wording.line, wording.end_line) for wording in found.wordings] == [
        ("Hello.\nMore.", 2, 3),
        ("No.", 4, 4),
        ("Deep.", 7, 7),
    ]


def test_a_mark_in_a_fence_within_a_quote_is_no_mark() -> None:
    assert of("> ```\n> [!say] x\n> ```\n").wordings == ()


def test_channels_of_a_script_hold_their_own_wording() -> None:
    found = document(script("> [!say] Hello.\n\n::: channel phone\n> [!say] Nordfenster, hello.\n:::\n"))
    channel = found.blocks[1]
    assert isinstance(channel, ChannelWording)
    assert (channel.channel, [type(block) for block in channel.blocks]) == ("phone", [Wording])


def test_a_dialogue_has_speakers_and_words() -> None:
    found = of("::: dialogue bad\nCustomer: It is 10:30.\n- **You:** So what?\n\n*nobody speaks*\n:::\n")
    assert found.dialogues == (
        Dialogue(
            is_good=False,
            utterances=(
                Utterance("Customer", "It is 10:30.", 2),
                Utterance("You", "So what?", 3),
                Utterance("", "*nobody speaks*", 5),
            ),
            line=1,
            end_line=6,
        ),
    )


def test_a_quiz_has_questions_answers_and_explanations() -> None:
    found = of(
        "::: quiz\n1. What comes\n   first? {pass}\n   - [ ] Talk\n   - [x] Listen\n     well\n"
        "   > Step 1.\n   > So.\n"
        "2. And then?\n   - [x] This\n   - [x] That\n:::\n"
    )
    (quiz,) = found.quizzes
    assert quiz.questions == (
        Question(
            "What comes first?",
            must_pass=True,
            answers=(Answer("Talk", is_right=False), Answer("Listen well", is_right=True)),
            explanation="Step 1.\nSo.",
            line=2,
        ),
        Question(
            "And then?",
            must_pass=False,
            answers=(Answer("This", is_right=True), Answer("That", is_right=True)),
            explanation="",
            line=9,
        ),
    )


def test_criteria_have_id_impact_area_and_text() -> None:
    found = of("- Greets within 30 seconds\n  of entering. {#greet .criterion impact=high area=handling}\n")
    assert found.criteria == (
        Criterion("greet", "Greets within 30 seconds of entering.", "high", "handling", 1),
    )


def test_links_have_slug_anchor_words_and_place() -> None:
    found = of("See [[a]], [[b#c|d e]] and\n[[f|over\ntwo lines]], not `[[g]]`, in | [[h\\|i]] |\n")
    assert found.links == (
        Link("a", "", "", 1, 5),
        Link("b", "c", "d e", 1, 12),
        Link("f", "", "over two lines", 2, 1),
        Link("h", "", "i", 3, 32),
    )


def test_hand_overs_and_embeds_are_no_links() -> None:
    found = document(situation("T. [[a]]\n\n![[b]]\n\n::: algorithm\n1. [[c]]\n   → [[d]]\n:::\n"))
    assert [link.slug for link in found.links] == ["a", "c"]
    assert found.embeds == (Embed("b", "", 3, 1),)


def test_links_of_any_markdown_have_their_place_in_it() -> None:
    text = "One [[a]]\n\n`[[b]]`\n> [[c|d]]\n"
    assert [(text[link.start : link.end], link.slug) for link in find_links(text)] == [
        ("[[a]]", "a"),
        ("[[c|d]]", "c"),
    ]


def test_headings_are_found_in_both_forms_and_not_in_quotes() -> None:
    found = of("# One #\n\nTwo\n---\n\n### Three {#three}\n\n> # quoted\n\n- item\n---\n\n#no\n")
    assert found.headings == (
        Heading(1, "One", "", 1),
        Heading(2, "Two", "", 3),
        Heading(3, "Three", "three", 6),
    )


def test_the_opening_ends_at_the_first_heading_or_block() -> None:
    assert of("\nWhat it is.\n\nStill.\n\n## How\n\nText.").opening == "What it is.\n\nStill."
    assert of("What it is.\n::: b2c\nText\n:::").opening == "What it is."
    assert of(SAY).opening == ""


def test_a_file_is_parsed_with_the_lines_it_has() -> None:
    found = parse_source("---\nkind: standard\ntitle: T\nlanguage: en\n---\nText.\n\n## H\n", slug="it")
    assert (found.slug, found.title, found.first_line, found.headings[0].line) == ("it", "T", 6, 8)
    assert found.header_text == "kind: standard\ntitle: T\nlanguage: en"


def test_line_ends_make_no_difference_to_text_or_digest() -> None:
    unix = "---\nkind: standard\n---\na\n\nb\n"
    one, other = parse_source(unix), parse_source(unix.replace("\n", "\r\n"))
    assert one == other
    assert digest(one.header_text, one.body) == digest("kind: standard", "a\r\n\r\nb\r\n")
    assert digest("a", "b") != digest("a\n", "b")


def test_a_digest_is_a_sha256() -> None:
    assert digest("", "").startswith("sha256:")
    assert len(digest("", "")) == len("sha256:") + 64

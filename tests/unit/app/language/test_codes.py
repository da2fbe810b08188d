"""For each code of section 9, and each of ours, a document where it is reported, and one where it is not."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from writing import COMPANY, SAY, STEPS, findings, header, script, situation, standard

from app.language.checking import check_corpus, check_document, check_variant
from app.language.company import Company
from app.language.corpus import Corpus
from app.language.document import parse_document, parse_source
from app.language.errors import Severity, message
from app.language.messages import MESSAGES
from app.language.selecting import select
from app.language.words import Variant

Text = tuple[str, str]
ERROR, WARNING = Severity.ERROR, Severity.WARNING
A = '::: algorithm {otherwise="Ask"}\n'
OTHER = situation("What it is.\n" + STEPS)
SCRIPT = script("> [!say] Good morning.")


@dataclass(frozen=True)
class Case:
    """Hold a text with the place of the one finding of a code, a like text without, and texts beside both."""

    code: str
    severity: Severity
    wrong: Text
    place: tuple[int, int]
    right: Text
    beside: Mapping[str, Text] = field(default_factory=dict)
    name: str = ""


def opened(body: str, **fields: str) -> Text:
    """Return a situation that begins with its opening."""
    return situation("What it is.\n" + body, **fields)


def steps(body: str, **fields: str) -> Text:
    """Return a situation whose algorithm begins on line 3 of the body."""
    return opened(f"{A}{body}:::\n", **fields)


CASES = [
    Case(
        "header.missing", ERROR, situation("Text.\n" + STEPS, title=""), (1, 1), situation("Text.\n" + STEPS)
    ),
    Case("header.missing", ERROR, situation("T.\n" + STEPS, stage=""), (1, 1), standard("T."), name="stage"),
    Case("header.missing", ERROR, situation("T.\n" + STEPS, class_=""), (1, 1), standard("T."), name="class"),
    Case("header.missing", ERROR, standard("T.", language='""'), (3, 11), standard("T."), name="blank"),
    Case("header.invalid", ERROR, standard("T.", language="fr"), (3, 11), standard("T.", language="nb")),
    Case(
        "header.invalid",
        ERROR,
        opened(STEPS, class_="hard"),
        (4, 8),
        opened(STEPS, class_="typical"),
        name="class",
    ),
    Case(
        "header.invalid",
        ERROR,
        standard("T.", review_on="2026-13-01"),
        (4, 12),
        standard("T.", review_on="2026-12-01"),
        name="date",
    ),
    Case("header.reserved", ERROR, standard("T.", slug="search"), (4, 7), standard("T.", slug="searching")),
    Case("header.invalid", ERROR, opened(STEPS, stage="unheard-of"), (5, 8), opened(STEPS), name="stage"),
    Case(
        "header.invalid",
        ERROR,
        opened(STEPS, hardest="perhaps"),
        (6, 10),
        opened(STEPS, hardest="true"),
        name="flag",
    ),
    Case(
        "header.invalid",
        ERROR,
        standard("T.", variants="[b2c, b3b]"),
        (4, 11),
        standard("T.", variants="[b2c]"),
        name="variant",
    ),
    Case(
        "header.invalid",
        ERROR,
        standard("T.", title="[a, b]"),
        (2, 8),
        standard("T.", title='"[a, b]"'),
        name="type",
    ),
    Case(
        "header.invalid",
        ERROR,
        standard("T.", summary="&a x"),
        (4, 10),
        standard("T.", summary='"&a x"'),
        name="anchor",
    ),
    Case("header.invalid", ERROR, standard("T.", edition="b2b"), (4, 10), standard("T."), name="edition"),
    Case(
        "header.invalid",
        ERROR,
        opened(STEPS, standards="[other]"),
        (6, 12),
        opened(STEPS, standards="[rule]"),
        {"other": OTHER, "rule": standard("T.")},
        "not a standard",
    ),
    Case(
        "header.unknown", WARNING, standard("T.", stage="needs"), (4, 1), standard("T.", section="complaints")
    ),
    Case("text.no-opening", ERROR, situation(STEPS), (1, 1), opened(STEPS)),
    Case(
        "text.no-opening",
        ERROR,
        situation("\n# Heading\n\nText.\n" + STEPS),
        (2, 1),
        opened(STEPS),
        name="heading",
    ),
    Case(
        "text.no-opening",
        WARNING,
        standard("## Heading\n\nText."),
        (1, 1),
        standard("Text.\n\n## Heading"),
        name="standard",
    ),
    Case(
        "text.no-opening", ERROR, script("::: channel phone\nHello.\n:::"), (1, 1), script(SAY), name="script"
    ),
    Case(
        "block.unknown",
        ERROR,
        opened("::: warning\nText\n:::\n" + STEPS),
        (2, 1),
        opened("```\n::: warning\n```\n" + STEPS),
    ),
    Case(
        "block.invalid",
        ERROR,
        standard("T.\n::: dialogue\nA: b\n:::"),
        (2, 1),
        standard("T.\n::: dialogue good\nA: b\n:::"),
    ),
    Case(
        "block.unclosed", ERROR, standard("T.\n\n::: b2c\nText"), (3, 1), standard("T.\n\n::: b2c\nText\n:::")
    ),
    Case("block.stray-close", ERROR, standard("T.\n  :::\n"), (2, 3), standard("T.\n::: b2c\nText\n:::\n")),
    Case("block.misplaced", ERROR, standard("T.\n" + STEPS), (2, 1), opened(STEPS)),
    Case(
        "block.misplaced",
        ERROR,
        standard("T.\n::: channel phone\nT.\n:::"),
        (2, 1),
        script("T.\n::: channel phone\nT.\n:::"),
        name="channel",
    ),
    Case(
        "block.misplaced",
        ERROR,
        steps("1. A\n   ::: dialogue good\n   A: b\n   :::\n"),
        (4, 4),
        steps("1. A\n   ::: b2c\n   B\n   :::\n"),
        name="dialogue in a step",
    ),
    Case(
        "block.too-deep",
        ERROR,
        standard("T.\n" + "::: b2c\n" * 21 + "Text\n" + ":::\n" * 21),
        (22, 1),
        standard("T.\n" + "::: b2c\n" * 20 + "Text\n" + ":::\n" * 20),
    ),
    Case(
        "algorithm.not-a-list",
        ERROR,
        steps("1. A\n\nText beside\n"),
        (5, 1),
        steps("1. A\n\n   Text within\n"),
    ),
    Case("algorithm.not-a-list", ERROR, steps("- A\n- B\n"), (3, 1), steps("1. A\n1. B\n"), name="bullets"),
    Case("algorithm.empty", ERROR, steps(""), (2, 1), steps("1. A\n")),
    Case("algorithm.second", ERROR, opened(STEPS + STEPS), (5, 1), opened(STEPS)),
    Case(
        "algorithm.duplicate-step",
        ERROR,
        steps("1. A {#x}\n2. B {#x}\n"),
        (4, 1),
        steps("1. A {#x}\n2. B {#y}\n"),
    ),
    Case(
        "algorithm.duplicate-step",
        ERROR,
        steps("1. A {#2}\n2. B\n"),
        (4, 1),
        steps("1. A {#1}\n2. B\n"),
        name="number",
    ),
    Case(
        "algorithm.unknown-target",
        ERROR,
        steps("1. A\n   → #nowhere\n"),
        (4, 6),
        steps("1. A {#x}\n   → end\n"),
    ),
    Case(
        "algorithm.unknown-target",
        ERROR,
        steps("1. A\n   - yes → 7\n   - no -> end\n"),
        (4, 12),
        steps("1. A\n   - yes → 2\n   - no -> end\n2. B\n"),
        name="number",
    ),
    Case(
        "algorithm.unknown-target",
        ERROR,
        steps("1. A\n   - yes → [[gone]]\n   - no → end\n"),
        (4, 12),
        steps("1. A\n   - yes → [[other]]\n   - no → end\n"),
        {"other": OTHER},
        "situation",
    ),
    Case(
        "algorithm.unknown-target",
        ERROR,
        steps("1. A\n   → [[rule]]\n"),
        (4, 6),
        steps("1. A\n   → [[other]]\n"),
        {"other": OTHER, "rule": standard("T.")},
        "a standard",
    ),
    Case(
        "algorithm.unknown-target",
        ERROR,
        steps("1. A\n   → [[only-b2c]]\n"),
        (4, 6),
        steps("1. A\n   → [[only-b2c]]\n", variants="[b2c]"),
        {"only-b2c": situation("T.\n" + STEPS, variants="[b2c]")},
        "absent in B2B",
    ),
    Case("algorithm.unreachable-step", ERROR, steps("1. A\n   → end\n2. B\n"), (5, 1), steps("1. A\n2. B\n")),
    Case(
        "algorithm.no-exit",
        ERROR,
        steps("1. A {#a}\n   → #a\n"),
        (3, 1),
        steps("1. A {#a}\n   - again → #a\n   - done → end\n"),
    ),
    Case(
        "algorithm.single-choice",
        WARNING,
        steps("1. A\n   - yes → end\n"),
        (3, 1),
        steps("1. A\n   - yes → end\n   - no → end\n"),
    ),
    Case(
        "algorithm.single-choice",
        WARNING,
        steps("1. A\n   - yes → end\n   - no → end {.b2c}\n"),
        (3, 1),
        steps("1. A\n   - yes → end\n   - no → end\n"),
        name="in one edition",
    ),
    Case("algorithm.no-otherwise", WARNING, opened("::: algorithm\n1. A\n:::"), (2, 1), steps("1. A\n")),
    Case(
        "algorithm.second-target",
        ERROR,
        steps("1. A\n   → end\n   → end: again\n"),
        (5, 4),
        steps("1. A\n   → end\n"),
    ),
    Case("algorithm.arrow-in-step", WARNING, steps("1. A → end\n"), (3, 6), steps("1. A\n   → end\n")),
    Case("algorithm.empty-step", WARNING, steps("1.\n   - a → end\n   - b → end\n"), (3, 1), steps("1. A\n")),
    Case("attribute.unknown", WARNING, steps("1. A {#a .harder}\n"), (3, 6), steps("1. A {#a .hard}\n")),
    Case("class.incomplete", ERROR, opened("Text.", class_="typical"), (4, 8), opened(SAY, class_="typical")),
    Case("class.incomplete", ERROR, opened(SAY), (4, 8), opened(STEPS), name="complex"),
    Case(
        "class.incomplete",
        ERROR,
        opened(STEPS, class_="conflict"),
        (4, 8),
        opened(STEPS + SAY, class_="conflict"),
        name="conflict without wording",
    ),
    Case(
        "class.incomplete",
        ERROR,
        opened(SAY, class_="conflict"),
        (4, 8),
        opened(STEPS + "![[hello]]", class_="conflict"),
        {"hello": SCRIPT},
        "conflict without algorithm",
    ),
    Case(
        "class.incomplete", ERROR, opened("::: b2c\n" + STEPS + ":::\n"), (4, 8), opened(STEPS), name="in B2B"
    ),
    Case(
        "class.no-avoid",
        WARNING,
        opened(STEPS + SAY, class_="conflict"),
        (4, 8),
        opened(STEPS + SAY + "> [!avoid] No.", class_="conflict"),
    ),
    Case(
        "class.no-avoid",
        WARNING,
        opened(STEPS + "![[hello]]", class_="conflict"),
        (4, 8),
        opened(STEPS + "![[calm]]", class_="conflict"),
        {"hello": SCRIPT, "calm": script("> [!say] A.\n> [!avoid] B.")},
        "in a script",
    ),
    Case(
        "link.unknown", ERROR, standard("See [[nobody]]."), (1, 5), standard("See `[[nobody]]` and [[it]].")
    ),
    Case(
        "link.unknown",
        ERROR,
        opened(STEPS, standards="[nobody]"),
        (6, 12),
        opened(STEPS, standards="[rule]"),
        {"rule": standard("T.")},
        "in the header",
    ),
    Case(
        "link.unknown-anchor",
        WARNING,
        standard("T. [[it#nowhere]]\n\n## Here"),
        (1, 4),
        standard("T. [[it#here]]\n\n## Here"),
    ),
    Case(
        "link.not-in-variant",
        WARNING,
        standard("T. [[only-b2c]]"),
        (1, 4),
        standard("T. [[only-b2c|it]]"),
        {"only-b2c": standard("T.", variants="[b2c]")},
    ),
    Case(
        "link.outside",
        WARNING,
        standard("See [this](other/file.md)."),
        (1, 5),
        standard("See [this](https://example.org/file.md) and [that](#here)."),
    ),
    Case(
        "embed.unknown",
        ERROR,
        standard("T.\n\n![[nobody]]"),
        (3, 1),
        standard("T.\n\n![[hello]]"),
        {"hello": SCRIPT},
    ),
    Case(
        "embed.cycle",
        ERROR,
        script("T.\n\n![[back]]"),
        (3, 1),
        script("T.\n\n![[hello]]"),
        {"back": script("T.\n\n![[it]]"), "hello": SCRIPT},
    ),
    Case(
        "embed.kind",
        ERROR,
        standard("T.\n\n![[rule]]"),
        (3, 1),
        standard("T.\n\n![[other]]"),
        {"rule": standard("T."), "other": OTHER},
    ),
    Case(
        "embed.kind",
        ERROR,
        opened(STEPS + "![[other]]"),
        (5, 1),
        opened(STEPS + "![[hello]]"),
        {"other": OTHER, "hello": SCRIPT},
        "in a situation",
    ),
    Case(
        "embed.not-alone",
        WARNING,
        standard("T. ![[hello]]"),
        (1, 4),
        standard("T.\n\n![[hello]]"),
        {"hello": SCRIPT},
    ),
    Case(
        "criterion.no-id",
        ERROR,
        standard("T.\n- Greets. {.criterion impact=low area=style}"),
        (2, 11),
        standard("T.\n- Greets. {#g .criterion impact=low area=style}"),
    ),
    Case(
        "criterion.invalid",
        ERROR,
        standard("T.\n- Greets. {#g .criterion impact=medium area=style}"),
        (2, 11),
        standard("T.\n- Greets. {#g .criterion impact=high area=handling}"),
    ),
    Case(
        "criterion.invalid",
        ERROR,
        standard("T.\n- Greets. {#g .criterion impact=high}"),
        (2, 11),
        standard("T.\n- Greets. {#g .criterion impact=high area=style}"),
        name="area",
    ),
    Case(
        "dialogue.no-speaker",
        ERROR,
        standard("T.\n::: dialogue bad\nCustomer: Hello\nHello\n:::"),
        (4, 1),
        standard("T.\n::: dialogue bad\nCustomer: Hello\n:::"),
    ),
    Case(
        "quiz.no-answer",
        ERROR,
        standard("T.\n::: quiz\n1. Why?\n:::"),
        (3, 1),
        standard("T.\n::: quiz\n1. Why?\n   - [x] So\n:::"),
    ),
    Case(
        "quiz.no-right-answer",
        ERROR,
        standard("T.\n::: quiz\n1. Why?\n   - [ ] So\n:::"),
        (3, 1),
        standard("T.\n::: quiz\n1. Why?\n   - [ ] So\n   - [X] Or so\n:::"),
    ),
    Case(
        "quiz.empty",
        ERROR,
        standard("T.\n::: quiz\n:::"),
        (2, 1),
        standard("T.\n::: quiz\n1. Why?\n   - [x] So\n:::"),
    ),
    Case(
        "quiz.not-a-list",
        ERROR,
        standard("T.\n::: quiz\nWhy?\n:::"),
        (3, 1),
        standard("T.\n::: quiz\n1. Why?\n   - [x] So\n:::"),
    ),
    Case(
        "heading.skipped", WARNING, standard("T.\n\n## A\n\n#### B"), (5, 1), standard("T.\n\n## A\n\n### B")
    ),
    Case(
        "term.forbidden", WARNING, standard("A Gripe\nletter came."), (1, 3), standard("A gripe came. `moan`")
    ),
    Case(
        "term.forbidden",
        WARNING,
        standard("Wieder ein mecker-anruf.", language="de"),
        (1, 12),
        standard("Ein Mecker-Anrufer. Moan.", language="de"),
        name="German",
    ),
    Case(
        "term.forbidden",
        WARNING,
        standard("T.\n\n> [!say] Your moan"),
        (3, 15),
        standard(
            "T.\n\n> [!avoid] Your moan\n> again: moan\n\n[[it|words]]\n::: dialogue bad\nYou: moan\n:::"
        ),
        name="not in what is to be avoided",
    ),
    Case(
        "text.hard-to-read",
        WARNING,
        opened(STEPS + "> [!say] " + "Notwithstanding considerations aforementioned " * 6),
        (5, 1),
        opened(STEPS + "> [!say] " + "We will help you now. " * 6),
    ),
    Case(
        "variant.empty",
        WARNING,
        standard("::: b2c\nOnly here.\n:::"),
        (1, 1),
        standard("::: b2c\nOnly here.\n:::", variants="[b2c]"),
    ),
    Case(
        "variant.nowhere",
        WARNING,
        opened("::: b2b\n" + SAY + ":::\n" + STEPS),
        (3, 1),
        opened("::: b2b\n" + SAY + ":::\n" + STEPS, hardest="true"),
    ),
    Case(
        "html.removed",
        WARNING,
        standard("T. <iframe src=x></iframe>"),
        (1, 4),
        standard("T. <kbd>A</kbd> `<iframe>` <https://example.org> <!-- <iframe> -->"),
    ),
    Case(
        "html.removed",
        WARNING,
        standard('T. <a href="javascript:x">'),
        (1, 4),
        standard('T. <a href="/x">'),
        name="address",
    ),
    Case(
        "picture.no-alt",
        ERROR,
        standard("T. ![ ](pictures/a.webp)"),
        (1, 4),
        standard("T. ![A note](../pictures/a.webp) `![](pictures/a.webp)` ![](https://example.org/a.png)"),
    ),
    Case("callout.unknown", WARNING, standard("T.\n\n> [!hint] So"), (3, 3), standard("T.\n\n> [!tip] So")),
    Case("channel.unknown", ERROR, script("> [!say fax] Hello"), (1, 1), script("> [!say phone] Hello")),
    Case(
        "channel.unknown",
        ERROR,
        script("T.\n::: channel fax\nHello\n:::"),
        (2, 1),
        script("T.\n::: channel phone\nHello\n:::"),
        name="block",
    ),
    Case("text.too-large", ERROR, standard("a" * 1_048_577), (1, 1), standard("a" * 1_048_576)),
    Case(
        "text.too-deep",
        ERROR,
        standard("T.\n\n" + ">" * 21 + " a"),
        (3, 1),
        standard("T.\n\n" + ">" * 20 + " a"),
    ),
    Case(
        "text.more-findings",
        ERROR,
        standard("T.\n" + ":::\n" * 201),
        (202, 1),
        standard("T.\n" + ":::\n" * 200),
    ),
]

OF_THE_SPECIFICATION = {
    "header.missing",
    "header.invalid",
    "text.no-opening",
    "block.unknown",
    "block.unclosed",
    "block.stray-close",
    "block.misplaced",
    "algorithm.not-a-list",
    "algorithm.empty",
    "algorithm.second",
    "algorithm.duplicate-step",
    "algorithm.unknown-target",
    "algorithm.unreachable-step",
    "algorithm.no-exit",
    "algorithm.single-choice",
    "algorithm.no-otherwise",
    "class.incomplete",
    "class.no-avoid",
    "link.unknown",
    "embed.unknown",
    "embed.cycle",
    "embed.kind",
    "link.draft-only",
    "link.not-in-variant",
    "criterion.no-id",
    "criterion.invalid",
    "dialogue.no-speaker",
    "quiz.no-answer",
    "quiz.no-right-answer",
    "heading.skipped",
    "term.forbidden",
    "text.hard-to-read",
    "variant.empty",
    "html.removed",
    "picture.unknown",
    "picture.no-alt",
}
ELSEWHERE = {"link.draft-only", "company.invalid", "company.unknown", "file.unreadable", "file.same-slug"} | {
    "picture.unknown"
}
ids = [f"{case.code} {case.name}".strip() for case in CASES]


@pytest.mark.parametrize("case", CASES, ids=ids)
def test_it_is_reported_at_its_place(case: Case) -> None:
    found = findings(COMPANY, **{"it": case.wrong, **case.beside})["it"]
    places = [(f.line, f.column) for f in found if (f.code, f.severity) == (case.code, case.severity)]
    assert places == [case.place]


@pytest.mark.parametrize("case", CASES, ids=ids)
def test_it_is_not_reported_where_all_is_well(case: Case) -> None:
    found = findings(COMPANY, **{"it": case.right, **case.beside})["it"]
    assert [f for f in found if f.code == case.code] == []


@pytest.mark.parametrize("case", CASES, ids=ids)
def test_a_right_text_has_no_error_of_any_kind(case: Case) -> None:
    found = findings(COMPANY, **{"it": case.right, **case.beside})["it"]
    allowed = {"block.stray-close"} if case.code == "text.more-findings" else set()
    assert {f.code for f in found if f.severity is ERROR} - allowed == set()


def test_every_code_has_a_case() -> None:
    plain = {code for code in MESSAGES if ":" not in code}
    assert plain == {case.code for case in CASES} | ELSEWHERE
    assert plain >= OF_THE_SPECIFICATION


@pytest.mark.parametrize("case", CASES, ids=ids)
def test_its_sentence_says_what_to_do_with_every_fact_filled_in(case: Case) -> None:
    found = findings(COMPANY, **{"it": case.wrong, **case.beside})["it"]
    sentence = message(next(f for f in found if f.code == case.code))
    assert sentence.rstrip().endswith((".", "?"))
    assert "…" not in sentence.replace('otherwise="…"', "").replace("“…”", "")
    assert "%(" not in sentence


def test_a_link_to_a_document_without_an_approved_revision_is_only_a_warning() -> None:
    texts = {"it": standard("See [[draft]]."), "draft": standard("T.")}
    documents = {slug: parse_document(*text, slug=slug) for slug, text in texts.items()}
    with_draft = check_corpus(Corpus(Company.empty(), documents), {"draft"})["it"]
    assert [(f.code, f.severity, f.line, f.column) for f in with_draft] == [
        ("link.draft-only", WARNING, 1, 5)
    ]
    alone = check_corpus(Corpus(Company.empty(), {"it": documents["it"]}), {"draft"})["it"]
    assert [f.code for f in alone] == ["link.draft-only"]
    assert check_corpus(Corpus(Company.empty(), documents))["it"] == ()


def test_places_count_in_the_file_front_matter_included() -> None:
    text = "---\nkind: standard\ntitle: T\nlanguage: fr\n---\n\n## Heading\n\n:::\n"
    found = check_document(parse_source(text, slug="it"), Company.empty())
    assert [(f.code, f.line, f.column) for f in found] == [
        ("header.invalid", 4, 11),
        ("text.no-opening", 7, 1),
        ("block.stray-close", 9, 1),
    ]


def test_carriage_returns_and_tabs_do_not_move_places() -> None:
    body = "What it is.\n\n::: algorithm {otherwise=x}\n1.\tAsk.\n\t- yes → #a\n\t- no → end\n:::\n"
    body = body.replace("\n", "\r\n")
    found = findings(it=situation(body))["it"]
    assert [(f.code, f.line, f.column) for f in found] == [("algorithm.unknown-target", 5, 10)]


def test_an_open_company_accepts_every_id() -> None:
    text = header("situation", stage="anything", channels="[fax]", contact_point="gate", departments="[all]")
    found = check_document(parse_document(text, "What it is.\n" + STEPS, slug="it"), Company.empty())
    assert found == ()


def test_a_step_that_only_one_edition_reaches_is_sound_if_it_is_so_there() -> None:
    body = steps("1. Ask. {.b2c}\n   → #both\n2. Look. {.b2b}\n3. Do. {#both}\n")
    assert findings(it=body)["it"] == ()


def test_a_step_that_nobody_reaches_once_others_have_gone_names_the_edition() -> None:
    body = steps("1. Ask.\n   - a → 2 {.b2c}\n   - b → end\n   - c → end\n2. Do.\n")
    found = [f for f in findings(it=body)["it"] if f.severity is ERROR]
    assert [(f.code, f.line, f.facts["edition"]) for f in found] == [("algorithm.unreachable-step", 7, "B2B")]
    assert message(found[0]).startswith("In the B2B edition: ")


def test_a_target_that_only_the_other_edition_has_is_named_as_it_was_typed() -> None:
    body = steps("1. Ask.\n   → #more\n2. More. {#more .b2c}\n   → end\n3. End.\n")
    found = {f.code: f for f in findings(it=body)["it"]}
    assert found["algorithm.unknown-target"].facts["target"] == "#more"
    assert found["algorithm.unknown-target"].facts["edition"] == "B2B"


def test_checking_one_edition_passes_over_documents_that_it_leaves_out() -> None:
    texts = {"bad": standard("## H\n[[nobody]]", variants="[b2c]"), "good": standard("T.")}
    documents = {slug: parse_document(*text, slug=slug) for slug, text in texts.items()}
    whole = Corpus(Company.empty(), documents)
    in_b2b = check_variant(whole, select(whole, Variant.B2B))
    assert in_b2b == {"bad": (), "good": ()}
    assert [f.code for f in check_variant(whole, select(whole, Variant.B2C))["bad"]] == [
        "text.no-opening",
        "link.unknown",
    ]


def test_a_translated_sentence_gets_the_same_facts() -> None:
    found = findings(it=standard("See [[nobody]]."))["it"][0]
    assert message(found, lambda _: "Es gibt kein „%(slug)s“.") == "Es gibt kein „nobody“."

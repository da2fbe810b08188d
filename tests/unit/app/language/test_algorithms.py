"""The worked example of section 4, its steps and its whole graph."""

import pytest
from writing import situation

from app.language.algorithms import Edge, NodeKind, graph_of, of_variant, ways_of
from app.language.checking import check_document
from app.language.company import Company
from app.language.document import parse_document
from app.language.tree import (
    Algorithm,
    Embed,
    EndTarget,
    Prose,
    SituationTarget,
    Step,
    StepTarget,
    UnknownTarget,
    Wording,
)
from app.language.words import BOTH, ScriptWording, Variant, WordingKind

EXAMPLE = """\
::: algorithm {otherwise="Hand over to the shift leader, extension 12"}
1. Listen to the end without interrupting. {#listen}
   > [!say] I understand that this is annoying, {{customer name}}. What exactly happened?
   > [!avoid] That is not our fault.
   > [!why] Who has been heard is ready to solve the matter.
2. Is the delivery note at hand? {#note .hard within="2 min"}
   - yes → #compare
   - no, but the order number is known → #look-up
   - no → [[order-without-papers]]
3. Look the order up by number. {#look-up}
   → #compare
4. Compare the measure on the note with the order. {#compare}
   - same → #explain
   - different → #replace
5. Visit the waiting customer. {#visit repeat="15-20 min" while="the customer waits in the workshop"}
   → end
6. Explain the measuring report. {#explain}
   ![[explain-measuring-report]]
   → end: Customer agrees
7. Order the replacement and name the date. {#replace}
   → end
:::
"""


def algorithm(body: str) -> Algorithm:
    found = parse_document(*situation(body), slug="it").algorithm
    assert found is not None
    return found


def steps_of(body: str) -> tuple[Step, ...]:
    return algorithm(f"::: algorithm\n{body}:::\n").steps


def test_the_worked_example_has_its_steps() -> None:
    example = algorithm(EXAMPLE)
    assert example.otherwise == "Hand over to the shift leader, extension 12"
    assert [(step.id, step.number, step.line, step.end_line) for step in example.steps] == [
        ("listen", 1, 2, 5),
        ("note", 2, 6, 9),
        ("look-up", 3, 10, 11),
        ("compare", 4, 12, 14),
        ("visit", 5, 15, 16),
        ("explain", 6, 17, 19),
        ("replace", 7, 20, 21),
    ]
    note, visit = example.steps[1], example.steps[4]
    assert (note.text, note.is_hard, note.within) == ("Is the delivery note at hand?", True, "2 min")
    assert (visit.repeat, visit.while_) == ("15-20 min", "the customer waits in the workshop")


def test_the_worked_example_has_its_wording() -> None:
    parts = algorithm(EXAMPLE).steps[0].parts
    assert [(part.kind, part.text) for part in parts if isinstance(part, Wording)] == [
        (
            WordingKind.SAY,
            "I understand that this is annoying, {{customer name}}. What exactly happened?",
        ),
        (WordingKind.AVOID, "That is not our fault."),
        (WordingKind.WHY, "Who has been heard is ready to solve the matter."),
    ]
    assert algorithm(EXAMPLE).steps[5].parts == (Embed("explain-measuring-report", "", 18, 4),)


def test_the_worked_example_has_its_graph() -> None:
    graph = graph_of(algorithm(EXAMPLE))
    assert [(node.id, node.kind, node.label) for node in graph.nodes] == [
        ("listen", NodeKind.STEP, "Listen to the end without interrupting."),
        ("note", NodeKind.QUESTION, "Is the delivery note at hand?"),
        ("look-up", NodeKind.STEP, "Look the order up by number."),
        ("compare", NodeKind.QUESTION, "Compare the measure on the note with the order."),
        ("visit", NodeKind.STEP, "Visit the waiting customer."),
        ("explain", NodeKind.STEP, "Explain the measuring report."),
        ("replace", NodeKind.STEP, "Order the replacement and name the date."),
        ("to-order-without-papers", NodeKind.HAND_OVER, "order-without-papers"),
        ("end-1", NodeKind.END, ""),
        ("end-2", NodeKind.END, "Customer agrees"),
    ]
    assert graph.edges == (
        Edge("listen", "note", ""),
        Edge("note", "compare", "yes"),
        Edge("note", "look-up", "no, but the order number is known"),
        Edge("note", "to-order-without-papers", "no"),
        Edge("look-up", "compare", ""),
        Edge("compare", "explain", "same"),
        Edge("compare", "replace", "different"),
        Edge("visit", "end-1", ""),
        Edge("explain", "end-2", ""),
        Edge("replace", "end-1", ""),
    )
    assert [node.id for node in graph.nodes if node.is_hard] == ["note"]


def test_the_worked_example_shows_one_step_that_nothing_leads_to() -> None:
    text = situation("What it is.\n" + EXAMPLE, class_="complex")
    found = check_document(parse_document(*text, slug="it"), Company.empty())
    assert [(f.code, f.line, f.facts["step"]) for f in found] == [("algorithm.unreachable-step", 16, "visit")]


def test_the_last_step_leads_to_the_end_and_others_to_the_step_below() -> None:
    found = algorithm("::: algorithm\n1. A\n2. B\n:::\n")
    assert [ways_of(found, position) for position in (0, 1)] == [
        ((StepTarget("2"), ""),),
        ((EndTarget(), ""),),
    ]


@pytest.mark.parametrize(
    ("typed", "target"),
    [
        ("#x", StepTarget("x")),
        ("2", StepTarget("x")),
        ("1", StepTarget("1")),
        ("end", EndTarget("")),
        ("end: All is well", EndTarget("All is well")),
        ("[[other]]", SituationTarget("other", "")),
        ("[[other|its words]]", SituationTarget("other", "its words")),
        ("[[other#step|its words]]", SituationTarget("other", "its words")),
        ("#y", UnknownTarget("#y")),
        ("9", UnknownTarget("9")),
        ("somewhere", UnknownTarget("somewhere")),
    ],
)
@pytest.mark.parametrize("arrow", ["→", "->"])
def test_a_target_is_read(arrow: str, typed: str, target: object) -> None:
    choice, step = steps_of(f"1. A\n   - yes {arrow} {typed}\n2. B {{#x}}\n   {arrow} {typed}\n")
    assert choice.choices[0].target == target
    assert step.target == target


def test_an_arrow_in_code_is_no_target() -> None:
    (step,) = steps_of("1. A\n   - `a → b`\n   ```\n   → #x\n   ```\n")
    assert (step.choices, step.target) == ((), None)
    assert isinstance(step.parts[0], Prose)


def test_a_list_item_without_arrow_is_prose() -> None:
    (step,) = steps_of("1. A\n   - one\n   - two\n")
    assert step.parts == (Prose("- one\n- two", 3),)
    assert not step.is_question


def test_a_choice_may_go_over_two_lines_and_carry_its_edition() -> None:
    (step,) = steps_of("1. A\n   - no, but the number\n     is known {.b2c} → end\n   - yes → end {.b2b}\n")
    assert [(choice.text, choice.variants, choice.line, choice.end_line) for choice in step.choices] == [
        ("no, but the number is known", (Variant.B2C,), 3, 4),
        ("yes", (Variant.B2B,), 5, 5),
    ]


def test_what_stands_under_a_choice_belongs_to_it() -> None:
    (step,) = steps_of("1. A\n   - yes → end\n     > [!say] Fine.\n   - no → end\n")
    assert [(choice.line, choice.end_line) for choice in step.choices] == [(3, 4), (5, 5)]
    assert [part.text for part in step.parts if isinstance(part, Wording)] == ["Fine."]


def test_an_unmarked_quote_in_a_step_is_to_be_said_and_a_call_out_is_prose() -> None:
    (step,) = steps_of("1. A\n   > Good morning.\n   > [!note] Smile.\n   > [!say phone own-words] Hello.\n")
    first, second, third = step.parts
    assert isinstance(first, Wording)
    assert (first.kind, first.text, first.wording) == (WordingKind.SAY, "Good morning.", None)
    assert second == Prose("> [!note] Smile.", 4)
    assert isinstance(third, Wording)
    assert (third.channel, third.wording, third.text) == ("phone", ScriptWording.OWN_WORDS, "Hello.")


def test_a_step_keeps_paragraphs_lists_code_and_embeds_in_their_order() -> None:
    (step,) = steps_of("1. A\n\n   More.\n\n   ![[script]]\n\n   - item\n     1. inner\n\n       code → #x\n")
    assert step.parts == (
        Prose("More.", 4),
        Embed("script", "", 6, 4),
        Prose("- item\n  1. inner\n\n    code → #x", 8),
    )


def test_steps_may_be_numbered_as_markdown_allows() -> None:
    assert [step.number for step in steps_of("1. A\n1. B\n7) C\n")] == [1, 2, 3]
    assert [step.text for step in steps_of(" 9. A\n10. B\n")] == ["A", "B"]


def test_a_line_that_goes_on_without_indent_belongs_to_its_step() -> None:
    (step,) = steps_of("1. A\ngoes on\n")
    assert step.parts == (Prose("goes on", 3),)


def test_a_placeholder_at_the_end_of_a_step_is_no_attribute_list() -> None:
    assert steps_of("1. Greet {{customer name}}\n")[0].text == "Greet {{customer name}}"


def test_a_passage_around_steps_says_their_edition() -> None:
    one, two, three = steps_of("1. A\n::: b2c\n2. B\n:::\n3. C {.b2b}\n")
    assert (one.variants, two.variants, three.variants) == (BOTH, (Variant.B2C,), (Variant.B2B,))


def test_an_algorithm_of_one_edition_has_that_editions_ways_only() -> None:
    whole = algorithm("::: algorithm\n1. A\n   - a → 2\n   - b → end {.b2c}\n2. B {.b2c}\n:::\n")
    cut = of_variant(whole, Variant.B2B)
    assert [(step.text, [choice.target for choice in step.choices]) for step in cut.steps] == [
        ("A", [UnknownTarget("#2")])
    ]
    assert of_variant(whole, Variant.B2C) == whole


def test_steps_with_one_id_are_drawn_once() -> None:
    graph = graph_of(algorithm("::: algorithm\n1. A {#x}\n2. B {#x}\n:::\n"))
    assert [node.label for node in graph.nodes if node.step] == ["A"]

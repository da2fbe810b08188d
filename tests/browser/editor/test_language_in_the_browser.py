"""The browser reads algorithms as the server does, and writes back what nobody changed letter by letter."""

import random
from pathlib import Path
from typing import Any

import pytest

from app.language.document import parse_source
from app.language.tree import EndTarget, SituationTarget, StepTarget, Target, UnknownTarget, Wording
from tests.browser.editor.conftest import Desk

FILES = sorted(Path("situations/starter").rglob("*.md"))

READ = """async source => {
    const { readAlgorithm, stepsOf } = await import("/static/source/editor/src/steps.mjs");
    const { writeAlgorithm } = await import("/static/source/editor/src/step_writing.mjs");
    const lines = source.split("\\n");
    const algorithm = readAlgorithm(lines);
    if (!algorithm) return null;
    const words = {
        step: ({ step }) => `#${step.id || step.number}`, end: ({ reached }) => `end:${reached}`,
        situation: ({ slug, words }) => `[[${slug}|${words}`, unknown: ({ text }) => `?${text}`,
    };
    const target = (each) => (each ? words[each.type](each) : null);
    const steps = stepsOf(algorithm).map((step) => {
        const all = (type) => step.parts.filter((part) => part.type === type);
        return {
            id: step.id || String(step.number), text: step.text,
            choices: all("choice").map((part) => [part.text, target(part.target)]),
            target: target(all("target")[0]?.target),
            wording: all("wording").map((part) => [part.kind, part.channel, part.manner, part.text]),
        };
    });
    const written = writeAlgorithm(algorithm).join("\\n");
    const was = lines.slice(algorithm.first, algorithm.last + 1).join("\\n");
    return { otherwise: algorithm.otherwise, steps, isSame: written === was };
}"""

EDITS = """async pairs => {
    const { smallestEdits } = await import("/static/source/editor/src/edits.mjs");
    return pairs.map(([before, after]) => smallestEdits(before, after));
}"""

PIECES = """async ([was, mine, theirs]) => {
    const { piecesOf } = await import("/static/source/editor/src/threeway.mjs");
    return piecesOf(was, mine, theirs);
}"""


def target(found: Target | None) -> str | None:
    match found:
        case StepTarget(step_id):
            return f"#{step_id}"
        case EndTarget(reached):
            return f"end:{reached}"
        case SituationTarget(slug, words):
            return f"[[{slug}|{words}"
        case UnknownTarget(text):
            return f"?{text}"
        case _:
            return None


def as_the_server_reads_it(source: str) -> dict[str, Any] | None:
    algorithm = parse_source(source).algorithm
    if algorithm is None:
        return None
    steps = [
        {
            "id": step.id,
            "text": step.text,
            "choices": [[choice.text, target(choice.target)] for choice in step.choices],
            "target": target(step.target),
            "wording": [
                [part.kind.value, part.channel, part.wording.value if part.wording else "", part.text]
                for part in step.parts
                if isinstance(part, Wording)
            ],
        }
        for step in algorithm.steps
    ]
    return {"otherwise": algorithm.otherwise, "steps": steps, "isSame": True}


def test_every_sample_situation_is_read_as_the_server_reads_it_and_written_back_unchanged(desk: Desk) -> None:
    desk.page.goto(f"{desk.workshop.address}/elsewhere")
    assert len(FILES) > 80
    for file in FILES:
        source = file.read_text("utf-8")
        assert desk.page.evaluate(READ, source) == as_the_server_reads_it(source), file


@pytest.mark.parametrize(
    "inner",
    [
        "1. A {#a}\n   - yes, this is a long\n     answer → #b\n2. B {#b}\n",
        "1) A\n2) B\n   -> 1\n",
        "1. A {#a}\n\n   - no → end: Done {.b2c}\n\n2. B\n",
        "1. `a → b` {#a}\n   ```\n   - no → end\n   ```\n   → end\n",
        "1. A\n   > first line\n   goes on\n   - x → [[other#part|words]]\n",
        "1. A\n   1. inner\n   2. inner\n2. B\n   → nowhere at all\n",
        "1. A {#a within='2 \"min\"' .hard}\n   → #missing\n",
    ],
)
def test_unusual_algorithms_are_read_as_the_server_reads_them(desk: Desk, inner: str) -> None:
    desk.page.goto(f"{desk.workshop.address}/elsewhere")
    source = f'---\nkind: situation\ntitle: T\n---\nText.\n\n::: algorithm {{otherwise="Ask"}}\n{inner}:::\n'
    assert desk.page.evaluate(READ, source) == as_the_server_reads_it(source)


def test_the_smallest_edits_make_one_text_of_the_other(desk: Desk) -> None:
    desk.page.goto(f"{desk.workshop.address}/elsewhere")
    dice = random.Random(7)  # noqa: S311 (the same texts every time)
    signs = ["a", "b", "ä", "😀", "c\n", "\n", "d e\n"]
    pairs = []
    for _ in range(1500):
        before = "".join(dice.choices(signs, k=dice.randrange(14)))
        cut = dice.randrange(len(before) + 1)
        after = (
            before[:cut]
            + "".join(dice.choices(signs, k=dice.randrange(5)))
            + before[cut + dice.randrange(3) :]
        )
        pairs.append((before, after))
    for (before, after), edits in zip(pairs, desk.page.evaluate(EDITS, pairs), strict=True):
        assert applied(before, edits) == after


def applied(text: str, edits: list[dict[str, Any]]) -> str:
    """Apply edits whose places count UTF-16 units, as browsers do; none may cut a character in two."""
    units = text.encode("utf-16-le")
    for edit in reversed(edits):
        head, tail = units[: 2 * edit["from"]], units[2 * edit["to"] :]
        head.decode("utf-16-le")
        tail.decode("utf-16-le")
        units = head + edit["insert"].encode("utf-16-le") + tail
    return units.decode("utf-16-le")


def test_where_the_server_gives_no_pieces_the_browser_finds_what_both_changed(desk: Desk) -> None:
    desk.page.goto(f"{desk.workshop.address}/elsewhere")
    was, mine, theirs = "a\nb\nc\nd\n", "A\nb\nC\nd\n", "a\nb\nX\nd\ne\n"
    assert desk.page.evaluate(PIECES, [was, mine, theirs]) == [
        "A\nb\n",
        {"was": "c\n", "mine": "C\n", "theirs": "X\n"},
        "d\ne\n",
    ]

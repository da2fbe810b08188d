"""A text of 512 KB stays usable: a key is drawn at once, even while findings, preview and saving go on."""

from statistics import median

import pytest

from tests.browser.editor.conftest import Desk

PART = """## Part {number}

What is written here is long. It has **words**, [[telephone|links]] and {{{{customer name}}}}.

::: dialogue good
Customer: Good morning.
Member of staff: Good morning, what can I do for you?
:::

> [!note] A remark that nobody reads, but somebody wrote.

- Greets within 30 seconds. {{#greets-{number} .criterion impact=high area=style}}

| Said | It is |
| ---- | ----- |
| “Damn!” | anger |

"""

MEASURE = """async count => {
    const content = document.querySelector(".cm-content");
    const times = [];
    for (let number = 0; number < count; number += 1) {
        const begun = performance.now();
        document.execCommand("insertText", false, "x");
        content.getBoundingClientRect();
        times.push(performance.now() - begun);
        await new Promise((resolve) => setTimeout(resolve, 30));
    }
    return times;
}"""


def long_text() -> str:
    algorithm = '::: algorithm {otherwise="Ask"}\n' + "".join(
        f"{number}. Step {number}. {{#step-{number}}}\n   > [!say] Words for step {number}.\n"
        for number in range(1, 60)
    )
    parts, number = [f"What it is.\n\n{algorithm}:::\n\n"], 0
    while sum(map(len, parts)) < 512 * 1024:
        number += 1
        parts.append(PART.format(number=number))
    return "".join(parts)


@pytest.mark.parametrize("place", ["Step 30.", "## Part 900"])
def test_typing_in_a_text_of_512_kb_is_quick(desk: Desk, place: str) -> None:
    desk.page.route(
        "**/preview",
        lambda route: route.fulfill(json={"html": "", "findings": [], "words": 80_000, "readability": 40}),
    )
    desk.open(long_text())
    desk.cursor_to(place)
    desk.page.wait_for_timeout(500)
    times: list[float] = desk.page.evaluate(MEASURE, 60)
    assert median(times) < 50
    desk.wait_saved()
    assert "x" * 60 in desk.draft.text.body


def test_the_form_of_a_long_algorithm_opens_quickly(desk: Desk) -> None:
    desk.page.route("**/preview", lambda route: route.fulfill(json={"html": "", "findings": []}))
    desk.open(long_text())
    taken: float = desk.page.evaluate(
        """() => {
            const begun = performance.now();
            document.querySelector("[data-steps]").click();
            document.querySelector("dialog").getBoundingClientRect();
            return performance.now() - begun;
        }"""
    )
    assert desk.page.get_by_role("group", name="Step 59", exact=True).count() == 1
    assert taken < 3000

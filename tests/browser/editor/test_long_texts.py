"""A text of 512 KB stays usable, even while findings, preview and saving go on."""

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

WRITE = """async count => {
    for (let number = 0; number < count; number += 1) {
        document.execCommand("insertText", false, "x");
        await new Promise((resolve) => setTimeout(resolve, 30));
    }
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
def test_a_text_of_512_kb_is_written_in_and_saved(desk: Desk, place: str) -> None:
    desk.page.route(
        "**/preview",
        lambda route: route.fulfill(json={"html": "", "findings": [], "words": 80_000, "readability": 40}),
    )
    desk.open(long_text())
    desk.cursor_to(place)
    desk.page.evaluate(WRITE, 60)
    desk.wait_saved()
    assert "x" * 60 in desk.draft.text.body


def test_the_form_of_a_long_algorithm_opens(desk: Desk) -> None:
    desk.page.route("**/preview", lambda route: route.fulfill(json={"html": "", "findings": []}))
    desk.open(long_text())
    desk.page.locator("[data-steps]").click()
    desk.page.locator("dialog.editor-dialog").wait_for()
    assert desk.page.get_by_role("group", name="Step 59", exact=True).count() == 1

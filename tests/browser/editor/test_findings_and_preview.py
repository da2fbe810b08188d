"""What the server says to the text: findings to walk through, and the page as it will look."""

import re

from playwright.sync_api import expect

from tests.browser.editor.conftest import Desk

WRONG = """What it is.

::: algorithm {otherwise="Shift leader"}
1. Listen. {#listen}
   → #nowhere
2. Explain. {#explain}
   → end
:::
"""


def answer(desk: Desk, code: str, severity: str, text: str, *, column: int = 1, **more: str) -> None:
    """Let the server find one thing in the first line."""
    finding = {"line": 1, "column": column, "severity": severity, "code": code, "message": text, **more}
    said = {"html": "", "findings": [finding], "words": 3, "readability": "Easy to read"}
    desk.page.route("**/preview", lambda route: route.fulfill(json=said))


def test_findings_stand_in_the_gutter_under_the_words_and_in_a_list(desk: Desk) -> None:
    desk.open(WRONG)
    section = desk.page.get_by_role("region", name=re.compile("^Findings: "))
    row = section.get_by_role("button", name=re.compile("Correct Line 5 .*#nowhere"))
    row.wait_for()
    assert desk.page.locator(".cm-lintRange-error:not(.finding-of-all)").first.inner_text() == "#nowhere"
    assert desk.page.locator(".cm-lint-marker-error").count() >= 1
    row.click()
    expect(desk.text).to_be_focused()
    desk.page.keyboard.type("X")
    assert "   → X#nowhere" in desk.body()


def test_f8_walks_the_findings_round_and_says_them(desk: Desk) -> None:
    desk.open(WRONG)
    desk.page.get_by_role("region", name=re.compile("^Findings: ")).wait_for()
    desk.text.focus()
    said = desk.page.get_by_role("status").filter(has_text=re.compile(r"^Finding \d"))
    seen = []
    for keys in ("F8", "F8", "Shift+F8"):
        desk.page.keyboard.press(keys)
        if seen:
            expect(said).not_to_have_text(seen[-1])
        seen.append(said.inner_text().strip())
    assert len(set(seen)) == 2
    assert seen[0] == seen[2]
    assert all(re.match(r"Finding \d of \d, line \d+\. (Correct|Consider): .+", each) for each in seen)


def test_a_mended_text_has_no_findings(desk: Desk) -> None:
    desk.open(WRONG)
    desk.page.get_by_role("region", name=re.compile("^Findings: ")).wait_for()
    desk.cursor_to("#nowhere")
    for _ in "#nowhere":
        desk.page.keyboard.press("Backspace")
    desk.write("#explain")
    desk.page.keyboard.press("Escape")
    expect(desk.page.get_by_role("button", name=re.compile("Line 5"))).to_have_count(0)


def test_a_forbidden_term_is_mended_from_its_mark(desk: Desk) -> None:
    answer(desk, "header.invalid", "error", "Correct the language.", field="language")
    desk.open("Text.")
    desk.page.get_by_role("button", name="Correct Header Correct the language.").click()
    expect(desk.page.get_by_label("Language")).to_be_focused()
    assert desk.page.locator(".cm-lintRange").count() == 0


def test_the_preview_follows_the_text_without_jumping(desk: Desk) -> None:
    desk.open("What it is.\n\n" + "".join(f"Paragraph {number}.\n\n" for number in range(80)))
    page = desk.page.locator(".editor-preview-page")
    page.get_by_text("Paragraph 79.").wait_for()
    page.evaluate("page => { page.scrollTop = 700 }")
    desk.cursor_to("What it is.")
    desk.write(" And more.")
    page.get_by_text("And more.").wait_for()
    assert page.evaluate("page => page.scrollTop") == 700


def test_the_preview_shows_either_edition_or_both(desk: Desk) -> None:
    desk.open("What it is.\n\n::: b2c\nFor homes.\n:::\n\n::: b2b\nFor firms.\n:::\n")
    page = desk.page.locator(".editor-preview-page")
    expect(page).to_contain_text("For homes.")
    expect(page).to_contain_text("For firms.")
    desk.page.get_by_role("radio", name="B2B").check()
    expect(page).not_to_contain_text("For homes.")
    expect(page).to_contain_text("For firms.")


def test_the_preview_waits_for_a_pause_and_shows_only_the_last_answer(desk: Desk) -> None:
    desk.open("")
    asked: list[str] = []
    desk.page.on("request", lambda request: asked.append(request.url))
    desk.write("Twenty letters a word")
    expect(desk.page.locator(".editor-preview-page")).to_contain_text("Twenty letters a word")
    assert len([url for url in asked if url.endswith("/preview")]) <= 2


def test_a_preview_that_fails_leaves_the_last_one_and_says_so(desk: Desk) -> None:
    desk.open("What it is.")
    desk.page.locator(".editor-preview-page").get_by_text("What it is.").wait_for()
    desk.draft.bad_day = "no answer"
    desk.cursor_to("What it is.")
    desk.write(" More.")
    desk.page.get_by_text("cannot be brought up to date").wait_for()
    expect(desk.page.locator(".editor-preview-page")).to_contain_text("What it is.")


def test_links_in_the_preview_do_not_lead_away_from_the_text(desk: Desk) -> None:
    desk.open("See <https://www.example.com/>.")
    with desk.page.context.expect_page() as opened:
        desk.page.locator(".editor-preview-page a").click()
    opened.value.close()
    assert desk.page.url.endswith("/workshop/text/edit")

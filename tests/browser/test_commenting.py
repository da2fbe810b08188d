"""Commenting on selected words in Chromium, and the pages of talk, proposals and coverage for everybody."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from standards.comments.anchoring import Anchor
from standards.comments.services import Remark, begin_thread
from standards.proposals.models import Cause, ProposalKind
from standards.proposals.services import Wish, propose_change
from tests.browser.conftest import sign_in
from tests.browser.test_every_page_for_everybody import faults_of
from tests.people import Cast

PLACE = "/workshop/kratzer/comments/"
PAGES = (
    PLACE,
    PLACE + "new?line=1",
    "/workshop/proposals/",
    "/workshop/proposals/1",
    "/workshop/proposals/new",
    "/workshop/coverage/",
    "/workshop/coverage/handover/fitting",
)
SELECT = """([from, to]) => {
  const place = (words, atEnd) => {
    const walker = document.createTreeWalker(document.querySelector("[data-passages]"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const at = walker.currentNode.data.indexOf(words);
      if (at >= 0) return [walker.currentNode, atEnd ? at + words.length : at];
    }
    throw new Error(`not there: ${words}`);
  };
  const range = document.createRange();
  range.setStart(...place(from, false));
  range.setEnd(...place(to, true));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


@pytest.fixture
def page(chromium: Browser, address: str, cast: Cast) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    opened.on("pageerror", lambda error: said.append(str(error)))
    sign_in(opened, address, cast.approver)
    opened.goto(address + PLACE)
    yield opened
    context.close()
    assert said == []


def _comment(page: Page, start: str, end: str, words: str, wording: str = "") -> None:
    page.evaluate(SELECT, [start, end])
    page.get_by_role("button", name="Comment on these words").click()
    form = page.locator(".comment-form")
    form.get_by_label("What do you want to say?").fill(words)
    form.get_by_label("Other wording for the passage").fill(wording)
    form.get_by_role("button", name="Comment", exact=True).click()
    page.locator(".thread", has_text=words).wait_for()


def test_selected_words_are_commented_on(page: Page) -> None:
    _comment(page, "getäuscht", "getäuscht", "By whom?")
    assert page.locator("mark").all_inner_texts() == ["getäuscht"]
    assert not page.get_by_role("button", name="Comment on these words").is_visible()


def test_words_are_chosen_in_the_text_as_it_is_shown(page: Page, address: str) -> None:
    page.goto(f"{address}/workshop/kratzer/")
    first = page.locator("[data-comment-words] .step-text").first.inner_text().strip()
    page.locator("[data-comment-words] .step-text").first.click(click_count=3)
    page.get_by_role("link", name="Comment on these words").click()
    page.wait_for_url("**/comments/new?*")
    assert page.locator("textarea[name=quote]").input_value() == first


def test_a_selection_may_cross_passages_and_signs(page: Page) -> None:
    _comment(page, "Auftrag", "nennen", "Both at once?")
    assert page.locator(".thread-quote").inner_text().split() == [
        *(["Auftrag", "suchen.", "{#look-up}", "→", "#explain"]),
        *(["4.", "Den", "nächsten", "Schritt", "nennen"]),
    ]


def test_words_that_stand_there_twice_are_told_apart(page: Page, guide: Flask) -> None:
    assert guide
    _comment(page, "#explain", "#explain", "The first one.")
    marked = page.locator(".passage", has=page.locator("mark"))
    assert "ja" in marked.inner_text()


def test_wording_is_proposed_and_accepted_with_one_click(page: Page) -> None:
    _comment(page, "Der Kunde", "getäuscht", "Softer.", "Der Kunde ist enttäuscht")
    page.get_by_role("button", name="Accept this wording").click()
    page.get_by_text("The wording stands in the draft now.").wait_for()
    assert "Der Kunde ist enttäuscht." in page.locator(".passages").inner_text()


def test_what_was_typed_stays_when_other_words_are_selected(page: Page) -> None:
    page.evaluate(SELECT, ["getäuscht", "getäuscht"])
    page.get_by_role("button", name="Comment on these words").click()
    page.get_by_label("What do you want to say?").fill("A long thought")
    page.evaluate(SELECT, ["fühlt sich", "fühlt sich"])
    page.get_by_role("button", name="Comment on these words").click()
    assert page.get_by_label("What do you want to say?").input_value() == "A long thought"
    assert page.locator(".comment-form blockquote").inner_text() == "fühlt sich"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_nobody_is_kept_out_of_the_talk(
    chromium: Browser, guide: Flask, address: str, cast: Cast, width: int, theme: str
) -> None:
    with guide.app_context():
        passage = Anchor("Der Kunde fühlt sich getäuscht.", "", "\n\n", 0)
        begin_thread("kratzer", passage, Remark("Really?", "Der Kunde ist enttäuscht."), cast.editor.actor)
        begin_thread("kratzer", None, Remark("Good."), cast.editor.actor)
        wish = Wish(ProposalKind.CORRECTION, Cause.AUDIT, "Say more", "Heard in May.", "kratzer")
        propose_change(wish, cast.editor.actor)
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, locale="en-GB", color_scheme=theme, bypass_csp=True
    )
    page = context.new_page()
    sign_in(page, address, cast.approver)
    found = {path: faults_of(page, address + path) for path in PAGES}
    context.close()
    assert {path: faults for path, faults in found.items() if faults} == {}

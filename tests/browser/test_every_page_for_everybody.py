"""Every page type in Chromium: axe finds nothing, the page keeps its rules, nothing overflows on a phone."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import sign_in
from tests.people import Cast

AXE = Path(__file__).parent / "vendor/axe-core/axe.min.js"
FOR_EVERYBODY = (
    "/",
    "/guide/b2c/",
    "/guide/b2c/stages/receipt",
    "/guide/b2c/classes/conflict",
    "/guide/b2c/kinds/standard",
    "/guide/b2c/kratzer",
    "/guide/b2c/reklamationen",
    "/guide/b2c/kratzer/steps",
    "/guide/b2c/kratzer/steps?path=listen",
    "/guide/b2c/search?q=Kratzer",
    "/guide/b2c/search?q=xylophon",
    "/guide/b2c/nothing-here",
    "/sign-in",
)
FOR_APPROVERS = ("/account", "/account/password", "/desk", "/publish/", "/publish/b2c")
RUN_AXE = """async () => {
  const found = await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]});
  const places = rule => rule.nodes.map(node => node.target.join(" ")).join(", ");
  return found.violations.map(rule => rule.id + ": " + places(rule));
}"""
WIDER_THAN_THE_WINDOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def faults_of(page: Page, address: str) -> list[str]:
    """Return what axe finds, and whether the page is wider than its window."""
    page.goto(address)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    faults: list[str] = page.evaluate(RUN_AXE)
    too_wide: int = page.evaluate(WIDER_THAN_THE_WINDOW)
    return [*faults, *([f"{too_wide} px too wide"] if too_wide > 0 else [])]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_nobody_is_kept_out_of_any_page(
    chromium: Browser, address: str, cast: Cast, width: int, theme: str
) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, locale="de-DE", color_scheme=theme, bypass_csp=True
    )
    page = context.new_page()
    found = {path: faults_of(page, address + path) for path in FOR_EVERYBODY}
    sign_in(page, address, cast.approver)
    found |= {path: faults_of(page, address + path) for path in FOR_APPROVERS}
    context.close()
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_no_page_breaks_its_own_rules_or_asks_anybody_else(
    chromium: Browser, address: str, cast: Cast
) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.on("request", lambda request: asked.append(request.url))
    for path in FOR_EVERYBODY:
        if path != "/guide/b2c/nothing-here":
            page.goto(address + path)
    sign_in(page, address, cast.approver)
    for path in FOR_APPROVERS:
        page.goto(address + path)
    context.close()
    assert said == []
    assert [url for url in asked if not url.startswith((address, "data:"))] == []


def test_the_guide_works_without_javascript(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="de-DE")
    page = context.new_page()
    page.goto(f"{address}/guide/b2c/")
    page.get_by_label("Suche").or_(page.locator("input[name=q]")).first.fill("Kratzer")
    page.locator("form[role=search] button").first.click()
    page.get_by_role("link", name="Kratzer in der Scheibe").first.click()
    page.locator("a[href*='/steps']").first.click()
    page.locator(".choice-button").first.click()
    assert "path=" in page.url
    page.go_back()
    assert "Bis zum Ende zuhören" in page.content()
    context.close()


def test_a_walk_is_walked_by_digit_keys(chromium: Browser, address: str) -> None:
    context = chromium.new_context(locale="de-DE")
    page = context.new_page()
    page.goto(f"{address}/guide/b2c/kratzer/steps")
    page.keyboard.press("1")
    page.wait_for_url("**path=**")
    assert "Lieferschein" in page.locator("main").inner_text()
    page.keyboard.press("2")
    page.wait_for_url("**note**")
    assert "Auftrag suchen" in page.locator("main").inner_text()
    context.close()


def test_the_probe_itself_finds_what_is_wrong(chromium: Browser, address: str, tmp_path: Path) -> None:
    assert address
    broken = tmp_path / "broken.html"
    broken.write_text(
        '<html><body><img src="x.png"><p style="width: 3000px">wide</p></body></html>', encoding="utf-8"
    )
    page = chromium.new_page()
    faults = " ".join(faults_of(page, broken.as_uri()))
    page.close()
    assert "image-alt" in faults
    assert "too wide" in faults

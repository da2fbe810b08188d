"""From a key on one page to the screen of another, in a real browser with a long text."""

from playwright.sync_api import Browser, Page, sync_playwright

from tests.benchmarks.live.stages import Stage

CHROMIUM = "/usr/bin/chromium"
KEYS = 100
LONG = "A line of a long text.\n" * 2_200
PATIENCE_MS = 60_000
NOTE_KEYS = """() => {
  window.pressed = [];
  const note = () => window.pressed.push(performance.timeOrigin + performance.now());
  document.addEventListener("keydown", note, true);
}"""
NOTE_SIGHT = """() => {
  // The keys alone: the name at the other's caret stands in the same line.
  const first = () => {
    const line = document.querySelector(".cm-line").cloneNode(true);
    line.querySelectorAll(".caret").forEach((caret) => caret.remove());
    return line.textContent.length;
  };
  let length = first();
  window.seen = [];
  new MutationObserver(() => {
    if (first() <= length) return;
    length = first();
    requestAnimationFrame(() => window.seen.push(performance.timeOrigin + performance.now()));
  }).observe(document.querySelector(".cm-content"), { subtree: true, childList: true, characterData: true });
}"""


def keystrokes(stage: Stage) -> list[float]:
    """Return the milliseconds of each key."""
    assert stage.house
    slug = stage.house.slug(stage.house.document(LONG))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        writing, watching = (_page(browser, stage, slug, number) for number in range(2))
        watching.evaluate(NOTE_SIGHT)
        writing.evaluate(NOTE_KEYS)
        writing.locator(".cm-content").focus()
        writing.keyboard.press("Control+Home")
        writing.evaluate("() => { window.pressed = []; }")
        for number in range(1, KEYS + 1):
            writing.keyboard.press("x")
            watching.wait_for_function("n => window.seen.length >= n", arg=number, timeout=PATIENCE_MS)
        pressed, seen = writing.evaluate("() => window.pressed"), watching.evaluate("() => window.seen")
        browser.close()
    return [after - before for before, after in zip(pressed, seen, strict=True)]


def _page(browser: Browser, stage: Stage, slug: str, number: int) -> Page:
    address = f"http://127.0.0.1:{stage.programs[0].port}"
    context = browser.new_context(base_url=address)
    name, value = stage.cookies[number].split("=", 1)
    context.add_cookies([{"name": name, "value": value, "url": address}])
    page = context.new_page()
    with page.expect_websocket():
        page.goto(f"/workshop/{slug}/edit")
    page.locator(".cm-content").wait_for()
    return page

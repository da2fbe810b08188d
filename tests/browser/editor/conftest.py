"""Chromium with the edit page of a small workshop; each test shows too that it broke no rule."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Locator, Page, Route

from tests.browser.editor.workshop_double import Draft, Workshop

AXE = Path("tests/browser/vendor/axe-core/axe.min.js")


@dataclass
class Desk:
    """The edit page in a browser, with what somebody does there."""

    page: Page
    workshop: Workshop
    complaints: list[str] = field(default_factory=list)

    @property
    def draft(self) -> Draft:
        return self.workshop.draft

    @property
    def text(self) -> Locator:
        return self.page.get_by_role("textbox", name="Text", exact=True)

    @property
    def status(self) -> Locator:
        return self.page.locator("[data-status]")

    def open(self, body: str | None = None, *, kind: str = "situation") -> "Desk":
        if body is not None:
            self.draft.kind = kind
            self.draft.text.body = body
        self.page.goto(f"{self.workshop.address}/workshop/text/edit")
        self.text.wait_for()
        return self

    def body(self) -> str:
        """What stands in the editor, read past the screen: only a part of a long text is drawn."""
        text: str = self.page.evaluate(
            "() => document.querySelector('.cm-content').cmTile.view.state.doc.toString()"
        )
        return text

    def write(self, words: str) -> None:
        self.text.focus()
        self.page.keyboard.type(words)

    def cursor_to(self, words: str, *, after: bool = True) -> None:
        """Put the cursor before or behind some words, as a click would."""
        at = self.body().index(words) + (len(words) if after else 0)
        self.page.evaluate(
            "at => document.querySelector('.cm-content').cmTile.view.dispatch({selection: {anchor: at}})", at
        )
        self.text.focus()

    def insert(self, name: str) -> Locator:
        """Choose from the insert menu; return the dialog that asks for more."""
        self.page.get_by_role("button", name="Insert", exact=True).first.click()
        self.page.get_by_role("menuitem", name=name, exact=True).click()
        return self.page.get_by_role("dialog")

    def done(self, button: str = "Insert") -> None:
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_role("button", name=button, exact=True).click()
        dialog.wait_for(state="detached")

    def paste(self, html: str = "", plain: str = "") -> None:
        self.text.focus()
        self.page.evaluate(
            """([html, plain]) => {
                const data = new DataTransfer();
                if (html) data.setData("text/html", html);
                data.setData("text/plain", plain);
                const pasted = {clipboardData: data, bubbles: true, cancelable: true};
                document.querySelector(".cm-content").dispatchEvent(new ClipboardEvent("paste", pasted));
            }""",
            [html, plain],
        )

    def wait_saved(self) -> None:
        self.page.locator("[data-status][data-state=saved]").wait_for(timeout=15_000)

    def hold(self, pattern: str) -> list[Route]:
        """Hold requests back; each in the list goes on when it is told to."""
        held: list[Route] = []

        def keep(route: Route) -> None:
            held.append(route)

        self.page.route(pattern, keep)
        return held

    def leave_whatever_is_asked(self) -> list[str]:
        """Answer each question of the browser with yes; the list says which there were."""
        asked: list[str] = []

        def accept(dialog: Dialog) -> None:
            asked.append(dialog.type)
            dialog.accept()

        self.page.on("dialog", accept)
        return asked

    def accessibility_faults(self) -> list[str]:
        """What axe finds, as rule and place."""
        self.page.evaluate(AXE.read_text("utf-8"))
        found = self.page.evaluate(
            """async () => (await axe.run()).violations.map(
                ({id, nodes}) => [id, nodes.map(({target, failureSummary}) => `${target} ${failureSummary}`)]
            )"""
        )
        return [f"{rule}: {places}" for rule, places in found]


@pytest.fixture
def workshop() -> Iterator[Workshop]:
    server = Workshop()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB", timezone_id="UTC")
    yield made
    made.close()


@pytest.fixture
def desk(context: BrowserContext, workshop: Workshop) -> Iterator[Desk]:
    page = context.new_page()
    page.set_default_timeout(8000)
    opened = Desk(page, workshop)
    page.on("console", lambda said: opened.complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    yield opened
    assert [each for each in opened.complaints if "Failed to load resource" not in each] == []

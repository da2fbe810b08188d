"""Chromium with the edit page of a small workshop; each test shows too that it broke no rule."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.edit_page import LONG_MS, EditPage
from tests.browser.editor.workshop_double import Draft, Workshop

AXE = Path("tests/browser/vendor/axe-core/axe.min.js")


@dataclass
class Desk(EditPage):
    """The edit page of the small workshop."""

    workshop: Workshop
    complaints: list[str] = field(default_factory=list)

    @property
    def draft(self) -> Draft:
        return self.workshop.draft

    def open(self, body: str | None = None, *, kind: str = "situation") -> "Desk":
        if body is not None:
            self.draft.kind = kind
            self.draft.text.body = body
        self.page.goto(f"{self.workshop.address}/workshop/text/edit")
        self.text.wait_for()
        return self

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
    page.set_default_timeout(LONG_MS)
    opened = Desk(page, workshop)
    page.on("console", lambda said: opened.complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    yield opened
    assert [each for each in opened.complaints if "Failed to load resource" not in each] == []

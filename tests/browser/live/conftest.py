"""Several pages of Chromium in one text, against a server of its own that can be killed and started again."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.live.cables import Cable
from tests.live.houses import House, house_on
from tests.live.servers import Server, Visitor
from tests.people import Person

AXE = Path("tests/browser/vendor/axe-core/axe.min.js")
PATIENCE_MS = 30_000
SIZE = {"width": 1280, "height": 900}
BODY = "We listen.\n\n## Rules\n\n- Name the day.\n- Say who calls back.\n"
VIEW = "document.querySelector('.cm-content').cmTile.view"

expect.set_options(timeout=PATIENCE_MS)


class Writer:
    """Somebody with the edit page of a document open, and what they do there."""

    def __init__(self, page: Page, person: Person, slug: str) -> None:
        self.page = page
        self.person = person
        self.slug = slug
        self.cable = Cable(page.context)
        self.complaints: list[str] = []
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    @property
    def text(self) -> Locator:
        return self.page.get_by_role("textbox", name="Text", exact=True)

    @property
    def status(self) -> Locator:
        return self.page.locator("[data-status]")

    @property
    def people(self) -> Locator:
        return self.page.get_by_role("region", name="Who is here")

    def body(self) -> str:
        """What stands in the editor, read past the screen: only a part of a long text is drawn."""
        text: str = self.page.evaluate(f"() => {VIEW}.state.doc.toString()")
        return text

    def write(self, words: str) -> None:
        self.text.focus()
        self.page.keyboard.type(words)

    def cursor_to(self, words: str, *, after: bool = True) -> None:
        at = self.page.evaluate(f"words => {VIEW}.state.doc.toString().indexOf(words)", words)
        place = at + (len(words) if after else 0)
        self.page.evaluate(f"at => {VIEW}.dispatch({{selection: {{anchor: at}}}})", place)
        self.text.focus()

    def is_told(self, state: str) -> None:
        """Wait until the line beside the text says so: stored, offline, failed."""
        expect(self.status).to_have_attribute("data-state", state)

    def sees(self, words: str) -> None:
        self.page.wait_for_function(f"words => {VIEW}.state.doc.toString().includes(words)", arg=words)

    def lacks(self, words: str) -> None:
        self.page.wait_for_function(f"words => !{VIEW}.state.doc.toString().includes(words)", arg=words)

    def real_complaints(self) -> list[str]:
        """Return what the console said, apart from what a dead server makes it say."""
        expected = ("ERR_CONNECTION", "WebSocket", "Failed to load resource")
        return [said for said in self.complaints if not any(words in said for words in expected)]


Sit = Callable[..., Writer]


@pytest.fixture(scope="session")
def writing_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("browser-live")
    with house_on(f"sqlite:///{folder / 'live.sqlite3'}", folder) as built:
        yield built


@pytest.fixture(scope="session")
def steady(writing_house: House) -> Server:
    """The server that no test kills."""
    return writing_house.server()


@pytest.fixture
def frail(writing_house: House) -> Iterator[Server]:
    """A server to be killed."""
    server = writing_house.server()
    yield server
    server.stop()


@pytest.fixture
def sit(chromium: Browser, writing_house: House, steady: Server) -> Iterator[Sit]:
    """Let people sit down at a text: `sit(document_id, person)`; each has a browser of their own."""
    contexts: list[BrowserContext] = []
    writers: list[Writer] = []

    def sit_down(
        document_id: int,
        person: Person,
        server: Server | None = None,
        *,
        is_cut: bool = False,
        **more: object,
    ) -> Writer:
        address = (server or steady).address
        context = chromium.new_context(**{"viewport": SIZE, "locale": "en-GB", **more})  # type: ignore[arg-type]
        contexts.append(context)
        name, _, value = Visitor(address).sign_in(person).cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": address}])
        writer = Writer(context.new_page(), person, writing_house.slug(document_id))
        writers.append(writer)
        writer.cable.is_out = is_cut
        writer.page.goto(f"{address}/workshop/{writer.slug}/edit")
        if not is_cut:
            writer.is_told("stored")
        return writer

    yield sit_down
    for context in contexts:
        context.close()
    assert [said for writer in writers for said in writer.real_complaints()] == []

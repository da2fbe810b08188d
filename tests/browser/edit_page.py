"""What somebody does on an edit page in Chromium, whoever serves the page."""

from dataclasses import dataclass

from playwright.sync_api import Dialog, Locator, Page, Route, expect

LONG_MS = 30_000
SELECT = """([from, to]) => document.querySelector(".cm-content").cmTile.view.dispatch(
    {selection: {anchor: from, head: to}, scrollIntoView: true}
)"""


@dataclass
class EditPage:
    """The edit page in a browser."""

    page: Page

    @property
    def text(self) -> Locator:
        return self.page.get_by_role("textbox", name="Text", exact=True)

    @property
    def status(self) -> Locator:
        return self.page.locator("[data-status]")

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
        self.page.evaluate(SELECT, [at, at])
        self.text.focus()

    def write_over(self, words: str, others: str) -> None:
        """Select some words, as the mouse would, and type others."""
        at = self.body().index(words)
        self.page.evaluate(SELECT, [at, at + len(words)])
        self.write(others)

    def insert(self, name: str) -> Locator:
        """Choose from the insert menu; return the dialog that asks for more."""
        self.page.get_by_role("button", name="Insert", exact=True).first.click()
        self.page.get_by_role("menuitem", name=name, exact=True).click()
        return self.page.get_by_role("dialog")

    def done(self, button: str = "Insert") -> None:
        self.page.get_by_role("dialog").get_by_role("button", name=button, exact=True).click()
        self.wait_for_no_dialog()

    def wait_for_no_dialog(self) -> None:
        """Wait until a dialog was taken away, a moment after it is hidden: then the text is written."""
        expect(self.page.locator("dialog.editor-dialog")).to_have_count(0, timeout=LONG_MS)

    def wait_saved(self) -> None:
        self.page.locator("[data-status][data-state=saved]").wait_for(timeout=LONG_MS)

    def hold(self, pattern: str) -> list[Route]:
        """Hold requests back; each in the list goes on when it is told to."""
        held: list[Route] = []

        def keep(route: Route) -> None:
            held.append(route)

        self.page.route(pattern, keep)
        return held

    def let_go(self, held: list[Route]) -> None:
        """Let what is held back go on, once it has come."""
        for _ in range(LONG_MS // 20):
            if held:
                break
            self.page.wait_for_timeout(20)
        held.pop().continue_()

    def leave_whatever_is_asked(self) -> list[str]:
        """Answer each question of the browser with yes; the list says which there were."""
        asked: list[str] = []

        def accept(dialog: Dialog) -> None:
            asked.append(dialog.type)
            dialog.accept()

        self.page.on("dialog", accept)
        return asked

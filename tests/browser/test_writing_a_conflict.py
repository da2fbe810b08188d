"""A newcomer to the real workshop writes a conflict situation: plain words are typed, all else is chosen."""

import pytest
from flask import Flask
from playwright.sync_api import Locator, expect

from app.company.queries import current_company
from app.kernel.actors import SYSTEM
from app.language.checking import check_document
from app.language.company import Company
from app.language.document import parse_document
from app.language.errors import Severity
from standards.documents.services import save_revision
from standards.documents.texts import RevisionText
from tests.browser.conftest import TakeSeat
from tests.browser.seats import Seat
from tests.people import Cast

SIGNS = set("[]{}#→|*_`~<>")
CALMING = "kind: script\ntitle: Calming words\nlanguage: en"
WRITTEN = """\
Somebody shouts in the showroom. Others are listening.

::: algorithm {otherwise="Call the shift leader, extension 12"}
1. Listen to the end without interrupting. {#listen}
   > [!say] I am glad that you tell me, {{customer name}}. What exactly happened?
   > [!avoid] That is not our fault.
   > [!why] Who has been heard is ready to solve the matter.
2. Is the delivery note at hand? {#question}
   - yes → #compare-the-measure
   - no → #look-the-order
   - there never was one → [[ohne-unterlagen]]
3. Compare the measure on the note. {#compare-the-measure}
   → #solve
4. Look the order up by number. {#look-the-order}
5. Explain the measuring report. {#solve .hard}
   > [!say] We measure together, and I write down what we find.
   ![[calming-words]]
6. Name the date of the next call. {#hand-over}
   → end: Customer agrees
:::

- Lets the customer speak to the end. {#lets-the-customer .criterion impact=high area=style}
"""


class Newcomer:
    """Fills in and types, and remembers what, so that the test can show what was never typed."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat
        self.typed: list[str] = []

    def fill(self, field: Locator, words: str) -> None:
        self.typed.append(words)
        field.fill(words)

    def write_over(self, words: str, others: str) -> None:
        self.typed.append(others)
        self.seat.write_over(words, others)


@pytest.fixture
def newcomer(guide: Flask, cast: Cast, take_seat: TakeSeat) -> Newcomer:
    with guide.app_context():
        save_revision(RevisionText("calming-words", CALMING, "> [!say] I see what you mean.\n"), 0, SYSTEM)
    return Newcomer(take_seat(cast.editor))


def begin(newcomer: Newcomer) -> None:
    page = newcomer.seat.page
    page.get_by_role("link", name="Write", exact=True).click()
    page.get_by_role("link", name="Write something new").click()
    page.get_by_label("A situation in which somebody is upset (conflict)").check()
    newcomer.fill(page.get_by_label("Title"), "A loud customer")
    page.get_by_label("Language of the text").select_option(label="English")
    page.get_by_role("button", name="Begin").click()
    newcomer.seat.text.wait_for()


def fill_header(newcomer: Newcomer) -> None:
    page = newcomer.seat.page
    newcomer.fill(page.get_by_label("In a sentence"), "Somebody shouts, and others hear it.")
    page.get_by_label("Stage", exact=True).select_option(label="Receipt and fitting")
    page.get_by_label("What the customer comes with").select_option(label="A complaint")
    page.get_by_label("Telefon").check()


def step(dialog: Locator, number: int) -> Locator:
    return dialog.get_by_role("group", name=f"Step {number}", exact=True)


def write_steps(newcomer: Newcomer) -> None:
    """Make six steps of the four that the template begins with."""
    newcomer.seat.page.get_by_role("button", name="Steps as a list", exact=True).click()
    dialog = newcomer.seat.page.get_by_role("dialog", name="The algorithm as a list")
    for _ in range(2):
        dialog.get_by_role("button", name="Add a step below Step 2").click()
    sentences = {
        2: "Is the delivery note at hand?",
        3: "Compare the measure on the note.",
        4: "Look the order up by number.",
        5: "Explain the measuring report.",
        6: "Name the date of the next call.",
    }
    for number, words in sentences.items():
        newcomer.fill(step(dialog, number).get_by_label("What is to be done, or asked"), words)
    write_ways(newcomer, dialog)
    say = step(dialog, 5).get_by_label("What to say", exact=True)
    newcomer.fill(say, "We measure together, and I write down what we find.")
    newcomer.fill(dialog.get_by_label("If nothing fits"), "Call the shift leader, extension 12")
    newcomer.seat.done("Take over")


def write_ways(newcomer: Newcomer, dialog: Locator) -> None:
    question = step(dialog, 2)
    question.get_by_role("button", name="Add an answer").click()
    newcomer.fill(question.get_by_label("Answer", exact=True).nth(2), "there never was one")
    ways = ("3 · Compare the measure on the note.", "4 · Look the order up by number.")
    for place, label in enumerate((*ways, "Auftrag ohne Unterlagen")):
        question.get_by_label("leads to", exact=True).nth(place).select_option(label=label)
    leads = "It goes on with"
    report = "5 · Explain the measuring report."
    step(dialog, 3).get_by_label(leads, exact=True).select_option(label=report)
    step(dialog, 5).get_by_label(leads, exact=True).select_option(label="the step below")
    last = step(dialog, 6)
    last.get_by_label(leads, exact=True).select_option(label="the end, and what is reached …")
    newcomer.fill(last.get_by_label("What is reached"), "Customer agrees")


def embed_and_judge(newcomer: Newcomer) -> None:
    dialog = newcomer.seat.insert("Script from elsewhere")
    newcomer.fill(dialog.get_by_label("Search by title"), "calm")
    dialog.get_by_label("Where it goes").select_option(label="To step 5 · Explain the measuring report.")
    newcomer.seat.done()
    dialog = newcomer.seat.insert("Criterion for audits")
    newcomer.fill(dialog.get_by_label("What is checked"), "Lets the customer speak to the end.")
    dialog.get_by_label("high", exact=True).check()
    dialog.get_by_label("the style").check()
    newcomer.seat.done()


def company_of(app: Flask) -> Company:
    with app.app_context():
        return current_company()


def test_a_conflict_with_six_steps_is_written_kept_and_sound(newcomer: Newcomer) -> None:
    seat, page = newcomer.seat, newcomer.seat.page
    begin(newcomer)
    fill_header(newcomer)
    opening = seat.body().split("\n", 1)[0]
    newcomer.write_over(opening, "Somebody shouts in the showroom. Others are listening.")
    newcomer.write_over("I understand that this is annoying", "I am glad that you tell me")
    write_steps(newcomer)
    embed_and_judge(newcomer)
    assert not SIGNS & set("".join(newcomer.typed))

    seat.wait_saved()
    draft = seat.draft("a-loud-customer")
    assert draft.body == WRITTEN
    written = parse_document(draft.header_text, draft.body, slug="a-loud-customer")
    header = written.header
    assert (header.kind, header.situation_class, header.stage) == ("situation", "conflict", "receipt")
    assert (header.concern, header.channels) == ("complaint", ("phone",))
    found = [*written.findings, *check_document(written, company_of(seat.app))]
    assert [finding for finding in found if finding.severity is Severity.ERROR] == []
    expect(page.locator("[data-preview] svg").first).to_be_visible()

    page.get_by_role("button", name="Save and keep as a revision").click()
    newcomer.fill(page.get_by_label("What changed, and why?"), "Written after the talks in May.")
    page.get_by_role("button", name="Keep as revision 1").click()
    page.get_by_text("Revision 1 is kept.").wait_for()
    expect(page.locator(".remark--error")).to_have_count(0)
    assert seat.document("a-loud-customer").number == 1


def test_nothing_is_called_saved_before_the_server_has_said_so(newcomer: Newcomer) -> None:
    seat, page = newcomer.seat.edit("kratzer"), newcomer.seat.page
    held = seat.hold("**/draft")
    seat.write_over("Der Kunde", "Die Kundin")
    expect(seat.status).to_have_text("Saving …")
    assert seat.draft("kratzer").is_open is False
    seat.let_go(held)
    page.unroute("**/draft")
    seat.wait_saved()
    assert seat.draft("kratzer").body.startswith("Die Kundin fühlt sich getäuscht.")


def test_a_situation_judged_anew_needs_a_reason_and_shows_it(newcomer: Newcomer) -> None:
    seat, page = newcomer.seat.edit("ohne-unterlagen"), newcomer.seat.page
    page.get_by_text("What it is about: title, class, place").click()
    page.get_by_label("Class", exact=True).select_option(label="Typical")
    seat.wait_saved()
    page.get_by_role("button", name="Save and keep as a revision").click()
    newcomer.fill(page.get_by_label("What changed, and why?"), "It goes smoothly now.")
    page.get_by_role("button", name="Keep as revision 2").click()
    page.get_by_role("alert").get_by_text("Say why, so that others can follow it.").first.wait_for()
    expect(page.get_by_label("What changed, and why?")).to_have_value("It goes smoothly now.")
    newcomer.fill(page.get_by_label("Why another class?"), "The new search finds every order.")
    page.get_by_role("button", name="Keep as revision 2").click()
    page.get_by_text("Revision 2 is kept.").wait_for()
    expect(page.locator("main")).to_contain_text("The new search finds every order.")
    assert seat.document("ohne-unterlagen").situation_class == "typical"

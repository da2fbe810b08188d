"""A text goes through review by pages: returned, mended, fallen back through a script, approved by two."""

from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Locator, expect

from app.kernel.actors import SYSTEM
from standards.documents.services import save_revision
from standards.documents.texts import RevisionText
from tests.browser.conftest import TakeSeat
from tests.browser.seats import Seat
from tests.people import Cast
from tests.reviewing import group_of

CALMING = "kind: script\ntitle: Ruhige Worte\nlanguage: de"
PUBLISHED = "/guide/b2c/kratzer?language=de"


@dataclass
class Round:
    """Eva writes, Mia of management and Fritz of fitting review, Amir looks after the script."""

    eva: Seat
    mia: Seat
    fritz: Seat
    amir: Seat


@pytest.fixture
def group(guide: Flask, cast: Cast, password_hash: str, take_seat: TakeSeat) -> Round:
    with guide.app_context():
        people = group_of(password_hash)
        save_revision(
            RevisionText("ruhige-worte", CALMING, "> [!say] Ich sehe, was Sie meinen.\n"), 0, SYSTEM
        )
    return Round(*(take_seat(person) for person in (cast.editor, people.mia, people.fritz, cast.approver)))


def ask(eva: Seat, note: str) -> str:
    """Ask Mia and Fritz from the page of the document; return the address of the review."""
    eva.go("/workshop/kratzer/")
    eva.page.get_by_role("complementary").get_by_role("link", name="Review", exact=True).click()
    eva.page.get_by_label("What is it about?").fill(note)
    for name in ("Mia Management", "Fritz Fitting"):
        eva.page.get_by_label(name).check()
    eva.page.get_by_role("button", name="Ask for the review").click()
    eva.page.get_by_text("The review is on its way.").wait_for()
    return eva.page.url


def open_from_desk(seat: Seat) -> None:
    seat.go("/desk")
    waiting = seat.page.get_by_role("region", name="Waits for you")
    waiting.get_by_role("link", name="Kratzer in der Scheibe").click()
    seat.page.get_by_role("heading", name="Your answer").wait_for()


def answer(seat: Seat, choice: str, reason: str = "") -> None:
    seat.page.get_by_label(choice, exact=True).check()
    seat.page.get_by_label("Reason", exact=True).fill(reason)
    seat.page.get_by_role("button", name="Give this answer").click()


def main_of(seat: Seat) -> Locator:
    return seat.page.locator("main")


def keep(seat: Seat, number: int, note: str) -> None:
    seat.page.get_by_role("button", name="Save and keep as a revision").click()
    seat.page.get_by_label("What changed, and why?").fill(note)
    seat.page.get_by_role("button", name=f"Keep as revision {number}").click()
    seat.page.get_by_text(f"Revision {number} is kept.").wait_for()


def write_and_ask(eva: Seat) -> str:
    eva.edit("kratzer")
    dialog = eva.insert("Script from elsewhere")
    dialog.get_by_label("Where it goes").select_option(label="To step 1 · Bis zum Ende zuhören.")
    eva.done()
    eva.wait_saved()
    return ask(eva, "Now with the calming words.")


def return_it(mia: Seat) -> None:
    open_from_desk(mia)
    answer(mia, "Return it")
    mia.page.get_by_role("alert").filter(has_text="Say in a sentence what is the reason.").wait_for()
    answer(mia, "Return it", "The date of the call is missing.")
    mia.page.get_by_text("The text went back, with your reason.").wait_for()


def mend_and_ask_again(eva: Seat) -> str:
    eva.go("/desk")
    back = eva.page.get_by_role("region", name="Came back to you")
    expect(back).to_contain_text("The date of the call is missing.")
    eva.edit("kratzer")
    eva.write_over("Den nächsten Schritt nennen", "Den nächsten Schritt und den Tag nennen")
    eva.wait_saved()
    return ask(eva, "The day is named.")


def change_the_script(amir: Seat) -> None:
    amir.edit("ruhige-worte")
    amir.write_over("Ich sehe, was Sie meinen.", "Ich verstehe, was Sie meinen.")
    keep(amir, 2, "Warmer.")


def approve(seat: Seat, said: str) -> None:
    answer(seat, "Approve this text")
    seat.page.get_by_text(said).wait_for()


def test_a_text_is_returned_falls_back_and_is_approved_by_two(group: Round) -> None:
    eva, mia, fritz, amir = group.eva, group.mia, group.fritz, group.amir
    write_and_ask(eva)
    return_it(mia)
    fallen = mend_and_ask_again(eva)

    open_from_desk(mia)
    approve(mia, "Your approval is kept. Others must still approve.")
    open_from_desk(fritz)
    expect(main_of(fritz)).to_contain_text("2 people must approve; one has.")
    change_the_script(amir)
    answer(fritz, "Approve this text")
    for seat in (fritz, eva):
        if seat is eva:
            seat.page.goto(fallen)
        expect(main_of(seat)).to_contain_text("“Ruhige Worte”, which this text contains, was changed")
        expect(main_of(seat)).to_contain_text("the answers given here no longer count")

    eva.page.get_by_role("link", name="Ask again, with the text as it is now").click()
    review = ask(eva, "The same, with the warmer words.")
    open_from_desk(mia)
    expect(main_of(mia)).to_contain_text("Ich verstehe, was Sie meinen.")
    approve(mia, "Your approval is kept.")
    open_from_desk(fritz)
    approve(fritz, "The text is approved and can be published.")
    eva.page.goto(review)
    expect(main_of(eva)).to_contain_text("Approved.")
    for name in ("Mia Management approves this text", "Fritz Fitting approves this text"):
        expect(main_of(eva)).to_contain_text(name)
    eva.go(PUBLISHED)
    expect(main_of(eva)).to_contain_text("Den nächsten Schritt nennen")
    expect(main_of(eva)).not_to_contain_text("Ich verstehe, was Sie meinen.")

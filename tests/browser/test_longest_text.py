"""The longest text there may be, in a real browser at the real workshop: it stays a text one can write in."""

import pytest
from flask import Flask
from playwright.sync_api import expect

from standards.documents.services import save_revision
from standards.documents.texts import RevisionText
from tests.browser.conftest import TakeSeat
from tests.longest import HEADER, longest_body
from tests.people import Cast

A_WHILE = 90_000
"""Milliseconds: a machine that does ten things at once takes long over half a megabyte."""


@pytest.fixture(autouse=True)
def longest(guide: Flask, cast: Cast) -> str:
    body = longest_body()
    with guide.app_context():
        written = RevisionText("longest", f"{HEADER}\nslug: longest", body, "Begun.")
        save_revision(written, 0, cast.admin.actor)
    return body


def test_what_is_typed_in_the_middle_and_at_the_end_is_saved_shown_and_checked(
    take_seat: TakeSeat, cast: Cast, longest: str
) -> None:
    seat = take_seat(cast.editor)
    page = seat.edit("longest")
    shown = page.page.locator(".editor-preview-page")
    expect(shown).to_contain_text("Nummer 1 und den Tag", timeout=A_WHILE)
    page.cursor_to("Nummer 150 kümmert.[^n150]")
    page.write(" Und zwar gleich.")
    page.wait_saved()
    page.cursor_to("[^n316]: Siehe Protokoll 316, Abschnitt 41.\n\n")
    page.write("Schluss: [[nirgendwo]].")
    page.wait_saved()
    expect(shown).to_contain_text("Und zwar gleich.", timeout=A_WHILE)
    expect(shown).to_contain_text("Schluss:", timeout=A_WHILE)
    expect(seat.page.get_by_role("button", name="nirgendwo")).to_be_visible()
    seat.page.reload()
    page.text.wait_for()
    wanted = longest.replace("Nummer 150 kümmert.[^n150]", "Nummer 150 kümmert.[^n150] Und zwar gleich.")
    assert page.body() == f"{wanted}Schluss: [[nirgendwo]]."

"""Somebody at the real workshop: a browser of their own, and what the store says of what they write."""

from dataclasses import dataclass, field

from flask import Flask
from playwright.sync_api import Page

from standards.documents.addresses import document_at
from standards.documents.draft_rows import draft_of
from standards.documents.models import Document, Draft
from tests.browser.edit_page import LONG_MS, EditPage


@dataclass
class Seat(EditPage):
    """One person's browser at the application that the test serves."""

    app: Flask
    address: str
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Wait long before giving up, and note what the page complains of."""
        self.page.set_default_timeout(LONG_MS)
        self.watch(self.page)

    def watch(self, page: Page) -> None:
        """Note what a page complains of; that a request failed is what some tests are about."""
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self._note(said.text) if said.type == "error" else None)

    def _note(self, complaint: str) -> None:
        if "Failed to load resource" not in complaint:
            self.complaints.append(complaint)

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)

    def edit(self, slug: str) -> "Seat":
        self.go(f"/workshop/{slug}/edit")
        self.text.wait_for()
        return self

    def document(self, slug: str) -> Document:
        """Return what the store knows of a document."""
        with self.app.app_context():
            return document_at(slug)

    def draft(self, slug: str) -> Draft:
        """Return what the store holds as the draft of a document."""
        with self.app.app_context():
            found = draft_of(document_at(slug).id)
            assert found is not None
            return found

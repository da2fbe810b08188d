"""Where several may write in a draft at once: a room above opens the door, the edit page names it."""

from collections.abc import Callable

from flask import Flask, current_app

from standards.documents.models import Document

KEY = "live_door"


def open_live_door(app: Flask, address: Callable[[Document], str]) -> None:
    """Have the edit pages of this application write live, at the address of each document's room."""
    app.extensions[KEY] = address


def live_address(document: Document) -> str:
    """Return the address of a document's room; "" where this server has none, then the form saves alone."""
    address: Callable[[Document], str] | None = current_app.extensions.get(KEY)
    return address(document) if address else ""

"""What rooms above offer the editor in the browser: addresses that it asks, named by attributes of the form.

`data-live` is the room in which several write in a draft at once; without it the form saves alone.
"""

from collections.abc import Callable, Mapping

from flask import Flask, current_app

from standards.documents.models import Document

KEY = "editor_addresses"
LIVE = "data-live"
Address = Callable[[Document], str]


def offer_to_editor(app: Flask, attribute: str, address: Address) -> None:
    """Have the edit pages of this application name an address for each document."""
    app.extensions.setdefault(KEY, {})[attribute] = address


def open_live_door(app: Flask, address: Address) -> None:
    """Have the edit pages of this application write live, at the address of each document's room."""
    offer_to_editor(app, LIVE, address)


def offered_to_editor(document: Document) -> Mapping[str, str]:
    """Return the addresses for a document by attribute."""
    offers: Mapping[str, Address] = current_app.extensions.get(KEY, {})
    return {attribute: address(document) for attribute, address in offers.items()}

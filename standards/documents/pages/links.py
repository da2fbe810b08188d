"""Links that rooms above put beside a document, such as to its reviews and comments."""

from collections.abc import Callable, Sequence

from flask import Flask, current_app

from app.web.frame import NavigationItem
from standards.documents.models import Document

KEY = "document_links"
Contributor = Callable[[Document], Sequence[NavigationItem]]


def keep_links(app: Flask) -> None:
    """Let rooms above add links in this application."""
    app.extensions[KEY] = []


def contribute_links(app: Flask, contributor: Contributor) -> None:
    """Have a room add its links beside each document, in the order of registration."""
    app.extensions[KEY].append(contributor)


def links_beside(document: Document) -> Sequence[NavigationItem]:
    """Return the links of all rooms for a document."""
    return [link for contributor in current_app.extensions[KEY] for link in contributor(document)]

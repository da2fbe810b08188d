"""What can name a document: the form of a slug, and the words that are addresses of pages instead."""

import re
from typing import Final

_SLUG = re.compile(r"[^\W_](?:[\w-]{0,118}[^\W_])?")

RESERVED: Final = frozenset(
    {
        # Beside the documents of the workshop.
        "completions",
        "coverage",
        "export",
        "import",
        "new",
        "pictures",
        "preview",
        "proposals",
        "reviews",
        "templates",
        # Beside the documents of the guide.
        "classes",
        "contact-points",
        "kinds",
        "search",
        "sections",
        "stages",
    }
)
"""Words that stand where a document's slug stands in an address; a test compares them with all routes."""


def is_slug(text: str) -> bool:
    """Say whether a text has the form of a slug: letters, digits, `-` and `_`, at most 120."""
    return _SLUG.fullmatch(text) is not None


def can_name_document(text: str) -> bool:
    """Say whether a document can have this slug."""
    return is_slug(text) and text not in RESERVED

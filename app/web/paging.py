"""Long lists in pages that begin after a key, so that page 200 costs as much as page 1."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import request

ROWS = 50
# More would not fit into an id of either database.
MOST_DIGITS = 18

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows, and the key after which the next ones begin ("" when these are the last)."""

    rows: tuple[Row, ...]
    next_key: str


def page_of(rows: Sequence[Row], key: Callable[[Row], object], size: int = ROWS) -> Page[Row]:
    """Return a page from up to `size + 1` rows: the one too many only tells that there are more."""
    shown = tuple(rows[:size])
    return Page(shown, str(key(shown[-1])) if len(rows) > size else "")


def requested_key() -> str:
    """Return the key after which the requested page begins, as it came; "" for the first page."""
    return request.args.get("after", "")


def requested_id() -> int | None:
    """Return the requested key as an id, or None for the first page and for anything that is no id."""
    key = requested_key()
    return int(key) if key.isascii() and key.isdecimal() and len(key) <= MOST_DIGITS else None

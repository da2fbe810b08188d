"""What a room has to take in that others stored: other processes, forms beside it, commands."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from app.accounts.queries import names_of
from standards.realtime.queries import Row, Standing, authors_of, ids_after, rows_by_id, standing_of


@dataclass(frozen=True, slots=True)
class News:
    """Changes of a log that a room does not know, where its document stands, and the names of all in it."""

    rows: Sequence[Row]
    authors: Mapping[int, tuple[int | None, int]]
    standing: Standing
    names: Mapping[int, str]


def news_of(document_id: int, horizon: int, known: Collection[int]) -> News:
    """Return what is new in a log.

    All ids behind `horizon` are compared: a lower id may become visible after a higher one.
    """
    rows = rows_by_id([found for found in ids_after(document_id, horizon) if found not in known])
    standing = standing_of(document_id)
    named = {row.user_id for row in rows} | {standing.author_id}
    return News(
        rows,
        authors_of(document_id) if rows else {},
        standing,
        names_of(user_id for user_id in named if user_id is not None),
    )

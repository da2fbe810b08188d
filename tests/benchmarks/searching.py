"""Searching the guide as it doubles twice, against SQLite's own full-text search over the same texts."""

from flask import Flask
from pysqlite3 import dbapi2

from app.kernel.days import today
from app.language.selecting import select
from app.language.words import Variant
from app.search.queries import search
from standards.editions.queries import edition_in_force
from tests.benchmarks.corpora import multiplied
from tests.benchmarks.measuring import cost_of, table
from tests.benchmarks.published import published_guide

QUESTIONS = {
    "common": "Kunde",
    "rare": "Kondenswasser",
    "two words": "bauschutt bewertung",
    "none": "xylophon",
}
PLAIN = "SELECT rowid FROM plain WHERE plain MATCH ? ORDER BY bm25(plain, 10, 1) LIMIT 20"


def measure() -> None:
    """Print milliseconds of wall time a question; the plain search knows words only as they are typed."""
    rows: list[list[object]] = []
    for times in (1, 2, 4):
        plain = _plain_index(times)
        with published_guide(times) as app, app.app_context():
            rows += [[times, *row] for row in _questions(app, plain)]
    table("Search, ms wall time a question", ["times the sample", "question", "ours", "plain", "ratio"], rows)


def _plain_index(times: int) -> dbapi2.Connection:
    plain = dbapi2.connect(":memory:")
    plain.execute("CREATE VIRTUAL TABLE plain USING fts5(title, text)")
    documents = select(multiplied(times), Variant.B2C).documents
    plain.executemany(
        "INSERT INTO plain VALUES (?, ?)", [(document.title, document.body) for document in documents]
    )
    return plain


def _questions(_app: Flask, plain: dbapi2.Connection) -> list[list[object]]:
    edition = edition_in_force(Variant.B2C, today())
    rows: list[list[object]] = []
    for name, asked in QUESTIONS.items():
        ours = 1000 * cost_of(lambda asked=asked: search(edition.id, asked), rounds=50).wall
        floor = 1000 * cost_of(lambda asked=asked: plain.execute(PLAIN, [asked]).fetchall(), rounds=50).wall
        rows.append([name, ours, floor, f"{ours / floor:.2f}"])
    return rows

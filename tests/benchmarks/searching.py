"""Searching the guide as it doubles twice: the engine, and the whole result page."""

from flask import Flask

from app.kernel.days import today
from app.language.words import Variant
from app.search.queries import search
from standards.editions.queries import edition_in_force
from tests.benchmarks.measuring import cost_of, table
from tests.benchmarks.published import published_guide

QUESTIONS = {
    "common": "Kunde",
    "rare": "Kondenswasser",
    "two words": "bauschutt bewertung",
    "none": "xylophon",
}


def measure() -> None:
    """Print milliseconds of wall time a question."""
    rows = []
    for times in (1, 2, 4):
        with published_guide(times) as app, app.app_context():
            rows.append([times, *_questions(app)])
    table("Search, ms wall time a question", ["times the sample", *QUESTIONS], rows)


def _questions(_app: Flask) -> list[float]:
    edition = edition_in_force(Variant.B2C, today())
    return [
        1000 * cost_of(lambda asked=asked: search(edition.id, asked), rounds=20).wall
        for asked in QUESTIONS.values()
    ]

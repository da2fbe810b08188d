"""Rendering an edition's pages, Markdown worker and charts included, against the two libraries alone.

Wall seconds, for two processes work. The floor turns each text into HTML with Python-Markdown and cleans it
with nh3 in this process: no algorithms, charts, embedded scripts or limits.
"""

import time
from collections.abc import Sequence

import nh3
from markdown import markdown

from app.language.selecting import select
from app.language.words import Variant
from app.rendering.context import Context
from app.rendering.pages import render_document
from tests.benchmarks.corpora import multiplied
from tests.benchmarks.measuring import growth, table


def measure() -> None:
    """Print how long rendering takes for the sample company, twice and four times of it."""
    counts, costs, floors = [], [], []
    for times in (1, 2, 4):
        corpus = multiplied(times)
        selection = select(corpus, Variant.B2C)
        documents = {document.slug: document for document in selection.documents}
        context = Context(corpus.company, Variant.B2C, documents)
        render_document(selection.documents[0], context)
        began = time.perf_counter()
        for document in selection.documents:
            render_document(document, context)
        counts.append(len(documents))
        costs.append(time.perf_counter() - began)
        floors.append(_floor([document.body for document in selection.documents]))
    table(
        "Render all pages of an edition",
        ["documents", "wall seconds", "ms a document", "floor", "ratio", "growth (1 = linear)"],
        [
            [count, cost, 1000 * cost / count, floor, f"{cost / floor:.2f}", grown]
            for count, cost, floor, grown in zip(counts, costs, floors, growth(counts, costs), strict=True)
        ],
    )


def _floor(texts: Sequence[str]) -> float:
    began = time.perf_counter()
    for text in texts:
        nh3.clean(markdown(text, extensions=["tables", "footnotes", "def_list", "attr_list"]))
    return time.perf_counter() - began

"""Rendering an edition's pages, Markdown worker and charts included: wall seconds, for two processes work."""

import time

from app.language.selecting import select
from app.language.words import Variant
from app.rendering.context import Context
from app.rendering.pages import render_document
from tests.benchmarks.corpora import multiplied
from tests.benchmarks.measuring import growth, table


def measure() -> None:
    """Print how long rendering takes for the sample company, twice and four times of it."""
    counts, costs = [], []
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
    table(
        "Render all pages of an edition",
        ["documents", "wall seconds", "ms a document", "growth (1 = linear)"],
        [
            [count, cost, 1000 * cost / count, grown]
            for count, cost, grown in zip(counts, costs, growth(counts, costs), strict=True)
        ],
    )

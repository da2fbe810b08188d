"""Parsing and checking: one long document, and a corpus that doubles twice."""

from functools import partial

from app.language.checking import check_corpus, check_document
from app.language.company import Company
from app.language.corpus import Corpus
from app.language.document import parse, parse_document
from tests.benchmarks.corpora import multiplied, one_long_document, sample
from tests.benchmarks.measuring import cost_of, growth, table

KIB = 1024
HEADER = "kind: situation\ntitle: Long\nlanguage: en\nclass: complex\nstage: needs\n"


def measure() -> None:
    """Print how time grows with the text, for sound text and for hostile text."""
    _one_document()
    _corpus()


def _one_document() -> None:
    shapes = {
        "what people write": one_long_document,
        "lines of :::": lambda size: ":::\n" * (size // 4),
        "lines of ::: b2c": lambda size: "::: b2c\n" * (size // 8),
        "[[ without end": lambda size: "[[" * (size // 2),
        "steps": lambda size: "::: algorithm\n" + "1. Step\n   - a → 1\n" * (size // 19) + ":::\n",
        "quotes in quotes": lambda size: "> " * (size // 2),
    }
    sizes = [128 * KIB, 256 * KIB, 512 * KIB]
    rows = []
    for name, shape in shapes.items():
        costs = [cost_of(partial(_parse_and_check, shape(size)), rounds=3).cpu for size in sizes]
        rows.append([name, *costs, *growth(sizes, costs)[1:]])
    table(
        "Parse and check one document",
        ["text", "128 KiB", "256 KiB", "512 KiB", "growth to 256 (1 = linear)", "growth to 512"],
        rows,
    )


def _parse_and_check(text: str) -> None:
    parse.cache_clear()
    check_document(parse_document(HEADER, text, slug="long"), Company.empty())


def _check_corpus(corpus: Corpus) -> None:
    parse.cache_clear()
    check_corpus(corpus)


def _corpus() -> None:
    counts, costs = [], []
    for times in (1, 2, 4):
        corpus = multiplied(times)
        counts.append(len(corpus.documents))
        costs.append(cost_of(partial(_check_corpus, corpus), rounds=3).cpu)
    table(
        f"Check the sample company ({len(sample().documents)} documents), twice, four times",
        ["documents", "check", "growth (1 = linear)"],
        list(zip(counts, costs, growth(counts, costs), strict=True)),
    )

"""Comparing and merging prose that people changed, against plain line `difflib` on the same texts."""

import difflib
import random
import re
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from flask import Flask

from app.factory import create_app
from config import load_settings
from standards.documents.comparing import compare, folded
from standards.documents.merging import merge
from tests.benchmarks.corpora import prose
from tests.benchmarks.measuring import cost_of, growth, table

KIB = 1024
SMALLEST = 50 * KIB
SIZES = (SMALLEST, 2 * SMALLEST, 4 * SMALLEST, 8 * SMALLEST)
CHANGES = 40
"""In the smallest text; one of twice the size has twice as many."""
WORD = re.compile(r"\w{3,}")


def measure_comparing() -> None:
    """Print milliseconds for comparing word by word, up to the rows of the page and up to its HTML."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(load_settings(data_dir=Path(folder), database_url="", log_level="error"))
        for size in SIZES:
            old = prose(size)
            new = changed(old, CHANGES * size // SMALLEST, seed=1)
            lines = _milliseconds(lambda old=old, new=new: _lines(old, new))
            found = _milliseconds(lambda old=old, new=new: folded(compare(old, new)))
            pages = [_milliseconds(partial(_page, app, old, new, view)) for view in ("inline", "sides")]
            rows.append([size // KIB, CHANGES * size // SMALLEST, lines, found, found / lines, *pages])
    grown = growth(SIZES, [row[3] for row in rows])
    table(
        "Compare two revisions: CPU ms",
        [
            "KiB",
            "changes",
            "line difflib",
            "word by word",
            "ratio",
            "HTML in one text",
            "HTML side by side",
            "growth",
        ],
        [[*row, share] for row, share in zip(rows, grown, strict=True)],
    )


def measure_merging() -> None:
    """Print milliseconds for joining what two people changed all over a text."""
    rows = []
    for size in SIZES:
        base, each = prose(size), CHANGES * size // SMALLEST // 2
        mine, theirs = (changed(base, each, seed) for seed in (1, 2))
        lines = _milliseconds(lambda mine=mine, theirs=theirs: _lines(mine, theirs))
        merged = _milliseconds(partial(merge, base, mine, theirs))
        conflicts = len(merge(base, mine, theirs).conflicts)
        rows.append([size // KIB, 2 * each, lines, merged, merged / lines, conflicts])
    grown = growth(SIZES, [row[3] for row in rows])
    table(
        "Merge two people's texts: CPU ms",
        ["KiB", "changes", "line difflib", "merge", "ratio", "conflicts", "growth"],
        [[*row, share] for row, share in zip(rows, grown, strict=True)],
    )


def changed(text: str, times: int, seed: int) -> str:
    """Return a text in which words all over were replaced, put in or taken out."""
    chance = random.Random(seed)  # noqa: S311 (any words will do)
    places = sorted(chance.sample([found.span() for found in WORD.finditer(text)], times), reverse=True)
    for number, (start, end) in enumerate(places):
        word = text[start:end]
        text = text[:start] + ("anders", f"{word} und noch eines", "")[number % 3] + text[end:]
    return text


def _milliseconds(work: Callable[[], object]) -> float:
    return 1000 * cost_of(work).cpu


def _lines(old: str, new: str) -> list[str]:
    return list(difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm=""))


def _page(app: Flask, old: str, new: str, view: str) -> str:
    """Return the part of the page that shows the comparison."""
    with app.test_request_context("/"):
        parts = app.jinja_env.get_template("documents/parts.html").make_module()
        stretches = folded(compare(old, new))
        if view == "sides":
            return str(parts.compared_sides(stretches, "revision 1", "revision 2"))
        return str(parts.compared_inline(stretches))

"""Printing the handbook against plain WeasyPrint on the same HTML, as the book doubles twice."""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from app.language.words import Variant
from tests.benchmarks.corpora import ROOT, a_part_of
from tests.benchmarks.measuring import growth, table
from training.handbooks.book import book_from_corpus
from training.handbooks.pages import write_book
from training.handbooks.printing import print_book
from training.handbooks.supplies import house_assets, stylesheets_of

PLAIN = """
import sys
from pathlib import Path
from weasyprint import CSS, HTML
html, output, base, *sheets = sys.argv[1:]
HTML(string=Path(html).read_text(), base_url=base).write_pdf(
    output, stylesheets=[CSS(filename=sheet) for sheet in sheets], pdf_variant="pdf/ua-1")
"""


def measure() -> None:
    """Print CPU seconds of all processes for our print and for plain WeasyPrint."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        _lay_out_assets(Path(folder))
        rows.extend(_row(share, Path(folder)) for share in (4, 2, 1))
    grown = growth([row[1] for row in rows], [row[2] for row in rows])
    table(
        "Handbook, B2C, German, A4: CPU seconds of all processes",
        [
            "part of the sample",
            "pages",
            "ours",
            "pages a CPU second",
            "plain WeasyPrint",
            "plain : ours",
            "growth",
        ],
        [[*row, share] for row, share in zip(rows, grown, strict=True)],
    )


def _row(share: int, folder: Path) -> list[float]:
    book = book_from_corpus(a_part_of(share), Variant.B2C, "de")
    began = _children()
    report = print_book(book, folder / "ours.pdf")
    ours = _children() - began
    html = folder / "book.html"
    html.write_text(write_book(book, lambda _share: None).html, encoding="utf-8")
    began = _children()
    sheets = [str(folder / name) for name in stylesheets_of("a4")]
    subprocess.run(
        [sys.executable, "-c", PLAIN, str(html), str(folder / "plain.pdf"), f"{folder}/", *sheets],
        check=True,
        cwd=ROOT,
    )
    plain = _children() - began
    return [1 / share, report.pages, ours, report.pages / ours, plain, plain / ours]


def _lay_out_assets(folder: Path) -> None:
    for name, asset in house_assets("a4").items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).symlink_to(asset.path)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = time.process_time()
    return used.ru_utime + used.ru_stime + own

"""Commands on plain files: check, print and chart. They know no database."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, get_args

import click

from app.cli.messages import reader_translation
from app.cli.progress import progress_bar
from app.language.checking import check_corpus
from app.language.corpus import Corpus, read_corpus
from app.language.document import Document
from app.language.errors import Finding, Severity, message
from app.language.words import Variant
from app.rendering.context import Context
from app.rendering.pages import render_chart
from training.handbooks.book import book_from_corpus
from training.handbooks.pictures import pictures_of_folders
from training.handbooks.printing import print_book
from training.handbooks.supplies import Paper

existing = click.Path(exists=True, path_type=Path)
variant_choice = click.Choice([variant.value for variant in Variant])
paper_choice = click.Choice(get_args(Paper))
Findings = Mapping[str, Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class Line:
    """One finding as the command prints it."""

    file: str
    line: int
    column: int
    severity: str
    code: str
    message: str

    def __str__(self) -> str:
        """Return the form `file:line:col: severity code message`, which editors can jump by."""
        return f"{self.file}:{self.line}:{self.column}: {self.severity} {self.code} {self.message}"


def _lines(findings: Findings) -> Iterator[Line]:
    translate = reader_translation()
    for file in sorted(findings):
        for finding in sorted(findings[file]):
            sentence = message(finding, translate)
            yield Line(file, finding.line, finding.column, finding.severity.value, finding.code, sentence)


def _by_file(corpus: Corpus, by_slug: Findings, while_reading: Findings) -> dict[str, list[Finding]]:
    together: dict[str, list[Finding]] = {file: list(found) for file, found in while_reading.items()}
    for slug, found in by_slug.items():
        known = together.setdefault(corpus.files.get(slug, slug), [])
        known.extend(finding for finding in found if finding not in known)
    return together


def read(paths: Sequence[Path], language: str | None) -> tuple[Corpus, Findings]:
    """Read folders and files as one corpus; what cannot be read ends the command with a sentence."""
    try:
        return read_corpus(paths, language)
    except OSError as error:
        raise click.UsageError(f"{error.filename}: {error.strerror}") from error


@click.command()
@click.argument("paths", nargs=-1, required=True, type=existing)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--language", help="Language of files that do not name their own: en, de, nb.")
def check(paths: tuple[Path, ...], form: Literal["text", "json"], language: str | None) -> None:
    """Check folders or files; ends with 1 if there are errors, with 0 if there are none or only warnings."""
    corpus, while_reading = read(paths, language)
    lines = list(_lines(_by_file(corpus, check_corpus(corpus), while_reading)))
    errors = sum(line.severity == Severity.ERROR for line in lines)
    if form == "json":
        click.echo(json.dumps([asdict(line) for line in lines], ensure_ascii=False, indent=2))
    else:
        for line in lines:
            click.echo(str(line))
        click.echo(
            f"{len(corpus.documents)} documents, {errors} errors, {len(lines) - errors} warnings", err=True
        )
    sys.exit(1 if errors else 0)


@click.command("print")
@click.argument("path", type=existing, nargs=-1, required=True)
@click.option("--variant", type=variant_choice, required=True, help="Which edition's text to print.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option("--paper", type=paper_choice, default="a4", show_default=True)
@click.option("--language", help="The book's language; that of company.yaml unless said.")
def print_texts(
    path: tuple[Path, ...], variant: str, output: Path, paper: Paper, language: str | None
) -> None:
    """Print a folder or file as a handbook (PDF), without any database."""
    corpus, while_reading = read(path, language)
    for line in _lines(while_reading):
        click.echo(str(line), err=True)
    folder = next((place for place in path if place.is_dir()), None)
    pictures = pictures_of_folders([place if place.is_dir() else place.parent for place in path], corpus)
    book = book_from_corpus(corpus, Variant(variant), language or "", paper, folder=folder, pictures=pictures)
    with progress_bar("Printing") as progress:
        report = print_book(book, output, progress=progress)
    for warning in report.warnings:
        click.echo(warning, err=True)
    click.echo(f"{output}: {report.pages} pages, sha256 {report.sha256}")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
def chart(file: Path, output: Path) -> None:
    """Draw the flow chart of one situation as SVG."""
    corpus, _ = read([file], None)
    context = Context(corpus.company, documents=corpus.documents)
    output.write_text(render_chart(_with_algorithm(corpus, file), context), encoding="utf-8")
    click.echo(str(output))


def _with_algorithm(corpus: Corpus, file: Path) -> Document:
    for document in corpus.documents.values():
        if document.algorithm is not None:
            return document
    raise click.UsageError(f"{file} has no algorithm to draw.")


COMMANDS = (check, print_texts, chart)

"""Commands on the store: init, import, export, publish, handbook and the users."""

import shutil
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click

from app.accounts.queries import user_by_email
from app.accounts.services import NewUser, add_user
from app.cli.joining import with_app
from app.cli.progress import progress_bar
from app.cli.texts import existing, paper_choice, read, variant_choice
from app.kernel.actors import SYSTEM, Actor, Role
from app.kernel.days import today
from app.kernel.engines import writing_engine
from app.kernel.migrating import upgrade
from app.kernel.settings import current_settings
from app.language.corpus import Corpus
from app.language.words import Variant
from config import settings_or_exit
from standards.documents.importing import ImportReport
from standards.editions.publishing import Publication, publish_edition
from standards.editions.queries import EditionRow, edition_corpus, edition_in_force
from standards.reviews.importing import import_approved
from standards.transfer.exporting import export_folder
from standards.transfer.folders import with_pictures
from training.handbooks.book import Book
from training.handbooks.editions import book_from_edition
from training.handbooks.printing import print_book
from training.handbooks.supplies import Paper

PICTURES_OF_THE_COMPANY = "company"


@click.command()
def init() -> None:
    """Create the database, or bring an older one to this version."""
    prepare()
    click.echo("The database is ready.")


def prepare() -> None:
    """Create folder and database if they are missing, and bring the schema to the newest."""
    settings = settings_or_exit()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    engine = writing_engine(settings.database)
    try:
        upgrade(engine)
    finally:
        engine.dispose()


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=existing)
@click.option("--approve-as", "approvers", multiple=True, metavar="EMAIL", help="Approve as this person too.")
@click.option("--language", help="Language of files that do not name their own: en, de, nb.")
@with_app
def import_texts(paths: tuple[Path, ...], approvers: tuple[str, ...], language: str | None) -> None:
    """Take in a folder of Markdown and its company.yaml. What is unchanged makes no new revision."""
    corpus, while_reading = read(paths, language)
    people = [user_by_email(email).as_actor() for email in approvers]
    with progress_bar("Importing") as progress:
        report = take_in(corpus, paths, people, progress=lambda share: progress("", share))
    click.echo(summary(report))
    for rejected in report.rejected + report.unapproved:
        click.echo(f"{rejected.path or rejected.slug}: {rejected.reason.text()}", err=True)
    unread = sum(1 for found in while_reading.values() for finding in found if finding.severity == "error")
    sys.exit(1 if report.rejected or unread else 0)


def take_in(
    corpus: Corpus,
    paths: tuple[Path, ...],
    approvers: list[Actor],
    *,
    progress: Callable[[float], None] | None = None,
) -> ImportReport:
    """Import the corpus as the system, approve it as these people, and keep its pictures and the logo."""
    pictured = with_pictures(corpus, paths, SYSTEM)
    report = import_approved(pictured, SYSTEM, approvers=approvers, progress=progress)
    keep_logo(corpus.company.logo, paths)
    return report


def summary(report: ImportReport) -> str:
    """Say in one line what an import did."""
    return (
        f"{len(report.new)} new, {len(report.changed)} changed, {len(report.unchanged)} unchanged,"
        f" {len(report.rejected)} rejected"
    )


def keep_logo(name: str, paths: tuple[Path, ...]) -> None:
    """Copy the logo that `company.yaml` names into the data folder, where handbooks find it."""
    for folder in paths:
        source = folder / name
        if name and source.is_file():
            target = pictures_folder() / Path(name).name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)


def pictures_folder() -> Path:
    """Return the folder of the company's own pictures."""
    return current_settings().data_dir / PICTURES_OF_THE_COMPANY


@click.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@with_app
def export_texts(folder: Path) -> None:
    """Write all newest texts, their pictures and the lists into a folder that can be imported again."""
    count = export_folder(folder, SYSTEM)
    click.echo(f"{folder}: {count} documents")


@click.command()
@click.argument("variant", type=variant_choice)
@click.option("--note", required=True, help="What is new, in a sentence for staff.")
@click.option(
    "--in-force-on", type=click.DateTime(["%Y-%m-%d"]), help="The day from which it holds; today unless said."
)
@with_app
def publish(variant: str, note: str, in_force_on: datetime | None) -> None:
    """Publish the approved texts as the next edition of a variant."""
    day = in_force_on.date() if in_force_on else today()
    with progress_bar("Publishing") as progress:
        edition = publish_edition(Variant(variant), Publication(note, day), SYSTEM, progress)
    click.echo(f"{variant.upper()} edition {edition.number}, {edition.digest}")


@click.command()
@click.option("--variant", type=variant_choice, required=True)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option("--paper", type=paper_choice, default="a4", show_default=True)
@click.option("--language", default="", help="The book's language; the company's unless said.")
@with_app
def handbook(variant: str, output: Path, paper: Paper, language: str) -> None:
    """Print the handbook of the edition in force as PDF."""
    book = book_of(edition_in_force(Variant(variant), today()), language, paper)
    with progress_bar("Printing") as progress:
        report = print_book(book, output, progress=progress)
    for warning in report.warnings:
        click.echo(warning, err=True)
    click.echo(f"{output}: {report.pages} pages, sha256 {report.sha256}")


def book_of(edition: EditionRow, language: str, paper: Paper) -> Book:
    """Return the handbook of an edition."""
    return book_from_edition(edition, edition_corpus(edition.id), language, paper, folder=pictures_folder())


@click.group()
def user() -> None:
    """Manage the people who may sign in."""


@user.command("add")
@click.argument("email")
@click.option("--name", required=True)
@click.option(
    "--role",
    "roles",
    multiple=True,
    type=click.Choice([role.value for role in Role]),
    default=[Role.STAFF.value],
)
@click.option(
    "--variant", type=click.Choice(["", "b2c", "b2b"]), default="", help="The only variant they may see."
)
@click.option("--password", help="Asked for, or made by the person over “forgotten password”, unless given.")
@with_app
def user_add(email: str, name: str, roles: tuple[str, ...], variant: str, password: str | None) -> None:
    """Give somebody an account."""
    if password is None and sys.stdin.isatty():
        password = click.prompt(
            "Password (empty: they choose one by mail)", hide_input=True, default="", show_default=False
        )
    new = NewUser(email, name, frozenset(Role(role) for role in roles), password or "", variant)
    added = add_user(new, SYSTEM)
    click.echo(f"{added.email}: {', '.join(sorted(role.value for role in added.held_roles))}")


COMMANDS = (init, import_texts, export_texts, publish, handbook, user)

"""The sample company, loaded, published, printed and served."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
from flask import Flask

from app.accounts.errors import NoSuchUser
from app.accounts.models import Membership
from app.accounts.queries import user_by_email
from app.accounts.services import NewUser, add_user, set_place
from app.cli.joining import command_app
from app.cli.progress import progress_bar
from app.cli.serving import run
from app.cli.store import book_of, prepare, summary, take_in
from app.kernel.actors import SYSTEM, Actor, Role
from app.kernel.days import today
from app.kernel.settings import current_settings
from app.language.corpus import read_corpus
from app.language.words import Variant
from config import settings_or_exit
from standards.editions.errors import NothingToPublish
from standards.editions.publishing import Publication, publish_edition
from standards.editions.queries import edition_in_force, published_editions
from training.handbooks.printing import print_book

ROOT = Path(__file__).parents[2]
STARTER = (ROOT / "standards" / "starter", ROOT / "situations" / "starter")
PASSWORD = "fenster-nach-norden"  # noqa: S105 - printed on the screen, for a demonstration on this machine only
NOTE = (
    "The first standards of Nordfenster, written by sales, fitting, accounting, warehouse and service desk."
)
NEXT_NOTE = "The sample company's texts were revised."
HANDBOOKS = ((Variant.B2C, "en"), (Variant.B2C, "de"))


@dataclass(frozen=True, slots=True)
class Colleague:
    """One of the people of the sample company."""

    email: str
    name: str
    roles: frozenset[Role]
    membership: str = ""
    departments: tuple[str, ...] = ()


ALL_DEPARTMENTS = ("sales", "fitting", "accounting", "warehouse", "service")
COLLEAGUES = (
    Colleague("admin@nordfenster.example", "Jonas Lindqvist", frozenset({Role.ADMIN})),
    Colleague(
        "editor@nordfenster.example",
        "Wiebke Hansen",
        frozenset({Role.EDITOR}),
        Membership.FRONT_LINE,
        ("service",),
    ),
    Colleague(
        "approver@nordfenster.example", "Maren Petersen", frozenset({Role.APPROVER}), Membership.MANAGEMENT
    ),
    Colleague(
        "branch@nordfenster.example",
        "Tarek Aydin",
        frozenset({Role.APPROVER, Role.EDITOR}),
        Membership.HEAD,
        ALL_DEPARTMENTS,
    ),
    Colleague("hr@nordfenster.example", "Henrike Vogt", frozenset({Role.HR}), Membership.HR),
    Colleague("auditor@nordfenster.example", "Ole Brandt", frozenset({Role.AUDITOR})),
    Colleague(
        "staff@nordfenster.example",
        "Sanne Claussen",
        frozenset({Role.STAFF}),
        Membership.FRONT_LINE,
        ("sales",),
    ),
)


@click.command()
@click.option("--serve/--no-serve", "serves", default=True, help="Serve at the end, or end after the work.")
def demo(*, serves: bool) -> None:
    """Load the sample company, publish both editions, print its handbook, and serve."""
    os.environ.setdefault("STANDARDWERK_DATA_DIR", str(ROOT / "var" / "demo"))
    os.environ.setdefault("STANDARDWERK_GUIDE_IS_OPEN", "true")
    prepare()
    with _application():
        _load()
        for variant in Variant:
            _publish(variant)
        books = [_print(variant, language) for variant, language in HANDBOOKS]
        _say_where(books, serves=serves)
    if serves:
        run(settings_or_exit())


@contextmanager
def _application() -> Iterator[Flask]:
    application = command_app()
    with application.app_context():
        yield application


def _load() -> None:
    people = [_colleague(colleague) for colleague in COLLEAGUES]
    approvers = [person for person in people if Role.APPROVER in person.roles]
    corpus, _ = read_corpus(STARTER)
    with progress_bar("Loading the sample company") as progress:
        report = take_in(corpus, STARTER, approvers, progress=lambda share: progress("", share))
    click.echo(f"Sample company: {summary(report)}")


def _colleague(colleague: Colleague) -> Actor:
    try:
        return user_by_email(colleague.email).as_actor()
    except NoSuchUser:
        added = add_user(NewUser(colleague.email, colleague.name, colleague.roles, PASSWORD), SYSTEM)
        set_place(added.id, colleague.membership, colleague.departments, SYSTEM)
        return added.as_actor()


def _publish(variant: Variant) -> None:
    try:
        with progress_bar(f"Publishing {variant.upper()}") as progress:
            edition = publish_edition(variant, Publication(_note(variant), today()), SYSTEM, progress)
        click.echo(f"{variant.upper()} edition {edition.number} is published.")
    except NothingToPublish:
        click.echo(f"{variant.upper()} edition {edition_in_force(variant, today()).number} is in force.")


def _note(variant: Variant) -> str:
    return NEXT_NOTE if published_editions(variant) else NOTE


def _print(variant: Variant, language: str) -> Path:
    edition = edition_in_force(variant, today())
    name = f"nordfenster-{variant.value}-edition-{edition.number}-{language}.pdf"
    output = current_settings().data_dir / "handbooks" / name
    if not output.exists():
        output.parent.mkdir(parents=True, exist_ok=True)
        with progress_bar(f"Printing {name}") as progress:
            report = print_book(book_of(edition, language, "a4"), output, progress=progress)
        for warning in report.warnings:
            click.echo(warning, err=True)
    return output


def _say_where(books: list[Path], *, serves: bool) -> None:
    settings = current_settings()
    click.echo("")
    for book in books:
        click.echo(f"Handbook:  {book}")
    if serves:
        click.echo(f"Guide:     http://{settings.host}:{settings.port}")
    click.echo(f"Sign-ins, each with the password {PASSWORD}:")
    for colleague in COLLEAGUES:
        roles = ", ".join(sorted(role.value for role in colleague.roles))
        click.echo(f"           {colleague.email:32} {colleague.name} ({roles})")

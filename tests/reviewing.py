"""A workshop for tests of reviews: texts that embed one another, and people who may approve them."""

from dataclasses import dataclass

from flask import Flask

from app.accounts.models import Membership, User, UserDepartment, UserRole
from app.company.services import load_company
from app.kernel.actors import SYSTEM, Actor, Role
from app.kernel.clock import now
from app.kernel.database import write_transaction
from app.language.company import read_company
from standards.documents.models import Revision
from standards.documents.services import newest_revision, save_revision
from standards.documents.texts import RevisionText
from standards.reviews.asking import Asking, ask_for_review
from standards.reviews.judging import Answer, give_verdict
from standards.reviews.models import Review
from standards.reviews.rules import Rules
from standards.reviews.ruling import set_rules
from tests.people import PASSWORD, Person

__all__ = ["PASSWORD", "Group", "approve_by", "asked", "group_of", "let_rules_be", "open_lists", "write"]

LISTS = """
name: Nordfenster
language: en
departments: [{id: fitting, name: Fitting}, {id: sales, name: Sales}]
stages: [{id: needs, name: Finding needs}]
"""
STANDARD = "kind: standard\ntitle: {title}\nlanguage: en\n{more}"
SCRIPT = "kind: script\ntitle: {title}\nlanguage: en\n{more}"


@dataclass(frozen=True)
class Group:
    """People who may approve: Mia of management, Fritz of fitting, Selma of sales, Nils of nowhere."""

    mia: Person
    fritz: Person
    selma: Person
    nils: Person


def group_of(password_hash: str) -> Group:
    """Store the group; needs an application context."""
    return Group(
        mia=_approver(password_hash, "Mia Management", Membership.MANAGEMENT),
        fritz=_approver(password_hash, "Fritz Fitting", Membership.HEAD, "fitting"),
        selma=_approver(password_hash, "Selma Sales", Membership.FRONT_LINE, "sales"),
        nils=_approver(password_hash, "Nils Nowhere"),
    )


def open_lists(app: Flask) -> None:
    """Give the company its departments."""
    with app.app_context():
        load_company(read_company(LISTS)[0], SYSTEM, LISTS)


def write(slug: str, body: str, actor: Actor = SYSTEM, *, kind: str = "standard", more: str = "") -> Revision:
    """Save a text as the next revision of a document."""
    header = (SCRIPT if kind == "script" else STANDARD).format(title=slug.capitalize(), more=more)
    newest = newest_revision(slug)
    base = newest.number if newest else 0
    return save_revision(RevisionText(slug, header.strip(), body, "Because."), base, actor)


def let_rules_be(
    least: int = 1, *, writers: bool = False, department: bool = False, management: bool = False
) -> None:
    """Set rules that let a test be about one of them."""
    set_rules(Rules(least, writers, department, management), SYSTEM)


def asked(slug: str, actor: Actor, *people: Person, **more: object) -> Review:
    """Ask these people for a review of a document."""
    asking = Asking("Please look.", [person.id for person in people], **more)  # type: ignore[arg-type]
    return ask_for_review(slug, asking, actor)


def approve_by(review: Review, *people: Person) -> Review:
    """Have these people approve, one after the other."""
    for person in people:
        review = give_verdict(review.id, Answer(is_approval=True), person.actor)
    return review


def _approver(password_hash: str, name: str, membership: str = "", *departments: str) -> Person:
    email = f"{name.split(maxsplit=1)[0].lower()}@example.com"
    user = User(
        email=email,
        name=name,
        password=password_hash,
        active=True,
        fs_uniquifier=f"uniquifier of {name}",
        language="",
        variant="",
        membership=str(membership),
        created_at=now(),
        granted=[UserRole(role=Role.APPROVER.value)],
        departments=[UserDepartment(department=department) for department in departments],
    )
    with write_transaction() as session:
        session.add(user)
    return Person(user.id, name, email, user.as_actor())

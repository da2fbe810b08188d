"""A fixed cast of people, and how they sign in."""

import re
from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient

from app.accounts.models import User, UserRole
from app.kernel.actors import Actor, Role
from app.kernel.clock import now
from app.kernel.database import write_transaction

PASSWORD = "a sentence that nobody guesses"


@dataclass(frozen=True)
class Person:
    """Somebody of the cast, as the database knows them."""

    id: int
    name: str
    email: str
    actor: Actor


@dataclass(frozen=True)
class Cast:
    """One person for each role; Berit may see B2B only, Olga has left the company."""

    admin: Person
    editor: Person
    approver: Person
    hr: Person
    auditor: Person
    staff: Person
    berit: Person
    olga: Person


def all_of(password_hash: str) -> Cast:
    """Store the whole cast; needs an application context."""
    return Cast(
        admin=person(password_hash, "Anton Admin", Role.ADMIN),
        editor=person(password_hash, "Eva Editor", Role.EDITOR),
        approver=person(password_hash, "Amir Approver", Role.APPROVER),
        hr=person(password_hash, "Hanne Hr", Role.HR),
        auditor=person(password_hash, "Aud Auditor", Role.AUDITOR),
        staff=person(password_hash, "Stine Staff", Role.STAFF),
        berit=person(password_hash, "Berit Bedrift", Role.STAFF, variant="b2b"),
        olga=person(password_hash, "Olga Old", Role.EDITOR, active=False),
    )


def person(password_hash: str, name: str, role: Role, **more: Any) -> Person:
    """Store somebody with one role; the first name gives the address."""
    email = f"{name.split(maxsplit=1)[0].lower()}@example.com"
    values = {"active": True, "variant": "", "language": ""} | more
    user = User(
        email=email,
        name=name,
        password=password_hash,
        fs_uniquifier=f"uniquifier of {name}",
        created_at=now(),
        granted=[UserRole(role=role.value)],
        **values,
    )
    with write_transaction() as session:
        session.add(user)
    return Person(user.id, name, email, user.as_actor())


def sign_in_by_form(client: FlaskClient, person: Person, password: str = PASSWORD) -> FlaskClient:
    page = client.get("/sign-in")
    answer = client.post(
        "/sign-in", data={"email": person.email, "password": password, "csrf_token": token_in(page.text)}
    )
    assert answer.status_code == 302, answer.text
    return client


def token_in(page: str) -> str:
    """Return the form token of a page."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found, page
    return found.group(1)

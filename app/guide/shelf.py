"""The editions in force and who may read them."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from flask import g

from app.kernel.actors import Actor
from app.kernel.database import session
from app.kernel.days import today
from app.kernel.errors import NotAllowed, NotFound
from app.kernel.messages import N_
from app.kernel.settings import current_settings
from app.language.words import Variant
from standards.editions.errors import NoEdition
from standards.editions.models import Edition

_LATER = sa.orm.aliased(Edition)
_IN_FORCE = (
    sa.select(Edition.id, Edition.variant, Edition.number, Edition.in_force_on, Edition.digest)
    .where(
        Edition.number
        == sa.select(sa.func.max(_LATER.number))
        .where(_LATER.variant == Edition.variant, _LATER.in_force_on <= sa.bindparam("today"))
        .scalar_subquery()
    )
    .order_by(Edition.variant.desc())
)


class SignInFirst(NotAllowed):
    """The guide of this company is for people who have signed in."""

    code = "guide.sign_in_first"
    message = N_("Please sign in to read the guide.")


@dataclass(frozen=True, slots=True)
class EditionInForce:
    """Hold what every page says about its edition."""

    id: int
    variant: Variant
    number: int
    in_force_on: date
    digest: str


def editions_in_force() -> dict[Variant, EditionInForce]:
    """Return the newest edition of each variant whose day has come; looked up once a request."""
    if "editions_in_force" not in g:
        rows = session().execute(_IN_FORCE, {"today": today()})
        g.editions_in_force = {
            Variant(row.variant): EditionInForce(row.id, Variant(row.variant), *row[2:]) for row in rows
        }
    found: dict[Variant, EditionInForce] = g.editions_in_force
    return found


def readable_editions(actor: Actor) -> list[EditionInForce]:
    """Return the editions that this actor may read, B2C first; none where nobody has signed in and must."""
    if not may_read(actor):
        return []
    return [
        edition for variant, edition in editions_in_force().items() if actor.may_see_variant(variant.value)
    ]


def may_read(actor: Actor) -> bool:
    """Say whether this actor may read any guide at all."""
    return current_settings().guide_is_open or actor.is_signed_in


def edition_for(variant: str, actor: Actor) -> EditionInForce:
    """Return the edition in force of a variant.

    Raises:
        SignInFirst: nobody has signed in, and this guide is not open.
        NotFound: there is no such variant, or this actor may not know of it.
        NoEdition: none has been published yet.

    """
    if not may_read(actor):
        raise SignInFirst
    if variant not in list(Variant) or not actor.may_see_variant(variant):
        raise NotFound
    found = editions_in_force().get(Variant(variant))
    if found is None:
        raise NoEdition
    return found

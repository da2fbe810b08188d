"""Saying that a place needs no situation, and taking that back."""

from collections.abc import Sequence

import sqlalchemy as sa

from app.journal.services import record
from app.kernel.actors import Actor
from app.kernel.clock import now
from app.kernel.database import session, take_turns, write_transaction
from app.kernel.permissions import require
from situations.coverage.covering import Place
from situations.coverage.errors import ExemptionReasonMissing, NoChannelChosen, NoSuchPlace
from situations.coverage.models import Exemption
from situations.coverage.policies import CoveragePermission

LONGEST_REASON = 2000


def exempt(places: Sequence[Place], reason: str, actor: Actor) -> None:
    """Note that these places need no situation, and why; noting it again replaces the reason.

    Raises:
        NotAllowed: the actor may not say so.
        NoChannelChosen, ExemptionReasonMissing: something must be said.

    """
    require(actor, CoveragePermission.EXEMPT)
    said = reason.replace("\r\n", "\n").replace("\0", "").strip()[:LONGEST_REASON]
    if not places:
        raise NoChannelChosen(field="channels")
    if not said:
        raise ExemptionReasonMissing(field="reason")
    with write_transaction() as current:
        take_turns("coverage")
        for place in places:
            _forget(place)
            current.add(
                Exemption(
                    contact_point=place.contact_point,
                    department=place.department,
                    channel=place.channel,
                    reason=said,
                    by_id=actor.user_id,
                    at=now(),
                )
            )
            record(actor, "coverage.exempted", ("contact-point", place.contact_point), **_facts(place))


def take_back(place: Place, actor: Actor) -> None:
    """Let a place need a situation again.

    Raises:
        NotAllowed, NoSuchPlace: nothing was changed.

    """
    require(actor, CoveragePermission.EXEMPT)
    with write_transaction():
        take_turns("coverage")
        if not _forget(place):
            raise NoSuchPlace
        record(actor, "coverage.needed_again", ("contact-point", place.contact_point), **_facts(place))


def _forget(place: Place) -> bool:
    found = session().scalar(
        sa.select(Exemption).where(
            Exemption.contact_point == place.contact_point,
            Exemption.department == place.department,
            Exemption.channel == place.channel,
        )
    )
    if found is None:
        return False
    session().delete(found)
    session().flush()
    return True


def _facts(place: Place) -> dict[str, str]:
    return {"department": place.department, "channel": place.channel}

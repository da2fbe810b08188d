"""Reads of notices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.accounts.queries import names_of
from app.kernel.actors import Actor
from app.kernel.database import session
from app.notices.kinds import told
from app.notices.models import Notice, NoticeSettings
from app.web.dates import written_with_weekday
from app.web.i18n import _

MOST_COUNTED = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One notice as its receiver reads it."""

    id: int
    text: str
    address: str
    needs_you: bool
    is_seen: bool
    at: datetime


def unseen_count(actor: Actor) -> int:
    """Return how many notices the actor has not seen yet, counted up to a hundred."""
    if actor.user_id is None:
        return 0
    unseen = (
        sa.select(Notice.id)
        .where(Notice.user_id == actor.user_id, Notice.seen_at.is_(None))
        .limit(MOST_COUNTED)
        .subquery()
    )
    return session().scalar(sa.select(sa.func.count()).select_from(unseen)) or 0


def notices_of(actor: Actor, before: int | None = None, limit: int = 50) -> Sequence[Line]:
    """Return the actor's notices in the reader's language, the newest first, with ids below `before`."""
    statement = sa.select(Notice).where(Notice.user_id == actor.user_id)
    if before is not None:
        statement = statement.where(Notice.id < before)
    return lines(session().scalars(statement.order_by(Notice.id.desc()).limit(limit)).all())


def lines(notices: Sequence[Notice]) -> tuple[Line, ...]:
    """Return notices as lines in the language of the moment."""
    names = names_of(notice.actor_id for notice in notices if notice.actor_id is not None)
    return tuple(
        Line(
            notice.id,
            told(notice.kind, notice.facts, names.get(notice.actor_id or 0, ""), _, written_with_weekday),
            notice.address,
            notice.needs_you,
            notice.seen_at is not None,
            notice.created_at,
        )
        for notice in notices
    )


def settings_of(actor: Actor) -> NoticeSettings | None:
    """Return how the actor wants to be told, None while they never said."""
    return session().get(NoticeSettings, actor.user_id) if actor.user_id is not None else None

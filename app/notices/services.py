"""Changes of notices: telling, taking back, marking as seen, and how somebody wants to be told."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import sqlalchemy as sa

from app.accounts.models import Mail, User
from app.kernel.actors import Actor
from app.kernel.clock import now
from app.kernel.database import session, write_transaction
from app.kernel.errors import NotAllowed
from app.notices.kinds import NoticeKind
from app.notices.models import Collecting, Notice, NoticeSettings

LONGEST_KEY = 120
NOTICES_KEPT = timedelta(days=180)
MAILS_KEPT = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class News:
    """What people are told; `key` names what it is about: with the same key nobody is told twice."""

    kind: NoticeKind
    key: str
    address: str
    facts: Mapping[str, str | int] = field(default_factory=dict)


def notify(user_ids: Iterable[int | None], news: News, actor: Actor) -> int:
    """Tell these people, in the running write transaction if there is one; return how many are told.

    Whoever did it, whose account is switched off, or who was told before is left out.
    """
    wanted = {user_id for user_id in user_ids if user_id not in (None, actor.user_id)}
    if not wanted:
        return 0
    with write_transaction() as current:
        active = set(current.scalars(sa.select(User.id).where(User.id.in_(wanted), User.active)))
        before = sa.select(Notice.user_id).where(Notice.key == news.key, Notice.user_id.in_(active))
        told = set(current.scalars(before))
        current.add_all(_notice(user_id, news, actor) for user_id in sorted(active - told))
        current.flush()
    return len(active - told)


def take_back(key: str, user_ids: Collection[int] | None = None) -> None:
    """Let nobody wait for notices of this key any more, or not these people: what they ask for is done."""
    moment = now()
    about = [Notice.key == key]
    if user_ids is not None:
        about.append(Notice.user_id.in_(user_ids))
    with write_transaction() as current:
        current.execute(sa.update(Notice).where(*about, Notice.mailed_at.is_(None)).values(mailed_at=moment))
        current.execute(sa.update(Notice).where(*about, Notice.seen_at.is_(None)).values(seen_at=moment))


def mark_seen(actor: Actor, up_to: int) -> None:
    """Mark the actor's own notices as seen, up to the one with this id."""
    with write_transaction() as current:
        current.execute(
            sa.update(Notice)
            .where(Notice.user_id == _own(actor), Notice.id <= up_to, Notice.seen_at.is_(None))
            .values(seen_at=now())
        )


def choose_settings(actor: Actor, collecting: Collecting, *, is_told_at_once: bool) -> None:
    """Keep how the actor wants to get mails.

    Raises:
        NotAllowed: nobody is signed in.

    """
    user_id = _own(actor)
    with write_transaction() as current:
        settings = settings_row(user_id)
        settings.collecting = collecting.value
        settings.is_told_at_once = is_told_at_once
        current.flush()


def forget_old_notices() -> None:
    """Delete notices that are older than half a year, and mails sent more than a quarter of a year ago."""
    moment = now()
    with write_transaction() as current:
        current.execute(sa.delete(Notice).where(Notice.created_at < moment - NOTICES_KEPT))
        current.execute(sa.delete(Mail).where(Mail.sent_at < moment - MAILS_KEPT))


def settings_row(user_id: int) -> NoticeSettings:
    """Return the settings of a person for changing, in the running write transaction."""
    found = session().get(NoticeSettings, user_id)
    if found is None:
        found = NoticeSettings(user_id=user_id, collecting=Collecting.DAILY.value, is_told_at_once=True)
        session().add(found)
    return found


def _own(actor: Actor) -> int:
    if actor.user_id is None:
        raise NotAllowed
    return actor.user_id


def _notice(user_id: int, news: News, actor: Actor) -> Notice:
    return Notice(
        user_id=user_id,
        key=news.key[:LONGEST_KEY],
        kind=news.kind.code,
        needs_you=news.kind.needs_you,
        address=news.address,
        facts=dict(news.facts),
        actor_id=actor.user_id,
        created_at=now(),
    )

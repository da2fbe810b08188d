"""Turning notices into mails: at once what needs somebody, the rest collected by day or by week."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import current_app
from flask_babel import force_locale

from app.accounts.mailing import add_mail
from app.accounts.models import User
from app.kernel.clock import now
from app.kernel.database import session, take_turns, write_transaction
from app.kernel.days import local
from app.kernel.settings import current_settings
from app.notices.models import Collecting, Notice, NoticeSettings
from app.notices.queries import lines
from app.notices.services import settings_row
from app.web.addresses import path_to
from app.web.i18n import _, n_

FIRST_HOUR = 7
"""Mails that collect go out from this hour of the installation's day on."""
MOST_LINES = 50
WEEK = timedelta(days=7)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Receiver:
    user: User
    collecting: Collecting
    is_told_at_once: bool
    collected_at: datetime | None

    def takes(self, notice: Notice, moment: datetime) -> bool:
        """Say whether this notice goes into a mail now."""
        if notice.needs_you and self.is_told_at_once:
            return True
        return notice.seen_at is None and self.is_collecting(moment)

    @property
    def gets_no_more(self) -> bool:
        """Say whether what was not sent at once never will be."""
        return self.collecting is Collecting.NEVER or not self.user.active

    def is_collecting(self, moment: datetime) -> bool:
        """Say whether the mail that collects is due: from the morning on, once a day or once a week."""
        if self.collecting is Collecting.NEVER or local(moment).hour < FIRST_HOUR:
            return False
        pause = WEEK if self.collecting is Collecting.WEEKLY else DAY
        last = self.collected_at
        return last is None or local(moment).date() - local(last).date() >= pause


def write_mails() -> int:
    """Put what is due into the outbox, each notice once; return how many mails these are."""
    moment = now()
    with write_transaction():
        take_turns("notices")
        waiting = _waiting()
        receivers = _receivers(list(waiting))
        return sum(_write(receiver, waiting[key], moment) for key, receiver in receivers.items())


def _waiting() -> Mapping[int, list[Notice]]:
    found: dict[int, list[Notice]] = {}
    for notice in session().scalars(
        sa.select(Notice).where(Notice.mailed_at.is_(None)).order_by(Notice.user_id, Notice.id)
    ):
        found.setdefault(notice.user_id, []).append(notice)
    return found


def _receivers(user_ids: Sequence[int]) -> Mapping[int, _Receiver]:
    rows = session().execute(
        sa.select(User, NoticeSettings)
        .outerjoin(NoticeSettings, NoticeSettings.user_id == User.id)
        .where(User.id.in_(user_ids))
        .order_by(User.id)
    )
    return {user.id: _receiver(user, settings) for user, settings in rows}


def _receiver(user: User, settings: NoticeSettings | None) -> _Receiver:
    if settings is None:
        return _Receiver(user, Collecting.DAILY, is_told_at_once=True, collected_at=None)
    collecting = Collecting(settings.collecting)
    return _Receiver(user, collecting, settings.is_told_at_once, settings.collected_at)


def _write(receiver: _Receiver, waiting: Sequence[Notice], moment: datetime) -> bool:
    is_collecting = receiver.is_collecting(moment)
    taken = [notice for notice in waiting if receiver.takes(notice, moment)]
    settled = waiting if is_collecting or receiver.gets_no_more else taken
    for notice in settled:
        notice.mailed_at = moment
    # What was seen on the page meanwhile needs no mail.
    told = [notice for notice in taken if notice.seen_at is None and receiver.user.active]
    if told:
        _add_mail(receiver.user, told)
        if is_collecting:
            settings_row(receiver.user.id).collected_at = moment
    return bool(told)


def _add_mail(user: User, notices: Sequence[Notice]) -> None:
    base = str(current_app.config["BASE_URL"])
    with force_locale(user.language or current_settings().language):
        shown = lines(notices[:MOST_LINES])
        values = {
            "user": user,
            "base": base,
            "needed": [line for line in shown if line.needs_you],
            "news": [line for line in shown if not line.needs_you],
            "more": len(notices) - len(shown),
        }
        add_mail(
            user.email,
            _subject(values["needed"], len(notices)),
            _rendered("notices.txt", values),
            html=_rendered("notices.html", values),
            settings_address=f"{base}{path_to('desk.settings')}",
        )


def _rendered(name: str, values: Mapping[str, object]) -> str:
    # Without what pages have around them, for there is no request.
    return current_app.jinja_env.get_template(f"notices/mails/{name}").render(values)


def _subject(needed: object, count: int) -> str:
    if needed:
        return _("Somebody waits for you")
    return n_("One notice for you", "%(num)s notices for you", count)

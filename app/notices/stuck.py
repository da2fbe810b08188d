"""Telling administrators that mails do not get out."""

from datetime import timedelta

import sqlalchemy as sa

from app.accounts.models import Mail
from app.accounts.queries import people_with
from app.kernel.actors import SYSTEM, Role
from app.kernel.clock import now
from app.kernel.database import session
from app.kernel.days import today
from app.kernel.messages import N_
from app.notices.kinds import NoticeKind
from app.notices.services import News, notify
from app.web.addresses import path_to

PATIENCE = timedelta(hours=24)
MAILS_STUCK = NoticeKind(
    "mails.stuck", N_("%(count)s mails have been waiting for more than a day. Look at the mail server.")
)


def tell_of_stuck_mails() -> int:
    """Tell administrators, once a day, that mails have waited for more than a day; return how many wait.

    Mails of a company without a mail server wait for none.
    """
    moment = now()
    waiting = session().scalar(
        sa.select(sa.func.count())
        .select_from(Mail)
        .where(Mail.sent_at.is_(None), Mail.attempts > 0, Mail.created_at < moment - PATIENCE)
    )
    if waiting:
        news = News(MAILS_STUCK, f"mails-stuck:{today()}", path_to("desk.desk"), {"count": waiting})
        notify([person.id for person in people_with(Role.ADMIN)], news, SYSTEM)
    return waiting or 0

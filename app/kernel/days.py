"""Days and hours as they are where the company works."""

from datetime import date, datetime

from app.kernel.clock import now
from app.kernel.settings import current_settings


def today() -> date:
    """Return the day it is where the company works."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """Return a moment with the hour that it is there."""
    return moment.astimezone(current_settings().zone)

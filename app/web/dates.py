"""Days and moments as the reader's language writes them, for templates: `day | date`, `moment | moment`."""

from datetime import date, datetime

from flask import Flask
from flask_babel import format_date, format_datetime

from app.web.i18n import current_language


def init_app(app: Flask) -> None:
    """Give templates the filters `date`, `weekday_date` and `moment`."""
    app.add_template_filter(written_date, "date")
    app.add_template_filter(written_with_weekday, "weekday_date")
    app.add_template_filter(written_moment, "moment")


def written_date(day: date) -> str:
    """Return a day, as in "3 October 2026"."""
    return str(format_date(day, "d MMMM y" if current_language() == "en" else "long"))


def written_with_weekday(day: date) -> str:
    """Return a day with the day of the week, for days on which somebody must act."""
    return str(format_date(day, "EEEE, d MMMM y" if current_language() == "en" else "full"))


def written_moment(moment: datetime) -> str:
    """Return a moment in the zone of the installation, to the minute."""
    return f"{written_date(moment)}, {format_datetime(moment, 'HH:mm')}"

"""The form of how somebody wants to be told."""

from wtforms import BooleanField, RadioField, SelectChoice

from app.notices.models import Collecting
from app.web.forms import Form
from app.web.i18n import lazy as _l


class NoticeSettingsForm(Form):
    collecting = RadioField(
        _l("One mail with what is new"),
        choices=[
            SelectChoice(Collecting.DAILY.value, _l("every day, in the morning")),
            SelectChoice(Collecting.WEEKLY.value, _l("once a week")),
            SelectChoice(Collecting.NEVER.value, _l("never; I look at the desk")),
        ],
        validate_choice=True,
    )
    is_told_at_once = BooleanField(
        _l("A mail at once when somebody waits for me"),
        description=_l("For example when you are asked to review a text, or a text was returned to you."),
    )

"""The form of the publishing page."""

from wtforms import DateField, HiddenField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from app.web.forms import Form
from app.web.i18n import lazy as _l

LONGEST_NOTE = 2000


class PublishForm(Form):
    """What the person who publishes says about the edition."""

    note = TextAreaField(
        _l("What is new in this edition"),
        description=_l("Staff read this sentence beside the edition. It is also printed in the handbook."),
        validators=[
            DataRequired(_l("Say in a sentence what is new, so that staff know why they should read it.")),
            Length(max=LONGEST_NOTE, message=_l("Please shorten the note to 2,000 characters.")),
        ],
    )
    in_force_on = DateField(
        _l("In force from"),
        description=_l("From this day on the guide shows this edition."),
        validators=[InputRequired(_l("Please enter a day, for example 2027-03-01."))],
    )
    fingerprint = HiddenField()

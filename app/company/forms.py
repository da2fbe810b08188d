"""Forms of people: who they are, what they may, where they work."""

from wtforms import EmailField, RadioField, SelectChoice, SelectMultipleField, StringField
from wtforms.validators import DataRequired, Length
from wtforms.widgets import CheckboxInput

from app.accounts.forms import LONGEST_ADDRESS
from app.accounts.models import Membership
from app.accounts.roles import MEMBERSHIPS, NAMES
from app.kernel.actors import Role
from app.web.forms import Form
from app.web.i18n import lazy as _l

LONGEST_NAME = 200


class PersonForm(Form):
    name = StringField(
        _l("Name"),
        validators=[DataRequired(_l("Enter the person's name.")), Length(max=LONGEST_NAME)],
        render_kw={"autocomplete": "off"},
    )
    roles = SelectMultipleField(
        _l("What this person may do"),
        choices=[SelectChoice(role.value, _l(NAMES[role])) for role in Role],
        option_widget=CheckboxInput(),
    )
    membership = RadioField(
        _l("In the working group for"),
        choices=[
            SelectChoice("", _l("Not in the working group")),
            *(SelectChoice(kind.value, _l(MEMBERSHIPS[kind])) for kind in Membership),
        ],
        default="",
    )
    departments = SelectMultipleField(
        _l("Works in"),
        description=_l("A text that governs a department is approved by somebody of it."),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )
    variant = RadioField(
        _l("May see"),
        choices=[
            SelectChoice("", _l("both guides")),
            SelectChoice("b2c", _l("only B2C")),
            SelectChoice("b2b", _l("only B2B")),
        ],
        default="",
    )


class NewPersonForm(PersonForm):
    email = EmailField(
        _l("Mail address"),
        description=_l(
            "With it the person signs in. They choose their password by “Forgotten your password”."
        ),
        validators=[DataRequired(_l("Enter the person's mail address.")), Length(max=LONGEST_ADDRESS)],
        render_kw={"autocomplete": "off"},
    )

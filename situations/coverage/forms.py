"""The form of the coverage pages."""

from wtforms import SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from app.web.forms import Form
from app.web.i18n import lazy as _l
from situations.coverage.services import LONGEST_REASON


class ExemptionForm(Form):
    """Channels on which one department needs no situation at one contact point."""

    channels = SelectMultipleField(
        _l("On which channels is nothing needed?"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )
    reason = TextAreaField(
        _l("Why not?"),
        description=_l("For example: customers never meet this department here by telephone."),
        validators=[
            InputRequired(
                _l("Say in a sentence why nothing is needed here, so that others can judge it later.")
            ),
            Length(max=LONGEST_REASON, message=_l("Please shorten this to 2,000 characters.")),
        ],
    )

"""Forms of reviews."""

from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput

from app.web.forms import Form
from app.web.i18n import lazy as _l
from standards.reviews.ruling import MOST_APPROVERS

LONGEST_REASON = 4000
_TOO_LONG = Length(max=LONGEST_REASON, message=_l("Please shorten this to 4,000 characters."))


class AskForm(Form):
    note = TextAreaField(
        _l("What is it about?"),
        description=_l("A sentence for those who are to read it: what is new, what to look at."),
        validators=[_TOO_LONG],
    )
    people = SelectMultipleField(
        _l("Ask these people"), coerce=int, option_widget=CheckboxInput(), validate_choice=False
    )
    group = SelectField(
        _l("Or ask a group"),
        description=_l("Everybody of the group is told. As many must approve as the rules say."),
        validate_choice=False,
    )
    due_on = DateField(
        _l("Until when?"),
        description=_l("May stay empty. Those you ask are reminded the day before."),
        validators=[Optional()],
    )


class VerdictForm(Form):
    verdict = RadioField(
        _l("What do you decide?"),
        choices=[
            SelectChoice("approve", _l("Approve this text")),
            SelectChoice("return", _l("Return it")),
        ],
        validators=[InputRequired(_l("Choose an answer."))],
    )
    reason = TextAreaField(
        _l("Reason"),
        description=_l("Needed when you return it: what is to be changed?"),
        validators=[_TOO_LONG],
    )
    digest = HiddenField()


class OverrideForm(Form):
    override_reason = TextAreaField(
        _l("Why may it pass although not all rules are met?"),
        description=_l("This is kept in the journal and printed at the end of the handbook, with your name."),
        validators=[InputRequired(_l("Say in a sentence what is the reason.")), _TOO_LONG],
    )
    digest = HiddenField()


class RulesForm(Form):
    least_approvers = IntegerField(
        _l("How many people must approve"),
        validators=[
            InputRequired(_l("Enter a number from 1 to 9.")),
            NumberRange(1, MOST_APPROVERS, _l("Enter a number from 1 to 9.")),
        ],
        render_kw={"inputmode": "numeric"},
    )
    writers_may_approve = BooleanField(
        _l("Whoever wrote in a text may also approve it"),
        description=_l("Only for very small groups: nobody else then has to have read it."),
    )
    needs_department = BooleanField(
        _l("Somebody of a department that the document governs must approve"),
        description=_l("It does not apply to documents that name no department."),
    )
    needs_management = BooleanField(_l("Somebody of management must approve"))

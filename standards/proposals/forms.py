"""The forms of change proposals."""

from wtforms import HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from app.web.forms import Form
from app.web.i18n import lazy as _l
from standards.proposals.models import Cause, ProposalKind
from standards.proposals.services import LONGEST_EVIDENCE, LONGEST_TITLE

KINDS = {
    ProposalKind.CORRECTION: _l("Correction: something is wrong"),
    ProposalKind.IMPROVEMENT: _l("Improvement: something could be better"),
}
CAUSES = {
    Cause.AUDIT: _l("An audit"),
    Cause.MEASURE: _l("A customer measure or an indicator"),
    Cause.SUGGESTION: _l("A suggestion of staff or of a customer"),
    Cause.COMMENT: _l("A comment of the working group"),
}
REASON_MISSING = _l("Say in a sentence why, so that whoever proposed it understands.")


class ProposalForm(Form):
    """A wish to change a document."""

    title = StringField(
        _l("What shall change?"),
        description=_l("One sentence, such as “Name a day when calling back”."),
        validators=[
            InputRequired(_l("Say in a sentence what shall change.")),
            Length(max=LONGEST_TITLE, message=_l("Please shorten this to 200 characters.")),
        ],
    )
    kind = RadioField(
        _l("What is it?"),
        choices=[SelectChoice(kind.value, label) for kind, label in KINDS.items()],
        default=ProposalKind.IMPROVEMENT.value,
    )
    cause = RadioField(
        _l("What does it come from?"),
        choices=[SelectChoice(cause.value, label) for cause, label in CAUSES.items()],
        validators=[InputRequired(_l("Choose what the proposal comes from."))],
    )
    evidence = TextAreaField(
        _l("What does it rest on?"),
        description=_l("What was seen, measured or said, where and when. No names of customers."),
        validators=[
            InputRequired(_l("Say what this rests on: what was seen, measured or said, where and when.")),
            Length(max=LONGEST_EVIDENCE, message=_l("Please shorten this to 20,000 characters.")),
        ],
    )
    slug = SelectField(_l("Document"), validate_choice=False)
    contact_point = HiddenField()
    thread = HiddenField()
    key = HiddenField()


class TakeForm(Form):
    """Which document's draft a proposal leads to."""

    slug = SelectField(
        _l("Document"),
        description=_l("Its draft is opened. If there is no document yet, begin it first."),
        validate_choice=False,
    )


class DeclineForm(Form):
    """Why a proposal is not followed."""

    reason = TextAreaField(
        _l("Why not?"),
        description=_l("Whoever proposed it reads this."),
        validators=[
            InputRequired(REASON_MISSING),
            Length(max=LONGEST_EVIDENCE, message=_l("Please shorten this to 20,000 characters.")),
        ],
    )


class SettleForm(Form):
    """Which revision settles a proposal."""

    number = IntegerField(_l("Revision"), validators=[Optional()])

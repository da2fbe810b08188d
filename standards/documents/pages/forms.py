"""The forms of the workshop's pages."""

from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from app.web.forms import Form
from app.web.frame import LANGUAGE_NAMES
from app.web.i18n import lazy as _l

LONGEST_NOTE = 2000
LONGEST_SLUG = 120


class NewDocumentForm(Form):
    what = RadioField(
        _l("What do you want to write?"),
        choices=[
            SelectChoice("situation-typical", _l("A situation that goes smoothly (typical)")),
            SelectChoice("situation-complex", _l("A situation with several ways (complex)")),
            SelectChoice("situation-conflict", _l("A situation in which somebody is upset (conflict)")),
            SelectChoice("standard", _l("A standard: rules for a field of service")),
            SelectChoice("script", _l("A script: words that are used in several places")),
        ],
        validators=[InputRequired(_l("Choose what you want to write."))],
    )
    title = StringField(
        _l("Title"),
        description=_l("What one would call it in a conversation, such as “Scratch found at handover”."),
        validators=[
            DataRequired(_l("Give it a title.")),
            Length(max=200, message=_l("Please shorten the title to 200 characters.")),
        ],
    )
    language = SelectField(
        _l("Language of the text"),
        choices=[SelectChoice(code, name) for code, name in LANGUAGE_NAMES.items()],
    )


class FinishForm(Form):
    note = TextAreaField(
        _l("What changed, and why?"),
        description=_l("A sentence. It stands in the history, and whoever approves reads it first."),
        validators=[
            DataRequired(_l("Say in a sentence what changed, so that others need not compare.")),
            Length(max=LONGEST_NOTE, message=_l("Please shorten the note to 2,000 characters.")),
        ],
    )
    class_reason = TextAreaField(
        _l("Why another class?"),
        description=_l("It is kept in the history of the situation."),
        validators=[Length(max=LONGEST_NOTE, message=_l("Please shorten the reason to 2,000 characters."))],
    )
    is_minor = BooleanField(
        _l("Only small corrections"), description=_l("Nobody works differently because of them.")
    )
    version = HiddenField(validators=[InputRequired()])


class VersionForm(Form):
    version = HiddenField(validators=[InputRequired()])


class RenameForm(Form):
    slug = StringField(
        _l("New address"),
        description=_l("Letters, digits and hyphens. Links to the old address keep working."),
        validators=[
            DataRequired(_l("Write the new address.")),
            Length(max=LONGEST_SLUG, message=_l("Please shorten the address to 120 characters.")),
        ],
    )


class RetireForm(Form):
    replaced_by = StringField(
        _l("Replaced by"),
        description=_l(
            "The address of the document that holds instead, or nothing. The old address then says so."
        ),
        validators=[Optional(), Length(max=200)],
    )


class TemplateForm(Form):
    source = TextAreaField(
        _l("Text"),
        description=_l("New documents begin with it. The lines between --- are the header."),
        validators=[DataRequired(_l("A template without a text helps nobody."))],
    )
    seen = HiddenField()

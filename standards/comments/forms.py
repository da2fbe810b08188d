"""The forms of comments."""

from wtforms import BooleanField, HiddenField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.web.forms import Form
from app.web.i18n import lazy as _l
from standards.comments.services import LONGEST_COMMENT

TOO_LONG = _l("Please shorten this to 10,000 characters.")


class CommentForm(Form):
    """A comment on a passage; the hidden fields say where the passage stood."""

    quote = TextAreaField(
        _l("The passage"),
        description=_l("Take away what you do not mean, so that only the words concerned are left."),
    )
    offered = HiddenField()
    before = HiddenField()
    after = HiddenField()
    start = HiddenField()
    key = HiddenField()
    revision = HiddenField()
    text = TextAreaField(
        _l("What do you want to say?"), validators=[Length(max=LONGEST_COMMENT, message=TOO_LONG)]
    )
    replacement = TextAreaField(
        _l("Other wording for the passage"),
        description=_l(
            "Whoever writes the document takes it over with one click. Leave it empty to propose none."
        ),
        validators=[Length(max=LONGEST_COMMENT, message=TOO_LONG)],
    )
    strikes_out = BooleanField(_l("Strike the passage out"))

    @property
    def proposed(self) -> str | None:
        """The wording that is proposed, "" to strike the passage out, None for none."""
        if self.strikes_out.data:
            return ""
        wording = (self.replacement.data or "").replace("\r\n", "\n").strip("\n")
        return wording or None


class AnswerForm(Form):
    """An answer in a thread."""

    key = HiddenField()
    text = TextAreaField(_l("Your answer"), validators=[Length(max=LONGEST_COMMENT, message=TOO_LONG)])
    replacement = TextAreaField(
        _l("Other wording for the passage"),
        description=_l("Leave it empty to propose none."),
        validators=[Length(max=LONGEST_COMMENT, message=TOO_LONG)],
    )

    @property
    def proposed(self) -> str | None:
        """The wording that is proposed, None for none."""
        wording = (self.replacement.data or "").replace("\r\n", "\n").strip("\n")
        return wording or None


class EditForm(Form):
    """Other words for one's own comment."""

    text = TextAreaField(_l("Your comment"), validators=[Length(max=LONGEST_COMMENT, message=TOO_LONG)])


class DeclineForm(Form):
    """Why proposed wording is not taken over."""

    reason = TextAreaField(
        _l("Why not?"),
        description=_l("Whoever proposed it reads this."),
        validators=[
            InputRequired(_l("Say in a sentence why, so that whoever proposed it understands.")),
            Length(max=LONGEST_COMMENT, message=TOO_LONG),
        ],
    )

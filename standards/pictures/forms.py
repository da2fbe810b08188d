"""The forms of a picture: a new one, other words for it, and the question whether it is to go."""

from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, Length

from app.web.forms import Form
from app.web.i18n import lazy as _l
from standards.pictures.services import LONGEST_ALT


def _words() -> StringField:
    return StringField(
        _l("What the picture shows"),
        description=_l(
            "One sentence for those who cannot see it,"
            " such as “The delivery note, with the number at the top right”."
        ),
        validators=[
            DataRequired(_l("Say in a sentence what the picture shows, for those who cannot see it.")),
            Length(max=LONGEST_ALT, message=_l("Please shorten this to 1,000 characters.")),
        ],
    )


class DescribeForm(Form):
    """What a picture shows, and what was said before."""

    seen = HiddenField()
    alt = _words()


class DeleteForm(Form):
    """Nothing but the token."""


class PictureForm(Form):
    """The file and what it shows."""

    file = FileField(
        _l("Picture"),
        description=_l("PNG, JPEG or WebP, at most 20 MiB. It is made smaller and freed of hidden data."),
        validators=[FileRequired(_l("Choose a file first."))],
        render_kw={"accept": "image/png,image/jpeg,image/webp"},
    )
    alt = _words()

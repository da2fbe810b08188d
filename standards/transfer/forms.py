"""The forms for bringing texts in and for taking them out."""

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, RadioField, SelectChoice, SelectField

from app.web.forms import Form
from app.web.frame import LANGUAGE_NAMES
from app.web.i18n import lazy as _l
from standards.transfer.exporting import Choice


class UploadForm(Form):
    """The file, and the language of texts that do not name theirs."""

    file = FileField(
        _l("File"),
        description=_l(
            "Word (.docx), a web page (.html), Markdown (.md), or a ZIP of them, such as the export of a"
            " wiki. At most 20 MiB, as a ZIP 60 MiB."
        ),
        validators=[FileRequired(_l("Choose a file first."))],
        render_kw={"accept": ".docx,.html,.htm,.md,.markdown,.zip"},
    )
    language = SelectField(
        _l("Language of the texts"),
        description=_l("It counts for texts that do not say it themselves."),
        choices=[SelectChoice(code, name) for code, name in LANGUAGE_NAMES.items()],
    )


class TakeInForm(Form):
    """Only the token and the lists; which texts are chosen is read from the request."""

    with_lists = BooleanField(_l("Also replace the company's lists by those of company.yaml"))


class ExportForm(Form):
    """Which text of each document goes out."""

    choice = RadioField(
        _l("Which texts"),
        choices=[
            SelectChoice(Choice.KEPT.value, _l("The newest revision of each document")),
            SelectChoice(Choice.WRITTEN.value, _l("Open drafts as they are now, else the newest revision")),
        ],
        default=Choice.KEPT.value,
    )

"""The base of our own forms; templates show them with the macros of `macros.html`."""

from flask_wtf import FlaskForm

from app.kernel.errors import Invalid
from app.web.i18n import _


class Form(FlaskForm):  # type: ignore[misc]  # the library has no types
    """A form with its token; errors of services are shown at the field that they name."""

    def show(self, error: Invalid) -> None:
        """Put what a service refused at its field, or above the form if it concerns none."""
        sentence = error.text(_)
        if error.field in self:
            self[error.field].errors = [*self[error.field].errors, sentence]
        else:
            self.form_errors.append(sentence)

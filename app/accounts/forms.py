"""Forms of signing in and of passwords, in our words and the order in which people fill them in."""

from flask_security.forms import ChangePasswordForm as LibraryChangePasswordForm
from flask_security.forms import ForgotPasswordForm, LoginForm, ResetPasswordForm
from flask_security.forms import VerifyForm as LibraryVerifyForm
from wtforms import EmailField, PasswordField, SubmitField
from wtforms.validators import EqualTo, InputRequired, Length

from app.accounts.passwords import LONGEST, SHORTEST
from app.web.i18n import lazy as _

LONGEST_ADDRESS = 254
_MISSING_PASSWORD = InputRequired(_("Enter the password."))
_OLD = {"autocomplete": "current-password"}
_NEW = {"autocomplete": "new-password"}


def _address_field() -> EmailField:
    return EmailField(
        _("Mail address"),
        validators=[InputRequired(_("Enter your mail address.")), Length(max=LONGEST_ADDRESS)],
        render_kw={"autocomplete": "username"},
    )


def _new_password_field() -> PasswordField:
    return PasswordField(
        _("New password"),
        validators=[
            _MISSING_PASSWORD,
            Length(SHORTEST, LONGEST, _("Use at least %(shortest)s characters.", shortest=SHORTEST)),
        ],
        description=_(
            "At least %(shortest)s characters. A short sentence is easy to remember.", shortest=SHORTEST
        ),
        render_kw=_NEW,
    )


class SignInForm(LoginForm):
    email = _address_field()
    password = PasswordField(
        _("Password"), validators=[_MISSING_PASSWORD, Length(max=LONGEST)], render_kw=_OLD
    )
    remember = None
    submit = SubmitField(_("Sign in"))

    def __init__(self, *arguments: object, **more: object) -> None:
        super().__init__(*arguments, **more)
        # The library puts a link here; the template has its own.
        self.password.description = ""


class ForgottenPasswordForm(ForgotPasswordForm):
    submit = SubmitField(_("Send the link"))

    def __init__(self, *arguments: object, **more: object) -> None:
        super().__init__(*arguments, **more)
        # The library has a label of its own, in words that we do not translate.
        self.email.label.text = _("Mail address")


class NewPasswordForm(ResetPasswordForm):
    password = _new_password_field()
    password_confirm = PasswordField(
        _("New password, once more"),
        validators=[_MISSING_PASSWORD, EqualTo("password", _("The two passwords differ. Type them again."))],
        render_kw=_NEW,
    )
    submit = SubmitField(_("Set the password"))


class ChangePasswordForm(LibraryChangePasswordForm):
    password = PasswordField(
        _("Present password"), validators=[_MISSING_PASSWORD, Length(max=LONGEST)], render_kw=_OLD
    )
    new_password = _new_password_field()
    new_password_confirm = PasswordField(
        _("New password, once more"),
        validators=[
            _MISSING_PASSWORD,
            EqualTo("new_password", _("The two passwords differ. Type them again.")),
        ],
        render_kw=_NEW,
    )
    submit = SubmitField(_("Change the password"))


class VerifyForm(LibraryVerifyForm):
    password = PasswordField(
        _("Password"), validators=[_MISSING_PASSWORD, Length(max=LONGEST)], render_kw=_OLD
    )
    submit = SubmitField(_("Continue"))

"""What Flask-Security says, in our words; it translates them with our own catalogues."""

from pathlib import Path
from typing import Any

from app.kernel.messages import N_

TRANSLATIONS = Path(__file__).parents[1] / "translations"

_TEXTS = {
    "GENERIC_AUTHN_FAILED": (N_("Mail address and password do not match. Try again."), "error"),
    "UNAUTHENTICATED": (N_("Sign in first; then you will be brought back."), "error"),
    "LOGIN": (N_("Sign in first; then you will be brought back."), "info"),
    "REAUTHENTICATION_REQUIRED": (N_("Enter your password once more before you do this."), "error"),
    "REAUTHENTICATION_SUCCESSFUL": (N_("Thank you. You can go on now."), "info"),
    "PASSWORD_RESET_REQUEST": (N_("If there is an account for %(email)s, the link is on its way."), "info"),
    "PASSWORD_RESET_EXPIRED": (N_("This link was valid for %(within)s only. Have a new one sent."), "error"),
    "INVALID_RESET_PASSWORD_TOKEN": (
        N_("This link was used already, or is damaged. Have a new one sent."),
        "error",
    ),
    "PASSWORD_RESET_NO_LOGIN": (N_("Your new password is set. Sign in with it now."), "success"),
    "PASSWORD_CHANGE": (N_("Your password is changed, and your other devices are signed out."), "success"),
    "PASSWORD_NOT_PROVIDED": (N_("Enter the password."), "error"),
    "PASSWORD_INVALID_LENGTH": (N_("Use at least %(length)s characters."), "error"),
    "INVALID_PASSWORD": (N_("This is not your present password."), "error"),
    "PASSWORD_IS_THE_SAME": (N_("The new password is the same as the present one. Choose another."), "error"),
    "EMAIL_NOT_PROVIDED": (N_("Enter your mail address."), "error"),
    "INVALID_EMAIL_ADDRESS": (N_("This is no mail address. It looks like name@example.com."), "error"),
}
_SUBJECTS = {
    "PASSWORD_RESET": N_("Set your new password"),
    "PASSWORD_NOTICE": N_("Your password was changed"),
    "PASSWORD_CHANGE_NOTICE": N_("Your password was changed"),
}


def message_settings() -> dict[str, Any]:
    """Return the settings that make the library speak like us, and in our languages."""
    texts = {f"SECURITY_MSG_{name}": text for name, text in _TEXTS.items()}
    subjects = {f"SECURITY_EMAIL_SUBJECT_{name}": subject for name, subject in _SUBJECTS.items()}
    catalogue = {"SECURITY_I18N_DOMAIN": "messages", "SECURITY_I18N_DIRNAME": [str(TRANSLATIONS)]}
    return texts | subjects | catalogue

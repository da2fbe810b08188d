"""Errors that say what is wrong and what to do; `app.web.errors` maps their kinds to HTTP."""

from collections.abc import Callable
from typing import ClassVar

from app.kernel.messages import N_


def _untranslated(text: str) -> str:
    return text


class AppError(Exception):
    """What a person must be told: a stable code, a sentence with `%(name)s` places, facts to fill them."""

    code: ClassVar[str] = "failed"
    message: str = N_("Something went wrong on our side. Please try again.")

    def __init__(self, message: str = "", **facts: object) -> None:
        self.message = message or type(self).message
        self.facts = facts
        super().__init__(self.text())

    def text(self, translate: Callable[[str], str] = _untranslated) -> str:
        """Return the sentence in the reader's language."""
        template = translate(self.message)
        return template % self.facts if self.facts else template.replace("%%", "%")


class NotFound(AppError):
    """There is no such thing, or none that this actor may know of."""

    code = "not_found"
    message = N_("This does not exist, or no longer does.")


class NotAllowed(AppError):
    """The actor may not do this."""

    code = "not_allowed"
    message = N_("You may not do this. Ask an administrator if you need to.")


class Invalid(AppError):
    """What was sent breaks a rule; `field` names the form field that is to be corrected, if it is one."""

    code = "invalid"
    message = N_("Something in what you sent must be corrected.")

    def __init__(self, message: str = "", field: str = "", **facts: object) -> None:
        self.field = field
        super().__init__(message, **facts)


class Conflict(AppError):
    """The state is no longer the one that the change was made for."""

    code = "conflict"
    message = N_("Somebody else was faster. Look at the present state and decide again.")


class TooMuch(AppError):
    """Too large or too often; with `retry_after` in seconds it is too often."""

    code = "too_much"
    message = N_("This is too much at once.")

    def __init__(self, message: str = "", retry_after: int = 0, **facts: object) -> None:
        self.retry_after = retry_after
        super().__init__(message, **facts)


class Unavailable(AppError):
    """Something we need does not answer; nothing was changed, trying again in `retry_after` seconds helps."""

    code = "unavailable"
    message = N_("The store cannot be reached at the moment. Nothing was changed. Please try again shortly.")
    retry_after: ClassVar[int] = 10


class Corrupt(AppError):
    """What is stored contradicts itself."""

    code = "corrupt"
    message = N_("What is stored here contradicts itself. Please tell your administrator.")

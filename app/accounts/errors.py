"""Errors of accounts."""

from app.kernel.errors import Conflict, Invalid, NotFound, TooMuch
from app.kernel.messages import N_


class NoSuchUser(NotFound):
    """There is no account with this id or address."""

    code = "accounts.no_such_user"
    message = N_("There is no account for %(who)s.")


class AddressTaken(Conflict):
    """Another account has this mail address."""

    code = "accounts.address_taken"
    message = N_("There is already an account for %(email)s.")


class WrongAddress(Invalid):
    """This is no mail address."""

    code = "accounts.wrong_address"
    message = N_("“%(email)s” is no mail address. It looks like name@example.com.")


class WeakPassword(Invalid):
    """The password is too short, too long or the person's own address."""

    code = "accounts.weak_password"
    message = N_(
        "A password has %(shortest)s to %(longest)s characters and is not the mail address."
        " A short sentence is easy to remember."
    )


class LastAdministrator(Conflict):
    """Nobody would be left to manage accounts."""

    code = "accounts.last_administrator"
    message = N_("This is the last administrator. Make somebody else administrator first.")


class TooManyAttempts(TooMuch):
    """There were too many tries to sign in to this account, or from this address."""

    code = "accounts.too_many_attempts"
    message = N_("Too many attempts to sign in. Wait %(minutes)s minutes, then try again.")

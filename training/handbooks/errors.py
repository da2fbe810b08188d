"""What can go wrong while a handbook is printed; nothing is left behind in any of these cases."""

from app.kernel.errors import AppError, Conflict, TooMuch, Unavailable
from app.kernel.messages import N_


class EmptyHandbook(Conflict):
    """There is no document for this book."""

    code = "handbooks.empty"
    message = N_(
        "There is nothing to print: no document in the language “%(language)s” belongs to the "
        "%(variant)s edition. Choose another language, or publish a document in this one."
    )


class HandbookTooLong(TooMuch):
    """The book has more pages than allowed."""

    code = "handbooks.too_long"
    message = N_(
        "The handbook has more than %(pages)s pages and was stopped. "
        "Print fewer documents at a time, or ask your administrator for a higher limit."
    )


class HandbookTooSlow(TooMuch):
    """The book took longer than allowed."""

    code = "handbooks.too_slow"
    message = N_(
        "The handbook was not finished after %(seconds)s seconds and was stopped. "
        "Look for a document with a very large table or very deep lists, or print fewer documents at a time."
    )


class HandbookTooLarge(TooMuch):
    """The book took more memory, or its file grew larger, than allowed."""

    code = "handbooks.too_large"
    message = N_(
        "The handbook needs more memory or space than it may have and was stopped. "
        "Look for a very large table or picture, or print fewer documents at a time."
    )


class NoSpace(Unavailable):
    """The disk is full."""

    code = "handbooks.no_space"
    message = N_(
        "There is no space left to write the handbook to “%(folder)s”. "
        "Free some space there, then print it again."
    )


class NoPlace(Conflict):
    """The folder for the file is missing or must not be written to."""

    code = "handbooks.no_place"
    message = N_(
        "The handbook cannot be written to “%(folder)s”: %(reason)s. "
        "Choose a folder that exists and that you may write to."
    )


class PrintingStopped(Unavailable):
    """Somebody or the system ended the printing process."""

    code = "handbooks.stopped"
    message = N_("Printing was stopped from outside before the handbook was finished. Please print it again.")


class PrintingFailed(AppError):
    """The typesetter gave up; `detail` is for the log."""

    code = "handbooks.failed"
    message = N_(
        "The handbook could not be set. Nothing was written. Please tell your administrator: %(detail)s"
    )

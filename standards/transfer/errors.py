"""Errors of importing and exporting."""

from app.kernel.errors import Conflict, Invalid, NotFound, TooMuch, Unavailable
from app.kernel.messages import N_


class NoSuchImport(NotFound):
    """There is no such upload, somebody else's, or it was taken in, discarded or left lying for a day."""

    code = "transfer.no_such_import"
    message = N_("This upload is no longer here. Uploads are kept for a day; please upload the file again.")


class NoSuchText(NotFound):
    """The upload has no text of this slug."""

    code = "transfer.no_such_text"
    message = N_("The upload has no such text.")


class UnknownKind(Invalid):
    """The file is of no kind that can be read."""

    code = "transfer.unknown_kind"
    message = N_(
        "“%(file)s” cannot be read. Take Word (.docx), web pages (.html), Markdown (.md) or a ZIP of them."
    )


class NotAnArchive(Invalid):
    """The ZIP or Word file is damaged or something else."""

    code = "transfer.not_an_archive"
    message = N_("“%(file)s” is damaged or not what its name says. Save it anew and try again.")


class EncryptedArchive(Invalid):
    """The file asks for a password."""

    code = "transfer.encrypted"
    message = N_("“%(file)s” is protected by a password. Save it without one and try again.")


class UnsafeArchive(Invalid):
    """An entry would lie outside the folder, is a link, or is there twice."""

    code = "transfer.unsafe"
    message = N_(
        "“%(file)s” holds “%(entry)s”, which leads out of its folder, is a link or is there twice."
        " Nothing was taken from it."
    )


class UnsafeDocument(Invalid):
    """The file defines things that no document needs and that harm programs."""

    code = "transfer.unsafe_document"
    message = N_("“%(file)s” holds definitions that no Word file needs. Nothing was taken from it.")


class TooManyEntries(TooMuch):
    """The archive has more files than we unpack."""

    code = "transfer.too_many_entries"
    message = N_("“%(file)s” holds %(count)s files; at most %(limit)s are accepted. Divide it.")


class TooMuchUnpacked(TooMuch):
    """Unpacked it would be larger than we accept, in one file or together."""

    code = "transfer.too_much_unpacked"
    message = N_("“%(file)s” is too large once unpacked; at most %(limit)s MiB are accepted. Divide it.")


class UploadTooLarge(TooMuch):
    """The file has more bytes than an upload may have."""

    code = "transfer.too_large"
    message = N_("“%(file)s” is larger than %(limit)s MiB. Divide it and try again.")


class UnreadableDocument(Invalid):
    """One document could not be converted."""

    code = "transfer.unreadable"
    message = N_("This file is damaged or too intricate to be read.")


class NothingToImport(Invalid):
    """The upload holds no document."""

    code = "transfer.nothing"
    message = N_("“%(file)s” holds no Word file, web page or Markdown file.")


class NothingChosen(Invalid):
    """No document was ticked."""

    code = "transfer.nothing_chosen"
    message = N_("Tick at least one text to take in.")


class SomebodyWrites(Conflict):
    """The document has an open draft, which an import must not touch."""

    code = "transfer.somebody_writes"
    message = N_("There is an open draft of this document. Finish or discard it, then import this text.")


class SlugOfFormer(Conflict):
    """The slug belonged to a document that is called otherwise today."""

    code = "transfer.former_slug"
    message = N_("Another document had the address “%(slug)s” before. Choose another slug in the file.")


class NoRoomForImport(Unavailable):
    """The data folder is full or cannot be written."""

    code = "transfer.no_room"
    message = N_(
        "There is no room left to unpack the upload. Nothing was changed. Please tell your administrator."
    )

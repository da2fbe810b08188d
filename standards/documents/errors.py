"""Errors of documents."""

from app.kernel.errors import Conflict, Invalid, NotFound, TooMuch, Unavailable
from app.kernel.messages import N_
from standards.documents.draft_merging import DraftMerge
from standards.documents.models import Revision
from standards.documents.texts import ConflictTexts, RevisionText


class NoSuchDocument(NotFound):
    """There is no document with this slug."""

    code = "documents.no_such_document"
    message = N_("There is no document “%(slug)s”.")


class NoSuchRevision(NotFound):
    """There is no revision with this id."""

    code = "documents.no_such_revision"
    message = N_("There is no such revision.")


class NoSuchConflict(NotFound):
    """The document has no such conflict among those that are kept."""

    code = "documents.no_such_conflict"
    message = N_("These texts are not kept any more.")


class StaleDraft(Conflict):
    """Somebody else saved since this text was begun; it carries both texts, so that neither is lost."""

    code = "documents.stale_draft"
    message = N_(
        "Somebody saved “%(slug)s” while you were writing. Look at both texts, join them and save again."
    )

    def __init__(self, written: RevisionText, present: Revision | None) -> None:
        self.written = written
        self.present = present
        super().__init__(slug=written.slug)


class RetiredDocument(Conflict):
    """The document was retired."""

    code = "documents.retired"
    message = N_("“%(slug)s” was retired and takes no more changes.")


class WrongSlug(Invalid):
    """The slug is empty, too long, or not the one in the header."""

    code = "documents.wrong_slug"
    message = N_(
        "The slug “%(slug)s” cannot be used. Take letters, digits and hyphens, the same in the header."
    )


class ReservedSlug(Invalid):
    """A page of ours stands where the document's pages would stand."""

    code = "documents.reserved_slug"
    message = N_("“%(slug)s” is the address of a page beside the documents. Choose another one.")


class UnstorableText(Invalid):
    """The text holds a character that no database stores."""

    code = "documents.unstorable"
    message = N_("“%(slug)s” holds a character that cannot be stored (a null or half of a pair). Remove it.")


class TextTooLong(TooMuch):
    """The text is longer than a document may be."""

    code = "documents.too_long"
    message = N_("“%(slug)s” has %(size)s KiB; a document may have %(limit)s KiB. Divide it into two.")


class TooManySteps(TooMuch):
    """The algorithm is longer than a form of it could be."""

    code = "documents.too_many_steps"
    message = N_(
        "This algorithm has more than %(steps)s steps, or a question with more than %(choices)s answers."
        " Edit it in the text, or divide it into several situations."
    )


class DraftConflict(Conflict):
    """Two changed the same passage in ways that exclude each other; it carries all three texts.

    `version` is that of their text: whoever decides saves again with it.
    """

    code = "documents.draft_conflict"
    message = N_(
        "Somebody changed the same passage of “%(slug)s” while you were writing."
        " Nothing is lost: decide what holds."
    )

    def __init__(
        self,
        slug: str,
        version: int,
        texts: ConflictTexts,
        merge: DraftMerge,
        by_id: int | None,
    ) -> None:
        self.version = version
        self.was, self.mine, self.theirs = texts
        self.merge = merge
        self.by_id = by_id
        super().__init__(slug=slug)


class BusyDraft(Unavailable):
    """Others saved the same draft again and again in the same moment."""

    code = "documents.busy_draft"
    message = N_("Several people are saving this text at this very moment. Nothing is lost; save again.")


class MovedDraft(Conflict):
    """The draft says something else than the person saw who decides about it."""

    code = "documents.moved_draft"
    message = N_("Somebody wrote in this draft after you looked at it. Look again, then decide.")


class NothingToKeep(Invalid):
    """The draft says what the newest revision says."""

    code = "documents.nothing_to_keep"
    message = N_("Nothing has changed since revision %(number)s, so there is nothing to keep as a revision.")


class OpenDraft(Conflict):
    """A draft with changes stands in the way."""

    code = "documents.open_draft"
    message = N_(
        "The draft of “%(slug)s” holds changes. Keep them as a revision or drop them, then do this again."
    )


class NoRevisionYet(Conflict):
    """The document has only a draft."""

    code = "documents.no_revision_yet"
    message = N_("“%(slug)s” has no revision yet that the draft could go back to.")


class ClassReasonMissing(Invalid):
    """Somebody judged the situation anew and did not say why."""

    code = "documents.class_reason_missing"
    message = N_("You changed the class from “%(old)s” to “%(new)s”. Say why, so that others can follow it.")


class SlugTaken(Conflict):
    """Another document has this address, or had it."""

    code = "documents.slug_taken"
    message = N_("Another document has the address “%(slug)s”, or had it once. Choose another one.")


class UnreadableTemplate(Invalid):
    """No document could begin with it: what stands between its `---` is no header."""

    code = "documents.unreadable_template"
    message = N_("The lines between --- cannot be read as a header. Correct them, or leave them out.")


class MovedTemplate(Conflict):
    """Somebody else changed the template since the page was shown."""

    code = "documents.moved_template"
    message = N_(
        "Somebody changed this template while you were writing. What it says now stands below your text:"
        " take over what you want to keep, then save again."
    )


class NoReplacement(Invalid):
    """What is to replace a document is not there, or retired, or the document itself."""

    code = "documents.no_replacement"
    message = N_("“%(slug)s” cannot replace this document. Name one that is there and not retired.")


class Misshapen(Invalid):
    """A program, or a form that did not arrive whole, sent something else than was agreed."""

    code = "documents.misshapen"
    message = N_("“%(name)s” is missing in what was sent, or is of the wrong kind. Nothing was stored.")

"""Errors of comments."""

from app.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from app.kernel.messages import N_


class NoSuchThread(NotFound):
    """There is no thread with this id in this document."""

    code = "comments.no_such_thread"
    message = N_("This comment does not exist.")


class PassageNotFound(Conflict):
    """The passage that somebody chose is not in the text; it changed while they were writing."""

    code = "comments.passage_not_found"
    message = N_(
        "Somebody changed this passage while you were writing, so the comment has no place. Choose it again."
    )


class PassageGone(Conflict):
    """The passage that the wording is for is no longer in the draft."""

    code = "comments.passage_gone"
    message = N_("The passage is gone from the draft, so the wording has no place. Put it in by hand.")


class WordingOvertaken(Conflict):
    """Somebody changed the same words since the wording was proposed; it carries all three texts."""

    code = "comments.wording_overtaken"
    message = N_(
        "Somebody changed these very words since the wording was proposed. Nothing was changed: compare the"
        " three texts, and put together by hand what shall stand there."
    )

    def __init__(self, was: str, proposed: str, present: str) -> None:
        self.was = was
        self.proposed = proposed
        self.present = present
        super().__init__()


class AlreadyDecided(Conflict):
    """Somebody has accepted or declined this wording already."""

    code = "comments.already_decided"
    message = N_("This wording was decided on already.")


class AlreadyAnswered(Conflict):
    """The comment was answered or decided on, so that changing it would turn the answers false."""

    code = "comments.already_answered"
    message = N_("Somebody answered this comment, so it stays as it is. Write another one.")


class NotYourComment(NotAllowed):
    """Only who wrote a comment changes it."""

    code = "comments.not_yours"
    message = N_("Somebody else wrote this comment. Only they can change it.")


class NothingSaid(Invalid):
    """A comment without words that proposes nothing, or a decline without a reason."""

    code = "comments.nothing_said"
    message = N_("Write what you mean, or propose other wording.")


class ReasonMissing(Invalid):
    """Declining asks for a reason."""

    code = "comments.reason_missing"
    message = N_("Say in a sentence why, so that whoever proposed it understands.")


class TooLong(Invalid):
    """The comment or the passage is longer than one may be."""

    code = "comments.too_long"
    message = N_("This has %(size)s characters; %(limit)s are allowed. Shorten it.")


class SameWording(Invalid):
    """The proposed wording is what stands there already."""

    code = "comments.same_wording"
    message = N_("The wording you propose is what stands there already. Change it, or leave it out.")


class UnstorableWords(Invalid):
    """The text holds a character that no database stores."""

    code = "comments.unstorable"
    message = N_("This holds a character that cannot be stored (a null or half of a pair). Remove it.")

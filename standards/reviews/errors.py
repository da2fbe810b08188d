"""Errors of reviews."""

from app.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from app.kernel.messages import N_


class NoSuchReview(NotFound):
    """There is no review with this id."""

    code = "reviews.no_such_review"
    message = N_("There is no such review.")


class ReviewWaits(Conflict):
    """Of one document only one review waits at a time."""

    code = "reviews.waits_already"
    message = N_("A review of “%(title)s” is waiting already. Withdraw it first, then ask again.")


class ReviewOver(Conflict):
    """The review has ended."""

    code = "reviews.over"
    message = N_("This review is over. Look at how it ended.")


class TextChanged(Conflict):
    """The text is no longer the one that the page showed."""

    code = "reviews.text_changed"
    message = N_(
        "The text has changed since you opened the page, so your answer was not taken."
        " Look at the new text first."
    )


class NothingToReview(Invalid):
    """There is no revision yet, or exactly this text is approved."""

    code = "reviews.nothing_to_review"
    message = N_("Exactly this text of “%(title)s” is approved already. There is nothing to review.")


class NoRevision(Invalid):
    """The document has no revision yet."""

    code = "reviews.no_revision"
    message = N_("“%(title)s” has no revision yet. Write a text first.")


class NobodyAsked(Invalid):
    """A review needs people."""

    code = "reviews.nobody_asked"
    message = N_("Choose at least one person, or a group.")


class CannotDecide(Invalid):
    """Somebody was asked who may not approve."""

    code = "reviews.cannot_decide"
    message = N_("%(name)s may not approve. Choose somebody else, or ask an administrator to change that.")


class ReasonMissing(Invalid):
    """Returning and overriding need a reason."""

    code = "reviews.reason_missing"
    message = N_("Say in a sentence what is the reason.")


class OwnText(NotAllowed):
    """Whoever wrote in the text does not approve it."""

    code = "reviews.own_text"
    message = N_("You wrote in this text yourself, so somebody else must approve it.")


class Answered(Conflict):
    """This person has answered already, and otherwise."""

    code = "reviews.answered"
    message = N_("You have answered this review already.")


class RulesMet(Invalid):
    """There is nothing to override."""

    code = "reviews.nothing_to_override"
    message = N_("All rules are met. There is nothing to override.")


class UnsoundText(Invalid):
    """The checker found errors in the text or in what it embeds."""

    code = "reviews.unsound"
    message = N_("“%(title)s” has %(count)s errors. Correct them, then ask for the review.")


class WrongRules(Invalid):
    """The rules cannot be kept like this."""

    code = "reviews.wrong_rules"
    message = N_("At least one and at most nine people must approve.")

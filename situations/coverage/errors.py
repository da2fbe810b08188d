"""Errors of coverage."""

from app.kernel.errors import Invalid, NotFound
from app.kernel.messages import N_


class NoSuchPlace(NotFound):
    """The company's lists have no such contact point, department or channel."""

    code = "coverage.no_such_place"
    message = N_("The company's lists have no such contact point, department or channel.")


class ExemptionReasonMissing(Invalid):
    """Saying that something needs no situation asks for a reason."""

    code = "coverage.reason_missing"
    message = N_("Say in a sentence why nothing is needed here, so that others can judge it later.")


class NoChannelChosen(Invalid):
    """Nothing was chosen."""

    code = "coverage.no_channel"
    message = N_("Choose the channels on which nothing is needed.")

"""Errors of walking through an algorithm."""

from app.kernel.errors import NotFound
from app.kernel.messages import N_


class LostPath(NotFound):
    """The address describes a way that does not lead through this algorithm (any more)."""

    code = "walkthrough.lost_path"
    message = N_("This way no longer leads anywhere. Please begin again at the first step.")

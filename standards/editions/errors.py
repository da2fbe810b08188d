"""Errors of planning and publishing."""

from app.kernel.errors import Conflict, Invalid, NotFound
from app.kernel.messages import N_


class NothingToPublish(Invalid):
    """Nothing approved belongs into this variant, or nothing has changed."""

    code = "editions.nothing_to_publish"
    message = N_("There is nothing new to publish in this edition. Approve a changed document first.")


class PublicationStopped(Invalid):
    """A check found errors in what would be published; `count` says how many."""

    code = "editions.stopped"
    message = N_("%(count)s errors stop this edition. Correct what the plan lists and approve it again.")


class EditionOvertaken(Conflict):
    """Somebody else published this variant, or approved a document, after the plan was shown."""

    code = "editions.overtaken"
    message = N_("Somebody published or approved something since then. Look at the new plan, then publish.")


class NoEdition(NotFound):
    """No edition of this variant is in force."""

    code = "editions.none"
    message = N_("No edition is in force yet. Somebody who may publish has to publish one first.")

"""What stands beside a document of the proposals to change it."""

from collections.abc import Sequence

from flask import url_for

from app.kernel.permissions import can
from app.web.actors import current_actor
from app.web.frame import NavigationItem
from app.web.i18n import _, n_
from standards.documents.models import Document
from standards.proposals.policies import ProposalPermission
from standards.proposals.queries import open_count


def links(document: Document) -> Sequence[NavigationItem]:
    """Return the ways to a document's proposals and to a new one, for those who may see them."""
    if not can(current_actor(), ProposalPermission.SEE):
        return ()
    count = open_count(document.id)
    label = n_("Change proposals (one open)", "Change proposals (%(num)s open)", count)
    return (
        NavigationItem(
            url_for("proposals.overview", slug=document.slug), label if count else _("Change proposals")
        ),
        NavigationItem(url_for("proposals.new", slug=document.slug), _("Propose a change")),
    )

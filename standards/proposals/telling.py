"""Who is told what about change proposals; notices name the document, never what was said."""

from collections.abc import Mapping

from app.accounts.queries import people_with
from app.kernel.actors import Actor, Role
from app.kernel.messages import N_
from app.notices.kinds import NoticeKind
from app.notices.services import News, notify, take_back
from app.web.addresses import path_to
from standards.comments.telling import writers_of
from standards.documents.models import Document
from standards.proposals.models import ChangeProposal, State

KINDS: Mapping[State, NoticeKind] = {
    State.NEW: NoticeKind("proposals.new", N_("%(name)s proposes a change of “%(title)s”.")),
    State.TAKEN: NoticeKind(
        "proposals.taken", N_("%(name)s works on the change that you proposed for “%(title)s”.")
    ),
    State.DECLINED: NoticeKind(
        "proposals.declined",
        N_("%(name)s declined the change that you proposed for “%(title)s”, and says why."),
    ),
    State.SETTLED: NoticeKind(
        "proposals.settled", N_("The change that you proposed for “%(title)s” is made, says %(name)s.")
    ),
}
NEW_DOCUMENT = NoticeKind("proposals.new_document", N_("%(name)s proposes a document that is not there yet."))


def tell(proposal: ChangeProposal, document: Document | None, actor: Actor) -> None:
    """Tell those who write the document of a new proposal, and who proposed it of what becomes of it."""
    state = State(proposal.state)
    kind = NEW_DOCUMENT if document is None and state is State.NEW else KINDS[state]
    moment = proposal.taken_at or proposal.created_at
    news = News(
        kind,
        f"proposal-{state}:{proposal.id}:{moment.isoformat()}",
        path_to("proposals.show", proposal_id=proposal.id),
        {"title": document.title if document else proposal.title},
    )
    if state is State.NEW:
        notify(_who_writes(document), news, actor)
        return
    take_back(f"proposal-{State.NEW}:{proposal.id}:{proposal.created_at.isoformat()}")
    notify([proposal.author_id], news, actor)


def _who_writes(document: Document | None) -> set[int]:
    own = writers_of(document) if document else set()
    return own or {person.id for person in people_with(Role.EDITOR)}

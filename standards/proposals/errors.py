"""Errors of change proposals."""

from app.kernel.errors import Conflict, Invalid, NotFound
from app.kernel.messages import N_


class NoSuchProposal(NotFound):
    """There is no proposal with this id."""

    code = "proposals.no_such_proposal"
    message = N_("There is no such proposal.")


class ProposalMoved(Conflict):
    """Somebody took, declined or settled the proposal meanwhile."""

    code = "proposals.moved"
    message = N_("Somebody decided on this proposal meanwhile. Look at what became of it.")


class DocumentMissing(Invalid):
    """A proposal leads to the draft of a document, and none was named."""

    code = "proposals.document_missing"
    message = N_("Choose the document whose draft this leads to. If there is none yet, begin it first.")


class EvidenceMissing(Invalid):
    """A proposal says what it rests on."""

    code = "proposals.evidence_missing"
    message = N_("Say what this rests on: what was seen, measured or said, where and when.")


class TitleMissing(Invalid):
    """A proposal says in a sentence what shall change."""

    code = "proposals.title_missing"
    message = N_("Say in a sentence what shall change.")


class DeclineReasonMissing(Invalid):
    """Declining asks for a reason."""

    code = "proposals.reason_missing"
    message = N_("Say in a sentence why, so that whoever proposed it understands.")


class NotSettledByThis(Invalid):
    """The revision is none of this document, or older than the draft that the proposal led to."""

    code = "proposals.not_settled_by_this"
    message = N_("Choose a revision of this document that was made after the proposal was taken.")


class UnstorableProposal(Invalid):
    """The text is too long, or holds a character that no database stores."""

    code = "proposals.unstorable"
    message = N_("This is too long, or holds a character that cannot be stored. Shorten or correct it.")

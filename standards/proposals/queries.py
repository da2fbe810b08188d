"""Reads of change proposals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from app.accounts.queries import names_of
from app.kernel.database import session
from standards.documents.models import Document, Revision
from standards.proposals.errors import NoSuchProposal
from standards.proposals.models import Cause, ChangeProposal, State

FINDINGS = (Cause.AUDIT, Cause.MEASURE, Cause.SUGGESTION)
"""Causes that rest on something found in the field, not on what the group says to itself."""


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal with its document and who proposed it, for lists."""

    proposal: ChangeProposal
    document: Document | None
    author: str


def proposal_by_id(proposal_id: int) -> ChangeProposal:
    """Return a proposal, fresh from the store.

    Raises:
        NoSuchProposal: there is none with this id.

    """
    found = session().get(ChangeProposal, proposal_id, populate_existing=True)
    if found is None:
        raise NoSuchProposal
    return found


def document_of(proposal: ChangeProposal) -> Document | None:
    """Return the document that a proposal is for, None while it is for none."""
    return session().get(Document, proposal.document_id) if proposal.document_id is not None else None


def present_documents() -> Sequence[Document]:
    """Return the documents that are not retired, by title."""
    return (
        session()
        .scalars(
            sa.select(Document).where(Document.retired_at.is_(None)).order_by(Document.title, Document.id)
        )
        .all()
    )


def revision_that_settled(proposal: ChangeProposal) -> Revision | None:
    """Return the revision that settled a proposal, if one did."""
    return session().get(Revision, proposal.revision_id) if proposal.revision_id is not None else None


def revisions_since(proposal: ChangeProposal, limit: int = 50) -> Sequence[Revision]:
    """Return the revisions of its document since a proposal was taken, the newest first."""
    return (
        session()
        .scalars(
            sa.select(Revision)
            .where(Revision.document_id == proposal.document_id, Revision.number > proposal.base_number)
            .order_by(Revision.number.desc())
            .limit(limit)
        )
        .all()
    )


def proposals_in(
    states: Sequence[State], before: int | None = None, limit: int = 51, slug: str = ""
) -> Sequence[ProposalLine]:
    """Return proposals in these states, the newest first, with ids below `before`, of one document or all."""
    statement = (
        sa.select(ChangeProposal, Document)
        .outerjoin(Document, Document.id == ChangeProposal.document_id)
        .where(ChangeProposal.state.in_([state.value for state in states]))
        .order_by(ChangeProposal.id.desc())
        .limit(limit)
    )
    if before is not None:
        statement = statement.where(ChangeProposal.id < before)
    if slug:
        statement = statement.where(Document.slug == slug)
    rows = session().execute(statement).all()
    names = names_of(row[0].author_id for row in rows if row[0].author_id is not None)
    return [ProposalLine(row[0], row[1], names.get(row[0].author_id or 0, "")) for row in rows]


def counts() -> Mapping[State, int]:
    """Return how many proposals are in each state."""
    rows = session().execute(sa.select(ChangeProposal.state, sa.func.count()).group_by(ChangeProposal.state))
    found = {row[0]: row[1] for row in rows}
    return {state: found.get(state.value, 0) for state in State}


def open_count(document_id: int) -> int:
    """Return how many proposals for a document are new or taken."""
    return (
        session().scalar(
            sa.select(sa.func.count())
            .select_from(ChangeProposal)
            .where(
                ChangeProposal.document_id == document_id,
                ChangeProposal.state.in_([State.NEW.value, State.TAKEN.value]),
            )
        )
        or 0
    )


def documents_with_findings() -> frozenset[str]:
    """Return the slugs of documents for which an audit, a measure or a suggestion was noted."""
    rows = session().scalars(
        sa.select(Document.slug)
        .join(ChangeProposal, ChangeProposal.document_id == Document.id)
        .where(ChangeProposal.cause.in_([cause.value for cause in FINDINGS]))
    )
    return frozenset(rows)

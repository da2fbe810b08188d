"""Changes of proposals: proposing, taking, declining, settling."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute

from app.journal.services import record
from app.kernel.actors import Actor
from app.kernel.clock import now
from app.kernel.database import compare_and_set, session, write_transaction
from app.kernel.permissions import require
from standards.documents.addresses import document_at
from standards.documents.drafting import open_draft
from standards.documents.models import Document, Revision
from standards.proposals.errors import (
    DeclineReasonMissing,
    DocumentMissing,
    EvidenceMissing,
    NotSettledByThis,
    ProposalMoved,
    TitleMissing,
    UnstorableProposal,
)
from standards.proposals.models import Cause, ChangeProposal, ProposalKind, State
from standards.proposals.policies import ProposalPermission
from standards.proposals.queries import document_of, proposal_by_id
from standards.proposals.telling import tell

LONGEST_TITLE = 200
LONGEST_EVIDENCE = 20_000


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody proposes; without a slug it is for a document that is not there yet.

    `contact_point` is one that is left to each person's own initiative, `thread_id` the comment that it comes
    from; `key` tells a wish that was sent twice from two wishes.
    """

    kind: ProposalKind
    cause: Cause
    title: str
    evidence: str
    slug: str = ""
    contact_point: str = ""
    thread_id: int | None = None
    key: str | None = None


def propose_change(wish: Wish, actor: Actor) -> ChangeProposal:
    """Propose a change; sent twice with the same key it is proposed once.

    Raises:
        NotAllowed, NoSuchDocument: it cannot be proposed.
        TitleMissing, EvidenceMissing, UnstorableProposal: something must be said, or said otherwise.

    """
    require(actor, ProposalPermission.PROPOSE)
    title, evidence = _cleaned(wish)
    try:
        with write_transaction():
            before = _proposed_before(wish.key, actor)
            return before or _store(wish, title, evidence, actor)
    except IntegrityError:
        before = _proposed_before(wish.key, actor)
        if before is None:
            raise
        return before


def take_proposal(proposal_id: int, slug: str, actor: Actor) -> ChangeProposal:
    """Begin to work on a proposal: open the draft of its document, and keep both linked.

    Raises:
        NotAllowed, NoSuchProposal, NoSuchDocument, RetiredDocument: it cannot be taken.
        DocumentMissing: it names no document, and no slug was given.
        ProposalMoved: it was taken or settled already.

    """
    require(actor, ProposalPermission.DECIDE)
    with write_transaction():
        proposal = proposal_by_id(proposal_id)
        document = document_at(slug) if slug else document_of(proposal)
        if document is None:
            raise DocumentMissing(field="slug")
        open_draft(document, actor)
        changes: dict[InstrumentedAttribute[Any], object] = {
            ChangeProposal.document_id: document.id,
            ChangeProposal.taken_at: now(),
            ChangeProposal.taken_by_id: actor.user_id,
            ChangeProposal.base_number: document.number,
            ChangeProposal.closed_at: None,
            ChangeProposal.closed_by_id: None,
        }
        _move(proposal, (State.NEW, State.DECLINED), State.TAKEN, changes, actor)
    return proposal


def decline_proposal(proposal_id: int, reason: str, actor: Actor) -> ChangeProposal:
    """Say that a proposal will not be followed, and why.

    Raises:
        NotAllowed, NoSuchProposal: there is nothing to decline.
        DeclineReasonMissing, UnstorableProposal: the reason cannot be kept.
        ProposalMoved: it was declined or settled already.

    """
    require(actor, ProposalPermission.DECIDE)
    said = _one_text(reason, "reason", LONGEST_EVIDENCE)
    if not said:
        raise DeclineReasonMissing(field="reason")
    with write_transaction():
        proposal = proposal_by_id(proposal_id)
        changes = _closing(actor) | {ChangeProposal.reason: said}
        _move(proposal, (State.NEW, State.TAKEN), State.DECLINED, changes, actor)
    return proposal


def settle_proposal(proposal_id: int, number: int, actor: Actor) -> ChangeProposal:
    """Say which revision settles a proposal that was taken.

    Raises:
        NotAllowed, NoSuchProposal: there is nothing to settle.
        NotSettledByThis: the document has no such revision since the proposal was taken.
        ProposalMoved: it is not taken, or no longer.

    """
    require(actor, ProposalPermission.DECIDE)
    with write_transaction():
        proposal = proposal_by_id(proposal_id)
        if proposal.state != State.TAKEN:
            raise ProposalMoved
        revision = session().scalar(
            sa.select(Revision).where(
                Revision.document_id == proposal.document_id,
                Revision.number == number,
                Revision.number > proposal.base_number,
            )
        )
        if revision is None:
            raise NotSettledByThis(field="number")
        changes = _closing(actor) | {ChangeProposal.revision_id: revision.id}
        _move(proposal, (State.TAKEN,), State.SETTLED, changes, actor)
    return proposal


def _store(wish: Wish, title: str, evidence: str, actor: Actor) -> ChangeProposal:
    document: Document | None = document_at(wish.slug) if wish.slug else None
    proposal = ChangeProposal(
        kind=wish.kind.value,
        cause=wish.cause.value,
        title=title,
        evidence=evidence,
        document_id=document.id if document else None,
        contact_point=wish.contact_point[:LONGEST_TITLE],
        thread_id=wish.thread_id,
        author_id=actor.user_id,
        created_at=now(),
        key=wish.key,
        state=State.NEW.value,
        base_number=0,
        reason="",
    )
    session().add(proposal)
    session().flush()
    record(
        actor, "proposal.new", ("proposal", proposal.id), document=proposal.document_id, cause=proposal.cause
    )
    tell(proposal, document, actor)
    return proposal


def _move(
    proposal: ChangeProposal,
    expected: tuple[State, ...],
    state: State,
    changes: Mapping[InstrumentedAttribute[Any], object],
    actor: Actor,
) -> None:
    """Bring a proposal from one of the expected states into another, journal it and tell whom it concerns."""
    was = proposal.state
    if was not in expected or not compare_and_set(
        ChangeProposal,
        proposal.id,
        {ChangeProposal.state: was},
        {**changes, ChangeProposal.state: state.value},
    ):
        raise ProposalMoved
    session().refresh(proposal)
    record(actor, f"proposal.{state}", ("proposal", proposal.id), document=proposal.document_id)
    tell(proposal, document_of(proposal), actor)


def _closing(actor: Actor) -> dict[InstrumentedAttribute[Any], object]:
    return {ChangeProposal.closed_at: now(), ChangeProposal.closed_by_id: actor.user_id}


def _cleaned(wish: Wish) -> tuple[str, str]:
    title = " ".join(_one_text(wish.title, "title", LONGEST_TITLE).split())
    evidence = _one_text(wish.evidence, "evidence", LONGEST_EVIDENCE)
    if not title:
        raise TitleMissing(field="title")
    if not evidence:
        raise EvidenceMissing(field="evidence")
    return title, evidence


def _one_text(said: str, field: str, limit: int) -> str:
    text = said.replace("\r\n", "\n").strip()
    if len(text) > limit or "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise UnstorableProposal(field=field)
    return text


def _proposed_before(key: str | None, actor: Actor) -> ChangeProposal | None:
    if not key:
        return None
    return session().scalar(
        sa.select(ChangeProposal).where(
            ChangeProposal.key == key, ChangeProposal.author_id.is_not_distinct_from(actor.user_id)
        )
    )

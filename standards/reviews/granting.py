"""Granting an approval, in the running write transaction; whoever calls it has judged whether it may be."""

from collections.abc import Sequence

from app.journal.services import record
from app.kernel.actors import Actor
from app.kernel.clock import now
from app.kernel.database import session
from standards.reviews.models import Approval, Approver
from standards.reviews.wholes import Whole


def grant(
    whole: Whole,
    people: Sequence[int],
    actor: Actor,
    *,
    review_id: int | None = None,
    override_reason: str = "",
) -> Approval:
    """Store that these people approve exactly this text."""
    approval = Approval(
        document_id=whole.own.document_id,
        revision_id=whole.own.revision_id,
        whole_digest=whole.digest,
        parts=whole.stored(),
        review_id=review_id,
        override_reason=override_reason,
        granted_by=actor.user_id,
        at=now(),
        people=[Approver(user_id=user_id) for user_id in people],
    )
    session().add(approval)
    session().flush()
    record(
        actor,
        "approval.overridden" if override_reason else "approval.granted",
        ("document", whole.own.document_id),
        approval=approval.id,
        number=whole.own.number,
        digest=approval.whole_digest,
        approvers=list(people),
    )
    return approval

"""Setting the company's rules for approvals."""

from app.journal.services import record
from app.kernel.actors import Actor
from app.kernel.database import session, write_transaction
from app.kernel.permissions import require
from standards.reviews.errors import WrongRules
from standards.reviews.models import ReviewRules
from standards.reviews.policies import ReviewPermission
from standards.reviews.rules import Rules

MOST_APPROVERS = 9


def set_rules(rules: Rules, actor: Actor) -> None:
    """Set what an approval needs from now on; what was approved stays approved.

    Raises:
        NotAllowed: the actor may not set rules.
        WrongRules: nobody, or more people than can be found, would have to approve.

    """
    require(actor, ReviewPermission.SET_RULES)
    if not 1 <= rules.least_approvers <= MOST_APPROVERS:
        raise WrongRules(field="least_approvers")
    with write_transaction():
        current = session()
        row = current.get(ReviewRules, 1) or ReviewRules(id=1)
        row.least_approvers = rules.least_approvers
        row.writers_may_approve = rules.writers_may_approve
        row.needs_department = rules.needs_department
        row.needs_management = rules.needs_management
        current.add(row)
        current.flush()
        record(
            actor,
            "review_rules.set",
            ("review_rules", 1),
            least_approvers=rules.least_approvers,
            writers_may_approve=rules.writers_may_approve,
            needs_department=rules.needs_department,
            needs_management=rules.needs_management,
        )

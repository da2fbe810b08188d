"""What an approval needs: each rule alone, and together."""

import pytest

from app.accounts.models import Membership
from standards.reviews.rules import Condition, ConditionKind, Member, Rules, are_met, conditions

MIA = Member(1, "Mia", frozenset(), Membership.MANAGEMENT)
FRITZ = Member(2, "Fritz", frozenset({"fitting"}))
SELMA = Member(3, "Selma", frozenset({"sales"}))
NILS = Member(4, "Nils")


def one(found: tuple[Condition, ...], kind: ConditionKind) -> Condition:
    return next(condition for condition in found if condition.kind is kind)


@pytest.mark.parametrize(
    ("approved", "is_met"), [((), False), ((NILS,), False), ((NILS, SELMA), True), ((NILS, SELMA, MIA), True)]
)
def test_enough_people_must_approve(approved: tuple[Member, ...], is_met: object) -> None:
    rules = Rules(2, writers_may_approve=False, needs_department=False, needs_management=False)
    found = conditions(rules, (), approved, ())
    assert one(found, ConditionKind.APPROVERS).is_met is is_met
    assert are_met(found) is is_met


def test_somebody_of_a_department_that_it_governs_must_approve() -> None:
    rules = Rules(1, needs_management=False)
    assert not are_met(conditions(rules, ("fitting",), (SELMA, NILS), ()))
    found = conditions(rules, ("fitting", "accounting"), (SELMA, FRITZ), ())
    assert are_met(found)
    assert one(found, ConditionKind.DEPARTMENT).met_by == ("Fritz",)


def test_a_document_without_department_needs_nobody_of_one() -> None:
    assert are_met(conditions(Rules(1, needs_management=False), (), (NILS,), ()))


def test_somebody_of_management_must_approve() -> None:
    rules = Rules(1, needs_department=False)
    assert not are_met(conditions(rules, (), (FRITZ, SELMA, NILS), ()))
    assert are_met(conditions(rules, (), (MIA,), ()))


def test_one_person_may_meet_several_rules() -> None:
    both = Member(9, "Both", frozenset({"fitting"}), Membership.MANAGEMENT)
    assert are_met(conditions(Rules(1), ("fitting",), (both,), ()))


def test_a_rule_that_nobody_is_left_to_meet_says_so() -> None:
    found = conditions(Rules(2), ("fitting",), (NILS,), (MIA,))
    assert one(found, ConditionKind.DEPARTMENT).is_hopeless
    assert not one(found, ConditionKind.MANAGEMENT).is_hopeless
    assert one(found, ConditionKind.MANAGEMENT).could == ("Mia",)
    assert not one(found, ConditionKind.APPROVERS).is_hopeless
    assert one(conditions(Rules(3), (), (NILS,), (MIA,)), ConditionKind.APPROVERS).is_hopeless


def test_rules_that_are_off_are_not_named() -> None:
    rules = Rules(1, writers_may_approve=True, needs_department=False, needs_management=False)
    assert [condition.kind for condition in conditions(rules, (), (), ())] == [ConditionKind.APPROVERS]

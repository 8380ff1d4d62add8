"""Risk is judged by one person at any time, verification by two."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from hirz.foundation.accounts.access import forget
from hirz.foundation.accounts.models import RoleAssignment, User
from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.assessing import (
    Judgement,
    NothingToConfirm,
    assess_risk,
    confirm_verification,
    propose_verification,
    return_verification,
)
from hirz.reprisals.cases.actions.opening import open_case
from hirz.reprisals.cases.models import Case
from hirz.rules.errors import BadInput
from hirz.rules.risk import ReasonsMissing, ReviewTooLate
from hirz.rules.verification import AxisMissing, LevelNotSupported, SamePerson


@pytest.fixture
def fresh(office: Office, desk: User) -> Case:
    return open_case(office=office, state_concerned="XM", language="ar", by=desk, owner=desk)


def propose(case: Case, by: User, level: str = "reasonable_grounds", finding: str = "ESTABLISHED") -> None:
    propose_verification(
        case=case, level=level, standard="reasonable grounds to believe", basis="Papers.", act_finding=finding, by=by
    )
    case.refresh_from_db()


def test_same_person_does_not_confirm(case: Case, desk: User, office: Office) -> None:
    RoleAssignment.objects.create(user=desk, office=office, role="verifier", from_date=timezone.localdate())
    forget(desk)
    propose(case, desk)
    with pytest.raises(SamePerson):
        confirm_verification(case=case, by=desk)
    with pytest.raises(SamePerson):
        return_verification(case=case, by=desk, note="No.")


def test_open_axis_stops_the_confirmation(fresh: Case, desk: User, verifier: User) -> None:
    propose(fresh, desk)
    with pytest.raises(AxisMissing):
        confirm_verification(case=fresh, by=verifier)


def test_level_the_record_does_not_bear_is_refused(case: Case, desk: User, verifier: User) -> None:
    case.links.update(strength="weak")
    case.sources.update(credibility="unlikely")
    propose(case, desk, finding="PARTLY_ESTABLISHED")
    with pytest.raises(LevelNotSupported):
        confirm_verification(case=case, by=verifier)


def test_returned_proposal_is_decided_and_can_be_made_again(case: Case, desk: User, verifier: User) -> None:
    propose(case, desk)
    with pytest.raises(BadInput, match="reason_missing"):
        return_verification(case=case, by=verifier, note=" ")
    assert return_verification(case=case, by=verifier, note="One source only.").confirmed is False
    with pytest.raises(NothingToConfirm):
        confirm_verification(case=case, by=verifier)
    propose(case, desk)
    confirm_verification(case=case, by=verifier)
    case.refresh_from_db()
    assert case.verification == "reasonable_grounds"


def test_serious_risk_says_why(case: Case, desk: User) -> None:
    with pytest.raises(ReasonsMissing):
        assess_risk(case=case, judgement=Judgement("critical"), by=desk)


def test_review_comes_as_early_as_the_level_asks(case: Case, desk: User) -> None:
    late = timezone.localdate() + timedelta(days=30)
    with pytest.raises(ReviewTooLate):
        assess_risk(case=case, judgement=Judgement("high", reasons=["liberty"], review_date=late), by=desk)


def test_raise_is_on_record_as_a_raise_and_brings_hours(case: Case, desk: User) -> None:
    assess_risk(case=case, judgement=Judgement("critical", reasons=["liberty"]), by=desk)
    assess_risk(case=case, judgement=Judgement("low", reasons=["liberty"]), by=desk)
    verbs = list(Entry.objects.filter(verb__startswith="RISK").order_by("id").values_list("verb", flat=True))
    assert verbs[-2:] == ["RISK_RAISED", "RISK_ASSESSED"]


def test_critical_risk_runs_a_clock_in_hours(case: Case, desk: User) -> None:
    assess_risk(case=case, judgement=Judgement("critical", reasons=["liberty"]), by=desk)
    assert case.deadlines.filter(in_hours=True, owner=desk).exists()

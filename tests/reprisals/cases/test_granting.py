"""A grant opens one case to one colleague, for a purpose, until a day."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.granting import (
    GrantInThePast,
    GrantNotNeeded,
    GrantOver,
    grant_case,
    revoke_grant,
)
from hirz.reprisals.cases.actions.opening import open_case
from hirz.reprisals.cases.models import Case, CaseGrant


@pytest.fixture
def case(office: Office, desk: User) -> Case:
    return open_case(office=office, state_concerned="XM", language="en", by=desk, owner=desk)


def grant(case: Case, user: User, by: User, days: int = 5) -> CaseGrant:
    until = timezone.localdate() + timedelta(days=days)
    return grant_case(case=case, user=user, purpose="advice", until_date=until, by=by)


def reads(user: User, case: Case) -> bool:
    return Case.objects.visible_to(user).filter(pk=case.pk).exists()


def test_grant_opens_the_case_to_the_end_of_its_day_and_no_longer(case: Case, lead: User, outsider: User) -> None:
    other = open_case(office=case.office, state_concerned="XM", language="en", by=lead)
    grant(case, outsider, lead, days=5)
    assert reads(outsider, case)
    assert not reads(outsider, other)
    with time_machine.travel(timezone.now() + timedelta(days=6)):
        assert not reads(outsider, case)


def test_revoked_grant_closes_the_case_at_once(case: Case, lead: User, outsider: User) -> None:
    given = grant(case, outsider, lead)
    revoke_grant(grant=given, by=lead)
    assert not reads(outsider, case)
    with pytest.raises(GrantOver):
        revoke_grant(grant=given, by=lead)


def test_both_are_on_record_with_whom_and_without_the_purpose(case: Case, lead: User, outsider: User) -> None:
    revoke_grant(grant=grant(case, outsider, lead), by=lead)
    entries = Entry.objects.filter(case_id=case.pk, verb__startswith="GRANT").order_by("id")
    assert [entry.verb for entry in entries] == ["GRANT_GIVEN", "GRANT_REVOKED"]
    assert {entry.detail["user"] for entry in entries} == {str(outsider.pk)}
    assert "advice" not in str([entry.detail for entry in entries])


def test_grant_over_before_it_begins_is_refused(case: Case, lead: User, outsider: User) -> None:
    with pytest.raises(GrantInThePast):
        grant(case, outsider, lead, days=-1)


def test_grant_without_a_purpose_is_refused(case: Case, lead: User, outsider: User) -> None:
    with pytest.raises(ValidationError):
        grant_case(case=case, user=outsider, purpose="  ", until_date=timezone.localdate(), by=lead)


def test_whoever_reads_it_already_needs_no_grant(case: Case, desk: User, lead: User, outsider: User) -> None:
    with pytest.raises(GrantNotNeeded):
        grant(case, desk, lead)
    grant(case, outsider, lead)
    with pytest.raises(GrantNotNeeded):
        grant(case, outsider, lead)


def test_only_the_lead_and_the_head_open_and_close(
    case: Case, desk: User, verifier: User, head: User, outsider: User
) -> None:
    for nobody in (desk, verifier, outsider):
        with pytest.raises(AccessDenied):
            grant(case, outsider, nobody)
    given = grant(case, outsider, head)
    for nobody in (desk, verifier, outsider):
        with pytest.raises(AccessDenied):
            revoke_grant(grant=given, by=nobody)
    assert reads(outsider, case)

"""A case is opened, and its record only grows."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.assessing import Judgement
from hirz.reprisals.cases.actions.opening import assign, decide_scope, open_case, triage_case
from hirz.reprisals.cases.actions.recording import add_act, add_engagement, add_party, assess_link
from hirz.reprisals.cases.models import Case
from hirz.reprisals.people.models import Person
from hirz.rules.errors import BadInput
from hirz.rules.lifecycle import ScopeFinding
from tests.reprisals.story import enter_case


@pytest.fixture
def fresh(office: Office, desk: User) -> Case:
    return open_case(office=office, state_concerned="XM", language="ar", by=desk, owner=desk)


def test_case_opens_received_with_a_reference_that_tells_nothing(fresh: Case, office: Office, desk: User) -> None:
    other = open_case(office=office, state_concerned="XM", language="ar", by=desk)
    assert fresh.state == "RECEIVED"
    assert fresh.reference.startswith("C-")
    assert len({fresh.reference, other.reference}) == 2


def test_only_its_office_sees_the_case(fresh: Case, desk: User, outsider: User, administrator: User) -> None:
    assert Case.objects.visible_to(desk).get() == fresh
    assert not Case.objects.visible_to(outsider).exists()
    assert not Case.objects.visible_to(administrator).exists()


def test_triage_settles_scope_risk_and_duplicates_at_once(fresh: Case, desk: User) -> None:
    triage_case(
        case=fresh, protected_category="a_cooperator", reason="She spoke.", judgement=Judgement("medium"), by=desk
    )
    fresh.refresh_from_db()
    assert (fresh.state, fresh.scope_finding, fresh.risk) == ("TRIAGED", "WITHIN", "medium")
    assert fresh.duplicates_checked_at is not None


def test_substitute_is_somebody_else(fresh: Case, desk: User) -> None:
    with pytest.raises(ValidationError):
        assign(case=fresh, owner=desk, substitute=desk, by=desk)


def test_scope_takes_only_known_categories(fresh: Case, desk: User) -> None:
    with pytest.raises(ValidationError):
        decide_scope(case=fresh, finding=ScopeFinding.WITHIN, protected_category="anybody", reason="-", by=desk)


@pytest.mark.parametrize("date", ["2026-02-30", "yesterday", "", "2026-13"])
def test_record_with_a_date_no_calendar_has_is_refused(fresh: Case, desk: User, date: str) -> None:
    with pytest.raises(ValidationError) as refused:
        add_act(case=fresh, by=desk, kind="detention", date=date)
    assert set(refused.value.message_dict) == {"date"}
    assert not fresh.acts.exists()


def test_date_is_kept_with_its_precision_and_western_digits(fresh: Case, desk: User) -> None:
    act = add_act(case=fresh, by=desk, kind="detention", date="٢٠٢٦-٠٥?")
    act.refresh_from_db()
    assert act.date == "2026-05?"


def test_person_has_one_part_of_a_kind_in_a_case(fresh: Case, agreed: Person, desk: User) -> None:
    add_party(case=fresh, person=agreed, role="victim", by=desk)
    with pytest.raises(ValidationError):
        add_party(case=fresh, person=agreed, role="victim", by=desk)
    add_party(case=fresh, person=agreed, role="witness", by=desk)


def test_link_joins_records_of_one_case(fresh: Case, case: Case, desk: User) -> None:
    engagement = add_engagement(case=fresh, by=desk, body="hrc", kind="testimony", date="2026")
    with pytest.raises(BadInput, match="link_across_cases"):
        assess_link(
            case=fresh,
            engagement=engagement,
            act=case.acts.get(),
            by=desk,
            strength="weak",
            bases=["temporal_proximity"],
        )


def test_link_without_a_basis_is_refused_by_the_database_too(case: Case) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        case.links.update(bases=[])


def test_case_of_the_tests_is_verified_by_two(office: Office, desk: User, verifier: User) -> None:
    assert enter_case(office, desk, verifier, []).verification == "reasonable_grounds"

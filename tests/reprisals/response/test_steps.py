"""Steps other than letters ask for consent as letters do; what was done without it is on record as that."""

from __future__ import annotations

import pytest

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.reprisals.cases.deadlines import deadlines_for, rebuild_deadlines
from hirz.reprisals.cases.facts import case_facts
from hirz.reprisals.cases.models import Case, Deadline
from hirz.reprisals.people.disclosing import ConsentRefused
from hirz.reprisals.people.models import Disclosure, Person
from hirz.reprisals.response.models import Response
from hirz.reprisals.response.steps import (
    ConsentUnsettled,
    NoBreach,
    note_response_done,
    plan_response,
    review_breach,
)
from hirz.rules.consent import ConsentState, Scope
from tests.reprisals.story import answer

WITHDRAWN = ConsentState.WITHDRAWN


def plan(case: Case, by: User, kind: str = "press_release", *, named: bool = False) -> Response:
    return plan_response(case=case, kind=kind, actor="ohchr_hq", by=by, named=named)


def done(step: Response, by: User, *, without_consent: bool = False, named: bool | None = None) -> Response:
    return note_response_done(
        response=step, done_date="2026-05", result="", by=by, without_consent=without_consent, named=named
    )


def unsettle(case: Case, *scopes: Scope) -> None:
    Case.objects.filter(pk=case.pk).update(frozen_scopes=[scope.value for scope in scopes])
    case.refresh_from_db()


@pytest.fixture
def breach(case: Case, agreed: Person, desk: User) -> Response:
    answer(agreed, desk, {Scope.PUBLIC_STATEMENT: WITHDRAWN})
    return done(plan(case, desk), desk, without_consent=True)


def test_step_that_is_covered_leaves_a_disclosure_for_everybody_it_told(case: Case, agreed: Person, desk: User) -> None:
    step = done(plan(case, desk, "interim_measures"), desk)
    left = {(d.purpose, d.recipient, d.what, d.allowed) for d in Disclosure.objects.filter(people=agreed)}
    assert left == {
        ("SHARE_MECHANISM", "treaty_bodies", "interim_measures", True),
        ("RAISE_WITH_GOVERNMENT", "government", "interim_measures", True),
    }
    assert (step.lacking, step.breach_at) == ([], None)


@pytest.mark.parametrize(
    ("kind", "scope"),
    [
        ("press_release", Scope.PUBLIC_STATEMENT),
        ("meeting_with_permanent_mission", Scope.RAISE_WITH_GOVERNMENT),
        ("hrc_president_action", Scope.SHARE_MECHANISM),
        ("relocation_support", Scope.SHARE_PROTECTION_PARTNER),
        ("inclusion_in_sg_report", Scope.REPORT_WITHOUT_NAME),
    ],
)
def test_step_without_consent_is_not_put_on_record_as_if_it_had_been_agreed_to(
    kind: str, scope: Scope, case: Case, agreed: Person, desk: User
) -> None:
    answer(agreed, desk, {scope: WITHDRAWN})
    step = plan(case, desk, kind)
    assert {item["scope"] for item in step.lacking} == {scope.value}
    with pytest.raises(ConsentRefused) as refused:
        done(step, desk)
    assert {missing.scope for missing in refused.value.missing} == {scope}
    assert not Response.objects.get(pk=step.pk).done_date
    assert not case_facts(case).consent_covers_action


def test_name_needs_its_own_consent(case: Case, agreed: Person, desk: User) -> None:
    answer(agreed, desk, {Scope.REPORT_NAMED: ConsentState.REFUSED})
    step = plan(case, desk)
    assert step.lacking == []
    with pytest.raises(ConsentRefused):
        done(step, desk, named=True)
    assert done(step, desk).breach_at is None
    with pytest.raises(ConsentRefused):
        done(step, desk, named=True)


@pytest.mark.parametrize("kind", ["security_advice", "no_action_on_victim_request"])
def test_step_that_tells_nobody_needs_no_consent(kind: str, case: Case, agreed: Person, desk: User) -> None:
    answer(agreed, desk, dict.fromkeys(Scope, WITHDRAWN))
    assert done(plan(case, desk, kind), desk).lacking == []
    assert not Disclosure.objects.exists()


def test_planned_step_says_at_once_what_it_lacks_and_that_it_lacks_it_no_more(
    case: Case, agreed: Person, desk: User
) -> None:
    step = plan(case, desk)
    answer(agreed, desk, {Scope.PUBLIC_STATEMENT: WITHDRAWN})
    step.refresh_from_db()
    assert [item["scope"] for item in step.lacking] == ["PUBLIC_STATEMENT"]
    answer(agreed, desk, {Scope.PUBLIC_STATEMENT: ConsentState.GIVEN})
    step.refresh_from_db()
    assert step.lacking == []


def test_step_waits_until_a_withdrawal_by_somebody_unknown_is_settled(case: Case, desk: User) -> None:
    step = plan(case, desk)
    unsettle(case, Scope.PUBLIC_STATEMENT)
    with pytest.raises(ConsentUnsettled):
        done(step, desk)
    unsettle(case, Scope.CONTACT_BACK)
    assert done(step, desk).done_date


def test_what_was_done_without_consent_is_on_record_as_that(breach: Response, desk: User) -> None:
    assert (breach.done_date, [item["scope"] for item in breach.lacking]) == ("2026-05", ["PUBLIC_STATEMENT"])
    entry = Entry.objects.get(verb="RESPONSE_DONE_WITHOUT_CONSENT")
    assert (entry.actor, entry.detail["missing"]) == (desk, breach.lacking)
    left = Disclosure.objects.get()
    assert (left.purpose, left.recipient, left.allowed, left.breach) == ("PUBLIC_STATEMENT", "public", False, True)
    assert Entry.objects.filter(verb="DISCLOSURE_WITHOUT_CONSENT", subject_id=left.pk).exists()


def test_breach_is_before_the_head_at_once_and_stays_when_the_case_ends(breach: Response, head: User) -> None:
    Case.objects.filter(pk=breach.case_id).update(state="CLOSED")
    Deadline.objects.all().delete()
    rebuild_deadlines()
    assert breach.breach_at is not None
    clock = deadlines_for(head, breach.breach_at).get()
    assert (clock.kind, clock.subject_id) == ("BREACH", breach.pk)


def test_breach_is_seen_to_once_by_the_head_alone(breach: Response, desk: User, lead: User, head: User) -> None:
    for colleague in (desk, lead):
        with pytest.raises(AccessDenied):
            review_breach(response=breach, by=colleague)
    assert not case_facts(breach.case).consent_covers_action
    review_breach(response=breach, by=head)
    assert case_facts(breach.case).consent_covers_action
    assert not Deadline.objects.filter(kind="BREACH").exists()
    with pytest.raises(NoBreach):
        review_breach(response=breach, by=head)


def test_breach_does_not_go_away_with_a_later_consent_or_a_correction(
    breach: Response, agreed: Person, desk: User
) -> None:
    answer(agreed, desk, {Scope.PUBLIC_STATEMENT: ConsentState.GIVEN})
    unsettle(breach.case)
    done(breach, desk, named=True)
    breach.refresh_from_db()
    assert breach.breach_at is not None
    assert [item["scope"] for item in breach.lacking] == ["PUBLIC_STATEMENT"]


def test_step_that_is_covered_is_no_breach_whatever_the_form_said(case: Case, desk: User) -> None:
    assert done(plan(case, desk), desk, without_consent=True).breach_at is None


def test_correction_of_what_was_done_asks_no_consent_anew(case: Case, agreed: Person, desk: User) -> None:
    step = done(plan(case, desk), desk)
    answer(agreed, desk, {Scope.PUBLIC_STATEMENT: WITHDRAWN})
    assert done(step, desk).breach_at is None
    assert Disclosure.objects.filter(allowed=True).count() == 1

"""A case moves when nothing is missing, freezes when consent goes, and ends with its reasons."""

from __future__ import annotations

import pytest

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.assessing import Judgement, assess_risk
from hirz.reprisals.cases.actions.moving import (
    SurvivorEnded,
    WithdrawnMeanwhile,
    describe,
    merge,
    move,
    note_done,
    rule_out_of_scope,
    settle_withdrawal,
)
from hirz.reprisals.cases.actions.opening import open_case
from hirz.reprisals.cases.deadlines import rebuild_deadlines, refresh_deadlines
from hirz.reprisals.cases.models import Case, Deadline
from hirz.reprisals.people.models import Person
from hirz.reprisals.response.actions import draft_communication, plan_communication, send_communication
from hirz.rules.case_needs import MissingCode, NotAllowed
from hirz.rules.consent import ConsentState, Scope
from hirz.rules.errors import BadInput
from hirz.rules.lifecycle import CaseEvent
from tests.reprisals.story import answer


@pytest.fixture
def fresh(office: Office, desk: User) -> Case:
    return open_case(office=office, state_concerned="XM", language="ar", by=desk, owner=desk)


def test_step_taken_too_early_names_everything_it_lacks(fresh: Case, desk: User) -> None:
    move(case=fresh, event=CaseEvent.TRIAGE, by=desk)
    with pytest.raises(NotAllowed) as refused:
        move(case=fresh, event=CaseEvent.SEEK_CONSENT, by=desk)
    assert {missing.code for missing in refused.value.missing} == {
        MissingCode.SCOPE_NOT_DECIDED,
        MissingCode.RISK_NOT_ASSESSED,
        MissingCode.DUPLICATES_NOT_CHECKED,
    }
    fresh.refresh_from_db()
    assert fresh.state == "TRIAGED"


def test_frozen_case_goes_on_when_a_person_settled_the_withdrawal(case: Case, agreed: Person, desk: User) -> None:
    answer(agreed, desk, {Scope.PUBLIC_STATEMENT: ConsentState.WITHDRAWN})
    answer(agreed, desk, {Scope.STATISTICS: ConsentState.WITHDRAWN})
    case.refresh_from_db()
    assert case.frozen_scopes == ["PUBLIC_STATEMENT", "STATISTICS"]
    with pytest.raises(BadInput, match="reason_missing"):
        settle_withdrawal(case=case, note=" ", by=desk)
    settle_withdrawal(case=case, note="No statement will be made.", by=desk)
    case.refresh_from_db()
    assert (case.frozen_at, case.frozen_scopes) == (None, [])


def as_a_page_holds_it(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_withdrawal_that_comes_while_a_page_is_open_is_neither_undone_nor_settled_unseen(
    case: Case, agreed: Person, desk: User
) -> None:
    page, another = as_a_page_holds_it(case), as_a_page_holds_it(case)
    answer(agreed, desk, {Scope.STATISTICS: ConsentState.WITHDRAWN})
    with pytest.raises(WithdrawnMeanwhile):
        settle_withdrawal(case=page, note="Nothing rests on it.", by=desk)
    rule_out_of_scope(case=another, reason_code="no_cooperation", reason="None.", referral="Nobody fits.", by=desk)
    case.refresh_from_db()
    assert (case.state, case.frozen_scopes) == ("OUT_OF_SCOPE", ["STATISTICS"])


def test_case_that_has_ended_is_not_ended_again_another_way(fresh: Case, case: Case, desk: User) -> None:
    page = as_a_page_holds_it(fresh)
    merge(case=fresh, into=case, by=desk)
    with pytest.raises(NotAllowed):
        rule_out_of_scope(case=page, reason_code="no_cooperation", reason="None.", referral="Nobody fits.", by=desk)
    with pytest.raises(NotAllowed):
        merge(case=as_a_page_holds_it(fresh), into=case, by=desk)
    fresh.refresh_from_db()
    assert (fresh.state, fresh.merged_into) == ("MERGED", case)


def test_risk_raised_on_a_page_that_was_open_before_the_case_was_laid_aside_brings_it_back(
    fresh: Case, desk: User
) -> None:
    page = as_a_page_holds_it(fresh)
    rule_out_of_scope(case=fresh, reason_code="no_cooperation", reason="None.", referral="Nobody fits.", by=desk)
    assess_risk(case=page, judgement=Judgement(level="critical", reasons=["threat_to_life"]), by=desk)
    fresh.refresh_from_db()
    assert (fresh.state, fresh.risk) == ("TRIAGED", "critical")


@pytest.mark.parametrize("fact", ["state", "opened_at", "nonsense"])
def test_only_known_steps_are_noted(fresh: Case, desk: User, fact: str) -> None:
    with pytest.raises(BadInput, match="unknown_fact"):
        note_done(case=fresh, fact=fact, by=desk)


def test_only_what_is_written_about_the_case_can_be_described(fresh: Case, desk: User) -> None:
    with pytest.raises(BadInput, match="unknown_fact"):
        describe(case=fresh, by=desk, state="CLOSED")
    describe(case=fresh, by=desk, wishes="No publicity.", unsafe_to_inform_victim=True)
    fresh.refresh_from_db()
    assert (fresh.wishes, fresh.unsafe_to_inform_victim) == ("No publicity.", True)


def test_case_is_not_merged_into_itself_or_round_in_a_circle(
    fresh: Case, case: Case, office: Office, desk: User
) -> None:
    third = open_case(office=office, state_concerned="XM", language="ar", by=desk)
    with pytest.raises(BadInput, match="merge_into_itself"):
        merge(case=fresh, into=fresh, by=desk)
    merge(case=fresh, into=case, by=desk)
    merge(case=case, into=third, by=desk)
    with pytest.raises(BadInput, match="merge_into_itself"):
        merge(case=third, into=fresh, by=desk)


@pytest.mark.parametrize(
    "ended", [{"state": "CLOSED"}, {"state": "OUT_OF_SCOPE", "out_of_scope_reason": "no_cooperation"}]
)
def test_case_is_not_merged_into_one_on_which_nobody_works(
    ended: dict[str, str], fresh: Case, case: Case, desk: User
) -> None:
    refresh_deadlines(fresh)
    running = set(fresh.deadlines.values_list("kind", "due_at"))
    Case.objects.filter(pk=case.pk).update(**ended)
    with pytest.raises(SurvivorEnded):
        merge(case=fresh, into=case, by=desk)
    fresh.refresh_from_db()
    assert (fresh.merged_into, fresh.state) == (None, "RECEIVED")
    assert running
    assert set(fresh.deadlines.values_list("kind", "due_at")) == running


def test_reply_that_a_merged_case_waits_for_stays_due_also_from_a_lost_row(fresh: Case, case: Case, desk: User) -> None:
    letter = plan_communication(case=case, kind="note_verbale", sender="ohchr_hq", language="en", named=False, by=desk)
    send_communication(letter=draft_communication(letter=letter, by=desk), by=desk)
    due = case.deadlines.get(kind="STATE_REPLY").due_at
    merge(case=case, into=fresh, by=desk)
    Deadline.objects.filter(case=case).delete()
    rebuild_deadlines()
    assert [(clock.kind, clock.due_at) for clock in case.deadlines.all()] == [("STATE_REPLY", due)]


@pytest.mark.parametrize(("reason", "referral"), [("", "Ethics Office."), ("Staff matter.", " ")])
def test_matter_out_of_scope_says_why_and_where_it_goes(fresh: Case, desk: User, reason: str, referral: str) -> None:
    with pytest.raises(BadInput, match="reason_missing"):
        rule_out_of_scope(case=fresh, reason_code="no_cooperation", reason=reason, referral=referral, by=desk)


@pytest.mark.parametrize("aside", ["out of scope", "merged"])
def test_case_that_was_laid_aside_is_taken_up_again(
    aside: str, fresh: Case, case: Case, desk: User, lead: User
) -> None:
    if aside == "merged":
        merge(case=fresh, into=case, by=desk)
    else:
        rule_out_of_scope(case=fresh, reason_code="no_cooperation", reason="None.", referral="Nobody fits.", by=desk)
    assert move(case=fresh, event=CaseEvent.REOPEN, by=lead, reason="A second source.") == "TRIAGED"
    fresh.refresh_from_db()
    assert (fresh.merged_into, fresh.out_of_scope_reason) == (None, None)

"""Each row of the table of states: what a step needs, one condition at a time."""

from dataclasses import replace
from typing import Any

import pytest

from hirz.rules.lifecycle import (
    CaseEvent,
    CaseFacts,
    CaseState,
    Missing,
    MissingCode,
    NotAllowed,
    Remedy,
    ScopeFinding,
    advance,
    missing,
    offers,
)
from hirz.rules.risk import RiskLevel
from hirz.rules.verification import VerificationLevel

READY = CaseFacts(
    state=CaseState.RECEIVED,
    risk=RiskLevel.MEDIUM,
    channel_known=True,
    language_known=True,
    scope=ScopeFinding.WITHIN,
    duplicates_checked=True,
    consent_recorded=True,
    subject_recorded=True,
    engagement_recorded=True,
    act_recorded=True,
    source_recorded=True,
    link_assessed=True,
    verification=VerificationLevel.REASONABLE_GROUNDS,
    verification_people=frozenset({"ana", "bek"}),
    response_planned=True,
    do_no_harm_checked=True,
    victim_wishes_recorded=True,
    consent_covers_action=True,
    action_recorded=True,
    replies_logged=1,
    reply_assessed=True,
    submitter_told=True,
    outcome_recorded=True,
    victim_informed=True,
    surviving_case_named=True,
    referral_recorded=True,
    reopening_reason_given=True,
)

Lacks = dict[MissingCode, dict[str, Any]]

TRIAGED: Lacks = {
    MissingCode.SCOPE_NOT_DECIDED: {"scope": ScopeFinding.UNDECIDED},
    MissingCode.RISK_NOT_ASSESSED: {"risk": None},
    MissingCode.DUPLICATES_NOT_CHECKED: {"duplicates_checked": False},
}
CONSENTED: Lacks = {
    MissingCode.CONSENT_NOT_RECORDED: {"consent_recorded": False},
    MissingCode.CASE_FROZEN: {"frozen": True},
}
VERIFIED: Lacks = {
    MissingCode.SUBJECT_MISSING: {"subject_recorded": False},
    MissingCode.ENGAGEMENT_MISSING: {"engagement_recorded": False},
    MissingCode.ACT_MISSING: {"act_recorded": False},
    MissingCode.SOURCE_MISSING: {"source_recorded": False},
    MissingCode.LINK_NOT_ASSESSED: {"link_assessed": False},
    MissingCode.VERIFICATION_NOT_CONCLUDED: {"verification": VerificationLevel.UNDER_VERIFICATION},
    MissingCode.SECOND_PERSON_NEEDED: {"verification_people": frozenset({"ana"})},
    MissingCode.ALLEGATION_NOT_ESTABLISHED: {"verification": VerificationLevel.NOT_ESTABLISHED},
    MissingCode.CASE_FROZEN: {"frozen": True},
}
PLANNED: Lacks = {
    MissingCode.RESPONSE_NOT_PLANNED: {"response_planned": False},
    MissingCode.DO_NO_HARM_NOT_CHECKED: {"do_no_harm_checked": False},
    MissingCode.WISHES_NOT_RECORDED: {"victim_wishes_recorded": False},
    MissingCode.CONSENT_DOES_NOT_COVER_ACTION: {"consent_covers_action": False},
    MissingCode.CASE_FROZEN: {"frozen": True},
}
ACTED: Lacks = {
    MissingCode.CONSENT_DOES_NOT_COVER_ACTION: {"consent_covers_action": False},
    MissingCode.ACTION_NOT_RECORDED: {"action_recorded": False},
}
AWAITED: Lacks = {MissingCode.COMMUNICATION_NOT_SENT: {"replies_awaited": 0}}
REPLIED: Lacks = {
    MissingCode.REPLY_NOT_ASSESSED: {"reply_assessed": False},
    MissingCode.SUBMITTER_NOT_TOLD: {"submitter_told": False},
}
ALL_ANSWERED: Lacks = {MissingCode.REPLY_STILL_AWAITED: {"replies_awaited": 1}}
ENDING: Lacks = {
    MissingCode.OUTCOME_NOT_RECORDED: {"outcome_recorded": False},
    MissingCode.VICTIM_NOT_INFORMED: {"victim_informed": False},
    **ALL_ANSWERED,
}
OUTSIDE: Lacks = {
    MissingCode.SCOPE_NOT_RULED_OUTSIDE: {"scope": ScopeFinding.WITHIN},
    MissingCode.REFERRAL_NOT_RECORDED: {"referral_recorded": False},
}
S, E = CaseState, CaseEvent

STEPS: dict[tuple[CaseState, CaseEvent, CaseState], Lacks] = {
    (S.RECEIVED, E.TRIAGE, S.TRIAGED): {
        MissingCode.CHANNEL_UNKNOWN: {"channel_known": False},
        MissingCode.LANGUAGE_UNKNOWN: {"language_known": False},
    },
    (S.TRIAGED, E.SEEK_CONSENT, S.CONSENT_PENDING): TRIAGED,
    (S.TRIAGED, E.START_VERIFICATION, S.VERIFYING): TRIAGED | CONSENTED,
    (S.CONSENT_PENDING, E.START_VERIFICATION, S.VERIFYING): CONSENTED,
    (S.VERIFYING, E.SEEK_CONSENT, S.CONSENT_PENDING): {},
    (S.VERIFYING, E.PLAN_RESPONSE, S.RESPONSE_PLANNED): VERIFIED,
    (S.RESPONSE_PLANNED, E.SEEK_CONSENT, S.CONSENT_PENDING): {},
    (S.RESPONSE_PLANNED, E.START_VERIFICATION, S.VERIFYING): CONSENTED,
    (S.RESPONSE_PLANNED, E.TAKE_ACTION, S.ACTION_TAKEN): PLANNED,
    (S.ACTION_TAKEN, E.AWAIT_STATE, S.AWAITING_STATE): ACTED | AWAITED,
    (S.ACTION_TAKEN, E.MONITOR, S.MONITORING): ACTED | ALL_ANSWERED,
    (S.ACTION_TAKEN, E.PLAN_RESPONSE, S.RESPONSE_PLANNED): VERIFIED,
    (S.AWAITING_STATE, E.ASSESS_REPLY, S.REPLY_ASSESSED): {MissingCode.REPLY_NOT_LOGGED: {"replies_logged": 0}},
    (S.AWAITING_STATE, E.PLAN_RESPONSE, S.RESPONSE_PLANNED): VERIFIED,
    (S.REPLY_ASSESSED, E.AWAIT_STATE, S.AWAITING_STATE): REPLIED | AWAITED,
    (S.REPLY_ASSESSED, E.MONITOR, S.MONITORING): REPLIED | ALL_ANSWERED,
    (S.REPLY_ASSESSED, E.PLAN_RESPONSE, S.RESPONSE_PLANNED): VERIFIED | REPLIED,
    (S.REPLY_ASSESSED, E.CLOSE, S.CLOSED): REPLIED | ENDING,
    (S.MONITORING, E.PLAN_RESPONSE, S.RESPONSE_PLANNED): VERIFIED,
    (S.MONITORING, E.START_VERIFICATION, S.VERIFYING): CONSENTED,
    **{
        (state, E.CLOSE, S.CLOSED): ENDING
        for state in (S.TRIAGED, S.CONSENT_PENDING, S.VERIFYING, S.RESPONSE_PLANNED, S.ACTION_TAKEN, S.MONITORING)
    },
    **{
        (state, E.MERGE, S.MERGED): {MissingCode.SURVIVING_CASE_NOT_NAMED: {"surviving_case_named": False}}
        for state in S
        if state.is_open
    },
    **{(state, E.RULE_OUT_OF_SCOPE, S.OUT_OF_SCOPE): OUTSIDE for state in S if state.is_open},
    **{
        (state, E.REOPEN, S.TRIAGED): {MissingCode.REASON_NOT_GIVEN: {"reopening_reason_given": False}}
        for state in (S.CLOSED, S.MERGED, S.OUT_OF_SCOPE)
    },
}
IN_ANY_STATE = {E.RAISE_RISK, E.WITHDRAW_CONSENT}
ids = {step: f"{step[0]}-{step[1]}" for step in STEPS}


def ready(state: CaseState, event: CaseEvent) -> CaseFacts:
    """A case in a state, with nothing lacking for the event."""
    facts = replace(READY, state=state, replies_awaited=1 if event is E.AWAIT_STATE else 0)
    return replace(facts, scope=ScopeFinding.OUTSIDE) if event is E.RULE_OUT_OF_SCOPE else facts


@pytest.mark.parametrize("step", STEPS, ids=ids.values())
def test_step_is_taken_when_nothing_lacks(step: tuple[CaseState, CaseEvent, CaseState]) -> None:
    state, event, target = step
    assert missing(ready(state, event), target) == ()
    assert advance(ready(state, event), event) is target


@pytest.mark.parametrize(
    ("step", "code"), [(step, code) for step, lacks in STEPS.items() for code in lacks], ids=lambda value: str(value)
)
def test_step_is_refused_for_each_thing_that_lacks(
    step: tuple[CaseState, CaseEvent, CaseState], code: MissingCode
) -> None:
    state, event, target = step
    facts = replace(ready(state, event), **STEPS[step][code])
    assert [item.code for item in missing(facts, target)] == [code]
    with pytest.raises(NotAllowed) as refusal:
        advance(facts, event)
    assert refusal.value.missing == missing(facts, target)
    assert str(refusal.value) == code


def test_no_other_step_exists() -> None:
    foreseen = {(state, event) for state, event, _ in STEPS}
    for state in S:
        for event in set(E) - IN_ANY_STATE:
            if (state, event) not in foreseen:
                with pytest.raises(NotAllowed) as refusal:
                    advance(ready(state, event), event)
                assert [item.code for item in refusal.value.missing] == [MissingCode.STEP_NOT_FORESEEN]


def test_state_out_of_reach_says_so() -> None:
    assert missing(READY, S.MONITORING) == (Missing(MissingCode.STEP_NOT_FORESEEN, Remedy.CHOOSE_ANOTHER_STEP),)


def test_everything_that_lacks_is_named_at_once() -> None:
    facts = CaseFacts(state=S.TRIAGED, frozen=True)
    assert {item.code for item in missing(facts, S.VERIFYING)} == set(TRIAGED | CONSENTED)


def test_each_missing_thing_has_a_remedy_of_its_own_kind() -> None:
    facts = CaseFacts(state=S.VERIFYING)
    remedies = {item.code: item.remedy for item in missing(facts, S.RESPONSE_PLANNED)}
    assert remedies[MissingCode.ACT_MISSING] is Remedy.ADD_ACT
    assert remedies[MissingCode.LINK_NOT_ASSESSED] is Remedy.ASSESS_LINK
    assert remedies[MissingCode.SECOND_PERSON_NEEDED] is Remedy.CONFIRM_VERIFICATION


@pytest.mark.parametrize("level", [VerificationLevel.REFUTED, VerificationLevel.NOT_ESTABLISHED])
def test_allegation_that_does_not_stand_leads_to_closing_not_to_a_response(level: VerificationLevel) -> None:
    facts = replace(READY, state=S.VERIFYING, verification=level)
    assert missing(facts, S.RESPONSE_PLANNED) == (Missing(MissingCode.ALLEGATION_NOT_ESTABLISHED, Remedy.CLOSE_CASE),)
    assert advance(facts, E.CLOSE) is S.CLOSED


def test_part_corroboration_carries_a_response() -> None:
    facts = replace(READY, state=S.VERIFYING, verification=VerificationLevel.PARTIALLY_CORROBORATED)
    assert advance(facts, E.PLAN_RESPONSE) is S.RESPONSE_PLANNED


def test_people_are_told_only_where_it_is_safe() -> None:
    unsafe = replace(READY, state=S.REPLY_ASSESSED, submitter_told=False, submitter_unsafe_to_tell=True)
    assert advance(unsafe, E.MONITOR) is S.MONITORING
    unsafe = replace(READY, state=S.MONITORING, victim_informed=False, victim_unsafe_to_inform=True)
    assert advance(unsafe, E.CLOSE) is S.CLOSED


@pytest.mark.parametrize("state", S)
def test_withdrawal_is_taken_note_of_in_every_state(state: CaseState) -> None:
    assert advance(CaseFacts(state=state), E.WITHDRAW_CONSENT) is state


@pytest.mark.parametrize("state", S)
def test_raised_risk_needs_nothing_and_brings_an_ended_case_back(state: CaseState) -> None:
    expected = S.TRIAGED if state in (S.CLOSED, S.OUT_OF_SCOPE) else state
    assert advance(CaseFacts(state=state), E.RAISE_RISK) is expected


@pytest.mark.parametrize("state", S)
def test_offers_are_the_steps_of_the_table_with_what_they_lack(state: CaseState) -> None:
    facts = CaseFacts(state=state)
    expected = {(event, target) for source, event, target in STEPS if source is state}
    assert {(offer.event, offer.target) for offer in offers(facts)} == expected
    for offer in offers(facts):
        lacking = set(STEPS[state, offer.event, offer.target]) - {MissingCode.CASE_FROZEN}
        codes = {item.code for item in offer.missing}
        assert lacking - {MissingCode.ALLEGATION_NOT_ESTABLISHED, MissingCode.REPLY_STILL_AWAITED} == codes

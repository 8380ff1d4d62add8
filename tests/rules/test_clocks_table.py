"""Each number of the table of clocks, written out a second time."""

from dataclasses import replace
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hirz.rules.calendar import NaiveMoment, WorkingCalendar, in_utc
from hirz.rules.clock_targets import ClockKind, CommunicationKind, Policy, Unit
from hirz.rules.clocks import (
    Clock,
    ClockFacts,
    EscalationLevel,
    RecordedBreach,
    RecordedOverride,
    RecordedPromise,
    SentCommunication,
    is_reminder_due,
    level,
    running_clocks,
)
from hirz.rules.lifecycle import CaseState
from hirz.rules.risk import RiskLevel, RiskStep

OFFICE = WorkingCalendar(time_zone=ZoneInfo("Europe/Zurich"), day_ends=time(17))
LOW, MEDIUM, HIGH, CRITICAL = RiskLevel


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Zurich"))


START = at("2024-06-03 10:00")  # a Monday
FACTS = ClockFacts(
    state=CaseState.TRIAGED,
    state_since=START,
    received_at=START,
    acknowledged_at=START,
    owner="aigul",
    substitute="bek",
)


def facts(state: CaseState, risk: RiskLevel = MEDIUM, **others: Any) -> ClockFacts:
    return replace(FACTS, state=state, risk_history=(RiskStep(level=risk, at=START),), **others)


def the_clock(kind: ClockKind, case: ClockFacts) -> Clock:
    (clock,) = (clock for clock in running_clocks(case, OFFICE) if clock.kind is kind)
    return clock


ROWS = [
    (CaseState.RECEIVED, ClockKind.TRIAGE, MEDIUM, "2024-06-05 17:00"),
    (CaseState.RECEIVED, ClockKind.TRIAGE, CRITICAL, "2024-06-03 14:00"),
    (CaseState.TRIAGED, ClockKind.TRIAGE, MEDIUM, "2024-06-05 17:00"),
    (CaseState.TRIAGED, ClockKind.TRIAGE, HIGH, "2024-06-05 17:00"),
    (CaseState.TRIAGED, ClockKind.TRIAGE, CRITICAL, "2024-06-03 14:00"),
    (CaseState.CONSENT_PENDING, ClockKind.CONSENT, MEDIUM, "2024-06-10 17:00"),
    (CaseState.CONSENT_PENDING, ClockKind.CONSENT, CRITICAL, "2024-06-04 10:00"),
    (CaseState.VERIFYING, ClockKind.VERIFICATION, LOW, "2024-06-24 17:00"),
    (CaseState.VERIFYING, ClockKind.VERIFICATION, HIGH, "2024-06-24 17:00"),
    (CaseState.VERIFYING, ClockKind.VERIFICATION, CRITICAL, "2024-06-04 10:00"),
    (CaseState.RESPONSE_PLANNED, ClockKind.RESPONSE_PLAN, MEDIUM, "2024-06-06 17:00"),
    (CaseState.RESPONSE_PLANNED, ClockKind.RESPONSE_PLAN, CRITICAL, "2024-06-04 10:00"),
    (CaseState.ACTION_TAKEN, ClockKind.ACTION, LOW, "2024-06-17 17:00"),
    (CaseState.ACTION_TAKEN, ClockKind.ACTION, MEDIUM, "2024-06-17 17:00"),
    (CaseState.ACTION_TAKEN, ClockKind.ACTION, HIGH, "2024-06-05 10:00"),
    (CaseState.ACTION_TAKEN, ClockKind.ACTION, CRITICAL, "2024-06-04 10:00"),
    (CaseState.REPLY_ASSESSED, ClockKind.REPLY_ASSESSMENT, MEDIUM, "2024-06-17 17:00"),
    (CaseState.REPLY_ASSESSED, ClockKind.REPLY_ASSESSMENT, CRITICAL, "2024-06-04 10:00"),
    (CaseState.MONITORING, ClockKind.MONITORING_REVIEW, HIGH, "2024-09-01 17:00"),
    (CaseState.MONITORING, ClockKind.MONITORING_REVIEW, CRITICAL, "2024-06-17 17:00"),
]


@pytest.mark.parametrize(("state", "kind", "risk", "due"), ROWS)
def test_state_is_due_when_the_table_says(state: CaseState, kind: ClockKind, risk: RiskLevel, due: str) -> None:
    (clock,) = running_clocks(facts(state, risk), OFFICE)
    assert (clock.kind, clock.due_at, clock.started_at) == (kind, in_utc(at(due)), in_utc(START))
    assert (clock.owner, clock.substitute, clock.about, clock.reminder_at) == ("aigul", "bek", None, None)


@pytest.mark.parametrize("state", [state for state in CaseState if state.is_open])
def test_submitter_hears_from_us_within_two_working_days(state: CaseState) -> None:
    waiting = facts(state, CRITICAL, acknowledged_at=None, received_at=at("2024-05-31 09:00"))
    clock = the_clock(ClockKind.ACKNOWLEDGEMENT, waiting)
    assert (clock.started_at, clock.due_at) == (in_utc(at("2024-05-31 09:00")), in_utc(at("2024-06-04 17:00")))
    unsafe = replace(waiting, acknowledgement_possible=False)
    assert ClockKind.ACKNOWLEDGEMENT not in {clock.kind for clock in running_clocks(unsafe, OFFICE)}


@pytest.mark.parametrize(
    ("kind", "due", "reminder"),
    [
        (CommunicationKind.ALLEGATION_LETTER, "2024-08-02 17:00", "2024-07-18 09:00"),
        (CommunicationKind.URGENT_APPEAL, "2024-07-03 17:00", "2024-06-25 09:00"),
        (CommunicationKind.OTHER_LETTER, "2024-08-02 17:00", "2024-07-18 09:00"),
        (CommunicationKind.NOTE_VERBALE, "2024-08-02 17:00", "2024-07-18 09:00"),
        (CommunicationKind.ASG_LETTER, "2024-08-02 17:00", "2024-07-18 09:00"),
    ],
)
def test_state_has_its_days_to_reply_and_is_reminded(kind: CommunicationKind, due: str, reminder: str) -> None:
    sent = SentCommunication(id="letter", kind=kind, sent_at=START)
    (clock,) = running_clocks(facts(CaseState.AWAITING_STATE, CRITICAL, communications=(sent,)), OFFICE)
    assert (clock.kind, clock.about, clock.unit) == (ClockKind.STATE_REPLY, "letter", Unit.CALENDAR_DAYS)
    assert (clock.due_at, clock.reminder_at) == (in_utc(at(due)), in_utc(at(reminder)))
    assert not is_reminder_due(clock.reminder_at, at(reminder).replace(hour=8, minute=59))
    assert is_reminder_due(clock.reminder_at, at(reminder))


@pytest.mark.parametrize(
    ("days", "due", "reminder"),
    [(20, "2024-06-23 17:00", "2024-06-18 09:00"), (100, "2024-09-11 17:00", "2024-08-17 09:00")],
)
def test_days_to_reply_are_configurable_and_the_reminder_comes_after_three_quarters(
    days: int, due: str, reminder: str
) -> None:
    policy = Policy(reply_days={CommunicationKind.URGENT_APPEAL: days})
    sent = SentCommunication(id="appeal", kind=CommunicationKind.URGENT_APPEAL, sent_at=START)
    (clock,) = running_clocks(facts(CaseState.AWAITING_STATE, communications=(sent,)), OFFICE, policy)
    assert (clock.due_at, clock.reminder_at) == (in_utc(at(due)), in_utc(at(reminder)))


def test_each_communication_has_a_clock_of_its_own_until_a_reply_is_logged() -> None:
    letters = tuple(
        SentCommunication(id=name, kind=CommunicationKind.ALLEGATION_LETTER, sent_at=START, reply_logged_at=logged)
        for name, logged in (("third", None), ("second", START), ("first", None))
    )
    clocks = running_clocks(facts(CaseState.MONITORING, communications=letters), OFFICE)
    assert [clock.about for clock in clocks if clock.kind is ClockKind.STATE_REPLY] == ["first", "third"]


def test_reminder_is_due_only_where_there_is_one() -> None:
    clock = the_clock(ClockKind.TRIAGE, facts(CaseState.TRIAGED))
    assert not is_reminder_due(clock.reminder_at, at("2030-01-01 00:00"))


def test_logged_reply_is_assessed_while_another_is_still_awaited() -> None:
    letters = (
        SentCommunication(id="open", kind=CommunicationKind.ALLEGATION_LETTER, sent_at=START),
        SentCommunication(
            id="answered",
            kind=CommunicationKind.ALLEGATION_LETTER,
            sent_at=START,
            reply_logged_at=at("2024-06-10 09:00"),
        ),
        SentCommunication(
            id="answered later",
            kind=CommunicationKind.ALLEGATION_LETTER,
            sent_at=START,
            reply_logged_at=at("2024-06-12 09:00"),
        ),
    )
    clock = the_clock(ClockKind.REPLY_ASSESSMENT, facts(CaseState.AWAITING_STATE, communications=letters))
    assert (clock.started_at, clock.due_at) == (in_utc(at("2024-06-10 09:00")), in_utc(at("2024-06-24 17:00")))


def test_reply_logged_as_the_case_begins_to_wait_is_to_be_assessed() -> None:
    letters = (
        SentCommunication(id="open", kind=CommunicationKind.OTHER_LETTER, sent_at=START),
        SentCommunication(id="back", kind=CommunicationKind.OTHER_LETTER, sent_at=START, reply_logged_at=START),
    )
    assert the_clock(ClockKind.REPLY_ASSESSMENT, facts(CaseState.AWAITING_STATE, communications=letters))


def test_reply_assessed_before_the_case_waited_again_is_not_due_twice() -> None:
    before, after = at("2024-05-20 09:00"), at("2024-06-03 10:00")
    letters = (
        SentCommunication(id="old", kind=CommunicationKind.OTHER_LETTER, sent_at=before, reply_logged_at=before),
        SentCommunication(id="new", kind=CommunicationKind.OTHER_LETTER, sent_at=after),
    )
    clocks = running_clocks(facts(CaseState.AWAITING_STATE, communications=letters), OFFICE)
    assert [clock.kind for clock in clocks] == [ClockKind.STATE_REPLY]


def test_case_that_waits_for_nothing_is_due_for_assessment() -> None:
    before = at("2024-05-20 09:00")
    old = SentCommunication(id="old", kind=CommunicationKind.OTHER_LETTER, sent_at=before, reply_logged_at=before)
    (clock,) = running_clocks(facts(CaseState.AWAITING_STATE, communications=(old,)), OFFICE)
    assert (clock.kind, clock.started_at) == (ClockKind.REPLY_ASSESSMENT, in_utc(START))


@pytest.mark.parametrize("state", CaseState)
def test_override_is_reviewed_within_72_hours_whatever_became_of_the_case(state: CaseState) -> None:
    override = RecordedOverride(id="override", recorded_at=START)
    clock = the_clock(ClockKind.OVERRIDE_REVIEW, facts(state, overrides=(override,)))
    assert (clock.due_at, clock.about, clock.unit) == (in_utc(at("2024-06-06 10:00")), "override", Unit.HOURS)
    reviewed = replace(override, reviewed_at=at("2024-06-04 10:00"))
    kinds = {clock.kind for clock in running_clocks(facts(state, overrides=(reviewed,)), OFFICE)}
    assert ClockKind.OVERRIDE_REVIEW not in kinds


@pytest.mark.parametrize("state", CaseState)
def test_promise_of_a_state_is_due_until_somebody_says_what_became_of_it(state: CaseState) -> None:
    promise = RecordedPromise(id="reply", recorded_at=START, due_date=at("2024-06-20 00:00").date())
    clock = the_clock(ClockKind.PROMISE, facts(state, promises=(promise,)))
    assert (clock.started_at, clock.due_at, clock.about) == (in_utc(START), in_utc(at("2024-06-20 17:00")), "reply")
    settled = replace(promise, settled_at=at("2024-06-04 10:00"))
    kinds = {clock.kind for clock in running_clocks(facts(state, promises=(settled,)), OFFICE)}
    assert ClockKind.PROMISE not in kinds


def test_promise_whose_day_had_passed_when_it_was_recorded_is_missed_from_the_first() -> None:
    promise = RecordedPromise(id="reply", recorded_at=START, due_date=at("2024-05-02 00:00").date())
    clock = the_clock(ClockKind.PROMISE, facts(CaseState.MONITORING, promises=(promise,)))
    assert clock.started_at == clock.due_at < in_utc(START)


@pytest.mark.parametrize("state", CaseState)
def test_breach_of_consent_is_before_everybody_at_once_until_the_head_has_seen_to_it(state: CaseState) -> None:
    breach = RecordedBreach(id="step", recorded_at=START)
    clock = the_clock(ClockKind.BREACH, facts(state, breaches=(breach,)))
    assert {clock.started_at, clock.due_at, clock.lead_at, clock.head_at} == {in_utc(START)}
    assert level(clock, START) is EscalationLevel.HEAD
    reviewed = replace(breach, reviewed_at=START)
    kinds = {clock.kind for clock in running_clocks(facts(state, breaches=(reviewed,)), OFFICE)}
    assert ClockKind.BREACH not in kinds


def test_reply_to_a_letter_of_a_merged_case_is_still_waited_for() -> None:
    sent = SentCommunication(id="letter", kind=CommunicationKind.OTHER_LETTER, sent_at=START)
    (clock,) = running_clocks(facts(CaseState.MERGED, CRITICAL, communications=(sent,)), OFFICE)
    assert (clock.kind, clock.about) == (ClockKind.STATE_REPLY, "letter")
    answered = replace(sent, reply_logged_at=at("2024-06-04 10:00"))
    assert running_clocks(facts(CaseState.MERGED, CRITICAL, communications=(answered,)), OFFICE) == ()


@pytest.mark.parametrize("state", [CaseState.CLOSED, CaseState.OUT_OF_SCOPE])
def test_case_that_has_ended_owes_nothing(state: CaseState) -> None:
    sent = SentCommunication(id="letter", kind=CommunicationKind.OTHER_LETTER, sent_at=START)
    case = facts(state, CRITICAL, acknowledged_at=None, communications=(sent,), risk_review_date=START.date())
    assert running_clocks(case, OFFICE) == ()


def test_review_starts_again_after_each_review() -> None:
    reviewed = facts(CaseState.MONITORING, last_reviewed_at=at("2024-07-01 12:00"))
    clock = the_clock(ClockKind.MONITORING_REVIEW, reviewed)
    assert (clock.started_at, clock.due_at) == (in_utc(at("2024-07-01 12:00")), in_utc(at("2024-09-29 17:00")))
    earlier = facts(CaseState.MONITORING, last_reviewed_at=at("2024-05-01 12:00"))
    assert the_clock(ClockKind.MONITORING_REVIEW, earlier).started_at == in_utc(START)


def test_case_left_standing_after_the_action_is_reviewed_as_in_monitoring() -> None:
    done = facts(CaseState.ACTION_TAKEN, CRITICAL, action_recorded_at=at("2024-06-03 20:00"))
    (clock,) = running_clocks(done, OFFICE)
    assert (clock.kind, clock.due_at) == (ClockKind.MONITORING_REVIEW, in_utc(at("2024-06-17 17:00")))


@pytest.mark.parametrize(("risk", "unit"), [(MEDIUM, Unit.CALENDAR_DAYS), (HIGH, Unit.HOURS), (CRITICAL, Unit.HOURS)])
def test_risk_is_looked_at_again_on_the_day_its_author_set(risk: RiskLevel, unit: Unit) -> None:
    case = facts(CaseState.AWAITING_STATE, risk, risk_review_date=at("2024-06-05 00:00").date())
    clock = the_clock(ClockKind.RISK_REVIEW, case)
    assert (clock.started_at, clock.due_at, clock.unit) == (in_utc(START), in_utc(at("2024-06-05 17:00")), unit)


def test_time_to_the_next_look_at_the_risk_runs_from_the_last_one() -> None:
    history = (RiskStep(level=MEDIUM, at=START), RiskStep(level=LOW, at=at("2024-06-04 12:00")))
    case = replace(FACTS, risk_history=history, risk_review_date=at("2024-06-20 00:00").date())
    assert the_clock(ClockKind.RISK_REVIEW, case).started_at == in_utc(at("2024-06-04 12:00"))


def test_clocks_come_in_the_order_in_which_they_are_due() -> None:
    override = RecordedOverride(id="override", recorded_at=START)
    case = facts(CaseState.VERIFYING, acknowledged_at=None, overrides=(override,))
    kinds = [clock.kind for clock in running_clocks(case, OFFICE)]
    assert kinds == [ClockKind.ACKNOWLEDGEMENT, ClockKind.OVERRIDE_REVIEW, ClockKind.VERIFICATION]


NAIVE = START.replace(tzinfo=None)


@pytest.mark.parametrize(
    "name", ["state_since", "received_at", "acknowledged_at", "action_recorded_at", "last_reviewed_at"]
)
def test_fact_without_time_zone_is_refused(name: str) -> None:
    with pytest.raises(NaiveMoment):
        replace(FACTS, **{name: NAIVE})  # type: ignore[arg-type]  # one of the moments, by its name


def test_letter_override_or_risk_without_time_zone_is_refused() -> None:
    for moments in ({"sent_at": NAIVE}, {"sent_at": START, "reply_logged_at": NAIVE}):
        with pytest.raises(NaiveMoment):
            SentCommunication(id="x", kind=CommunicationKind.OTHER_LETTER, **moments)
    for moments in ({"recorded_at": NAIVE}, {"recorded_at": START, "reviewed_at": NAIVE}):
        with pytest.raises(NaiveMoment):
            RecordedOverride(id="x", **moments)
    with pytest.raises(NaiveMoment):
        RiskStep(level=LOW, at=NAIVE)

"""What a raised risk does to a clock that is already running, and who hears of a miss."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.rules.calendar import NaiveMoment, WorkingCalendar, in_utc
from hirz.rules.clock_targets import ClockKind, CommunicationKind, Unit
from hirz.rules.clocks import (
    Clock,
    ClockFacts,
    EscalationLevel,
    RecordedOverride,
    SentCommunication,
    level,
    remaining,
    running_clocks,
)
from hirz.rules.lifecycle import CaseState
from hirz.rules.risk import RiskLevel, RiskStep

OFFICE = WorkingCalendar(time_zone=ZoneInfo("Europe/Zurich"), day_ends=time(17))
LOW, MEDIUM, HIGH, CRITICAL = RiskLevel
OPEN = [state for state in CaseState if state.is_open]
LADDER = list(EscalationLevel)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Zurich"))


START = at("2024-06-03 10:00")  # a Monday
FACTS = ClockFacts(
    state=CaseState.VERIFYING,
    state_since=START,
    received_at=START,
    acknowledged_at=START,
    owner="aigul",
    substitute="bek",
    risk_history=(RiskStep(level=MEDIUM, at=START),),
)


def raised(facts: ClockFacts, risk: RiskLevel, moment: datetime) -> ClockFacts:
    return replace(facts, risk_history=(*facts.risk_history, RiskStep(level=risk, at=moment)))


def state_clock(facts: ClockFacts) -> Clock:
    (clock,) = running_clocks(facts, OFFICE)
    return clock


def test_raise_to_critical_turns_days_into_hours_from_the_raise() -> None:
    before, after = state_clock(FACTS), state_clock(raised(FACTS, CRITICAL, at("2024-06-10 15:00")))
    assert (before.unit, before.due_at) == (Unit.WORKING_DAYS, in_utc(at("2024-06-24 17:00")))
    assert (after.unit, after.due_at) == (Unit.HOURS, in_utc(at("2024-06-11 15:00")))
    assert after.started_at == before.started_at


def test_raise_just_before_the_deadline_does_not_move_it() -> None:
    after = state_clock(raised(FACTS, CRITICAL, at("2024-06-24 16:00")))
    assert (after.due_at, after.unit) == (in_utc(at("2024-06-24 17:00")), Unit.HOURS)
    assert after.lead_at == after.due_at


def test_case_critical_before_the_state_has_its_hours_from_the_state() -> None:
    facts = raised(FACTS, CRITICAL, at("2024-05-01 10:00"))
    facts = replace(facts, risk_history=facts.risk_history[1:])
    assert state_clock(facts).due_at == in_utc(at("2024-06-04 10:00"))


def test_raise_from_high_to_critical_gives_no_more_time_than_high_gave() -> None:
    acting = replace(FACTS, state=CaseState.ACTION_TAKEN)
    high = raised(acting, HIGH, at("2024-06-04 10:00"))
    assert state_clock(high).due_at == in_utc(at("2024-06-06 10:00"))
    critical = raised(high, CRITICAL, at("2024-06-06 09:00"))
    assert state_clock(critical).due_at == in_utc(at("2024-06-06 10:00"))


def test_fall_from_critical_gives_the_days_back() -> None:
    facts = raised(raised(FACTS, CRITICAL, at("2024-06-04 10:00")), MEDIUM, at("2024-06-05 10:00"))
    assert state_clock(facts) == state_clock(FACTS)


def test_day_clock_missed_goes_to_the_lead_after_one_working_day_and_the_head_after_three() -> None:
    clock = state_clock(replace(FACTS, state_since=at("2024-05-30 10:00")))
    assert clock.due_at == in_utc(at("2024-06-20 17:00"))  # a Thursday
    moments = {
        "2024-06-20 16:59": EscalationLevel.NONE,
        "2024-06-20 17:00": EscalationLevel.OWNER,
        "2024-06-21 16:59": EscalationLevel.OWNER,
        "2024-06-21 17:00": EscalationLevel.LEAD,
        "2024-06-25 16:59": EscalationLevel.LEAD,
        "2024-06-25 17:00": EscalationLevel.HEAD,
        "2030-01-01 00:00": EscalationLevel.HEAD,
    }
    assert {moment: level(clock, at(moment)) for moment in moments} == moments


def test_hour_clock_missed_goes_to_the_lead_at_once_and_the_head_four_hours_later() -> None:
    clock = state_clock(raised(FACTS, CRITICAL, START))
    moments = {
        "2024-06-04 09:59": EscalationLevel.NONE,
        "2024-06-04 10:00": EscalationLevel.LEAD,
        "2024-06-04 13:59": EscalationLevel.LEAD,
        "2024-06-04 14:00": EscalationLevel.HEAD,
    }
    assert {moment: level(clock, at(moment)) for moment in moments} == moments


def test_case_nobody_owns_is_the_lead_s_from_the_start() -> None:
    clock = state_clock(replace(FACTS, owner=None, substitute=None))
    assert (clock.owner, clock.lead_at, clock.head_at) == (None, in_utc(START), in_utc(at("2024-06-27 17:00")))
    assert level(clock, START) is EscalationLevel.LEAD


def test_remaining_time_is_real_time_and_goes_below_zero() -> None:
    over_the_clock_change = replace(FACTS, state=CaseState.TRIAGED, state_since=at("2024-10-24 10:00"))
    clock = state_clock(over_the_clock_change)
    assert clock.due_at == in_utc(at("2024-10-28 17:00"))
    assert remaining(clock, at("2024-10-26 17:00")) == timedelta(hours=49)
    assert remaining(clock, at("2024-10-28 19:00")) == timedelta(hours=-2)


def test_reading_a_clock_needs_a_time_zone() -> None:
    clock = state_clock(FACTS)
    for read in (level, remaining):
        with pytest.raises(NaiveMoment):
            read(clock, START.replace(tzinfo=None))


moments = st.datetimes(datetime(2020, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
maybe = st.none() | moments
levels = st.sampled_from(RiskLevel)
calendars = st.builds(
    WorkingCalendar,
    time_zone=st.sampled_from(["Europe/Zurich", "Asia/Bishkek", "America/Santiago"]).map(ZoneInfo),
    weekend=st.sampled_from([frozenset({5, 6}), frozenset({4, 5}), frozenset()]),
    holidays=st.frozensets(st.dates(date(2020, 1, 1), date(2027, 1, 1)), max_size=10),
)
facts_of_any_kind = st.builds(
    ClockFacts,
    state=st.sampled_from(CaseState),
    state_since=moments,
    received_at=moments,
    owner=st.sampled_from([None, "aigul"]),
    substitute=st.sampled_from([None, "bek"]),
    acknowledged_at=maybe,
    acknowledgement_possible=st.booleans(),
    risk_history=st.lists(st.builds(RiskStep, level=levels, at=moments), max_size=4).map(tuple),
    risk_review_date=st.none() | st.dates(date(2020, 1, 1), date(2027, 1, 1)),
    action_recorded_at=maybe,
    last_reviewed_at=maybe,
    communications=st.lists(
        st.builds(
            SentCommunication,
            id=st.uuids().map(str),
            kind=st.sampled_from(CommunicationKind),
            sent_at=moments,
            reply_logged_at=maybe,
        ),
        max_size=3,
    ).map(tuple),
    overrides=st.lists(
        st.builds(RecordedOverride, id=st.uuids().map(str), recorded_at=moments, reviewed_at=maybe), max_size=2
    ).map(tuple),
)


@given(facts_of_any_kind, calendars)
def test_no_open_case_is_without_a_clock(facts: ClockFacts, calendar: WorkingCalendar) -> None:
    clocks = running_clocks(facts, calendar)
    assert clocks or not facts.state.is_open
    assert len({(clock.kind, clock.about) for clock in clocks}) == len(clocks)


@given(facts_of_any_kind, calendars, moments)
def test_skewed_or_late_moments_neither_fail_nor_turn_time_round(
    facts: ClockFacts, calendar: WorkingCalendar, now: datetime
) -> None:
    for clock in running_clocks(facts, calendar):
        assert clock.started_at <= clock.due_at <= clock.head_at
        assert clock.due_at <= clock.lead_at <= clock.head_at if clock.owner else clock.lead_at == clock.started_at
        assert clock.reminder_at is None or clock.started_at <= clock.reminder_at <= clock.due_at
        assert (remaining(clock, now) <= timedelta(0)) == (now >= clock.due_at)
        assert (level(clock, now) is EscalationLevel.NONE) == (now < min(clock.due_at, clock.lead_at))


@given(facts_of_any_kind, calendars, moments, moments)
def test_escalation_never_steps_down_by_itself(
    facts: ClockFacts, calendar: WorkingCalendar, one: datetime, other: datetime
) -> None:
    early, late = sorted([one, other])
    for clock in running_clocks(facts, calendar):
        assert LADDER.index(level(clock, early)) <= LADDER.index(level(clock, late))


@given(facts_of_any_kind, calendars, st.timedeltas(timedelta(0), timedelta(days=200)), levels)
def test_raised_risk_never_gives_more_time(
    facts: ClockFacts, calendar: WorkingCalendar, later: timedelta, risk: RiskLevel
) -> None:
    history = sorted(facts.risk_history, key=lambda step: (step.at, step.level.rank))
    if history and history[-1].level.rank > risk.rank:
        return
    moment = max([facts.state_since, *(step.at for step in history)]) + later
    before = {(c.kind, c.about): c for c in running_clocks(facts, calendar)}
    for clock in running_clocks(raised(facts, risk, moment), calendar):
        if clock.kind is ClockKind.RISK_REVIEW:
            continue  # an assessment starts the time to the next one anew
        earlier = before[clock.kind, clock.about]
        assert clock.due_at <= earlier.due_at
        assert clock.lead_at <= earlier.lead_at
        assert clock.head_at <= earlier.head_at


@given(facts_of_any_kind, calendars)
def test_computing_again_after_a_restart_gives_the_same_clocks(facts: ClockFacts, calendar: WorkingCalendar) -> None:
    rewritten = replace(facts, state_since=facts.state_since.astimezone(ZoneInfo("Pacific/Kiritimati")))
    assert running_clocks(rewritten, calendar) == running_clocks(facts, calendar)


@pytest.mark.parametrize("state", [state for state in OPEN if state is not CaseState.AWAITING_STATE])
def test_day_an_office_is_closed_moves_working_days_but_no_hours(state: CaseState) -> None:
    closed = replace(OFFICE, holidays=frozenset({date(2024, 6, 4)}))
    facts = replace(FACTS, state=state)
    (days_open,), (days_closed,) = running_clocks(facts, OFFICE), running_clocks(facts, closed)
    assert (days_closed.due_at > days_open.due_at) == (days_open.unit is Unit.WORKING_DAYS)
    urgent = raised(facts, CRITICAL, START)
    if state is not CaseState.MONITORING:
        assert running_clocks(urgent, closed) == running_clocks(urgent, OFFICE)

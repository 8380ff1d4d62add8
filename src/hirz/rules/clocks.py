"""What is due, when, from whom, and who hears of it when it is missed.

Clocks are computed from facts and never stored as countdowns, so they survive restarts and can be recomputed at any
moment. Source of the numbers: design, table of states and targets; 60 days for a State's reply to a letter of the
special procedures; 72 hours for the review of a life-at-stake override (design, consent rule 5).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from hirz.rules.calendar import WorkingCalendar, in_utc
from hirz.rules.case_facts import CaseState
from hirz.rules.clock_targets import DEFAULT_POLICY, ClockKind, CommunicationKind, Policy, Span, Target, Unit
from hirz.rules.risk import RiskStep, at_least_since, current_level


class EscalationLevel(StrEnum):
    """Who has to know now."""

    NONE = "NONE"
    OWNER = "OWNER"
    LEAD = "LEAD"
    HEAD = "HEAD"


def _refuse_naive(*moments: datetime | None) -> None:
    for moment in moments:
        if moment is not None:
            in_utc(moment)


@dataclass(frozen=True, kw_only=True)
class SentCommunication:
    """A communication to a State, and when its reply (or that none came) was logged. Aware datetimes."""

    id: str
    kind: CommunicationKind
    sent_at: datetime
    reply_logged_at: datetime | None = None

    def __post_init__(self) -> None:
        _refuse_naive(self.sent_at, self.reply_logged_at)


@dataclass(frozen=True, kw_only=True)
class RecordedOverride:
    """A life-at-stake override, and when it was reviewed. Aware datetimes."""

    id: str
    recorded_at: datetime
    reviewed_at: datetime | None = None

    def __post_init__(self) -> None:
        _refuse_naive(self.recorded_at, self.reviewed_at)


@dataclass(frozen=True, kw_only=True)
class RecordedRedraft:
    """That one of the people of a case was erased, and when the rest had been written without them. Aware datetimes."""

    id: str
    asked_at: datetime
    done_at: datetime | None = None

    def __post_init__(self) -> None:
        _refuse_naive(self.asked_at, self.done_at)


@dataclass(frozen=True, kw_only=True)
class RecordedPromise:
    """What a State promised to do by a day, and when somebody said what became of it. Aware datetimes."""

    id: str
    recorded_at: datetime
    due_date: date
    settled_at: datetime | None = None

    def __post_init__(self) -> None:
        _refuse_naive(self.recorded_at, self.settled_at)


@dataclass(frozen=True, kw_only=True)
class RecordedBreach:
    """That something was done without the consent it needs, and when the head had seen to it. Aware datetimes."""

    id: str
    recorded_at: datetime
    reviewed_at: datetime | None = None

    def __post_init__(self) -> None:
        _refuse_naive(self.recorded_at, self.reviewed_at)


@dataclass(frozen=True, kw_only=True)
class ClockFacts:
    """The facts clocks are computed from. All moments are aware; a naive one raises ``NaiveMoment``.

    ``acknowledgement_possible``: there is a safe channel to the submitter. ``last_reviewed_at``: the last review while
    MONITORING. ``action_recorded_at``: when the planned action was carried out. ``risk_review_date``: the day the
    author of the risk assessment set for the next.
    """

    state: CaseState
    state_since: datetime
    received_at: datetime
    owner: str | None
    substitute: str | None
    acknowledged_at: datetime | None = None
    acknowledgement_possible: bool = True
    risk_history: tuple[RiskStep, ...] = ()
    risk_review_date: date | None = None
    action_recorded_at: datetime | None = None
    last_reviewed_at: datetime | None = None
    communications: tuple[SentCommunication, ...] = ()
    overrides: tuple[RecordedOverride, ...] = ()
    redrafts: tuple[RecordedRedraft, ...] = ()
    promises: tuple[RecordedPromise, ...] = ()
    breaches: tuple[RecordedBreach, ...] = ()

    def __post_init__(self) -> None:
        _refuse_naive(self.state_since, self.received_at, self.acknowledged_at)
        _refuse_naive(self.action_recorded_at, self.last_reviewed_at)


@dataclass(frozen=True, kw_only=True)
class Clock:
    """One thing that is due. Moments are in UTC, and ``started_at <= due_at <= lead_at <= head_at`` when owned.

    ``about`` is the id of the communication, override, redraft, reply that promises or step it runs on, None for the
    case itself. A case without an owner belongs to the team lead: ``owner`` is None and ``lead_at`` the start.
    """

    kind: ClockKind
    about: str | None
    started_at: datetime
    due_at: datetime
    lead_at: datetime
    head_at: datetime
    reminder_at: datetime | None
    unit: Unit
    owner: str | None
    substitute: str | None


def running_clocks(facts: ClockFacts, calendar: WorkingCalendar, policy: Policy = DEFAULT_POLICY) -> tuple[Clock, ...]:
    """Every clock that runs on a case, the first due first.

    An open case always has at least one, so that none is forgotten. One that has ended keeps the reviews of its
    overrides, what is to be redrafted, what a State promised by a day, and breaches of consent; one that was merged
    keeps the replies its letters wait for as well, because they stay with it. Raises ``NaiveMoment`` for a moment
    without time zone.
    """
    office = _Office(facts, calendar, policy)
    clocks = [*office.override_reviews(), *office.redrafts(), *office.promises(), *office.breaches()]
    if facts.state is CaseState.MERGED:
        clocks += office.state_replies()
    if facts.state.is_open:
        clocks += [
            *office.state_clocks(),
            *office.acknowledgement(),
            *office.state_replies(),
            *office.risk_review(),
        ]
    return tuple(sorted(clocks, key=lambda clock: (clock.due_at, clock.kind, clock.about or "")))


def level(clock: Clock, now: datetime) -> EscalationLevel:
    """Who has to know at ``now`` (aware): nobody yet, the owner, the team lead too, or the head as well."""
    moment = in_utc(now)
    if moment >= clock.head_at:
        return EscalationLevel.HEAD
    if moment >= clock.lead_at:
        return EscalationLevel.LEAD
    return EscalationLevel.OWNER if moment >= clock.due_at else EscalationLevel.NONE


def remaining(clock: Clock, now: datetime) -> timedelta:
    """Real time left at ``now`` (aware); negative by how much the clock has been missed."""
    return clock.due_at - in_utc(now)


def is_reminder_due(reminder_at: datetime | None, now: datetime) -> bool:
    """Whether it is time (aware ``now``) to remind the State of its reply; None where nobody is to be reminded."""
    return reminder_at is not None and in_utc(now) >= reminder_at


@dataclass(frozen=True)
class _Office:
    """Computes one case's clocks by one office's calendar and numbers."""

    facts: ClockFacts
    calendar: WorkingCalendar
    policy: Policy

    def state_clocks(self) -> Iterator[Clock]:
        """The clocks of the phase the case is in, shortened by its risk."""
        phase = self._phase()
        if phase is None:
            return
        state, since = phase
        for target in self.policy.targets:
            if target.state is state:
                yield self._state_clock(target, since)

    def acknowledgement(self) -> Iterator[Clock]:
        """Until the submitter has heard from us, where there is a safe way to tell them."""
        if self.facts.acknowledged_at is None and self.facts.acknowledgement_possible:
            start, span = in_utc(self.facts.received_at), self.policy.acknowledgement
            yield self._clock(ClockKind.ACKNOWLEDGEMENT, start, self._add(start, span), span.unit)

    def state_replies(self) -> Iterator[Clock]:
        """One clock for each communication a State has not answered."""
        for sent in self.facts.communications:
            if sent.reply_logged_at is None:
                yield self._reply_clock(sent)

    def override_reviews(self) -> Iterator[Clock]:
        """One clock for each life-at-stake override nobody has reviewed."""
        span = self.policy.override_review
        for override in self.facts.overrides:
            if override.reviewed_at is None:
                start = in_utc(override.recorded_at)
                due_at = self._add(start, span)
                yield self._clock(ClockKind.OVERRIDE_REVIEW, start, due_at, span.unit, about=override.id)

    def redrafts(self) -> Iterator[Clock]:
        """One clock for each person who was erased and is still spoken of."""
        span = self.policy.redraft
        for redraft in self.facts.redrafts:
            if redraft.done_at is None:
                start = in_utc(redraft.asked_at)
                yield self._clock(ClockKind.REDRAFT, start, self._add(start, span), span.unit, about=redraft.id)

    def promises(self) -> Iterator[Clock]:
        """Until the end of the day by which a State promised something, and on until it is said what became of it."""
        for promise in self.facts.promises:
            if promise.settled_at is None:
                due_at = self.calendar.end_of(promise.due_date)
                start = min(in_utc(promise.recorded_at), due_at)
                yield self._clock(ClockKind.PROMISE, start, due_at, Unit.CALENDAR_DAYS, about=promise.id)

    def breaches(self) -> Iterator[Clock]:
        """Due at once, up to the head: whoever was endangered by it cannot wait for a miss to go up step by step."""
        for breach in self.facts.breaches:
            if breach.reviewed_at is None:
                start = in_utc(breach.recorded_at)
                clock = self._clock(ClockKind.BREACH, start, start, Unit.HOURS, about=breach.id)
                yield replace(clock, lead_at=start, head_at=start)

    def risk_review(self) -> Iterator[Clock]:
        """Until the day the author of the last risk assessment set for the next."""
        if self.facts.risk_review_date is None:
            return
        due_at = self.calendar.end_of(self.facts.risk_review_date)
        assessed = max((in_utc(step.at) for step in self.facts.risk_history), default=self._state_since)
        risk = current_level(self.facts.risk_history)
        unit = Unit.HOURS if risk is not None and risk.is_serious else Unit.CALENDAR_DAYS
        yield self._clock(ClockKind.RISK_REVIEW, min(assessed, due_at), due_at, unit)

    @property
    def _state_since(self) -> datetime:
        return in_utc(self.facts.state_since)

    def _phase(self) -> tuple[CaseState, datetime] | None:
        """The row of the table that applies, and since when; None while only the State's own clocks run."""
        if self.facts.state is CaseState.AWAITING_STATE:
            return self._phase_after_reply()
        if self.facts.state is CaseState.MONITORING:
            return CaseState.MONITORING, self._latest(self.facts.last_reviewed_at)
        if self.facts.state is CaseState.ACTION_TAKEN and self.facts.action_recorded_at is not None:
            # The deed is done and nobody has moved the case on: the victim is looked after as in monitoring.
            return CaseState.MONITORING, self._latest(self.facts.action_recorded_at)
        return self.facts.state, self._state_since

    def _phase_after_reply(self) -> tuple[CaseState, datetime] | None:
        """A reply that came since the case began to wait is to be assessed, whatever else is still awaited."""
        logged = [in_utc(sent.reply_logged_at) for sent in self.facts.communications if sent.reply_logged_at]
        fresh = [moment for moment in logged if moment >= self._state_since]
        if fresh:
            return CaseState.REPLY_ASSESSED, min(fresh)
        if len(logged) == len(self.facts.communications):
            return CaseState.REPLY_ASSESSED, self._state_since
        return None

    def _latest(self, moment: datetime | None) -> datetime:
        return self._state_since if moment is None else max(self._state_since, in_utc(moment))

    def _state_clock(self, target: Target, since: datetime) -> Clock:
        deadlines = [(self._add(since, target.span), target.span.unit)]
        for risk, span in target.by_risk.items():
            raised_at = at_least_since(self.facts.risk_history, risk)
            if raised_at is not None:
                deadlines.append((self._add(max(since, raised_at), span), span.unit))
        in_hours = any(unit is Unit.HOURS for _, unit in deadlines)
        due_at = min(due for due, _ in deadlines)
        return self._clock(target.kind, since, due_at, Unit.HOURS if in_hours else target.span.unit)

    def _reply_clock(self, sent: SentCommunication) -> Clock:
        start, days = in_utc(sent.sent_at), self.policy.reply_days[sent.kind]
        due_at = self.calendar.add_calendar_days(start, days)
        reminder_at = self.calendar.morning_after(start, days * self.policy.reminder_percent // 100)
        clock = self._clock(ClockKind.STATE_REPLY, start, due_at, Unit.CALENDAR_DAYS, about=sent.id)
        return replace(clock, reminder_at=reminder_at)

    def _clock(
        self, kind: ClockKind, started_at: datetime, due_at: datetime, unit: Unit, about: str | None = None
    ) -> Clock:
        lead_at, head_at = self._escalation(due_at, unit)
        return Clock(
            kind=kind,
            about=about,
            started_at=started_at,
            due_at=due_at,
            lead_at=started_at if self.facts.owner is None else lead_at,
            head_at=head_at,
            reminder_at=None,
            unit=unit,
            owner=self.facts.owner,
            substitute=self.facts.substitute,
        )

    def _escalation(self, due_at: datetime, unit: Unit) -> tuple[datetime, datetime]:
        if unit is Unit.HOURS:
            return due_at, self.calendar.add_hours(due_at, self.policy.head_after_hours)
        lead_at = self.calendar.add_working_days(due_at, self.policy.lead_after_working_days)
        return lead_at, self.calendar.add_working_days(due_at, self.policy.head_after_working_days)

    def _add(self, start_at: datetime, span: Span) -> datetime:
        if span.unit is Unit.HOURS:
            return self.calendar.add_hours(start_at, span.amount)
        if span.unit is Unit.WORKING_DAYS:
            return self.calendar.add_working_days(start_at, span.amount)
        return self.calendar.add_calendar_days(start_at, span.amount)

"""What each state of a case owes, and by when: the table of targets as data.

Source of the numbers: design, table of states and targets; 60 days for a State's reply to a letter of the special
procedures; 72 hours for the review of a life-at-stake override (design, consent rule 5).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from hirz.rules.case_facts import CaseState
from hirz.rules.risk import RiskLevel


class ClockKind(StrEnum):
    """What somebody has to have done when the clock runs out."""

    ACKNOWLEDGEMENT = "ACKNOWLEDGEMENT"
    TRIAGE = "TRIAGE"
    CONSENT = "CONSENT"
    VERIFICATION = "VERIFICATION"
    RESPONSE_PLAN = "RESPONSE_PLAN"
    ACTION = "ACTION"
    STATE_REPLY = "STATE_REPLY"
    REPLY_ASSESSMENT = "REPLY_ASSESSMENT"
    MONITORING_REVIEW = "MONITORING_REVIEW"
    RISK_REVIEW = "RISK_REVIEW"
    OVERRIDE_REVIEW = "OVERRIDE_REVIEW"
    REDRAFT = "REDRAFT"
    PROMISE = "PROMISE"
    BREACH = "BREACH"


class Unit(StrEnum):
    """How time is counted, and how fast a miss goes up."""

    HOURS = "HOURS"
    WORKING_DAYS = "WORKING_DAYS"
    CALENDAR_DAYS = "CALENDAR_DAYS"


class CommunicationKind(StrEnum):
    """Codes of the vocabulary ``communication_type``."""

    ALLEGATION_LETTER = "allegation_letter"
    URGENT_APPEAL = "urgent_appeal"
    OTHER_LETTER = "other_letter"
    NOTE_VERBALE = "note_verbale"
    ASG_LETTER = "asg_letter"


@dataclass(frozen=True)
class Span:
    """An amount of time in one unit."""

    amount: int
    unit: Unit


def hours(amount: int) -> Span:
    """Real elapsed hours."""
    return Span(amount, Unit.HOURS)


def working_days(amount: int) -> Span:
    """Days on which the office works."""
    return Span(amount, Unit.WORKING_DAYS)


def calendar_days(amount: int) -> Span:
    """Days, working or not."""
    return Span(amount, Unit.CALENDAR_DAYS)


@dataclass(frozen=True)
class Target:
    """One row of the table: what a state owes, and how much less time there is from a level of risk upward."""

    state: CaseState
    kind: ClockKind
    span: Span
    by_risk: Mapping[RiskLevel, Span] = field(default_factory=dict)


URGENT = MappingProxyType({RiskLevel.CRITICAL: hours(24)})
"""The table gives no critical time for the steps between triage and action; the action's 24 hours hold for each."""

TARGETS: tuple[Target, ...] = (
    Target(CaseState.RECEIVED, ClockKind.TRIAGE, working_days(2), {RiskLevel.CRITICAL: hours(4)}),
    Target(CaseState.TRIAGED, ClockKind.TRIAGE, working_days(2), {RiskLevel.CRITICAL: hours(4)}),
    Target(CaseState.CONSENT_PENDING, ClockKind.CONSENT, working_days(5), URGENT),
    Target(CaseState.VERIFYING, ClockKind.VERIFICATION, working_days(15), URGENT),
    Target(CaseState.RESPONSE_PLANNED, ClockKind.RESPONSE_PLAN, working_days(3), URGENT),
    Target(
        CaseState.ACTION_TAKEN,
        ClockKind.ACTION,
        working_days(10),
        {RiskLevel.HIGH: hours(48), RiskLevel.CRITICAL: hours(24)},
    ),
    Target(CaseState.REPLY_ASSESSED, ClockKind.REPLY_ASSESSMENT, working_days(10), URGENT),
    Target(
        CaseState.MONITORING,
        ClockKind.MONITORING_REVIEW,
        calendar_days(90),
        {RiskLevel.CRITICAL: calendar_days(14)},
    ),
)


REPLY_DAYS: Mapping[CommunicationKind, int] = MappingProxyType(
    {
        CommunicationKind.ALLEGATION_LETTER: 60,
        CommunicationKind.URGENT_APPEAL: 30,
        CommunicationKind.OTHER_LETTER: 60,
        CommunicationKind.NOTE_VERBALE: 60,
        CommunicationKind.ASG_LETTER: 60,
    }
)


@dataclass(frozen=True, kw_only=True)
class Policy:
    """The numbers by which an office's clocks run; the defaults are the design's.

    ``reply_days`` are calendar days per kind of communication; the reminder comes after ``reminder_percent`` of them.
    ``acknowledgement``, ``override_review`` and ``redraft`` run beside the states.
    """

    targets: tuple[Target, ...] = TARGETS
    acknowledgement: Span = Span(2, Unit.WORKING_DAYS)
    override_review: Span = Span(72, Unit.HOURS)
    redraft: Span = Span(5, Unit.WORKING_DAYS)
    reply_days: Mapping[CommunicationKind, int] = field(default_factory=lambda: REPLY_DAYS)
    reminder_percent: int = 75
    head_after_hours: int = 4
    lead_after_working_days: int = 1
    head_after_working_days: int = 3


DEFAULT_POLICY = Policy()

"""How much danger people are in, who says so and why.

Source: design table of risk levels and of clocks; OHCHR Manual on Human Rights Monitoring, chapter on the protection
of victims, witnesses and other cooperating persons (risk is assessed continuously, with reasons, and reviewed).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from hirz.rules.calendar import in_utc
from hirz.rules.errors import RefusedByRule


class ReasonsMissing(RefusedByRule):
    """A serious risk, or the end of one, is stated without saying why."""

    code = "risk_reasons_missing"


class ReviewTooLate(RefusedByRule):
    """The next look at the risk is later than its level allows, or before the assessment itself."""

    code = "risk_review_too_late"


class RiskLevel(StrEnum):
    """Four levels, from routine care to danger for life or liberty: codes of the vocabulary ``risk_level``."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """Position on the scale, 0 (LOW) to 3 (CRITICAL)."""
        return tuple(RiskLevel).index(self)

    @property
    def is_serious(self) -> bool:
        """HIGH or CRITICAL: reasons are owed, and people act within hours."""
        return self.rank >= RiskLevel.HIGH.rank


REVIEW_DAYS: Mapping[RiskLevel, int] = MappingProxyType(
    {RiskLevel.LOW: 90, RiskLevel.MEDIUM: 7, RiskLevel.HIGH: 2, RiskLevel.CRITICAL: 1}
)
"""Days until the next assessment at the latest, while a case is being worked on (typology, ``risk_level``)."""

MONITORING_REVIEW_DAYS: Mapping[RiskLevel, int] = MappingProxyType(
    {RiskLevel.LOW: 90, RiskLevel.MEDIUM: 90, RiskLevel.HIGH: 90, RiskLevel.CRITICAL: 14}
)
"""The same once the case is in MONITORING (design, table of clocks)."""


@dataclass(frozen=True, kw_only=True)
class RiskStep:
    """From this moment (aware) the risk stood at this level."""

    level: RiskLevel
    at: datetime

    def __post_init__(self) -> None:
        in_utc(self.at)


@dataclass(frozen=True, kw_only=True)
class RiskAssessment:
    """One person's judgement of the danger on one day.

    ``previous`` is the level before, None at the first assessment; ``monitored`` says that the case is in MONITORING.
    Raises ``ReasonsMissing`` when the level is HIGH or CRITICAL, or falls from there, without reasons;
    ``ReviewTooLate`` when the review lies beyond ``latest_review_date`` or before the assessment.
    """

    level: RiskLevel
    author: str
    assessed_date: date
    review_date: date
    reasons: tuple[str, ...] = ()
    mitigations: tuple[str, ...] = ()
    previous: RiskLevel | None = None
    monitored: bool = False

    def __post_init__(self) -> None:
        owes_reasons = self.level.is_serious or (self.previous is not None and self.previous.is_serious)
        if owes_reasons and not any(reason.strip() for reason in self.reasons):
            raise ReasonsMissing
        latest = latest_review_date(self.level, self.assessed_date, monitored=self.monitored)
        if not self.assessed_date <= self.review_date <= latest:
            raise ReviewTooLate


def latest_review_date(level: RiskLevel, assessed_date: date, *, monitored: bool = False) -> date:
    """The last day on which a risk assessed on ``assessed_date`` must be looked at again."""
    days = MONITORING_REVIEW_DAYS if monitored else REVIEW_DAYS
    return assessed_date + timedelta(days=days[level])


def is_raise(old: RiskLevel | None, new: RiskLevel) -> bool:
    """Whether the step from ``old`` to ``new`` goes up; a first assessment raises only when it is serious."""
    return new.is_serious if old is None else new.rank > old.rank


def current_level(history: Iterable[RiskStep]) -> RiskLevel | None:
    """The level set last, or None when nobody has assessed the risk."""
    steps = _in_order(history)
    return steps[-1].level if steps else None


def at_least_since(history: Iterable[RiskStep], level: RiskLevel) -> datetime | None:
    """Since when (UTC) the risk has stood at ``level`` or above without a break; None when it stands below.

    A case that goes from HIGH to CRITICAL has been "at least HIGH" since the first of the two steps, so a raise
    never gives anybody more time than they had.
    """
    since: datetime | None = None
    for step in _in_order(history):
        if step.level.rank < level.rank:
            since = None
        elif since is None:
            since = in_utc(step.at)
    return since


def _in_order(history: Iterable[RiskStep]) -> list[RiskStep]:
    # Of two steps entered at the same moment the graver counts as the later one.
    return sorted(history, key=lambda step: (in_utc(step.at), step.level.rank))

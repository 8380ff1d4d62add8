"""A visit of special procedures, from the request to the follow-up of its report.

Only what happened is kept: each step with its day. The stage follows from the steps. Source: Manual of Operations of
the Special Procedures (2008), chapter on country visits, and practice; the order of the stages is to be verified.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar, Final

from hirz.rules.errors import BadInput, RefusedByRule


class VisitStage(StrEnum):
    """Codes of the vocabulary ``visit_state``."""

    REQUESTED = "requested"
    REMINDER = "reminder"
    ACCEPTED_IN_PRINCIPLE = "accepted_in_principle"
    DATES_AGREED = "dates_agreed"
    PREPARATION = "preparation"
    UNDER_WAY = "under_way"
    COMPLETED = "completed"
    REPORT_PRESENTED = "report_presented"
    FOLLOW_UP = "follow_up"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    DECLINED = "declined"


_S = VisitStage
_STOPS: Final = frozenset({_S.POSTPONED, _S.CANCELLED})
NEXT: Final[Mapping[VisitStage, frozenset[VisitStage]]] = MappingProxyType(
    {
        _S.REQUESTED: frozenset({_S.REMINDER, _S.ACCEPTED_IN_PRINCIPLE, _S.DATES_AGREED, _S.DECLINED, _S.CANCELLED}),
        _S.REMINDER: frozenset({_S.REMINDER, _S.ACCEPTED_IN_PRINCIPLE, _S.DATES_AGREED, _S.DECLINED, _S.CANCELLED}),
        _S.ACCEPTED_IN_PRINCIPLE: _STOPS | {_S.REMINDER, _S.DATES_AGREED, _S.DECLINED},
        _S.DATES_AGREED: _STOPS | {_S.PREPARATION, _S.UNDER_WAY},
        _S.PREPARATION: _STOPS | {_S.DATES_AGREED, _S.UNDER_WAY},
        _S.UNDER_WAY: frozenset({_S.COMPLETED, _S.CANCELLED}),
        _S.COMPLETED: frozenset({_S.REPORT_PRESENTED}),
        _S.REPORT_PRESENTED: frozenset({_S.FOLLOW_UP}),
        _S.FOLLOW_UP: frozenset({_S.FOLLOW_UP}),
        _S.POSTPONED: frozenset({_S.REMINDER, _S.DATES_AGREED, _S.DECLINED, _S.CANCELLED}),
        _S.DECLINED: frozenset({_S.REMINDER, _S.ACCEPTED_IN_PRINCIPLE, _S.DATES_AGREED}),
        _S.CANCELLED: frozenset(),
    }
)
"""From each stage, those that can come next. Under a standing invitation dates can be agreed without acceptance; a
State that declined can be asked again; what was cancelled needs a new request. A visit under way can break off."""

FIRST: Final = frozenset({VisitStage.REQUESTED, VisitStage.ACCEPTED_IN_PRINCIPLE})
"""A visit begins with a request, or with an invitation that nobody had asked for."""
WITH_DAYS: Final = frozenset({VisitStage.DATES_AGREED, VisitStage.PREPARATION, VisitStage.UNDER_WAY})
"""Stages in which the first and the last day of the visit have to be known."""


class StepOutOfTurn(RefusedByRule):
    """From where the visit stands this cannot come next."""

    code: ClassVar[str] = "visit_step_out_of_turn"


class StepBeforeTheLast(BadInput):
    """The day lies before that of the step before it."""

    code: ClassVar[str] = "visit_step_before_the_last"


class DaysMissing(RefusedByRule):
    """The first and the last day of the visit come first."""

    code: ClassVar[str] = "visit_days_missing"


class BadDays(BadInput):
    """A visit ends on its first day or later."""

    code: ClassVar[str] = "visit_bad_days"


class ReportMissing(RefusedByRule):
    """A report that was presented has a symbol."""

    code: ClassVar[str] = "visit_report_missing"


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened to a visit, on a day."""

    stage: VisitStage
    on_date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFacts:
    """What is on record of a visit: its steps in order, its days, and the symbol of its report. Raises ``BadDays``."""

    steps: tuple[Step, ...] = ()
    first_date: date | None = None
    last_date: date | None = None
    report_symbol: str = ""

    def __post_init__(self) -> None:
        if self.last_date and (self.first_date is None or self.last_date < self.first_date):
            raise BadDays

    @property
    def stage(self) -> VisitStage | None:
        """Where it stands; None before anything happened."""
        return self.steps[-1].stage if self.steps else None


def offers(facts: VisitFacts) -> tuple[VisitStage, ...]:
    """Stages that can come next, in the order in which a visit goes through them."""
    following = NEXT[facts.stage] if facts.stage else FIRST
    return tuple(stage for stage in VisitStage if stage in following)


def require_step(facts: VisitFacts, step: Step) -> None:
    """Raises ``StepOutOfTurn``, ``StepBeforeTheLast``, ``DaysMissing`` or ``ReportMissing``."""
    if step.stage not in offers(facts):
        raise StepOutOfTurn
    if facts.steps and step.on_date < facts.steps[-1].on_date:
        raise StepBeforeTheLast
    if step.stage in WITH_DAYS and not (facts.first_date and facts.last_date):
        raise DaysMissing
    if step.stage is VisitStage.REPORT_PRESENTED and not facts.report_symbol:
        raise ReportMissing

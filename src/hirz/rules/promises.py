"""Where a promise stands on one day. Nobody's silence is taken for a breach: that somebody has to say.

Source: own rule of the office for what is agreed with partners; a reminder comes a fortnight before the day and ends
with the promise.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar, Final

from hirz.rules.errors import BadInput

REMINDED_BEFORE: Final = timedelta(days=14)


class PromiseOutcomeIncomplete(BadInput):
    """What became of a promise has its day, and a day has what became of it."""

    code: ClassVar[str] = "promise_outcome_incomplete"


class PromiseOutcome(StrEnum):
    """What became of a promise, as somebody put on record. ``RELEASED``: whom it was made to no longer holds to it."""

    KEPT = "KEPT"
    BROKEN = "BROKEN"
    RELEASED = "RELEASED"


class PromiseStage(StrEnum):
    """Where a promise stands, the most pressing first."""

    OVERDUE = "OVERDUE"
    DUE_SOON = "DUE_SOON"
    OPEN = "OPEN"
    BROKEN = "BROKEN"
    KEPT_LATE = "KEPT_LATE"
    KEPT = "KEPT"
    RELEASED = "RELEASED"


WAITING: Final = frozenset({PromiseStage.OVERDUE, PromiseStage.DUE_SOON, PromiseStage.OPEN})


@dataclass(frozen=True, kw_only=True)
class PromiseFacts:
    """``due_date`` is absent where none was agreed; such a promise stays open until something became of it.

    Raises ``PromiseOutcomeIncomplete``.
    """

    made_date: date
    due_date: date | None = None
    outcome: PromiseOutcome | None = None
    outcome_date: date | None = None

    def __post_init__(self) -> None:
        if (self.outcome is None) != (self.outcome_date is None):
            raise PromiseOutcomeIncomplete


def stage_on(day: date, promise: PromiseFacts) -> PromiseStage:
    """Where it stands on ``day``, from what had become of it by then. The last day itself is in time."""
    if promise.outcome is not None and promise.outcome_date is not None and promise.outcome_date <= day:
        return _settled(promise.outcome, promise.outcome_date, promise.due_date)
    if promise.due_date is None or day < promise.due_date - REMINDED_BEFORE:
        return PromiseStage.OPEN
    return PromiseStage.DUE_SOON if day <= promise.due_date else PromiseStage.OVERDUE


def _settled(outcome: PromiseOutcome, on_date: date, due_date: date | None) -> PromiseStage:
    late = outcome is PromiseOutcome.KEPT and due_date is not None and on_date > due_date
    return PromiseStage.KEPT_LATE if late else PromiseStage(outcome.value)

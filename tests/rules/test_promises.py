from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hirz.rules.promises import (
    WAITING,
    PromiseFacts,
    PromiseOutcome,
    PromiseOutcomeIncomplete,
    PromiseStage,
    stage_on,
)

UNDER_LOAD = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
MADE, DUE = date(2026, 1, 10), date(2026, 6, 30)
DAYS = st.dates(min_value=date(2026, 1, 10), max_value=date(2028, 1, 1))


def promise(outcome: PromiseOutcome | None = None, on: date | None = None, due: date | None = DUE) -> PromiseFacts:
    return PromiseFacts(made_date=MADE, due_date=due, outcome=outcome, outcome_date=on)


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2026, 6, 15), PromiseStage.OPEN),
        (date(2026, 6, 16), PromiseStage.DUE_SOON),
        (date(2026, 6, 30), PromiseStage.DUE_SOON),
        (date(2026, 7, 1), PromiseStage.OVERDUE),
    ],
)
def test_promise_is_reminded_of_a_fortnight_before_and_overdue_the_day_after(day: date, stage: PromiseStage) -> None:
    assert stage_on(day, promise()) is stage


def test_promise_without_a_day_is_never_overdue() -> None:
    assert stage_on(date(2050, 1, 1), promise(due=None)) is PromiseStage.OPEN


@pytest.mark.parametrize(("on", "stage"), [(DUE, PromiseStage.KEPT), (DUE + timedelta(days=1), PromiseStage.KEPT_LATE)])
def test_promise_kept_after_its_day_was_kept_late(on: date, stage: PromiseStage) -> None:
    assert stage_on(date(2027, 1, 1), promise(PromiseOutcome.KEPT, on)) is stage


@UNDER_LOAD
@given(day=DAYS, outcome=st.sampled_from(PromiseOutcome), on=DAYS)
def test_outcome_counts_from_its_day_and_reminders_end_with_it(day: date, outcome: PromiseOutcome, on: date) -> None:
    waits = stage_on(day, promise(outcome, on)) in WAITING
    assert waits == (day < on)


@UNDER_LOAD
@given(day=DAYS)
def test_silence_is_no_breach(day: date) -> None:
    assert stage_on(day, promise()) in WAITING


@pytest.mark.parametrize(("outcome", "on"), [(PromiseOutcome.KEPT, None), (None, DUE)])
def test_outcome_without_its_day_is_refused(outcome: PromiseOutcome | None, on: date | None) -> None:
    with pytest.raises(PromiseOutcomeIncomplete):
        promise(outcome, on)

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.rules.risk import (
    ReasonsMissing,
    ReviewTooLate,
    RiskAssessment,
    RiskLevel,
    RiskStep,
    at_least_since,
    current_level,
    is_raise,
    latest_review_date,
)

LOW, MEDIUM, HIGH, CRITICAL = RiskLevel
DAY = date(2024, 6, 3)
NOON = datetime(2024, 6, 3, 12, tzinfo=UTC)


def assess(level: RiskLevel, **others: Any) -> RiskAssessment:
    arguments: dict[str, Any] = {"author": "ana", "assessed_date": DAY, "review_date": DAY}
    return RiskAssessment(level=level, **(arguments | others))


@pytest.mark.parametrize(
    ("level", "previous", "owed"),
    [
        (LOW, None, False), (MEDIUM, None, False), (HIGH, None, True), (CRITICAL, None, True),
        (MEDIUM, LOW, False), (LOW, HIGH, True), (MEDIUM, CRITICAL, True), (HIGH, CRITICAL, True),
    ],
)  # fmt: skip
def test_serious_risk_and_its_end_owe_reasons(level: RiskLevel, previous: RiskLevel | None, owed: bool) -> None:
    assert assess(level, previous=previous, reasons=("liberty",)).level is level
    if owed:
        for reasons in ((), ("  ",)):
            with pytest.raises(ReasonsMissing):
                assess(level, previous=previous, reasons=reasons)
    else:
        assert assess(level, previous=previous).reasons == ()


@pytest.mark.parametrize(
    ("level", "monitored", "days"),
    [
        (LOW, False, 90), (MEDIUM, False, 7), (HIGH, False, 2), (CRITICAL, False, 1),
        (LOW, True, 90), (MEDIUM, True, 90), (HIGH, True, 90), (CRITICAL, True, 14),
    ],
)  # fmt: skip
def test_risk_is_reviewed_no_later_than_its_level_allows(level: RiskLevel, monitored: bool, days: int) -> None:
    latest = DAY + timedelta(days=days)
    assert latest_review_date(level, DAY, monitored=monitored) == latest
    assert assess(level, reasons=("liberty",), monitored=monitored, review_date=latest).review_date == latest
    for wrong in (latest + timedelta(days=1), DAY - timedelta(days=1)):
        with pytest.raises(ReviewTooLate):
            assess(level, reasons=("liberty",), monitored=monitored, review_date=wrong)


def test_raise_is_a_step_up_or_a_serious_beginning() -> None:
    raises = {(old, new) for old in (None, *RiskLevel) for new in RiskLevel if is_raise(old, new)}
    assert raises == {
        (None, HIGH), (None, CRITICAL), (LOW, MEDIUM), (LOW, HIGH), (LOW, CRITICAL),
        (MEDIUM, HIGH), (MEDIUM, CRITICAL), (HIGH, CRITICAL),
    }  # fmt: skip


def steps(*levels: RiskLevel) -> tuple[RiskStep, ...]:
    return tuple(RiskStep(level=level, at=NOON + timedelta(hours=n)) for n, level in enumerate(levels))


@pytest.mark.parametrize(
    ("history", "level", "hours"),
    [
        (steps(), HIGH, None),
        (steps(MEDIUM, HIGH, CRITICAL), HIGH, 1),
        (steps(MEDIUM, HIGH, CRITICAL), CRITICAL, 2),
        (steps(CRITICAL, HIGH), CRITICAL, None),
        (steps(CRITICAL, HIGH), HIGH, 0),
        (steps(HIGH, LOW, HIGH), HIGH, 2),
        (steps(HIGH, HIGH), HIGH, 0),
    ],
)
def test_risk_has_stood_this_high_without_a_break(
    history: tuple[RiskStep, ...], level: RiskLevel, hours: int | None
) -> None:
    expected = None if hours is None else NOON + timedelta(hours=hours)
    assert at_least_since(history, level) == expected
    assert at_least_since(reversed(history), level) == expected


def test_of_two_levels_at_one_moment_the_graver_holds() -> None:
    both = [RiskStep(level=CRITICAL, at=NOON), RiskStep(level=LOW, at=NOON)]
    assert current_level(both) is CRITICAL
    assert current_level([]) is None


@given(st.lists(st.sampled_from(RiskLevel), min_size=1, max_size=8), st.sampled_from(RiskLevel))
def test_stands_at_least_as_high_exactly_when_the_last_level_does(levels: list[RiskLevel], level: RiskLevel) -> None:
    history = steps(*levels)
    assert current_level(history) is levels[-1]
    assert (at_least_since(history, level) is not None) == (levels[-1].rank >= level.rank)

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.rules.reminding import (
    BETWEEN,
    OPENS,
    TIMES,
    Level,
    Next,
    Owed,
    Person,
    ReportingEndsBeforeItBegins,
    Sent,
    days_owed,
    due_on,
    next_reminder,
    open_on,
)

DUE = date(2026, 6, 30)
OPEN = DUE - OPENS
LONG_AGO = date(2020, 1, 1)
MAIN = Person(id="main", since=LONG_AGO)
OTHER = Person(id="other", since=LONG_AGO)
OWED = Owed(for_date=DUE, focal_point=MAIN, alternate=OTHER)
DAYS = st.dates(date(2020, 1, 1), date(2035, 1, 1))


def run(owed: Owed, days: int, skipped: Iterable[int] = ()) -> Owed:
    """What a job that runs once a day, but on days that are skipped, has sent after so many days."""
    for number in set(range(days)) - set(skipped):
        found = due_on(owed, OPEN + timedelta(days=number))
        if found is not None:
            sent = Sent(level=found.level, to=found.to, on_date=OPEN + timedelta(days=number))
            owed = replace(owed, sent=(*owed.sent, sent))
    return owed


def told(owed: Owed) -> list[tuple[Level, int]]:
    return [(one.level, (one.on_date - OPEN).days) for one in owed.sent]


def test_it_goes_up_week_by_week_and_then_it_is_over_for_good() -> None:
    owed = run(OWED, 1000)
    assert told(owed) == [
        (Level.FOCAL_POINT, 0), (Level.FOCAL_POINT, 7), (Level.FOCAL_POINT, 14),
        (Level.ALTERNATE, 21), (Level.ALTERNATE, 28), (Level.OFFICE, 35),
    ]  # fmt: skip
    assert next_reminder(owed) is None


@given(st.booleans(), st.booleans(), st.sets(st.integers(0, 120)), st.integers(0, 400))
def test_however_the_job_runs_it_ends_and_leaves_a_week_between(
    has_main: bool, has_other: bool, skipped: set[int], days: int
) -> None:
    owed = replace(OWED, focal_point=MAIN if has_main else None, alternate=OTHER if has_other else None)
    sent = run(owed, days, skipped).sent
    assert len(sent) <= sum(TIMES.values())
    assert all(later.on_date - earlier.on_date >= BETWEEN for earlier, later in pairwise(sent))
    levels = [one.level for one in sent]
    assert levels == sorted(levels, key=list(Level).index)
    assert all(levels.count(level) <= TIMES[level] for level in Level)


@given(st.integers(0, 60), st.integers(0, 60))
def test_nothing_goes_out_once_it_is_answered(before: int, after: int) -> None:
    owed = replace(run(OWED, before), is_answered=True)
    assert run(owed, before + after).sent == owed.sent


def test_nothing_goes_out_before_it_can_be_handed_in() -> None:
    assert due_on(OWED, OPEN - timedelta(days=1)) is None
    assert next_reminder(OWED) == Next(level=Level.FOCAL_POINT, to="main", on_date=OPEN)


@pytest.mark.parametrize(
    ("owed", "expected"),
    [
        (replace(OWED, focal_point=None), [(Level.ALTERNATE, 0), (Level.ALTERNATE, 7), (Level.OFFICE, 14)]),
        (replace(OWED, focal_point=None, alternate=None), [(Level.OFFICE, 0)]),
    ],
)
def test_where_a_person_is_missing_the_next_is_asked_at_once(owed: Owed, expected: list[tuple[Level, int]]) -> None:
    assert told(run(owed, 200)) == expected


@pytest.mark.parametrize("handed_over", [3, 7, 14, 20, 21, 30, 35, 36, 90])
def test_hand_over_begins_anew_with_the_new_person_and_ends_again(handed_over: int) -> None:
    before = run(OWED, handed_over + 1)
    new = Person(id="new", since=OPEN + timedelta(days=handed_over))
    after = run(replace(before, focal_point=new), 1000)
    sent = after.sent[len(before.sent) :]
    assert [one.to for one in sent] == ["new", "new", "new", "other", "other", ""]
    assert sent[0].on_date == max(before.sent[-1].on_date + BETWEEN, new.since)
    assert next_reminder(after) is None


def test_alternate_who_changes_is_reminded_until_the_office_knows() -> None:
    before = run(OWED, 29)
    new = Person(id="new", since=OPEN + timedelta(days=29))
    assert [one.to for one in run(replace(before, alternate=new), 200).sent[5:]] == ["new", "new", ""]
    assert run(replace(run(OWED, 36), alternate=new), 200).sent == run(OWED, 36).sent


def test_next_day_that_opens_ends_what_was_before() -> None:
    owed = replace(OWED, ends=OPEN + timedelta(days=10))
    assert told(run(owed, 200)) == [(Level.FOCAL_POINT, 0), (Level.FOCAL_POINT, 7)]
    assert next_reminder(run(owed, 200)) is None


def test_what_a_sleeping_job_missed_is_made_good_once() -> None:
    assert told(run(OWED, 61, skipped=range(60))) == [(Level.FOCAL_POINT, 60)]


def test_updates_are_owed_at_each_interval_and_at_the_end() -> None:
    days = days_owed(starts=date(2026, 1, 31), due=date(2026, 12, 15), every_months=3, until=date(2030, 1, 1))
    assert days == (date(2026, 4, 30), date(2026, 7, 31), date(2026, 10, 31), date(2026, 12, 15))


def test_day_of_the_end_that_is_a_day_of_the_interval_is_owed_once() -> None:
    days = days_owed(starts=date(2026, 1, 1), due=date(2026, 7, 1), every_months=6, until=date(2030, 1, 1))
    assert days == (date(2026, 7, 1),)


def test_measure_without_end_and_interval_owes_nothing() -> None:
    assert days_owed(starts=date(2026, 1, 1), due=None, every_months=None, until=date(2030, 1, 1)) == ()


@given(DAYS, st.none() | st.integers(1, 36), st.none() | st.integers(0, 3000), DAYS)
def test_days_owed_lie_in_order_between_start_and_end(
    starts: date, every: int | None, lasts: int | None, until: date
) -> None:
    due = None if lasts is None else starts + timedelta(days=lasts)
    days = days_owed(starts=starts, due=due, every_months=every, until=until)
    assert list(days) == sorted(set(days))
    assert all(starts <= day <= until and (due is None or day <= due) for day in days)


@pytest.mark.parametrize(("due", "every"), [(date(2025, 1, 1), None), (None, 0)])
def test_measure_that_ends_before_it_begins_is_refused(due: date | None, every: int | None) -> None:
    with pytest.raises(ReportingEndsBeforeItBegins):
        days_owed(starts=date(2026, 1, 1), due=due, every_months=every, until=date(2030, 1, 1))


def test_day_opens_two_weeks_before_and_closes_when_the_next_opens() -> None:
    days = (date(2026, 3, 31), date(2026, 6, 30))
    assert open_on(days, date(2026, 3, 16)) is None
    assert open_on(days, date(2026, 3, 17)) == (days[0], date(2026, 6, 16))
    assert open_on(days, date(2026, 6, 15)) == (days[0], date(2026, 6, 16))
    assert open_on(days, date(2026, 6, 16)) == (days[1], None)
    assert open_on(days, date(2036, 1, 1)) == (days[1], None)

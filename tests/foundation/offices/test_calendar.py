"""The working calendar of an office: its own weekend, time zone, fixed and movable holidays."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from hirz.foundation.offices.models import Office

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize("year", range(2016, 2029))
def test_fixed_holiday_holds_in_every_year_a_clock_can_touch(year: int, office: Office) -> None:
    with time_machine.travel(NOW, tick=False):
        assert not office.calendar.is_working_day(date(year, 1, 1))


def test_movable_holiday_holds_once(office: Office) -> None:
    office.holidays = [date(2026, 3, 23)]
    assert not office.calendar.is_working_day(date(2026, 3, 23))
    assert office.calendar.is_working_day(date(2027, 3, 23))


@pytest.mark.parametrize(("year", "is_kept"), [(2016, True), (2024, True), (2026, False), (2028, True)])
def test_fixed_holiday_on_the_leap_day_is_kept_in_leap_years_alone(year: int, is_kept: bool, office: Office) -> None:
    office.fixed_holidays, office.weekend = ["02-29"], []
    with time_machine.travel(NOW, tick=False):
        office_works = office.calendar.is_working_day
        days = [date(year, 3, 1) - timedelta(days=before) for before in (1, 0)]
        assert [office_works(day) for day in days] == [not is_kept, True]


def test_weekend_is_the_office_s_own(office: Office) -> None:
    friday, sunday = date(2026, 3, 6), date(2026, 3, 8)
    assert office.calendar.is_working_day(friday)
    office.weekend = [4, 5]
    assert not office.calendar.is_working_day(friday)
    assert office.calendar.is_working_day(sunday)


def test_two_working_days_pass_over_weekend_and_holiday(office: Office) -> None:
    office.holidays = [date(2026, 3, 9)]
    friday_morning = datetime(2026, 3, 6, 4, tzinfo=UTC)
    due = office.calendar.add_working_days(friday_morning, 2)
    assert due == datetime(2026, 3, 11, 11, tzinfo=UTC)  # Wednesday, 17:00 in Bishkek


def test_office_in_another_zone_closes_at_its_own_hour(headquarters: Office) -> None:
    calendar = headquarters.calendar
    assert calendar.end_of(date(2026, 3, 27)) == datetime(2026, 3, 27, 16, tzinfo=UTC)
    assert calendar.end_of(date(2026, 3, 30)) == datetime(2026, 3, 30, 15, tzinfo=UTC)


def test_hours_are_real_over_the_weekend_in_which_the_clock_changes(headquarters: Office) -> None:
    saturday_night = datetime(2026, 3, 28, 22, tzinfo=UTC)
    due = headquarters.calendar.add_hours(saturday_night, 24)
    assert due - saturday_night == timedelta(hours=24)
    local = due.astimezone(headquarters.calendar.time_zone)
    assert (local.day, local.hour) == (30, 0)  # an hour later on the wall than it began, 23:00

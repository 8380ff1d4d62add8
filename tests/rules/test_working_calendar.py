from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.rules.calendar import BadCalendar, NaiveMoment, NegativeSpan, WorkingCalendar, in_utc

GENEVA = WorkingCalendar(time_zone=ZoneInfo("Europe/Zurich"), day_ends=time(17, 30))
FRIDAY_SATURDAY = frozenset({4, 5})
ZONES = ["Europe/Zurich", "Asia/Bishkek", "Asia/Kathmandu", "America/Santiago", "Africa/Cairo", "Australia/Lord_Howe"]

moments = st.builds(
    lambda naive, zone: naive.replace(tzinfo=ZoneInfo(zone)),
    st.datetimes(datetime(2015, 1, 1), datetime(2035, 1, 1)),  # noqa: DTZ001 — the zone is put in above
    st.sampled_from([*ZONES, "UTC"]),
)
calendars = st.builds(
    WorkingCalendar,
    time_zone=st.sampled_from(ZONES).map(ZoneInfo),
    weekend=st.frozensets(st.integers(0, 6), max_size=6),
    holidays=st.frozensets(st.dates(date(2015, 1, 1), date(2035, 1, 1)), max_size=30),
    day_starts=st.times(time(0), time(9)),
    day_ends=st.times(time(16), time(23, 59)),
)
amounts = st.integers(0, 80)


def local(text: str, zone: str = "Europe/Zurich") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2024-05-13 10:00", 2, "2024-05-15 17:30"),
        ("2024-05-16 10:00", 2, "2024-05-20 17:30"),
        ("2024-05-18 10:00", 1, "2024-05-20 17:30"),
        ("2024-05-17 23:00", 1, "2024-05-20 17:30"),
        ("2024-05-17 10:00", 0, "2024-05-17 17:30"),
        ("2024-05-17 17:30", 0, "2024-05-17 17:30"),
        ("2024-05-17 17:31", 0, "2024-05-20 17:30"),
        ("2024-05-18 10:00", 0, "2024-05-20 17:30"),
        ("2024-10-25 10:00", 1, "2024-10-28 17:30"),
    ],
)
def test_deadline_is_the_end_of_the_last_working_day(start: str, days: int, end: str) -> None:
    assert GENEVA.add_working_days(local(start), days) == in_utc(local(end))


def test_friday_and_saturday_are_passed_over_where_they_are_the_weekend() -> None:
    cairo = WorkingCalendar(time_zone=ZoneInfo("Africa/Cairo"), weekend=FRIDAY_SATURDAY, day_ends=time(15))
    thursday = local("2024-05-16 10:00", "Africa/Cairo")
    assert cairo.add_working_days(thursday, 1) == in_utc(local("2024-05-19 15:00", "Africa/Cairo"))


def test_holiday_is_passed_over() -> None:
    calendar = WorkingCalendar(time_zone=ZoneInfo("Europe/Zurich"), holidays=frozenset({date(2024, 5, 20)}))
    assert calendar.add_working_days(local("2024-05-17 10:00"), 1) == in_utc(local("2024-05-21 18:00"))


def test_day_is_the_office_s_own_not_the_sender_s() -> None:
    bishkek = WorkingCalendar(time_zone=ZoneInfo("Asia/Bishkek"))
    sent_on_sunday_evening_in_new_york = local("2024-05-12 20:00", "America/New_York")
    assert bishkek.add_working_days(sent_on_sunday_evening_in_new_york, 1) == in_utc(
        local("2024-05-14 18:00", "Asia/Bishkek")
    )


@pytest.mark.parametrize(
    ("start", "end"),
    [("2024-03-30 12:00", "2024-03-31 13:00"), ("2024-10-26 12:00", "2024-10-27 11:00")],
)
def test_hours_are_real_hours_when_the_clock_changes(start: str, end: str) -> None:
    assert GENEVA.add_hours(local(start), 24) == in_utc(local(end))


def test_calendar_days_end_with_the_office_day_and_count_weekends() -> None:
    assert GENEVA.add_calendar_days(local("2024-05-17 10:00"), 1) == in_utc(local("2024-05-18 17:30"))
    assert GENEVA.add_calendar_days(local("2024-03-30 10:00"), 60) == in_utc(local("2024-05-29 17:30"))


def test_calendar_days_never_end_before_they_start() -> None:
    evening = local("2024-05-17 22:00")
    assert GENEVA.add_calendar_days(evening, 0) == in_utc(evening)


def test_reminder_comes_when_the_office_opens() -> None:
    assert GENEVA.morning_after(local("2024-05-17 10:00"), 45) == in_utc(local("2024-07-01 09:00"))


def test_office_day_runs_between_its_two_wall_times() -> None:
    assert GENEVA.start_of(date(2024, 1, 15)) == datetime(2024, 1, 15, 8, 0, tzinfo=UTC)
    assert GENEVA.end_of(date(2024, 7, 15)) == datetime(2024, 7, 15, 15, 30, tzinfo=UTC)


@given(calendars, moments, st.integers(1, 80))
def test_deadline_is_on_a_working_day_at_closing_time(calendar: WorkingCalendar, start: datetime, days: int) -> None:
    due_at = calendar.add_working_days(start, days)
    assert calendar.is_working_day(calendar.local_date(due_at))
    assert due_at == calendar.end_of(calendar.local_date(due_at))
    assert due_at > in_utc(start)


@given(calendars, moments, st.integers(1, 40))
def test_exactly_the_days_asked_for_lie_before_the_deadline(
    calendar: WorkingCalendar, start: datetime, days: int
) -> None:
    first, last = calendar.local_date(start), calendar.local_date(calendar.add_working_days(start, days))
    between = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    assert sum(calendar.is_working_day(day) for day in between) == days


@given(calendars, moments, moments, amounts)
def test_later_start_never_gives_an_earlier_deadline(
    calendar: WorkingCalendar, one: datetime, other: datetime, amount: int
) -> None:
    early, late = sorted([in_utc(one), in_utc(other)])
    for add in (calendar.add_working_days, calendar.add_calendar_days, calendar.add_hours, calendar.morning_after):
        assert add(early, amount) <= add(late, amount)


@given(calendars, moments, amounts)
def test_more_time_never_gives_an_earlier_deadline(calendar: WorkingCalendar, start: datetime, amount: int) -> None:
    for add in (calendar.add_working_days, calendar.add_calendar_days, calendar.add_hours, calendar.morning_after):
        assert in_utc(start) <= add(start, amount) <= add(start, amount + 1)


@given(calendars, moments, amounts)
def test_zone_in_which_the_start_is_written_does_not_matter(
    calendar: WorkingCalendar, start: datetime, amount: int
) -> None:
    elsewhere = start.astimezone(ZoneInfo("Pacific/Kiritimati"))
    assert calendar.add_working_days(start, amount) == calendar.add_working_days(elsewhere, amount)
    assert calendar.add_hours(start, amount).utcoffset() == timedelta(0)


@given(calendars, moments, amounts)
def test_hours_add_up(calendar: WorkingCalendar, start: datetime, amount: int) -> None:
    assert calendar.add_hours(start, amount) - in_utc(start) == timedelta(hours=amount)


def test_moment_without_zone_is_refused() -> None:
    naive = datetime(2024, 5, 13, 10)  # noqa: DTZ001 — the point of the test
    for add in (GENEVA.add_working_days, GENEVA.add_calendar_days, GENEVA.add_hours, GENEVA.morning_after):
        with pytest.raises(NaiveMoment):
            add(naive, 1)


def test_negative_span_is_refused() -> None:
    for add in (GENEVA.add_working_days, GENEVA.add_calendar_days, GENEVA.add_hours, GENEVA.morning_after):
        with pytest.raises(NegativeSpan):
            add(local("2024-05-13 10:00"), -1)


@pytest.mark.parametrize(
    ("weekend", "day_starts", "day_ends"),
    [
        (frozenset(range(7)), time(9), time(17)),
        (frozenset({7}), time(9), time(17)),
        (frozenset({5, 6}), time(17), time(9)),
        (frozenset({5, 6}), time(9), time(9)),
    ],
)
def test_calendar_without_working_time_is_refused(weekend: frozenset[int], day_starts: time, day_ends: time) -> None:
    with pytest.raises(BadCalendar):
        WorkingCalendar(time_zone=ZoneInfo("UTC"), weekend=weekend, day_starts=day_starts, day_ends=day_ends)

"""Working days, hours and calendar days in one office's own time.

Every moment taken must carry its time zone; every moment given is in UTC, because two datetimes that share a
zone with daylight saving are compared by Python on their wall clocks, an hour wrong twice a year.

Rule of counting: the day something starts is not counted, and a deadline is the end of the last day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hirz.rules.errors import BadInput

WEEK = frozenset(range(7))


class NaiveMoment(BadInput):
    """A moment without a time zone: nobody can say when it is."""

    code = "moment_without_time_zone"


class NegativeSpan(BadInput):
    """A deadline cannot lie before its start."""

    code = "span_negative"


class BadCalendar(BadInput):
    """An office without working days, or whose day ends before it starts."""

    code = "calendar_impossible"


def in_utc(moment: datetime) -> datetime:
    """The same moment in UTC; raises ``NaiveMoment`` when it carries no time zone."""
    if moment.utcoffset() is None:
        raise NaiveMoment
    return moment.astimezone(UTC)


@dataclass(frozen=True, kw_only=True)
class WorkingCalendar:
    """When an office works.

    ``weekend`` holds weekday numbers, Monday 0 to Sunday 6 (a Friday–Saturday weekend is ``{4, 5}``);
    ``holidays`` holds local dates; ``day_starts`` and ``day_ends`` are local wall times.
    Raises ``BadCalendar`` when no working day or no working hour is left.
    """

    time_zone: ZoneInfo
    weekend: frozenset[int] = frozenset({5, 6})
    holidays: frozenset[date] = frozenset()
    day_starts: time = time(9)
    day_ends: time = time(18)

    def __post_init__(self) -> None:
        if not self.weekend < WEEK or self.day_starts >= self.day_ends:
            raise BadCalendar

    def is_working_day(self, day: date) -> bool:
        """Whether the office works on this local date."""
        return day.weekday() not in self.weekend and day not in self.holidays

    def local_date(self, moment: datetime) -> date:
        """The date on the office's wall at an aware moment."""
        return in_utc(moment).astimezone(self.time_zone).date()

    def start_of(self, day: date) -> datetime:
        """The moment (UTC) at which the office opens on a local date."""
        return self._moment(day, self.day_starts)

    def end_of(self, day: date) -> datetime:
        """The moment (UTC) at which the office closes on a local date."""
        return self._moment(day, self.day_ends)

    def add_working_days(self, start_at: datetime, days: int) -> datetime:
        """End (UTC) of the ``days``-th working day after the day of ``start_at``.

        Zero days means the end of the first working day that is not over yet. Monotone in both arguments.
        Raises ``NaiveMoment`` or ``NegativeSpan``.
        """
        _refuse_negative(days)
        day = self.local_date(start_at)
        if days == 0:
            return self._end_not_before(in_utc(start_at), day)
        for _ in range(days):
            day = self._next_working_day(day)
        return self.end_of(day)

    def add_calendar_days(self, start_at: datetime, days: int) -> datetime:
        """End (UTC) of the ``days``-th day after the day of ``start_at``, working or not.

        Zero days means the end of the same day, or ``start_at`` itself when that is already over.
        Raises ``NaiveMoment`` or ``NegativeSpan``.
        """
        _refuse_negative(days)
        last_day = self.local_date(start_at) + timedelta(days=days)
        return max(in_utc(start_at), self.end_of(last_day))

    def add_hours(self, start_at: datetime, hours: int) -> datetime:
        """``hours`` of real time later (UTC), through nights, weekends and changes of the clock.

        Raises ``NaiveMoment`` or ``NegativeSpan``.
        """
        _refuse_negative(hours)
        return in_utc(start_at) + timedelta(hours=hours)

    def morning_after(self, start_at: datetime, days: int) -> datetime:
        """When the office opens (UTC) on the ``days``-th calendar day after ``start_at``: the time for a reminder.

        Raises ``NaiveMoment`` or ``NegativeSpan``.
        """
        _refuse_negative(days)
        return max(in_utc(start_at), self.start_of(self.local_date(start_at) + timedelta(days=days)))

    def _next_working_day(self, day: date) -> date:
        day += timedelta(days=1)
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    def _end_not_before(self, start_at: datetime, day: date) -> datetime:
        if self.is_working_day(day) and start_at <= self.end_of(day):
            return self.end_of(day)
        return self.end_of(self._next_working_day(day))

    def _moment(self, day: date, wall: time) -> datetime:
        return datetime.combine(day, wall, tzinfo=self.time_zone).astimezone(UTC)


def _refuse_negative(amount: int) -> None:
    if amount < 0:
        raise NegativeSpan

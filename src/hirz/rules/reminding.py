"""Reminders to the people who owe an update on a measure: when one is due, to whom it goes next, and when it is enough.

A day on which an update is owed opens two weeks before. From then on the focal point is reminded three times, the
alternate twice, the office is told once; a week lies between two reminders at least. Then it ends for good, and the
page says "no response". It ends earlier as soon as something is handed in, or the next day on which an update is owed
has opened. With whoever takes over as focal point it begins anew. Where there is no focal point the alternate is asked
at once, and where there is neither, the office is told at once.

Source: design, "Implementation" ("reminders to people, escalation") and what users of other trackers ask for
("reminders that end"). The numbers are ours and stand here alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from hirz.rules.errors import BadInput
from hirz.rules.treaty_law import months_after


class ReportingEndsBeforeItBegins(BadInput):
    """A measure that is due before it starts, or that is reported on every no months."""

    code = "reporting_ends_before_it_begins"


class Level(StrEnum):
    """Who is reminded, in the order in which it goes up: codes of the vocabulary ``reminder_level``."""

    FOCAL_POINT = "focal_point"
    ALTERNATE = "alternate"
    OFFICE = "office"


OPENS: Final = timedelta(days=14)
"""So long before an update is owed it can be handed in, and is asked for."""

BETWEEN: Final = timedelta(days=7)
"""No two reminders of one measure and day come closer together."""

STAYS: Final = timedelta(days=28)
"""So long a reminder stands on the home of whoever got it, unless another follows or the update comes in."""

TIMES: Final[Mapping[Level, int]] = MappingProxyType({Level.FOCAL_POINT: 3, Level.ALTERNATE: 2, Level.OFFICE: 1})
"""How often each is reminded, at most, for one day on which an update is owed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who can be reminded, and since which day they have been what they are."""

    id: str
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A reminder that went out: to whom (nobody in particular for the office), and on which day."""

    level: Level
    on_date: date
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One update that one organisation owes: for which day, to whom it is a matter, and what has been sent already.

    ``ends`` is the day on which the next one opens; None when there is no next.
    """

    for_date: date
    focal_point: Person | None
    alternate: Person | None
    sent: tuple[Sent, ...] = ()
    is_answered: bool = False
    ends: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """The reminder that comes next: not before ``on_date``. ``number`` counts those of this level to this person."""

    level: Level
    on_date: date
    to: str = ""
    number: int = 1


def days_owed(*, starts: date, due: date | None, every_months: int | None, until: date) -> tuple[date, ...]:
    """The days until ``until`` for which an update on a measure is owed, the earliest first.

    Every so many months from its start, and at the end when it is due; after that no more. Raises
    ``ReportingEndsBeforeItBegins``.
    """
    if (due is not None and due < starts) or (every_months is not None and every_months < 1):
        raise ReportingEndsBeforeItBegins
    last = until if due is None else min(due, until)
    days: list[date] = []
    while every_months and (day := months_after(starts, every_months * (len(days) + 1))) <= last:
        days.append(day)
    if due is not None and due <= until and due not in days:
        days.append(due)
    return tuple(days)


def opening(day: date) -> date:
    """The day from which on an update for ``day`` can be handed in, and is asked for."""
    return day - min(OPENS, day - date.min)


def open_on(days: Sequence[date], today: date) -> tuple[date, date | None] | None:
    """The day for which an update can be handed in today, and when the next one opens. None before the first opens."""
    opened = [day for day in days if opening(day) <= today]
    if not opened:
        return None
    later = [day for day in days if day > opened[-1]]
    return opened[-1], (opening(later[0]) if later else None)


def next_reminder(owed: Owed) -> Next | None:
    """The reminder that comes next, or None when it is over for good."""
    if owed.is_answered:
        return None
    found = _next(owed, _counted(owed))
    return None if owed.ends is not None and found is not None and found.on_date >= owed.ends else found


def due_on(owed: Owed, today: date) -> Next | None:
    """The reminder to send today, if there is one. A day that was missed is made good once, not for every week."""
    found = next_reminder(owed)
    if found is None or found.on_date > today or (owed.ends is not None and today >= owed.ends):
        return None
    return found


def _counted(owed: Owed) -> tuple[Sent, ...]:
    """What was sent since the focal point of today took over: a hand-over begins anew."""
    new = owed.focal_point
    if new is None:
        return owed.sent
    # What others got on the day of the hand-over was before it: their turn comes weeks after that of the new person.
    return tuple(one for one in owed.sent if one.to == new.id or one.on_date > new.since)


def _next(owed: Owed, sent: Sequence[Sent]) -> Next | None:
    for level, who in _people(owed):
        to = who.id if who else ""
        number = sum(one.level is level and one.to == to for one in sent)
        gone_up = any(_ORDER[one.level] > _ORDER[level] for one in sent)
        if number < TIMES[level] and not gone_up:
            return Next(level=level, to=to, number=number + 1, on_date=_earliest(owed, who))
    return None


def _people(owed: Owed) -> list[tuple[Level, Person | None]]:
    named = [(Level.FOCAL_POINT, owed.focal_point), (Level.ALTERNATE, owed.alternate)]
    return [*((level, who) for level, who in named if who is not None), (Level.OFFICE, None)]


def _earliest(owed: Owed, who: Person | None) -> date:
    began = [who.since] if who else []
    return max([opening(owed.for_date), *began, *(one.on_date + BETWEEN for one in owed.sent)])


_ORDER: Final = {level: number for number, level in enumerate(Level)}

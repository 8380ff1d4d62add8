"""Days known in part: "some time in May 2024", "from March, perhaps until June".

The grammar is EDTF level 1 (Library of Congress, 2019; ISO 8601-2) as far as testimony needs it: year, month, day;
uncertain ``?``, approximate ``~``, both ``%``; unspecified digits (``202X``, ``2024-XX``); intervals with an open
(``..``) or unknown (empty) end. Seasons, years beyond four digits and times are left out: an interval says a season
without asking which hemisphere. It is our own because the packaged parser (edtf 5) accepts 29 February 2023, fails with
ValueError on some input and takes milliseconds a date.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from hirz.rules.errors import BadInput

MAX_LENGTH = 64
"""Longer text is no date and is not looked at."""

FIRST_PLAUSIBLE_DAY = date(1945, 1, 1)
"""Nobody cooperated with the United Nations before the year of its Charter."""


class BadDate(BadInput):
    """Not a date we can read."""

    code = "date_not_understood"


class DateMissing(BadDate):
    """Nothing was written."""

    code = "date_missing"


class DateImpossible(BadDate):
    """A day that no calendar has, such as 30 February or a thirteenth month."""

    code = "date_impossible"


class IntervalReversed(BadDate):
    """An interval that ends before it starts."""

    code = "date_interval_reversed"


class Precision(StrEnum):
    """How closely a date is known."""

    DAY = "DAY"
    MONTH = "MONTH"
    YEAR = "YEAR"
    DECADE = "DECADE"
    CENTURY = "CENTURY"
    INTERVAL = "INTERVAL"


class DateDoubt(StrEnum):
    """Why a readable date cannot be right, or hardly."""

    IN_THE_FUTURE = "IN_THE_FUTURE"
    BEFORE_1945 = "BEFORE_1945"


@dataclass(frozen=True)
class EdtfDate:
    """A date with its precision. ``text`` is the canonical EDTF, and what ``str`` gives.

    ``earliest`` and ``latest`` are the first and last day it can mean; ``date.min`` and ``date.max`` stand for an open
    or unknown end. ``uncertain`` (``?``, ``%``) and ``approximate`` (``~``, ``%``) hold if either end is so marked.
    ``start`` and ``end`` are the two dates of an interval, None where open and for a date that is no interval.
    """

    text: str
    precision: Precision
    earliest: date
    latest: date
    uncertain: bool = False
    approximate: bool = False
    start: EdtfDate | None = None
    end: EdtfDate | None = None

    @classmethod
    def parse(cls, text: str) -> EdtfDate:
        """Read a date as people write it.

        Digits of any script, one-digit months and days, look-alike dashes and invisible direction marks are taken;
        the canonical form has none of them. Raises ``DateMissing``, ``BadDate``, ``DateImpossible`` or
        ``IntervalReversed``.
        """
        if len(text) > MAX_LENGTH:
            raise BadDate
        folded = "".join(_fold(character) for character in text).strip()
        if not folded:
            raise DateMissing
        start, slash, end = folded.partition("/")
        return _interval(start.strip(), end.strip()) if slash else _point(folded)

    def __str__(self) -> str:
        return self.text

    @property
    def is_interval(self) -> bool:
        """Whether it runs from one date to another."""
        return self.precision is Precision.INTERVAL


def doubts(day: EdtfDate, today: date) -> tuple[DateDoubt, ...]:
    """Why a date of something that happened is not plausible on ``today`` (the office's own date); empty when it is.

    A date is in doubt only when it cannot mean a plausible day: "2024" is no future date in May 2024.
    """
    points = [point for point in (day.start, day.end) if point] if day.is_interval else [day]
    found = []
    if any(point.earliest > today for point in points):
        found.append(DateDoubt.IN_THE_FUTURE)
    if any(point.latest < FIRST_PLAUSIBLE_DAY for point in points):
        found.append(DateDoubt.BEFORE_1945)
    return tuple(found)


_POINT = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)"
    r"(?:-(?P<month>[0-9]{1,2}|XX)(?:-(?P<day>[0-9]{1,2}|XX))?)?"
    r"(?P<mark>[?~%]?)"
)
_OPEN_ENDS = frozenset({"", ".."})
_LOOK_ALIKES = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—−－", "-"),
        **dict.fromkeys("／⁄∕", "/"),
        **dict.fromkeys("？؟", "?"),
        **dict.fromkeys("～∼", "~"),
        **dict.fromkeys("％٪", "%"),
        **dict.fromkeys("xХхＸｘ", "X"),  # the second and third are Cyrillic: the key is the same on the keyboard
        "．": ".",
    }
)


def _fold(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Cf":
        return ""
    return character.translate(_LOOK_ALIKES)


def _point(text: str) -> EdtfDate:
    found = _POINT.fullmatch(text)
    if found is None:
        raise BadDate
    year, month, day, mark = found["year"], found["month"], found["day"], found["mark"]
    if year.endswith("X"):
        return _marked(_years(year, month), mark)
    if month is None or month == "XX":
        return _marked(_one_year(year, month, day), mark)
    if day is None or day == "XX":
        return _marked(_one_month(year, month, day), mark)
    return _marked(_one_day(year, month, day), mark)


def _interval(start: str, end: str) -> EdtfDate:
    first = None if start in _OPEN_ENDS else _point(start)
    last = None if end in _OPEN_ENDS else _point(end)
    if first is None and last is None:
        raise BadDate
    earliest, latest = first.earliest if first else date.min, last.latest if last else date.max
    if earliest > latest:
        raise IntervalReversed
    ends = [point for point in (first, last) if point]
    return EdtfDate(
        text=f"{first or start}/{last or end}",
        precision=Precision.INTERVAL,
        earliest=earliest,
        latest=latest,
        uncertain=any(point.uncertain for point in ends),
        approximate=any(point.approximate for point in ends),
        start=first,
        end=last,
    )


def _years(year: str, month: str | None) -> EdtfDate:
    if month is not None:
        raise BadDate
    precision = Precision.CENTURY if year.endswith("XX") else Precision.DECADE
    first, last = _year(year.replace("X", "0")), _year(year.replace("X", "9"))
    return EdtfDate(year, precision, date(first, 1, 1), date(last, 12, 31))


def _one_year(year: str, month: str | None, day: str | None) -> EdtfDate:
    if day is not None and day != "XX":
        raise BadDate
    text = "-".join(part for part in (year, month, day) if part)
    return EdtfDate(text, Precision.YEAR, date(_year(year), 1, 1), date(_year(year), 12, 31))


def _one_month(year: str, month: str, day: str | None) -> EdtfDate:
    first = _day(year, month, "1")
    last = first.replace(day=monthrange(first.year, first.month)[1])
    text = first.isoformat()[:7] + (f"-{day}" if day else "")
    return EdtfDate(text, Precision.MONTH, first, last)


def _one_day(year: str, month: str, day: str) -> EdtfDate:
    exact = _day(year, month, day)
    return EdtfDate(exact.isoformat(), Precision.DAY, exact, exact)


def _year(text: str) -> int:
    if int(text) < date.min.year:
        raise DateImpossible
    return int(text)


def _day(year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise DateImpossible from None


def _marked(point: EdtfDate, mark: str) -> EdtfDate:
    return replace(point, text=point.text + mark, uncertain=mark in ("?", "%"), approximate=mark in ("~", "%"))

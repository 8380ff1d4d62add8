"""Dates with their precision, in words: the EDTF forms that Hirz stores (ISO 8601-2:2019, level 1)."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hirz.faces.shell.wording import day_in_words, moment_in_words, month_in_words

SINGLE = re.compile(r"(?P<year>\d{2}(?:\d\d|\dX|XX))(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<qualifier>[?~%]?)")
SEASONS = range(21, 25)


@dataclass(frozen=True)
class PreciseDate:
    """One date: X for each digit that is not known, and how sure one is of the rest."""

    year: str
    month: str
    day: str
    qualifier: str


def date_in_words(value: str | date | datetime) -> str:
    """Return the date in words; text that is no date known here is returned as it is, never lost."""
    if isinstance(value, datetime):
        return moment_in_words(value)
    if isinstance(value, date):
        return day_in_words(value)
    start, slash, end = value.partition("/")
    return _interval(start, end) if slash else _single(value)


def machine_date(value: str | date | datetime) -> str:
    """Return what the ``datetime`` attribute of HTML accepts, or nothing."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    bare = value.rstrip("?~%")
    read = read_date(value)
    return bare if read and "X" not in bare and not _is_season(read) else ""


def read_date(text: str) -> PreciseDate | None:
    found = SINGLE.fullmatch(text)
    read = PreciseDate(**{key: part or "" for key, part in found.groupdict().items()}) if found else None
    return read if read and _exists(read) else None


def first_day(value: str | date | datetime) -> date | None:
    """Return the earliest day the date can mean; nothing when it has no known beginning."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    start, slash, end = value.partition("/")
    read = read_date(start) or (read_date(end) if slash else None)
    return _earliest(read) if read else None


def last_day(value: str | date | datetime) -> date | None:
    """Return the latest day the date can mean; an interval without an end ends where it begins."""
    if not isinstance(value, str):
        return first_day(value)
    start, _slash, end = value.partition("/")
    read = read_date(end) or read_date(start)
    return _latest(read) if read else None


def _exists(read: PreciseDate) -> bool:
    if not read.month.isdigit():
        return not read.day.isdigit() and int(read.year.replace("X", "1")) > 0
    month = int(read.month)
    if _is_season(read):
        return not read.day
    if "X" in read.year or not 1 <= month <= 12 or int(read.year) == 0:
        return False
    return not read.day.isdigit() or 1 <= int(read.day) <= monthrange(int(read.year), month)[1]


def _is_season(read: PreciseDate) -> bool:
    return read.month.isdigit() and int(read.month) in SEASONS and "X" not in read.year


def _earliest(read: PreciseDate) -> date:
    year = max(int(read.year.replace("X", "0")), 1)
    if _is_season(read):
        return date(year, 3 * (int(read.month) - 21) + 1, 1)
    month = int(read.month) if read.month.isdigit() else 1
    return date(year, month, int(read.day) if read.day.isdigit() else 1)


def _latest(read: PreciseDate) -> date:
    year = int(read.year.replace("X", "9"))
    month = int(read.month) if read.month.isdigit() else 12
    if _is_season(read):
        month = 3 * (int(read.month) - 20)
    return date(year, month, int(read.day) if read.day.isdigit() else monthrange(year, month)[1])


def _single(text: str) -> str:
    read = read_date(text)
    return _qualified(_plain(read), read.qualifier) if read else text


def _qualified(words: str, qualifier: str) -> str:
    if qualifier == "~":
        return pgettext("approximate date", "about %(date)s") % {"date": words}
    if qualifier == "?":
        return pgettext("uncertain date", "%(date)s (not certain)") % {"date": words}
    if qualifier == "%":
        return pgettext("approximate and uncertain date", "about %(date)s (not certain)") % {"date": words}
    return words


def _plain(read: PreciseDate) -> str:
    if "X" in read.year:
        return _("between %(first)s and %(last)s") % {
            "first": read.year.replace("X", "0"), "last": read.year.replace("X", "9")
        }  # fmt: skip
    if _is_season(read):
        return _season(read)
    if read.month == "XX":
        return _("%(year)s, month not known") % {"year": read.year}
    if not read.month:
        return read.year
    return _within_month(read)


def _within_month(read: PreciseDate) -> str:
    year, month = int(read.year), int(read.month)
    if read.day.isdigit():
        return day_in_words(date(year, month, int(read.day)))
    words = month_in_words(year, month)
    return _("%(month)s, day not known") % {"month": words} if read.day else words


def _season(read: PreciseDate) -> str:
    words = {21: _("spring %(year)s"), 22: _("summer %(year)s"), 23: _("autumn %(year)s"), 24: _("winter %(year)s")}
    return words[int(read.month)] % {"year": read.year}


def _interval(start: str, end: str) -> str:
    parts = {"start": _single(start), "end": _single(end)}
    if start in ("", ".."):
        return pgettext("interval without beginning", "until %(end)s") % parts
    if end == "..":
        return pgettext("interval still running", "since %(start)s") % parts
    if not end:
        return pgettext("interval", "from %(start)s, end not known") % parts
    return pgettext("interval", "from %(start)s to %(end)s") % parts

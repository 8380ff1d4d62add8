"""Numbers, moments and time left in the words of the language of the page, by CLDR."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from babel.dates import format_timedelta, get_timezone_location
from babel.numbers import format_decimal
from babel.units import format_unit
from django.utils import timezone
from django.utils.translation import pgettext

from hirz.foundation.vocabularies.dates import active_locale, day_in_words
from hirz.foundation.vocabularies.registry import document, page_language

URGENT = timedelta(days=1)
SOON = timedelta(days=3)
NO_LARGER_UNIT = float("inf")


def in_words(delta: timedelta) -> str:
    """Return "in 3 hours" or "2 days ago"; whole units only, so that time left is never overstated."""
    size = abs(delta)
    if size >= timedelta(days=2):
        return _relative(delta, timedelta(days=1), "day")
    if size >= timedelta(hours=2):
        return _relative(delta, timedelta(hours=1), "hour")
    return _relative(delta, timedelta(minutes=1), "minute")


def _relative(delta: timedelta, unit: timedelta, granularity: str) -> str:
    whole = (abs(delta) // unit) * unit
    return format_timedelta(
        whole if delta >= timedelta() else -whole,
        granularity=granularity,  # type: ignore[arg-type]
        threshold=NO_LARGER_UNIT,
        add_direction=True,
        locale=active_locale(),
    )


def urgency(left: timedelta) -> str:
    if left < timedelta():
        return "missed"
    if left < URGENT:
        return "urgent"
    return "soon" if left < SOON else "calm"


def on_the_wall(moment: datetime) -> datetime:
    """The moment in the hour of the page: of the office of whoever reads it."""
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def moment_in_words(moment: datetime) -> str:
    local = on_the_wall(moment)
    # Translators: a day and the hour, as in "14 May 2026, 18:00".
    return pgettext("moment", "%(day)s, %(time)s") % {"day": day_in_words(local.date()), "time": f"{local:%H:%M}"}


def zone_in_words() -> tuple[str, str]:
    """Whose hour the page shows: the city, and how far it is from UTC today, as in "Bishkek" and "UTC+6"."""
    now = timezone.localtime()
    own = _seats().get(str(now.tzinfo), {}).get(page_language())
    city = own or get_timezone_location(now, locale=active_locale(), return_city=True)
    minutes = (now.utcoffset() or timedelta()) // timedelta(minutes=1)
    hours, rest = divmod(abs(minutes), 60)
    return city, f"UTC{'−' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


@cache
def _seats() -> Mapping[str, Mapping[str, str]]:
    """By time zone the names of the city after which it is called, where an office has its seat in that city.

    CLDR spells some cities otherwise than the office does.
    """
    offices: list[Mapping[str, Any]] = document("offices")["offices"]  # type: ignore[index]
    named = ((one["time_zone"], one["names"]) for one in offices)
    return {zone: names for zone, names in named if zone.rpartition("/")[2].replace("_", " ") == names["en"]}


def number_in_words(value: int | float) -> str:
    return format_decimal(value, locale=active_locale())


def size_in_words(size: int) -> str:
    """Return a number of bytes as people read it, 0.6 kB, 12 kB or 3.4 MB, in units of a thousand."""
    if size < 1_000_000:
        return _unit(size / 1000, "digital-kilobyte")
    return _unit(size / 1_000_000, "digital-megabyte")


def _unit(value: float, unit: str) -> str:
    rounded = round(value, 1) if value < 10 else round(value)
    return format_unit(rounded, unit, length="short", locale=active_locale())

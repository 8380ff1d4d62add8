"""Dates with their precision as they stand in a sentence: "on 14 May 2026", "around March 2026"."""

from __future__ import annotations

from datetime import date
from typing import Final

from babel import Locale
from babel.dates import format_date, format_skeleton, get_month_names
from django.utils.translation import get_language, pgettext

from hirz.rules.dates import EdtfDate, Precision

# Where the language alone would choose a convention that the United Nations does not use.
_LOCALES: Final = {"en": "en_GB", "zh-hans": "zh_Hans"}

# June and July, which CLDR spells otherwise.
_UNITED_NATIONS_SPELLING: Final = {6: "يونيه", 7: "يوليه"}


def locale_of_text() -> Locale:
    code = get_language() or "en"
    return Locale.parse(_LOCALES.get(code, code))


def day(when: date) -> str:
    """14 May 2026; in Arabic with both names of the month, as the United Nations writes it."""
    locale = locale_of_text()
    if locale.language == "ar":
        return f"{when.day} {_arabic_month(when.month)} {when.year}"
    return format_date(when, "long", locale=locale)


def when(edtf: str) -> str:
    """When something happened, as an adverbial phrase in the language of the text."""
    read = EdtfDate.parse(edtf)
    phrase = _interval(read) if read.is_interval else _point(read)
    if read.uncertain:
        return pgettext("when it happened", "%(when)s (date not certain)") % {"when": phrase}
    return phrase


def _point(read: EdtfDate) -> str:
    if read.precision in {Precision.DECADE, Precision.CENTURY}:
        return _between(str(read.earliest.year), str(read.latest.year))
    bare = _bare(read)
    if read.approximate:
        return pgettext("when it happened", "around %(date)s") % {"date": bare}
    if read.precision is Precision.DAY:
        return pgettext("when it happened", "on %(day)s") % {"day": bare}
    if read.precision is Precision.MONTH:
        return pgettext("when it happened", "in %(month)s") % {"month": bare}
    return pgettext("when it happened", "in %(year)s") % {"year": bare}


def _interval(read: EdtfDate) -> str:
    if read.start and read.end:
        return _between(_bare(read.start), _bare(read.end))
    if read.end:
        return pgettext("when it happened", "until %(end)s") % {"end": _bare(read.end)}
    assert read.start is not None  # noqa: S101 - an interval has one of them
    if read.text.endswith(".."):
        return pgettext("when it happened", "since %(start)s") % {"start": _bare(read.start)}
    return pgettext("when it happened", "from %(start)s until a date not known") % {"start": _bare(read.start)}


def _between(start: str, end: str) -> str:
    return pgettext("when it happened", "between %(start)s and %(end)s") % {"start": start, "end": end}


def _bare(read: EdtfDate) -> str:
    if read.precision is Precision.DAY:
        return day(read.earliest)
    if read.precision is Precision.MONTH:
        return _month(read.earliest)
    return str(read.earliest.year)


def _month(first: date) -> str:
    locale = locale_of_text()
    if locale.language == "ar":
        return f"{_arabic_month(first.month)} {first.year}"
    return format_skeleton("yMMMM", first, locale=locale)


def _arabic_month(month: int) -> str:
    """Readers from Rabat to Baghdad know one of the two."""
    eastern = get_month_names("wide", locale="ar_SY")[month]
    western = _UNITED_NATIONS_SPELLING.get(month) or get_month_names("wide", locale="ar")[month]
    return f"{eastern}/{western}"

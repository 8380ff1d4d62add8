"""Dates with their precision as they stand in a sentence: "on 14 May 2026", "around March 2026"."""

from __future__ import annotations

from datetime import date

from django.utils.translation import pgettext

from hirz.foundation.vocabularies.dates import day_in_words, month_in_words
from hirz.rules.dates import EdtfDate, Precision


def when(edtf: str) -> str:
    """When something happened, as an adverbial phrase in the language of the text."""
    read = EdtfDate.parse(edtf)
    phrase = _interval(read) if read.is_interval else _point(read)
    if read.uncertain:
        return pgettext("when it happened", "%(when)s (date not certain)") % {"when": phrase}
    return phrase


def _point(read: EdtfDate) -> str:
    if read.precision in {Precision.DECADE, Precision.CENTURY}:
        return _between(_year(read.earliest), _year(read.latest))
    if read.approximate:
        return pgettext("when it happened", "around %(date)s") % {"date": _inside(read)}
    if read.precision is Precision.DAY:
        return pgettext("when it happened", "on %(day)s") % {"day": day_in_words(read.earliest)}
    if read.precision is Precision.MONTH:
        return pgettext("when it happened", "in %(month)s") % {"month": month_in_words(read.earliest)}
    return pgettext("when it happened", "in %(year)s") % {"year": read.earliest.year}


def _interval(read: EdtfDate) -> str:
    if read.start and read.end:
        return _between(_inside(read.start), _inside(read.end))
    if read.end:
        return _until(read.end)
    assert read.start is not None  # noqa: S101 - an interval has one of them
    if read.text.endswith(".."):
        return pgettext("when it happened", "since %(start)s") % {"start": _inside(read.start)}
    return pgettext("when it happened", "from %(start)s until a date not known") % {"start": _inside(read.start)}


def _until(end: EdtfDate) -> str:
    """Apart for a day: "until" merges with its article in French."""
    if end.precision is Precision.DAY:
        return pgettext("when it happened", "until %(day)s") % {"day": day_in_words(end.earliest)}
    return pgettext("when it happened", "until %(month)s") % {"month": _inside(end)}


def _between(start: str, end: str) -> str:
    return pgettext("when it happened", "between %(start)s and %(end)s") % {"start": start, "end": end}


def _inside(read: EdtfDate) -> str:
    """A date after "around", "since" or "between", where a day has its article in French and in Spanish."""
    if read.precision is Precision.DAY:
        return pgettext("a date inside a phrase", "%(day)s") % {"day": day_in_words(read.earliest)}
    if read.precision is Precision.MONTH:
        return month_in_words(read.earliest)
    return _year(read.earliest)


def _year(day: date) -> str:
    return pgettext("a date inside a phrase", "%(year)s") % {"year": day.year}

"""Dates with their precision as they stand in a sentence: "on 14 May 2026", "around March 2026"."""

from __future__ import annotations

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
        return day_in_words(read.earliest)
    if read.precision is Precision.MONTH:
        return month_in_words(read.earliest)
    return str(read.earliest.year)

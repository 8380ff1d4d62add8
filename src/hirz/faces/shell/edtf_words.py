"""Dates with their precision, in words of the language of the page."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeAlias

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hirz.faces.shell.wording import moment_in_words, on_the_wall
from hirz.foundation.vocabularies.dates import day_in_words, month_in_words
from hirz.rules.dates import BadDate, EdtfDate, Precision

When: TypeAlias = str | date | datetime | EdtfDate
"""A date as views have it: stored EDTF text, the date read from it, a day, or a moment."""

MACHINE_READABLE = (Precision.DAY, Precision.MONTH, Precision.YEAR)


def read_date(when: When) -> EdtfDate | None:
    """Return the date that is meant; nothing when the text is no date."""
    if isinstance(when, EdtfDate):
        return when
    if isinstance(when, datetime):
        when = on_the_wall(when).date()
    try:
        return EdtfDate.parse(str(when))
    except BadDate:
        return None


def date_in_words(when: When) -> str:
    """Return the date in words; text that is no date is returned as it is, never lost."""
    if isinstance(when, datetime):
        return moment_in_words(when)
    read = read_date(when)
    return _words(read) if read else str(when)


def machine_date(when: When) -> str:
    """Return what the ``datetime`` attribute of HTML accepts, or nothing."""
    if isinstance(when, datetime):
        return on_the_wall(when).isoformat(timespec="minutes")
    read = read_date(when)
    if read is None or read.precision not in MACHINE_READABLE:
        return ""
    return read.text.replace("-XX", "").rstrip("?~%")


def _words(read: EdtfDate) -> str:
    if read.is_interval:
        return _interval(read)
    plain = _plain(read)
    if read.approximate and read.uncertain:
        return pgettext("approximate and uncertain date", "about %(date)s (not certain)") % {"date": plain}
    if read.approximate:
        return pgettext("approximate date", "about %(date)s") % {"date": plain}
    if read.uncertain:
        return pgettext("uncertain date", "%(date)s (not certain)") % {"date": plain}
    return plain


def _plain(read: EdtfDate) -> str:
    year = str(read.earliest.year)
    if read.precision is Precision.DAY:
        return day_in_words(read.earliest)
    if read.precision is Precision.MONTH:
        month = month_in_words(read.earliest)
        return _("%(month)s, day not known") % {"month": month} if "XX" in read.text else month
    if read.precision is Precision.YEAR:
        return _("%(year)s, month not known") % {"year": year} if "XX" in read.text else year
    return _("between %(first)s and %(last)s") % {"first": year, "last": str(read.latest.year)}


def _interval(read: EdtfDate) -> str:
    start = _words(read.start) if read.start else ""
    end = _words(read.end) if read.end else ""
    if not start:
        return pgettext("interval without known beginning", "until %(end)s") % {"end": end}
    if end:
        # Translators: languages whose case endings would not fit may write the two dates with a dash between them.
        return pgettext("interval", "from %(start)s to %(end)s") % {"start": start, "end": end}
    if read.text.endswith(".."):
        return pgettext("interval still running", "since %(start)s") % {"start": start}
    return pgettext("interval", "from %(start)s, end not known") % {"start": start}

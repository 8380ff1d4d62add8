"""Days and months as the United Nations writes them, in the active language, on pages and in documents alike."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from babel import Locale
from babel.dates import format_date, format_skeleton, get_month_names
from django.utils.translation import get_language

# Where the language alone would choose a convention that the United Nations does not use.
_LOCALES: Final = {"en": "en_GB", "zh-hans": "zh_Hans"}

# June and July, which CLDR spells otherwise.
_UNITED_NATIONS_SPELLING: Final = {6: "يونيه", 7: "يوليه"}

_RUSSIAN_YEAR: Final = re.compile(r"\sг\.$")


def active_locale() -> Locale:
    """The locale of the active language, by CLDR."""
    code = get_language() or "en"
    return Locale.parse(_LOCALES.get(code, code))


def day_in_words(day: date) -> str:
    """14 May 2026; in Arabic with both names of the month."""
    locale = active_locale()
    if locale.language == "ar":
        return f"{day.day} {_arabic_month(day.month)} {day.year}"
    written = _as_united_nations(format_date(day, "long", locale=locale), locale)
    return f"1er{written[1:]}" if locale.language == "fr" and day.day == 1 else written


def month_in_words(day: date) -> str:
    """May 2026, for any day of that month."""
    locale = active_locale()
    if locale.language == "ar":
        return f"{_arabic_month(day.month)} {day.year}"
    return _as_united_nations(format_skeleton("yMMMM", day, locale=locale), locale)


def _as_united_nations(written: str, locale: Locale) -> str:
    """Documents in Russian write the word for year out, which CLDR cuts short."""
    return _RUSSIAN_YEAR.sub("\u00a0года", written) if locale.language == "ru" else written


def _arabic_month(month: int) -> str:
    """Readers from Rabat to Baghdad know one of the two."""
    eastern = get_month_names("wide", locale="ar_SY")[month]
    western = _UNITED_NATIONS_SPELLING.get(month) or get_month_names("wide", locale="ar")[month]
    return f"{eastern}/{western}"

"""Dates in sentences keep their precision and say their doubt."""

from __future__ import annotations

import pytest
from django.utils import translation

from hirz.reprisals.response.dates_in_prose import when

ENGLISH = {
    "2026-05-14": "on 14 May 2026",
    "2026-05": "in May 2026",
    "2026-05-XX": "in May 2026",
    "2026": "in 2026",
    "202X": "between 2020 and 2029",
    "2026-05~": "around May 2026",
    "2026-05-14?": "on 14 May 2026 (date not certain)",
    "2026%": "around 2026 (date not certain)",
    "2026-05-03/2026-06": "between 3 May 2026 and June 2026",
    "2026-05/..": "since May 2026",
    "2026-05/": "from May 2026 until a date not known",
    "../2026-05": "until May 2026",
}
ARABIC = {
    "2026-05-14": "في 14 أيار/مايو 2026",
    "2026-05": "في أيار/مايو 2026",
    "2026": "في عام 2026",
    "2026-05-03/2026-06": "في الفترة ما بين 3 أيار/مايو 2026 وحزيران/يونيه 2026",
}


@pytest.mark.parametrize(("edtf", "words"), ENGLISH.items())
def test_english_date(edtf: str, words: str) -> None:
    with translation.override("en"):
        assert when(edtf) == words


@pytest.mark.parametrize(("edtf", "words"), ARABIC.items())
def test_arabic_date_has_both_names_of_the_month(edtf: str, words: str) -> None:
    with translation.override("ar"):
        assert when(edtf) == words

"""Dates in sentences keep their precision and say their doubt."""

from __future__ import annotations

import pytest
from django.utils import translation

from hirz.foundation.vocabularies.languages import django_code_of
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


OTHERS = {
    ("fr", "2026-05-01"): "le 1er mai 2026",
    ("fr", "2026-05-14~"): "vers le 14 mai 2026",
    ("fr", "2026-05~"): "vers mai 2026",
    ("fr", "2026-05-03/2026-06"): "entre le 3 mai 2026 et juin 2026",
    ("fr", "../2026-05-14"): "jusqu’au 14 mai 2026",
    ("fr", "../2026"): "jusqu’en 2026",
    ("ru", "2026-05-14"): "14 мая 2026\u00a0года",
    ("ru", "2026-05"): "май 2026\u00a0года",
    ("ru", "202X"): "2020 год — 2029 год",
    ("es", "2026-05-14/.."): "desde el 14 de mayo de 2026",
    ("es", "2026-05/.."): "desde mayo de 2026",
    ("es", "../2026-05-14"): "hasta el 14 de mayo de 2026",
    ("zh", "2026-05-14?"): "2026年5月14日（日期不确定）",
    ("zh", "202X"): "2020年至2029年期间",
    ("zh", "2026-05/"): "自2026年5月起至未知日期",
}


@pytest.mark.parametrize(("told", "words"), OTHERS.items())
def test_date_is_joined_as_its_language_joins_it(told: tuple[str, str], words: str) -> None:
    language, edtf = told
    with translation.override(django_code_of(language)):
        assert when(edtf) == words


@pytest.mark.parametrize(("edtf", "words"), ENGLISH.items())
def test_english_date(edtf: str, words: str) -> None:
    with translation.override("en"):
        assert when(edtf) == words


@pytest.mark.parametrize(("edtf", "words"), ARABIC.items())
def test_arabic_date_has_both_names_of_the_month(edtf: str, words: str) -> None:
    with translation.override("ar"):
        assert when(edtf) == words

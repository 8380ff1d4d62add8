"""Dates, moments and sizes in the words of the language of the page."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from hirz.faces.shell.edtf_words import date_in_words, machine_date
from hirz.faces.shell.wording import moment_in_words, number_in_words, size_in_words
from tests.faces.shell.rendering import rendered

ENGLISH = {
    "2026-05-14": "14 May 2026",
    "2026-05": "May 2026",
    "2026-05-XX": "May 2026, day not known",
    "2026": "2026",
    "2026-XX": "2026, month not known",
    "202X": "between 2020 and 2029",
    "2026-05~": "about May 2026",
    "2026?": "2026 (not certain)",
    "2026-05-14%": "about 14 May 2026 (not certain)",
    "2026-05/2026-07": "from May 2026 to July 2026",
    "2026-05/..": "since May 2026",
    "2026-05/": "from May 2026, end not known",
    "../2026": "until 2026",
}


@pytest.mark.parametrize(("stored", "words"), ENGLISH.items())
def test_date_is_said_with_its_precision(stored: str, words: str) -> None:
    assert date_in_words(stored) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", "14 أيار/مايو 2026"),
        ("fr", "14 mai 2026"),
        ("ru", "14 мая 2026\u00a0года"),
        ("es", "14 de mayo de 2026"),
        ("zh-hans", "2026年5月14日"),
    ],
)
def test_date_is_said_in_the_language_of_the_page(language: str, words: str) -> None:
    with translation.override(language):
        assert date_in_words("2026-05-14") == words
        assert date_in_words(date(2026, 5, 14)) == words


@pytest.mark.parametrize(("day", "words"), [("2026-06-02", "2 حزيران/يونيه 2026"), ("2026-07", "تموز/يوليه 2026")])
def test_june_and_july_are_spelled_as_the_united_nations_spells_them(day: str, words: str) -> None:
    with translation.override("ar"):
        assert date_in_words(day) == words


@given(st.text(min_size=1))
def test_date_that_cannot_be_read_is_shown_not_lost(text: str) -> None:
    shown = date_in_words(text)
    assert shown
    if not any(character.isdigit() for character in text):
        assert shown == text


@pytest.mark.parametrize(
    ("stored", "machine"),
    [("2026-05-14~", "2026-05-14"), ("2026-05-XX", "2026-05"), ("2026?", "2026"), ("202X", ""), ("2026/2027", "")],
)
def test_machine_date_is_only_what_html_can_say(stored: str, machine: str) -> None:
    assert machine_date(stored) == machine


def test_date_missing_says_the_words_given() -> None:
    shown = rendered('{% date_words value=value missing="Not known" %}', value=None)
    assert "Not known" in shown
    assert "<time" not in shown


def test_moment_is_said_in_the_time_zone_of_the_page() -> None:
    with translation.override("en"):
        assert moment_in_words(datetime(2026, 5, 14, 18, 5, tzinfo=UTC)) == "14 May 2026, 18:05"


@pytest.mark.parametrize(("size", "words"), [(0, "0 kB"), (640, "0.6 kB"), (812_004, "812 kB"), (1_482_133, "1.5 MB")])
def test_size_is_said_in_units_people_know(size: int, words: str) -> None:
    assert size_in_words(size) == words


def test_number_is_grouped_as_the_language_does() -> None:
    with translation.override("ru"):
        assert number_in_words(12345.5) == "12\xa0345,5"

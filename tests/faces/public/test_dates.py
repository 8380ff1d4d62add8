"""Dates as people type them: any digits, as far as they know, and clear words for what no calendar has."""

from __future__ import annotations

import pytest
import time_machine
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from hirz.faces.public.forms.fields import When, state_choices
from hirz.rules.dates import EdtfDate

SCRIPTS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")


def written(number: int, script: str) -> str:
    return str(number).translate(str.maketrans("0123456789", script))


@pytest.mark.parametrize(
    ("day", "month", "year", "read"),
    [
        ("14", "5", "2026", "2026-05-14"),
        ("٠٤", "5", "٢٠٢٦", "2026-05-04"),
        ("", "5", "۲۰۲۶", "2026-05"),
        ("", "", "2026", "2026"),
        ("", "", "٢٠٢٦-٠٥", "2026-05"),
        ("", "", "۲۰۲۶-۰۵-1٤", "2026-05-14"),
        ("", "", "2026-03/2026-05", "2026-03/2026-05"),
        ("", "", "202X", "202X"),
        ("", "", "", ""),
        (" ", "", " ", ""),
    ],
)
@time_machine.travel("2026-11-22")
def test_date_is_read_as_far_as_it_was_told(day: str, month: str, year: str, read: str) -> None:
    assert When().clean([day, month, year]) == read


@pytest.mark.parametrize(
    ("day", "month", "year", "word"),
    [
        ("31", "2", "2026", "no such day"),
        ("14", "", "2026", "month"),
        ("14", "5", "", "year"),
        ("14", "5", "26", "four digits"),
        ("14th", "5", "2026", "four digits"),
        ("", "", "last spring", "four digits"),
        ("", "", "2030", "future"),
        ("14", "5", "1447", "Gregorian"),
        ("", "", "x" * 5000, "four digits"),
    ],
)
@time_machine.travel("2026-11-22")
def test_date_that_cannot_be_is_refused_with_what_to_do(day: str, month: str, year: str, word: str) -> None:
    with pytest.raises(ValidationError, match=word):
        When().clean([day, month, year])


@time_machine.travel("2026-05-14 23:00:00+00:00")
def test_today_is_no_future_where_it_has_already_begun() -> None:
    assert When().clean(["15", "5", "2026"]) == "2026-05-15"


@settings(deadline=None)
@given(
    st.dates(min_value=EdtfDate.parse("1945").earliest, max_value=EdtfDate.parse("2025").latest),
    st.permutations(SCRIPTS),
)
def test_day_is_the_same_in_any_mixture_of_digits(day: object, scripts: list[str]) -> None:
    parts = [
        written(getattr(day, name), script) for name, script in zip(("day", "month", "year"), scripts, strict=True)
    ]
    assert When().clean([parts[0], str(int(parts[1])), parts[2]]) == str(day)


@settings(deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_whatever_is_typed_is_read_or_refused(day: str, year: str) -> None:
    try:
        read = When().clean([day, "", year])
    except ValidationError:
        return
    assert read == "" or EdtfDate.parse(read).text == read


def test_invented_states_are_apart_from_real_ones() -> None:
    (_title, invented), (_other_title, real) = state_choices("en", True)
    assert dict(invented).keys().isdisjoint(dict(real))
    assert dict(real) == dict(state_choices("en", False))

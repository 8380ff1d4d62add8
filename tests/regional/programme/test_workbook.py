"""The workbook: every total stands with its parts, or with the words that say what they lack."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from hirz.foundation.accounts.models import User
from hirz.regional.programme.actions.people import count_participants
from hirz.regional.programme.models import Activity, CountedParticipants, Cycle, Indicator, Result
from hirz.regional.programme.workbook import _told, saved_workbook
from hirz.rules.disaggregation import Breakdown, Disaggregated
from tests.regional.programme.conftest import SEXES, make_activity, make_indicator, person, value_of

pytestmark = pytest.mark.django_db


def sheets(cycle: Cycle, by: User) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    with translation.override("en"):
        book = load_workbook(io.BytesIO(saved_workbook(cycle=cycle, by=by)))
    first, second = (list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book.worksheets)
    return first, second


def test_value_stands_with_its_parts_and_what_is_said_of_them(
    indicator: Indicator, cycle: Cycle, officer: User
) -> None:
    value_of(indicator, officer, parts=SEXES)
    rows, _people = sheets(cycle, officer)
    assert [row[9:] for row in rows] == [
        (None, "All", 10, None),
        ("Sex", "Women and girls", 6, None),
        ("Sex", "Men and boys", 4, None),
        ("Sex", None, None, "adds up to the total"),
    ]


def test_value_that_nobody_divided_says_so(indicator: Indicator, cycle: Cycle, officer: User) -> None:
    value_of(indicator, officer)
    rows, _people = sheets(cycle, officer)
    assert [row[9:] for row in rows] == [(None, "All", 10, "not disaggregated")]


def test_indicator_without_a_value_is_no_zero(indicator: Indicator, cycle: Cycle, officer: User) -> None:
    ((*_about, number, said),), _people = sheets(cycle, officer)
    assert (number, said) == (None, "no value reported")


def test_participants_are_numbers_and_nobody_is_named(activity: Activity, cycle: Cycle, officer: User) -> None:
    person(activity, officer, "Zafira Moonlake", sex=["sex_female"], disability=["disability_yes"])
    counted = CountedParticipants(activity=activity, total=9, parts={"sex": {"sex_male": 9}}, source="Sheets")
    count_participants(counted=counted, by=officer)
    _indicators, rows = sheets(cycle, officer)
    assert [row[4:] for row in rows] == [
        (None, "All", 10, None),
        ("Disability", None, None, "not shown: some groups are too small"),
        ("Sex", "Women and girls", 1, None),
        ("Sex", "Men and boys", 9, None),
        ("Sex", None, None, "adds up to the total"),
    ]
    assert "Moonlake" not in str(rows)


def test_workbook_holds_what_the_person_may_see(result: Result, cycle: Cycle, officer: User, elsewhere: User) -> None:
    value_of(make_indicator(result, officer), officer)
    person(make_activity(result, officer), officer)
    assert sheets(cycle, elsewhere) == ([], [])


@pytest.mark.parametrize("title", ['=HYPERLINK("https://example.org")', "+1", "@SUM(A1)", "-2"])
def test_title_that_begins_like_a_formula_is_text(title: str, result: Result, cycle: Cycle, officer: User) -> None:
    value_of(make_indicator(result, officer, title=title), officer)
    with translation.override("en"):
        book = load_workbook(io.BytesIO(saved_workbook(cycle=cycle, by=officer)))
    cell = book.worksheets[0].cell(row=2, column=3)
    assert (cell.value, cell.data_type) == (title, "s")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 50), st.dictionaries(st.sampled_from(["sex_female", "sex_male"]), st.integers(0, 50)))
def test_parts_beside_a_total_add_up_or_are_said_not_to(total: int, parts: dict[str, int]) -> None:
    breakdown = Breakdown("sex", {code: Decimal(number) for code, number in parts.items()})
    with translation.override("en"):
        rows = list(_told(Disaggregated(Decimal(total), (breakdown,) if parts else ())))
    said = str(rows[-1][3])
    adds_up = sum(int(row[2] or 0) for row in rows if row[0] and row[1]) == total
    assert said == ("not disaggregated" if not parts else said)
    if parts:
        assert (said == "adds up to the total") == adds_up


def test_workbook_is_written_whatever_was_pasted_into_a_title(
    result: Result, indicator: Indicator, cycle: Cycle, officer: User
) -> None:
    make_indicator(result, officer, title="Quiet\x02 halls")
    assert "Quiet halls" in [row[2] for row in sheets(cycle, officer)[0]]

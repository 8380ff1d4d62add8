"""Wherever a number of the programme stands, it stands with its parts and whether they add up, or with the words that
it has none: on the page, in the workbook, in the report, in what leaves."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.html import strip_tags
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from hirz.foundation.accounts.models import User
from hirz.regional.programme.actions.people import count_participants
from hirz.regional.programme.actions.reporting import draft_report
from hirz.regional.programme.documents import saved_report
from hirz.regional.programme.models import Activity, CountedParticipants, Cycle, Indicator, PeriodReport, Result
from hirz.regional.programme.tables import breakdown_rows, disaggregation_words
from hirz.regional.programme.workbook import _told, saved_workbook
from hirz.rules.disaggregation import Breakdown, Disaggregated
from hirz.rules.programme_results import ReportKind, period_of
from tests.browser.reading import text_of
from tests.regional.programme.conftest import SEXES, make_indicator, value_of
from tests.reprisals.people.web.pages import signed_in

pytestmark = pytest.mark.django_db
SAID = {
    "Quiet rooms": (SEXES, "adds up to the total"),
    "Open halls": ({"sex": {"sex_female": Decimal(6), "sex_male": Decimal(3)}}, "does not add up: 1 in no part"),
    "Lit stairs": ({}, "not disaggregated"),
}
PEOPLE = {"Head count": (7, {}), "Sheets": (9, {"sex": {"sex_male": 8}})}
"""Together they are sixteen, of whom eight are in no part."""


@pytest.fixture
def indicators(result: Result, officer: User) -> list[Indicator]:
    made = [make_indicator(result, officer, title=title) for title in SAID]
    for one in made:
        value_of(one, officer, parts=SAID[one.title][0])
    return made


@pytest.fixture
def counted(activity: Activity, officer: User) -> Activity:
    for source, (total, parts) in PEOPLE.items():
        count_participants(
            counted=CountedParticipants(activity=activity, total=total, parts=parts, source=source), by=officer
        )
    return activity


@pytest.fixture
def report(indicators: list[Indicator], counted: Activity, cycle: Cycle, officer: User) -> PeriodReport:
    period = period_of(ReportKind.ANNUAL, 2026, 1)
    return draft_report(cycle=cycle, kind=ReportKind.ANNUAL, period=period, states=["KG"], by=officer)


def page(name: str, pk: UUID, user: User) -> str:
    return strip_tags(signed_in(user).get(reverse(f"programme:{name}", args=[pk])).content.decode())


def workbook(cycle: Cycle, by: User) -> str:
    with translation.override("en"):
        book = load_workbook(io.BytesIO(saved_workbook(cycle=cycle, by=by)))
    return "\n".join(str(value) for sheet in book.worksheets for row in sheet.values for value in row if value)


def whole_texts(report: PeriodReport, user: User) -> dict[str, str]:
    """What each place says that shows all numbers of the cycle."""
    saved = {
        ending: saved_report(report=report, language="en", file_format=ending, by=user) for ending in ("docx", "pdf")
    }
    return {
        "page of the report": page("report", report.pk, user),
        "workbook": workbook(report.cycle, user),
        **{ending: text_of(content) for ending, content in saved.items()},
    }


def said_of(title: str, text: str) -> list[str]:
    """What stands between each mention of a title and the next of any."""
    marks = "|".join(map(squeezed, SAID))
    return re.findall(f"{squeezed(title)}(.*?)(?={marks}|$)", squeezed(text))


def squeezed(text: str) -> str:
    """Without any space: lines of a PDF break anywhere."""
    return "".join(text.split())


def test_value_says_everywhere_what_its_parts_do(
    report: PeriodReport, indicators: list[Indicator], officer: User
) -> None:
    places = whole_texts(report, officer) | {"page of the cycle": page("cycle", report.cycle_id, officer)}
    missing = [
        (place, title)
        for place, text in places.items()
        for title, (_parts, words) in SAID.items()
        if not any(squeezed(words) in part for part in said_of(title, text))
    ]
    assert missing == []
    for one in indicators:
        assert SAID[one.title][1] in page("indicator", one.pk, officer)


def test_participants_say_everywhere_what_their_parts_do(
    report: PeriodReport, counted: Activity, officer: User
) -> None:
    places = whole_texts(report, officer) | {"page": page("activity", counted.pk, officer)}
    words = squeezed("does not add up: 8 in no part")
    assert [place for place, text in places.items() if words not in squeezed(text)] == []
    assert [place for place, text in places.items() if "16" not in text] == []


def test_sum_of_a_result_says_that_it_is_not_divided_there(counted: Activity, cycle: Cycle, officer: User) -> None:
    shown = " ".join(page("cycle", cycle.pk, officer).split())
    assert "Participants: 16 (not disaggregated here)" in shown


Words = Callable[[Disaggregated], str]
RENDERERS: dict[str, Words] = {
    "page and report": lambda number: " ".join(row[2] for row in breakdown_rows(number)),
    "in one line": disaggregation_words,
    "workbook": lambda number: " ".join(str(row[3]) for row in _told(number)),
}


@pytest.mark.parametrize("name", RENDERERS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    total=st.integers(0, 40),
    parts=st.dictionaries(st.sampled_from(["sex_female", "sex_male", "sex_not_said"]), st.integers(0, 40), min_size=1),
)
def test_nothing_is_called_a_sum_that_is_none(name: str, total: int, parts: dict[str, int]) -> None:
    breakdown = Breakdown("sex", {code: Decimal(number) for code, number in parts.items()})
    with translation.override("en"):
        said = RENDERERS[name](Disaggregated(Decimal(total), (breakdown,)))
    difference = total - sum(parts.values())
    assert ("adds up to the total" in said) == (difference == 0)
    assert ("does not add up" in said) == (difference != 0)
    assert difference == 0 or str(abs(difference)) in said

"""What leaves about recommendations is dated by the day of the office that covers the State."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation
from docx import Document as DocxDocument

from hirz.engines.documents.docx import render_docx
from hirz.regional.implementation.models import Update
from hirz.regional.recommendations.models import Recommendation
from hirz.regional.reports.actions import issue_report
from hirz.regional.reports.document import report_leaves
from hirz.regional.reports.material import Scope
from hirz.regional.reports.status import status_leaves
from hirz.rules.layers import Layer
from tests.regional.implementation.conftest import Cast
from tests.regional.reports.test_reports import begun, filled
from tests.reprisals.people.web.pages import signed_in

pytestmark = pytest.mark.django_db
# A minute before and after midnight in Bishkek, on one and the same day of UTC.
MOMENTS = [("2026-11-22T17:59:00Z", "22 November 2026"), ("2026-11-22T18:01:00Z", "23 November 2026")]


@pytest.fixture(autouse=True, params=["UTC", "America/Los_Angeles"])
def reader_zone(request: pytest.FixtureRequest) -> Iterator[None]:
    """Where the page or the machine is."""
    with timezone.override(request.param):
        yield


def text_of(content: bytes) -> str:
    return "\n".join(one.text for one in DocxDocument(io.BytesIO(content)).paragraphs)


@pytest.mark.parametrize(("moment", "day"), MOMENTS)
def test_report_is_dated_by_the_day_on_which_the_office_saw_it_issued(
    moment: str, day: str, recommendation: Recommendation, update: Update, cast: Cast
) -> None:
    report = begun(cast.clerk, recommendation)
    filled(report, cast.clerk)
    with time_machine.travel(moment, tick=False):
        issued = issue_report(report=report, by=cast.clerk)
    assert day in text_of(render_docx(report_leaves(report=issued, by=cast.clerk)))


@pytest.mark.parametrize(("moment", "day"), MOMENTS)
def test_table_of_recommendations_is_dated_by_the_day_of_the_office(
    moment: str, day: str, recommendation: Recommendation, cast: Cast
) -> None:
    symbol = "" if recommendation.cycle else recommendation.symbol
    scope = Scope(
        state_code="XM", mechanism=recommendation.mechanism, cycle=recommendation.cycle, symbol=symbol,
        as_of_date=date(2026, 6, 30),
    )  # fmt: skip
    with time_machine.travel(moment, tick=False), translation.override("en"):
        leaving = status_leaves(scope=scope, audience=Layer.PUBLIC, by=cast.officer)
        dated = DocxDocument(io.BytesIO(render_docx(leaving))).core_properties.created
    assert dated is not None
    assert f"{dated.day} November {dated.year}" == day


@pytest.mark.parametrize(("moment", "day"), [(MOMENTS[0][0], 22), (MOMENTS[1][0], 23)])
def test_page_offers_what_stood_on_the_day_of_the_office(
    moment: str, day: int, recommendation: Recommendation, cast: Cast
) -> None:
    with time_machine.travel(moment, tick=False):
        page = signed_in(cast.officer).get(reverse("reports:begin"))
    assert page.context["form"]["as_of_date"].initial == date(2026, 11, day)

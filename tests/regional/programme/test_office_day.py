"""A period report counts by the day of its office, whatever day it is where it is made or read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

import pytest
import time_machine
from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.regional.programme.actions.reporting import draft_report, take_numbers_anew
from hirz.regional.programme.models import Activity, Cycle, Result
from hirz.regional.programme.numbers import Record
from hirz.rules.programme_results import ReportKind, period_of
from tests.conftest import make_user
from tests.regional.programme.conftest import make_activity

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 5, 31), date(2026, 6, 1)
"""Two days at the seam of two months."""
# Six hours before the day of UTC, and five after it.
BEFORE_MIDNIGHT: Final = {"Asia/Bishkek": "2026-05-31T17:59:00Z", "America/Bogota": "2026-06-01T04:59:00Z"}
AFTER_MIDNIGHT: Final = {"Asia/Bishkek": "2026-05-31T18:01:00Z", "America/Bogota": "2026-06-01T05:01:00Z"}
ENDED: Final = [["training", 1]]


@pytest.fixture(params=list(BEFORE_MIDNIGHT))
def zone(request: pytest.FixtureRequest, office: Office) -> str:
    office.time_zone = request.param
    office.save()
    return office.time_zone


@pytest.fixture(params=["UTC", "Pacific/Auckland", "America/Los_Angeles"])
def reader_zone(request: pytest.FixtureRequest) -> Iterator[str]:
    """Where the page or the machine is."""
    with timezone.override(request.param):
        yield request.param


@pytest.fixture
def last_day(zone: str, result: Result, officer: User) -> Activity:
    return make_activity(result, officer, from_date=LAST, until_date=LAST)


def numbers_in(cycle: Cycle, by: User, month: int) -> Record:
    kind = ReportKind.MONTHLY
    report = draft_report(cycle=cycle, kind=kind, period=period_of(kind, 2026, month), states=["KG"], by=by)
    return dict(report.numbers)


@pytest.mark.parametrize(("moments", "counted"), [(BEFORE_MIDNIGHT, []), (AFTER_MIDNIGHT, ENDED)])
def test_activity_has_ended_once_the_office_has_its_last_day(
    moments: dict[str, str], counted: list[object], zone: str, reader_zone: str, last_day: Activity,
    cycle: Cycle, officer: User,
) -> None:  # fmt: skip
    with time_machine.travel(moments[zone], tick=False):
        assert numbers_in(cycle, officer, 6)["activities"] == counted
        assert numbers_in(cycle, officer, 5)["activities"] == []


@pytest.mark.parametrize(("moments", "due"), [(BEFORE_MIDNIGHT, 0), (AFTER_MIDNIGHT, 1)])
def test_follow_up_is_due_by_the_day_of_the_office(
    moments: dict[str, str], due: int, zone: str, reader_zone: str, result: Result, cycle: Cycle, officer: User
) -> None:
    make_activity(result, officer, from_date=date(2026, 2, 28), until_date=date(2026, 3, 1))
    with time_machine.travel(moments[zone], tick=False):
        assert numbers_in(cycle, officer, 6)["follow_ups"]["due"] == due


def test_colleague_of_another_office_counts_by_the_day_of_the_office_whose_report_it_is(
    headquarters: Office, result: Result, cycle: Cycle, officer: User
) -> None:
    make_activity(result, officer, from_date=LAST, until_date=LAST)
    kind = ReportKind.MONTHLY
    with time_machine.travel("2026-05-31T17:59:00Z", tick=False):
        report = draft_report(cycle=cycle, kind=kind, period=period_of(kind, 2026, 6), states=["KG"], by=officer)
    abroad = make_user("abroad", headquarters, "regional_officer")
    with time_machine.travel("2026-05-31T18:01:00Z", tick=False):
        assert abroad.office.today == FIRST
        assert take_numbers_anew(report=report, by=abroad).numbers["activities"] == ENDED

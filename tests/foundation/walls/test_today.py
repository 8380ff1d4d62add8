"""What is open until a day, or from one, is open by the day of the office, in the application and in the database."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from hirz.foundation.accounts.access import forget, has_permission
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import SYSTEM
from hirz.foundation.offices.models import Office
from hirz.foundation.staffing.actions import give_role
from hirz.foundation.walls.standing import acting_as, standing
from hirz.reprisals.cases.actions.opening import open_case
from hirz.reprisals.cases.models import Case, CaseGrant
from hirz.reprisals.cases.permissions import CasePermission
from tests.conftest import make_user, sign_in
from tests.foundation.walls.conftest import count, fetched

LAST = date(2026, 11, 22)
BEFORE_MIDNIGHT = {"Asia/Bishkek": "2026-11-22T17:59:00Z", "America/Bogota": "2026-11-23T04:59:00Z"}
AFTER_MIDNIGHT = {"Asia/Bishkek": "2026-11-22T18:01:00Z", "America/Bogota": "2026-11-23T05:01:00Z"}
ZONES = list(BEFORE_MIDNIGHT)


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest, office: Office) -> str:
    office.time_zone = request.param
    office.save()
    return office.time_zone


@pytest.fixture
def case(office: Office, desk: User) -> Case:
    return open_case(office=office, state_concerned="XM", language="en", by=desk, owner=desk)


def opens(user: User, case: Case) -> bool:
    """What the page says, after both ways in: the rules and the database."""
    browser = Client()
    sign_in(browser, user)
    status = browser.get(f"/cases/{case.pk}/").status_code
    assert status in (200, 404)
    return status == 200


def rule_and_wall(user: User) -> tuple[bool, bool]:
    """Whether somebody may see cases by the rule, and whether the database, asked without any filter, shows one."""
    forget(user)
    with acting_as(user):
        return has_permission(user, CasePermission.CASE_VIEW), bool(count("cases_case"))


@pytest.mark.parametrize(("moments", "day"), [(BEFORE_MIDNIGHT, 22), (AFTER_MIDNIGHT, 23)])
def test_database_counts_days_as_the_office_does(desk: User, zone: str, moments: dict[str, str], day: int) -> None:
    with time_machine.travel(moments[zone], tick=False), standing(desk):
        assert fetched("select hirz_today()") == [(date(2026, 11, day),)]
        assert desk.office.today == date(2026, 11, day)


def test_role_ends_with_the_day_of_the_office(office: Office, zone: str, case: Case) -> None:
    leaving = make_user("leaving", office, "desk")
    leaving.assignments.update(until_date=LAST)
    with time_machine.travel(BEFORE_MIDNIGHT[zone], tick=False):
        assert rule_and_wall(leaving) == (True, True)
        assert opens(leaving, case)
    with time_machine.travel(AFTER_MIDNIGHT[zone], tick=False):
        assert rule_and_wall(leaving) == (False, False)
        assert not opens(leaving, case)


def test_role_begins_with_the_day_of_the_office(office: Office, zone: str, case: Case) -> None:
    coming = make_user("coming", office, "desk")
    coming.assignments.update(from_date=date(2026, 11, 23))
    with time_machine.travel(BEFORE_MIDNIGHT[zone], tick=False):
        assert rule_and_wall(coming) == (False, False)
        assert not opens(coming, case)
    with time_machine.travel(AFTER_MIDNIGHT[zone], tick=False):
        assert rule_and_wall(coming) == (True, True)
        assert opens(coming, case)


def test_role_that_is_given_is_held_at_once(office: Office, zone: str, case: Case) -> None:
    newcomer = make_user("newcomer", office)
    with time_machine.travel(BEFORE_MIDNIGHT[zone], tick=False):
        give_role(user=newcomer, office=office, role="desk", with_offices_below=False, by=SYSTEM)
        assert rule_and_wall(newcomer) == (True, True)
        assert newcomer.assignments.get().from_date == LAST


def test_grant_ends_with_the_day_of_the_office_of_who_reads(
    other_office: Office, outsider: User, desk: User, case: Case
) -> None:
    """The reader's office is an hour behind the one that owns the case."""
    assert other_office.time_zone == "Asia/Tashkent"
    CaseGrant.objects.create(case=case, user=outsider, purpose="advice", until_date=LAST, granted_by=desk)
    with time_machine.travel("2026-11-22T18:59:00Z", tick=False):
        assert opens(outsider, case)
    with time_machine.travel("2026-11-22T19:01:00Z", tick=False):
        assert not opens(outsider, case)


def test_command_has_the_hour_of_who_acts_while_it_acts(desk: User) -> None:
    with acting_as(desk):
        assert timezone.get_current_timezone_name() == "Asia/Bishkek"
    assert timezone.get_current_timezone_name() == "UTC"

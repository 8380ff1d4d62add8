"""What each person must see now: their own clocks, those they stand in for, and those that came up to them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.opening import open_case
from hirz.reprisals.cases.deadlines import deadlines_for
from hirz.reprisals.cases.models import Case
from tests.conftest import make_user
from tests.reprisals.deadlines.conftest import DUE, HEAD, LEAD, MONDAY, SECOND

ALWAYS, NEVER = MONDAY, None


@pytest.fixture
def regional_head(office: Office) -> User:
    assert office.parent is not None
    return make_user("regional_head", office.parent, "head", below=True)


@pytest.fixture
def lead_elsewhere(other_office: Office) -> User:
    return make_user("lead_elsewhere", other_office, "team_lead", "head")


@pytest.mark.parametrize(
    ("role", "from_moment"),
    [
        ("desk", ALWAYS),  # the owner
        ("verifier", ALWAYS),  # the substitute
        ("lead", LEAD),
        ("head", HEAD),
        ("regional_head", HEAD),
        ("clearer", NEVER),
        ("intake", NEVER),
        ("outsider", NEVER),
        ("lead_elsewhere", NEVER),
        ("administrator", NEVER),
    ],
)
def test_clock_is_on_the_page_of_whom_it_concerns(
    role: str, from_moment: datetime | None, waiting: Case, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(role)
    for moment in (MONDAY, DUE, LEAD - SECOND, LEAD, HEAD - SECOND, HEAD, HEAD + timedelta(days=400)):
        expected = 2 if from_moment is not None and moment >= from_moment else 0
        assert deadlines_for(person, moment).count() == expected


def test_most_urgent_clock_comes_first(waiting: Case, desk: User, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(days=-7))
    older = open_case(office=waiting.office, state_concerned="XM", language="ar", owner=desk, by=desk)
    assert [deadline.case for deadline in deadlines_for(desk, MONDAY)] == [older, older, waiting, waiting]


def test_case_nobody_owns_is_on_the_lead_s_page_from_the_start(
    clock: time_machine.Traveller, office: Office, desk: User, lead: User
) -> None:
    open_case(office=office, state_concerned="XM", language="ar", by=desk)
    assert deadlines_for(lead, MONDAY).count() == 2
    assert not deadlines_for(desk, MONDAY).exists()


def test_lead_who_owns_the_case_sees_each_clock_once(clock: time_machine.Traveller, office: Office, lead: User) -> None:
    open_case(office=office, state_concerned="XM", language="ar", owner=lead, by=lead)
    assert deadlines_for(lead, HEAD).count() == 2


def test_page_asks_the_database_once(waiting: Case, desk: User, django_assert_num_queries: Any) -> None:
    deadlines_for(desk, MONDAY).exists()
    with django_assert_num_queries(1):
        told = [(d.case.reference, d.owner, d.substitute) for d in deadlines_for(desk, MONDAY)]
    assert len(told) == 2

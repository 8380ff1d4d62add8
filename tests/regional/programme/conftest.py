"""A cycle with one result, an officer who covers the State, and a colleague who clears what the officer wrote."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

import pytest

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.regional.programme.actions.doing import add_activity, share_activity
from hirz.regional.programme.actions.people import Person, add_participant
from hirz.regional.programme.actions.planning import (
    ValueSaid,
    add_cycle,
    add_indicator,
    add_result,
    check_principle,
    record_value,
)
from hirz.regional.programme.models import Activity, Cycle, Indicator, IndicatorValue, Participant, Result
from hirz.rules.layers import Layer
from hirz.rules.programme_results import DataPrinciple
from tests.conftest import make_user

YEAR: Final = (date(2026, 1, 1), date(2026, 12, 31))
AGREED: Final = date(2026, 3, 2)
SEXES: Final = {"sex": {"sex_female": Decimal(6), "sex_male": Decimal(4)}}


@pytest.fixture
def officer(office: Office) -> User:
    return make_user("officer", office, "regional_officer")


@pytest.fixture
def colleague(office: Office) -> User:
    return make_user("colleague", office, "regional_officer")


@pytest.fixture
def desk_of_country(office: Office) -> User:
    """Enters, and validates nothing."""
    return make_user("country", office, "country_desk")


@pytest.fixture
def elsewhere(other_office: Office) -> User:
    """The same work in another State."""
    return make_user("elsewhere", other_office, "regional_officer")


@pytest.fixture
def reader(other_office: Office) -> User:
    """On the staff, and follows no State."""
    return make_user("reader", other_office, "desk")


@pytest.fixture
def cycle(officer: User) -> Cycle:
    days = {"from_date": date(2026, 1, 1), "until_date": date(2029, 12, 31)}
    return add_cycle(cycle=Cycle(pillar_set="plan_2022", **days), by=officer)


@pytest.fixture
def result(cycle: Cycle, officer: User) -> Result:
    said = Result(cycle=cycle, pillar="plan_2022_participation", kind="OUTCOME", title="Quiet hours are kept")
    return add_result(result=said, by=officer)


def make_indicator(result: Result, by: User, **said: Any) -> Indicator:
    given = {
        "title": "Rooms that are quiet",
        "measure": "COUNT",
        "source": "Count of rooms",
        "state_code": "KG",
        **said,
    }
    return add_indicator(indicator=Indicator(result=result, **given), by=by)


def make_activity(result: Result, by: User, **said: Any) -> Activity:
    given = {
        "title": "Training on quiet hours", "kind": "training", "purpose": "That hours are kept", "state_code": "KG",
        "from_date": date(2026, 3, 2), "until_date": date(2026, 3, 3), "state": "DONE", "owner": by, "place": "Osh",
        **said,
    }  # fmt: skip
    return add_activity(activity=Activity(result=result, **given), by=by)


@pytest.fixture
def indicator(result: Result, officer: User) -> Indicator:
    return make_indicator(
        result, officer, baseline=Decimal(4), baseline_date=date(2025, 12, 31), target=Decimal(20),
        target_date=date(2026, 12, 31),
    )  # fmt: skip


@pytest.fixture
def activity(result: Result, officer: User) -> Activity:
    return make_activity(result, officer)


def value_of(indicator: Indicator, by: User, number: int = 10, **said: Any) -> IndicatorValue:
    given = {"from_date": YEAR[0], "until_date": YEAR[1], "number": Decimal(number), **said}
    return record_value(indicator=indicator, said=ValueSaid(**given), by=by)


def checked(indicator: Indicator, by: User, *unmet: DataPrinciple) -> None:
    for principle in DataPrinciple:
        check_principle(indicator=indicator, principle=principle, is_met=principle not in unmet, reason="Seen", by=by)


def person(activity: Activity, by: User, name: str = "Zafira Moonlake", **self_said: list[str]) -> Participant:
    said = Person(name=name, contact="zafira@moon.example", agreed_date=AGREED, said_of_self=self_said)
    return add_participant(activity=activity, person=said, by=by)


@pytest.fixture
def public(activity: Activity, officer: User) -> Activity:
    return share_activity(activity=activity, layer=Layer.PUBLIC, by=officer)

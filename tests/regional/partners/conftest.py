"""Organisations around an office: a ministry, a society, an entity; who follows them and who looks from elsewhere."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.regional.organisations.models import Organisation
from hirz.regional.partners.actions.coordination import add_result, record_activity, record_framework
from hirz.regional.partners.models import Framework, UnActivity
from hirz.rules.layers import Layer
from tests.conftest import make_user
from tests.regional.contributors import make_contributor, make_organisation


@pytest.fixture
def officer(office: Office) -> User:
    return make_user("officer", office, "regional_officer")


@pytest.fixture
def neighbour(other_office: Office) -> User:
    """A regional officer of an office that does not cover the State."""
    return make_user("neighbour", other_office, "regional_officer")


@pytest.fixture
def clerk(office: Office) -> User:
    """Of the same office, on something else."""
    return make_user("clerk", office, "desk")


@pytest.fixture
def ministry(office: Office) -> Organisation:
    return make_organisation("Ministry of Mirrors")


@pytest.fixture
def society(office: Office) -> Organisation:
    return make_organisation("Society of Lanterns", kind="civil_society")


@pytest.fixture
def entity(office: Office) -> Organisation:
    return make_organisation("Entity of Wells", kind="un_entity")


@pytest.fixture
def minister(ministry: Organisation) -> User:
    return make_contributor("minister", ministry)


@pytest.fixture
def advocate(society: Organisation) -> User:
    return make_contributor("advocate", society)


@pytest.fixture
def delegate(entity: Organisation) -> User:
    return make_contributor("delegate", entity)


@pytest.fixture
def framework(officer: User) -> Framework:
    found = record_framework(
        state_code="KG",
        by=officer,
        title="Framework of the Mountains",
        from_year=2023,
        until_year=2027,
        source="Signed",
    )
    outcome = add_result(framework=found, by=officer, number="1", text="Water for all", sdg_targets=["target_16_3"])
    add_result(framework=found, by=officer, number="1.1", text="Wells dug", outcome=outcome)
    add_result(framework=found, by=officer, number="2", text="Courts for all")
    return found


def does(entity: Organisation, by: User, title: str = "Dig wells", **more: Any) -> UnActivity:
    given = {
        "state_code": "KG", "layer": Layer.PARTNERS, "from_date": date(2025, 1, 1), "until_date": date(2025, 6, 1),
        "themes": ["education"], **more,
    }  # fmt: skip
    return record_activity(by=by, entity=entity, title=title, **given)

"""An institution and a mechanism of one State, who follows them, and who looks from elsewhere."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.regional.institutions.actions import record_decision
from hirz.regional.institutions.models import AccreditationDecision
from hirz.regional.organisations.models import Organisation
from tests.conftest import make_user
from tests.regional.contributors import make_contributor, make_organisation


@pytest.fixture
def officer(office: Office) -> User:
    return make_user("officer", office, "regional_officer")


@pytest.fixture
def reader(other_office: Office) -> User:
    """Works elsewhere, on something else: reads what is public."""
    return make_user("reader", other_office, "desk")


@pytest.fixture
def institution(office: Office) -> Organisation:
    return make_organisation("Office of the Akyikatchy of Mirrors", kind="national_institution")


@pytest.fixture
def second(office: Office) -> Organisation:
    return make_organisation("Commission of Rivers", kind="national_institution", state_code="XM")


@pytest.fixture
def mechanism(office: Office) -> Organisation:
    return make_organisation("Council of Follow-up", kind="follow_up_mechanism")


@pytest.fixture
def advocate(office: Office) -> User:
    return make_contributor("advocate", make_organisation("Society of Lanterns", kind="civil_society"))


@pytest.fixture
def commissioner(institution: Organisation) -> User:
    return make_contributor("commissioner", institution)


def decided(institution: Organisation, by: User, status: str, on: str, **more: Any) -> AccreditationDecision:
    return record_decision(
        institution=institution, by=by, status=status, on_date=date.fromisoformat(on),
        **{"source": "Report of the session", **more},
    )  # fmt: skip

"""Who works on the regional half: an officer of a regional office, and somebody on the staff who has no part in it.

Where one presence is enough, tests of an app have an officer of their own.
"""

from __future__ import annotations

import pytest

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from tests.conftest import make_user


@pytest.fixture
def region(offices: None) -> Office:
    """Covers the States of Central Asia and an invented one."""
    region = Office.objects.get(code="central_asia")
    region.states = [*region.states, "XM"]
    region.save()
    return region


@pytest.fixture
def officer(region: Office) -> User:
    return make_user("officer", region, "regional_officer")


@pytest.fixture
def reader(other_office: Office) -> User:
    """Works elsewhere, on something else: reads what everybody reads."""
    return make_user("reader", other_office, "desk")

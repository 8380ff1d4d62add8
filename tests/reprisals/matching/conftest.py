"""Two files on one woman, entered apart, as two sources spelled her."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.people.models import Person
from tests.conftest import make_user
from tests.reprisals.story import NAMES, enter_victim


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: Path) -> Path:
    folder = tmp_path / "comparison"
    settings.HIRZ_COMPARISON_DIR = folder
    return folder


@pytest.fixture
def first(office: Office, desk: User) -> Person:
    return enter_victim(office, desk, NAMES[:1])


@pytest.fixture
def second(office: Office, desk: User) -> Person:
    return enter_victim(office, desk, NAMES[2:])


@pytest.fixture
def elsewhere(other_office: Office, outsider: User) -> Person:
    """A file of another office, on the same woman."""
    return enter_victim(other_office, outsider, NAMES[1:2])


@pytest.fixture
def holder(office: Office, other_office: Office) -> User:
    """Does the work of both offices."""
    from hirz.foundation.accounts.models import RoleAssignment

    user = make_user("holder", office, "desk")
    own = user.assignments.get()
    RoleAssignment.objects.create(user=user, office=other_office, role="desk", from_date=own.from_date)
    return user

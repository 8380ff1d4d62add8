"""One case that has come as far as it can: recorded, verified by two people, its risk assessed, everything agreed to."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.models import Case
from hirz.reprisals.people.models import Person
from tests.reprisals.story import enter_case, enter_victim, give_consent


@pytest.fixture(autouse=True)
def blobs(settings: Settings, tmp_path: Path) -> None:
    settings.HIRZ_BLOBS_DIR = tmp_path / "blobs"


@pytest.fixture
def victim(office: Office, desk: User) -> Person:
    return enter_victim(office, desk)


@pytest.fixture
def agreed(victim: Person, desk: User) -> Person:
    """The victim, who said yes to every use."""
    give_consent(victim, desk)
    return victim


@pytest.fixture
def case(office: Office, desk: User, verifier: User, agreed: Person) -> Case:
    return enter_case(office, desk, verifier, [agreed])

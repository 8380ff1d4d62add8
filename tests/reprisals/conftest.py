"""One case that has come as far as it can: recorded, verified by two people, risk assessed, everything agreed to."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from hirz.engines.clearance import Cleared
from hirz.engines.documents.model import Document
from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.models import Case
from hirz.reprisals.people.models import Person
from hirz.reprisals.reporting import publishing
from hirz.reprisals.response import actions as response
from tests.reprisals.acts import World
from tests.reprisals.story import enter_case, enter_victim, give_consent


@pytest.fixture(autouse=True)
def blobs(settings: Settings, tmp_path: Path) -> None:
    settings.HIRZ_BLOBS_DIR = tmp_path / "blobs"


@pytest.fixture(autouse=True)
def quick_rendering(monkeypatch: pytest.MonkeyPatch) -> None:
    """What files look like is tested where files are made; here their words are enough, and much faster."""
    monkeypatch.setattr(publishing, "FORMATS", {"txt": words_of})
    for name in ("render_docx", "render_pdf"):
        monkeypatch.setattr(response, name, words_of)


def words_of(cleared: Cleared[Document]) -> bytes:
    return cleared.content.plain_text().encode()


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


@pytest.fixture
def world(
    office: Office, desk: User, verifier: User, lead: User, head: User, clearer: User, case: Case, agreed: Person
) -> World:
    return World(office, desk, verifier, lead, head, clearer, case, agreed)

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from hirz.foundation.offices.models import Office
from hirz.reprisals.intake import receipts
from hirz.reprisals.intake.arrival import Arrived
from tests.reprisals.intake.arriving import arrive


@pytest.fixture(autouse=True)
def quick_receipts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same hash with less work, so that hundreds of submissions can arrive."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(receipts, "_HASHER", hasher)
    monkeypatch.setattr(receipts, "_NOBODY", hasher.hash("nobody"))


@pytest.fixture
def committed(tables_may_be_emptied: None, transactional_db: None) -> None:
    """Work that is really committed, for what happens in two connections at once; emptied when the test ends."""


@pytest.fixture
def arrived(office: Office) -> Arrived:
    return arrive()

from __future__ import annotations

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher
from django.db import connection

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
def committed(transactional_db: None) -> Iterator[None]:
    """Work that is really committed, for what happens in two connections at once; emptied when the test ends."""
    yield
    with connection.cursor() as cursor:
        # The emptying has to pass the tables that refuse it; the setting ends with the connection.
        cursor.execute("set session_replication_role = replica")


@pytest.fixture
def arrived(office: Office) -> Arrived:
    return arrive()

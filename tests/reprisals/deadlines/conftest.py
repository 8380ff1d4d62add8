"""A Monday in Bishkek, and a case that arrives on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.opening import open_case
from hirz.reprisals.cases.models import Case

MONDAY = datetime(2026, 3, 2, 4, tzinfo=UTC)
"""Ten o'clock in Bishkek."""
DUE = datetime(2026, 3, 4, 11, tzinfo=UTC)
"""When two working days are over: Wednesday, 17:00."""
LEAD = DUE + timedelta(days=1)
HEAD = datetime(2026, 3, 9, 11, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def waiting(clock: time_machine.Traveller, office: Office, desk: User, verifier: User) -> Case:
    """Received on Monday; owned by the desk, with the verifier as substitute."""
    return open_case(office=office, state_concerned="XM", language="ar", owner=desk, substitute=verifier, by=desk)

"""What is put on record of an invented State, and who besides the regional officer does it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.regional.mechanisms.actions import record_event, record_treaty_action
from hirz.regional.mechanisms.models import MechanismEvent, TreatyAction
from tests.conftest import make_user

Record = Callable[..., TreatyAction]


@pytest.fixture
def country_desk(region: Office) -> User:
    """Records facts of the States of its office, and settles nothing by hand."""
    return make_user("countrydesk", region, "country_desk")


def acted(
    by: User, treaty: str, day: str, kind: str = "accession", state_code: str = "XM", **more: Any
) -> TreatyAction:
    return record_treaty_action(
        state_code=state_code, by=by, treaty=treaty, kind=kind, on_date=date.fromisoformat(day),
        source="Depositary notification", **more,
    )  # fmt: skip


def happened(by: User, kind: str, day: str, treaty: str = "", state_code: str = "XM", **more: Any) -> MechanismEvent:
    return record_event(
        state_code=state_code, by=by, kind=kind, treaty=treaty, on_date=date.fromisoformat(day),
        source="Treaty body database", **more,
    )  # fmt: skip

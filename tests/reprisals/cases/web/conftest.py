from __future__ import annotations

import pytest

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.opening import open_case
from hirz.reprisals.cases.models import Case
from tests.faces.staff.conftest import browse, own_folders, strict_templates

__all__ = ["browse", "own_folders", "strict_templates"]


@pytest.fixture
def bare(office: Office, desk: User) -> Case:
    """Opened, and nothing more."""
    return open_case(office=office, state_concerned="XM", language="en", by=desk, owner=desk)

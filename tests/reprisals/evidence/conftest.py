from __future__ import annotations

import pytest

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.foundation.walls.standing import beyond_the_wall
from hirz.reprisals.cases.actions.granting import grant_case
from hirz.reprisals.cases.models import Case
from hirz.reprisals.evidence.models import EvidenceItem
from hirz.reprisals.intake.arrival import submit
from hirz.reprisals.intake.files import attach_bytes
from hirz.reprisals.intake.models import ArrivedFile, Submission
from hirz.reprisals.people.models import Person
from tests.conftest import make_user
from tests.reprisals.acts import tomorrow
from tests.reprisals.evidence.files import added, photograph
from tests.reprisals.intake.arriving import drafted


@pytest.fixture
def letter(case: Case, victim: Person, desk: User) -> EvidenceItem:
    """A plain text that the victim gave."""
    return added(case, desk, given_by=victim, obtained_date="2026-05", reliability="She kept it herself.")


@pytest.fixture
def picture(case: Case, victim: Person, desk: User) -> EvidenceItem:
    return added(case, desk, photograph(), "station.jpg", shows=[victim], description="The door of the station.")


@pytest.fixture
def guest(case: Case, lead: User, headquarters: Office) -> User:
    """Somebody of another office to whom the case was opened."""
    guest = make_user("guest", headquarters)
    grant_case(case=case, user=guest, purpose="Advice.", until_date=tomorrow(), by=lead)
    return guest


@pytest.fixture
def file(office: Office, case: Case) -> ArrivedFile:
    """A photograph that came with a submission of the case."""
    token = drafted()
    attach_bytes(token=token, data=photograph(), name="street.jpg")
    with beyond_the_wall():
        submission = Submission.objects.get(pk=submit(token=token).submission.pk)
    submission.cases.add(case)
    return submission.files.get()

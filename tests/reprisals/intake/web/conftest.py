from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import SUBMITTER
from hirz.foundation.offices.models import Office
from hirz.reprisals.intake.arrival import new_token, receive
from hirz.reprisals.intake.models import Submission
from hirz.reprisals.people.actions import enter_person
from hirz.reprisals.people.models import Person

ANSWERS: dict[str, Any] = {
    "language": "ar",
    "relation": "lawyer",
    "state_concerned": "XM",
    "life_at_risk": True,
    "victim": {"names": ["سلمى الحديدي", "Salma El-Hadidi"], "kind": "individual", "description": "محامية"},
    "engagement": {
        "body": "hrc", "kind": "participation_in_meeting_on_un_premises", "date": "2026-03-02", "place": "جنيف",
    },
    "act": {"kinds": ["detention"], "date": "2026-03-05", "perpetrator": "police"},
    "link": "سُئلت عن كلمتها في المجلس.",
    "narrative": "أُوقفت موكلتي في المطار بعد ثلاثة أيام.",
    "consent": {"given_by": "representative", "answers": {"RECORD": "GIVEN", "REPORT_NAMED": "REFUSED"}},
}  # fmt: skip


def arrive(**changes: Any) -> Submission:
    """A submission of the story, with some answers changed."""
    answers = {**deepcopy(ANSWERS), **changes}
    return receive(answers=answers, token=new_token(), channel="web_form", by=SUBMITTER).submission


@pytest.fixture
def submission(office: Office) -> Submission:
    return arrive()


@pytest.fixture
def namesake(office: Office, desk: User) -> Person:
    """Somebody entered before whose name is written almost like that of the submission."""
    return enter_person(office=office, names=["سلمي حديدي"], by=desk, public_descriptions={"en": "a lawyer"})

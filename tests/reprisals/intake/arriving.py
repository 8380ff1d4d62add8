"""What the people of these tests write to us, and how it arrives."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, Final
from uuid import UUID, uuid4

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import SUBMITTER
from hirz.foundation.keys import units
from hirz.foundation.keys.chain import keychain
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.assessing import Judgement
from hirz.reprisals.intake.arrival import Arrived, keep_answers, new_token, receive, start_draft
from hirz.reprisals.intake.triage import Triage
from hirz.rules.consent import Scope

TOLD: Final[dict[str, Any]] = {
    "language": "ar",
    "relation": "lawyer",
    "stay_confidential": True,
    "state_concerned": "XM",
    "life_at_risk": True,
    "victim": {
        "names": ["سلمى الحديدي", "Salma El-Hadidi"], "kind": "individual", "gender": "female", "age_group": "adult",
        "description": "محامية",
    },
    "engagement": {
        "body": "hrc", "kind": "participation_in_meeting_on_un_premises", "date": "2026-03-02", "place": "جنيف",
        "description": "تحدثت في نشاط جانبي.",
    },
    "act": {
        "kinds": ["detention", "passport_confiscation"], "date": "2026-03-05", "place": "المطار",
        "perpetrator": "police", "description": "أوقفت عند عودتها.",
    },
    "link": "سُئلت عن كلمتها.",
    "narrative": "أُوقفت موكلتي في المطار.",
    "steps_taken": "شكوى",
    "prior_submissions": "لا",
    "safe_contact": "مساءً",
    "consent": {
        "given_by": "representative",
        "answers": {**dict.fromkeys((s.value for s in Scope), "GIVEN"), "REPORT_NAMED": "REFUSED"},
    },
}  # fmt: skip
"""Everything that can be told, told."""


def told(**changes: Any) -> dict[str, Any]:
    """The answers of the story with some changed; ``None`` leaves an answer out."""
    changed = {**deepcopy(TOLD), **deepcopy(changes)}
    return {name: value for name, value in changed.items() if value is not None}


def drafted(**changes: Any) -> str:
    """A draft that could be sent; returns the token its browser holds."""
    token = new_token()
    start_draft(token=token, language="ar")
    keep_answers(token=token, answers=told(**changes))
    return token


def arrive(**changes: Any) -> Arrived:
    return receive(answers=told(**changes), token=new_token(), channel="web_form", by=SUBMITTER)


def new_unit(office: Office) -> UUID:
    """For a row that does not arrive by the ways of this system."""
    unit_id = uuid4()
    keychain().learn(unit_id, units.make(unit_id, kind="submission", office_id=office.pk))
    return unit_id


def within_scope(owner: User, **changes: Any) -> Triage:
    decision: dict[str, Any] = {
        "protected_category": "a_cooperator",
        "scope_reason": "She spoke at a side event.",
        "judgement": Judgement("high", reasons=["liberty"]),
        "owner": owner,
    }
    return Triage(**{**decision, **changes})

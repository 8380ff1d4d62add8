"""From what the steps asked to the documented shape of a submission (``submission.schema.json``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hirz.faces.public.consent_words import question_name
from hirz.faces.public.forms.fields import YES
from hirz.faces.public.forms.questions import NAME_LINES
from hirz.reprisals.intake.answers import ASKED_SCOPES
from hirz.rules.consent import ConsentState

Answered = Mapping[str, Any]


def as_submission(steps: Mapping[str, Answered]) -> dict[str, Any]:
    """Cleaned answers by step to one submission. What was left blank is left out, so that it reads as not said."""
    you, story = steps["you"], steps["story"]
    return _without_blanks(
        {
            "language": story["language"],
            "relation": you["relation"],
            "stay_confidential": you["stay_confidential"] == YES,
            "life_at_risk": you["life_at_risk"] == YES,
            "state_concerned": you["state_concerned"],
            "safe_contact": you["safe_contact"],
            "victim": _victim(steps["person"]),
            "engagement": _engagement(steps["cooperation"]),
            "act": _act(steps["acts"]),
            "link": steps["acts"]["link"],
            "narrative": story["narrative"],
            "steps_taken": story["steps_taken"],
            "prior_submissions": story["prior_submissions"],
            "consent": _consent(steps["consent"]),
        }
    )


def _victim(person: Answered) -> dict[str, Any]:
    names = [person[f"name_{number}"] for number in range(1, NAME_LINES + 1)]
    return {
        "names": list(dict.fromkeys(name for name in names if name)),
        "kind": person["kind"],
        "gender": person["gender"],
        "age_group": person["age_group"],
        "description": person["description"],
    }


def _engagement(cooperation: Answered) -> dict[str, Any]:
    return {
        "body": cooperation["body"],
        "kind": cooperation["kind"],
        "date": _date(cooperation),
        "place": cooperation["place"],
        "description": cooperation["description"],
    }


def _act(acts: Answered) -> dict[str, Any]:
    return {
        "kinds": acts["kinds"],
        "date": _date(acts),
        "place": acts["place"],
        "perpetrator": acts["perpetrator"],
        "description": acts["description"],
    }


def _date(answered: Answered) -> str:
    """EDTF, marked uncertain at the writer's word unless it says how sure it is by itself."""
    date: str = answered["date"]
    says_itself = not date or "/" in date or date.endswith(("?", "~", "%"))
    return f"{date}?" if answered["date_unsure"] and not says_itself else date


def _consent(consent: Answered) -> dict[str, Any]:
    given = {YES: ConsentState.GIVEN.value}
    answers = {
        scope.value: given.get(consent[question_name(scope)], ConsentState.REFUSED.value) for scope in ASKED_SCOPES
    }
    return {"given_by": consent["given_by"], "answers": answers}


def _without_blanks(told: Mapping[str, Any]) -> dict[str, Any]:
    inner = {key: _without_blanks(value) if isinstance(value, Mapping) else value for key, value in told.items()}
    return {key: value for key, value in inner.items() if value or value is False}

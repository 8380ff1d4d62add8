"""The words and acts of the tests of the reprisals half: an invented State, an invented woman, what befell her."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.assessing import (
    Judgement,
    assess_risk,
    confirm_verification,
    propose_verification,
)
from hirz.reprisals.cases.actions.opening import open_case
from hirz.reprisals.cases.actions.recording import (
    add_act,
    add_engagement,
    add_party,
    add_source,
    assess_link,
)
from hirz.reprisals.cases.models import Case
from hirz.reprisals.people.actions import Answer, enter_person, record_consent
from hirz.reprisals.people.models import ConsentDecision, Person
from hirz.rules.consent import ConsentState, Scope

INVENTED_STATE: Final = "XM"
NAMES: Final = ("سلمى الزهراوي", "Salma Al-Zahrawi", "Сальма аз-Захрави")
"""One person as three sources spell her."""
TELLING: Final = ("سلمى", "زهراوي", "salma", "zahrawi", "сальма", "захрави")
"""What of those spellings may stand in no document, compared in lower case."""
DESCRIPTIONS: Final = {"en": "a woman human rights defender", "ar": "مدافعة عن حقوق الإنسان"}


def report_year(day: date) -> int:
    """The report whose period covers a day."""
    return day.year + (day >= date(day.year, 5, 1))


def enter_victim(office: Office, by: User, names: Sequence[str] = NAMES, **fields: Any) -> Person:
    return enter_person(office=office, names=names, by=by, gender="female", public_descriptions=DESCRIPTIONS, **fields)


def give_consent(
    person: Person, by: User, scopes: Iterable[Scope] = tuple(Scope), at: datetime | None = None
) -> list[ConsentDecision]:
    return answer(person, by, dict.fromkeys(scopes, ConsentState.GIVEN), at=at)


def answer(
    person: Person, by: User, answers: Mapping[Scope, ConsentState], at: datetime | None = None
) -> list[ConsentDecision]:
    given = [Answer(scope, state, "self", how="interview", decided_at=at) for scope, state in answers.items()]
    return record_consent(person=person, answers=given, by=by)


def enter_case(
    office: Office,
    desk: User,
    verifier: User,
    victims: Sequence[Person],
    *,
    state: str = INVENTED_STATE,
    opened_at: datetime | None = None,
) -> Case:
    """Recorded by the desk, verified by the desk and a second person, at low risk."""
    case = open_case(office=office, state_concerned=state, language="en", by=desk, owner=desk, opened_at=opened_at)
    for person in victims:
        add_party(case=case, person=person, role="victim", by=desk)
    source = add_source(case=case, by=desk, relation="lawyer", reliability="highly_reliable", credibility="confirmed")
    engagement = add_engagement(
        case=case, by=desk, person=victims[0] if victims else None, source=source, body="hrc",
        kind="participation_in_meeting_on_un_premises", date="2026-03", note="Salma spoke there.",
    )  # fmt: skip
    act = add_act(
        case=case, by=desk, person=victims[0] if victims else None, source=source, kind="detention",
        perpetrator="police", date="2026-03-12", place="Serrovane", note="Salma was taken at the airport.",
    )  # fmt: skip
    assess_link(
        case=case, engagement=engagement, act=act, by=desk, strength="moderate",
        bases=["temporal_proximity", "interrogated_about_un"], reasoning="Salma was asked about Geneva.",
    )  # fmt: skip
    _verify(case, desk, verifier)
    assess_risk(case=case, judgement=Judgement(level="low"), by=desk)
    case.refresh_from_db()
    return case


def _verify(case: Case, desk: User, verifier: User) -> None:
    propose_verification(
        case=case, level="reasonable_grounds", standard="reasonable grounds to believe",
        basis="Two sources agree.", act_finding="ESTABLISHED", by=desk,
    )  # fmt: skip
    confirm_verification(case=case, by=verifier)

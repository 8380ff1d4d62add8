from __future__ import annotations

import pytest

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.opening import open_case
from hirz.reprisals.cases.actions.recording import add_party
from hirz.reprisals.cases.models import Case
from hirz.reprisals.people.actions import Answer, enter_person, record_consent
from hirz.reprisals.people.models import Person
from hirz.rules.consent import ConsentState, Scope


@pytest.fixture
def salma(office: Office, desk: User) -> Person:
    """The person concerned, in two scripts, who said yes to being on record and to raising the case unnamed."""
    person = enter_person(office=office, names=["سلمى الحديدي", "Salma El-Hadidi"], by=desk)
    yes = [Scope.RECORD, Scope.RAISE_WITH_GOVERNMENT]
    answers = [Answer(scope, ConsentState.GIVEN, "self", how="by telephone") for scope in yes]
    answers.append(Answer(Scope.REPORT_NAMED, ConsentState.REFUSED, "family"))
    record_consent(person=person, answers=answers, by=desk)
    return person


@pytest.fixture
def case(office: Office, desk: User, salma: Person) -> Case:
    case = open_case(office=office, state_concerned="XM", language="ar", by=desk, owner=desk)
    add_party(case=case, person=salma, role="victim", by=desk)
    return case

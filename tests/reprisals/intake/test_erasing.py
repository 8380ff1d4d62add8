"""What a case began with goes with the case, unless another case is kept that rests on it too."""

from __future__ import annotations

import pytest

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.keys.models import UnitKey
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.opening import open_case
from hirz.reprisals.cases.actions.recording import add_party
from hirz.reprisals.cases.models import Case
from hirz.reprisals.intake.arrival import InboxClosed, inbox_key, open_inbox, reopen_inbox
from hirz.reprisals.intake.models import Submission
from hirz.reprisals.intake.triage import triage
from hirz.reprisals.people.actions import enter_person
from hirz.reprisals.people.erasing import erase_person
from hirz.reprisals.people.models import Person
from tests.reprisals.intake.arriving import arrive, within_scope
from tests.reprisals.story import give_consent


@pytest.fixture
def person(office: Office, desk: User) -> Person:
    """Known from an interview: no submission brought their answers."""
    person = enter_person(office=office, names=["Salma El-Hadidi"], by=desk)
    give_consent(person, desk)
    return person


@pytest.fixture
def about_her(office: Office, desk: User) -> Submission:
    """Somebody else wrote about the same thing."""
    return arrive().submission


def a_case(office: Office, desk: User, submission: Submission, *people: Person) -> Case:
    case = open_case(office=office, state_concerned="XM", language="ar", by=desk, owner=desk)
    for person in people:
        add_party(case=case, person=person, role="victim", by=desk)
    Submission.cases.through.objects.create(submission=submission, case=case)
    return case


def opens(submission: Submission) -> bool:
    return UnitKey.objects.filter(pk__in=[submission.unit_id, submission.inbox_id]).exists()


def test_submission_goes_with_the_only_case_it_became(
    office: Office, desk: User, lead: User, person: Person, about_her: Submission
) -> None:
    a_case(office, desk, about_her, person)
    erase_person(person=person, given_by="self", by=lead)
    assert not opens(about_her)
    assert Entry.objects.get(verb="SUBMISSION_ERASED").subject_id == about_her.pk


def test_submission_stays_while_another_of_its_cases_is_kept(
    office: Office, desk: User, lead: User, person: Person, about_her: Submission
) -> None:
    other = enter_person(office=office, names=["Tamara Ilieva"], by=desk)
    give_consent(other, desk)
    a_case(office, desk, about_her, person)
    a_case(office, desk, about_her, other)
    erase_person(person=person, given_by="self", by=lead)
    assert opens(about_her)
    erase_person(person=other, given_by="self", by=lead)
    assert not opens(about_her)


def test_submission_that_brought_their_answers_is_erased_once(desk: User, lead: User, about_her: Submission) -> None:
    submission = about_her
    triage(submission=submission, decision=within_scope(desk), by=desk)
    person = Person.objects.get(decisions__arrived_with=submission.pk, decisions__scope="RECORD")
    erase_person(person=person, given_by="self", by=lead)
    assert not opens(submission)
    assert Entry.objects.filter(verb="SUBMISSION_ERASED").count() == 1


def test_inbox_of_what_was_erased_is_closed_to_its_receipt_and_where_it_was_open(
    office: Office, desk: User, lead: User, person: Person
) -> None:
    arrived = arrive()
    key = inbox_key(open_inbox(arrived.receipt))
    a_case(office, desk, arrived.submission, person)
    erase_person(person=person, given_by="self", by=lead)
    with pytest.raises(InboxClosed):
        open_inbox(arrived.receipt)
    with pytest.raises(InboxClosed):
        reopen_inbox(arrived.submission.pk, key)

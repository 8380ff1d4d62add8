"""A no to being written to counts wherever it was said: no message goes out against it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pytest

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.opening import open_case
from hirz.reprisals.cases.actions.recording import add_party, add_source
from hirz.reprisals.intake.arrival import write_to_us
from hirz.reprisals.intake.deadlines import refresh_submission_deadlines
from hirz.reprisals.intake.models import Message, Submission
from hirz.reprisals.intake.triage import ContactRefused, join_case, send_message, triage
from hirz.reprisals.matching.actions import merge_people
from hirz.reprisals.people.actions import enter_person
from hirz.reprisals.people.models import Person
from hirz.rules.consent import ConsentState, Scope
from tests.reprisals.intake.arriving import arrive, within_scope
from tests.reprisals.story import answer

YES: Final = {"given_by": "self", "answers": {"RECORD": "GIVEN", "CONTACT_BACK": "GIVEN"}}
Entered = Callable[[Submission, User], Person]


def victim_told_of(submission: Submission, by: User) -> Person:
    return triage(submission=submission, decision=within_scope(by), by=by).parties.get().person


def source_that_wrote(submission: Submission, by: User) -> Person:
    case = triage(submission=submission, decision=within_scope(by), by=by)
    lawyer = enter_person(office=submission.office, names=["Nodira"], by=by)
    add_source(case=case, by=by, person=lawyer, submission_id=submission.pk, relation="lawyer")
    return lawyer


def victim_who_wrote_once_more(submission: Submission, by: User) -> Person:
    """What they wrote joined a case that was open: no answers of theirs were entered with it."""
    Submission.objects.filter(pk=submission.pk).update(relation="self")
    submission.refresh_from_db()
    case = open_case(office=submission.office, state_concerned="XM", language="ar", by=by)
    victim = enter_person(office=submission.office, names=["Nodira"], by=by)
    add_party(case=case, person=victim, role="victim", by=by)
    join_case(submission=submission, case=case, by=by)
    return victim


def other_file_of_the_same(submission: Submission, by: User) -> Person:
    other = enter_person(office=submission.office, names=["Nodira"], by=by)
    merge_people(people=[victim_told_of(submission, by), other], reason="Verified.", by=by)
    return other


@pytest.mark.parametrize("state", [ConsentState.WITHDRAWN, ConsentState.REFUSED])
@pytest.mark.parametrize(
    "enter", [victim_told_of, source_that_wrote, victim_who_wrote_once_more, other_file_of_the_same]
)
def test_no_that_was_recorded_on_the_person_stops_every_message(
    enter: Entered, state: ConsentState, office: Office, desk: User, intake: User
) -> None:
    submission = arrive().submission
    person = enter(submission, desk)
    answer(person, desk, {Scope.CONTACT_BACK: state})
    write_to_us(submission=submission, body="Are you there?")
    for colleague in (desk, intake):
        with pytest.raises(ContactRefused):
            send_message(submission=submission, body="We have it.", by=colleague)
    assert not Message.objects.filter(direction=Message.Direction.TO_SUBMITTER).exists()


def test_acknowledgement_that_may_not_be_given_is_owed_no_more(office: Office, desk: User) -> None:
    submission = arrive(victim=None).submission
    case = open_case(office=office, state_concerned="XM", language="ar", by=desk)
    lawyer = enter_person(office=office, names=["Nodira"], by=desk)
    add_source(case=case, by=desk, person=lawyer, submission_id=submission.pk, relation="lawyer")
    answer(lawyer, desk, {Scope.CONTACT_BACK: ConsentState.REFUSED})
    refresh_submission_deadlines(submission)
    assert set(submission.deadlines.values_list("kind", flat=True)) == {"TRIAGE"}


def test_who_takes_a_no_back_may_be_written_to_again(office: Office, desk: User) -> None:
    submission = arrive(consent=YES).submission
    victim = victim_told_of(submission, desk)
    answer(victim, desk, {Scope.CONTACT_BACK: ConsentState.WITHDRAWN})
    answer(victim, desk, {Scope.CONTACT_BACK: ConsentState.GIVEN})
    assert send_message(submission=submission, body="We have it.", by=desk).pk


def test_no_of_somebody_else_of_the_case_stops_nothing(office: Office, desk: User) -> None:
    submission = arrive().submission
    case = triage(submission=submission, decision=within_scope(desk), by=desk)
    witness = enter_person(office=office, names=["Nodira"], by=desk)
    add_party(case=case, person=witness, role="witness", by=desk)
    answer(witness, desk, {Scope.CONTACT_BACK: ConsentState.REFUSED})
    assert send_message(submission=submission, body="We have it.", by=desk).pk

"""Answers appended, the one that holds, and overrides by two people."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from hirz.foundation.accounts.access import forget
from hirz.foundation.accounts.models import RoleAssignment, User
from hirz.foundation.audit.history import SUBMITTER
from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.models import Case
from hirz.reprisals.people.actions import (
    Answer,
    SecondPersonNeeded,
    approve_override,
    ask_override,
    record_consent,
    withdraw_consent,
)
from hirz.reprisals.people.disclosing import as_override, consent_standing
from hirz.reprisals.people.models import ConsentDecision, Person
from hirz.rules.consent import ConsentState, Scope
from hirz.rules.errors import BadInput
from tests.reprisals.story import answer, enter_case, enter_victim, give_consent

STATES = ConsentState


def standing(person: Person, scope: Scope, recipient: str = "") -> ConsentState:
    return consent_standing([person], recipient)[person.pk][scope]


def test_latest_answer_holds_and_the_earlier_stays_on_record(agreed: Person, desk: User) -> None:
    answer(agreed, desk, {Scope.STATISTICS: STATES.REFUSED})
    assert standing(agreed, Scope.STATISTICS) is STATES.REFUSED
    assert agreed.decisions.filter(scope=Scope.STATISTICS).count() == 2


def test_what_was_never_asked_is_not_sought(victim: Person) -> None:
    assert set(consent_standing([victim])[victim.pk].values()) == {STATES.NOT_SOUGHT}


def test_narrower_of_two_givers_holds_until_a_person_settles_it(victim: Person, desk: User) -> None:
    (yes,) = give_consent(victim, desk, [Scope.STATISTICS])
    (no,) = record_consent(person=victim, answers=[Answer(Scope.STATISTICS, STATES.REFUSED, "family")], by=desk)
    assert standing(victim, Scope.STATISTICS) is STATES.REFUSED
    settled = Answer(Scope.STATISTICS, STATES.GIVEN, "self", settles=(no.pk,))
    record_consent(person=victim, answers=[settled], by=desk)
    assert standing(victim, Scope.STATISTICS) is STATES.GIVEN
    assert ConsentDecision.objects.filter(pk=yes.pk).exists()


def test_answer_for_a_time_expires(victim: Person, desk: User) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    answers = [Answer(Scope.STATISTICS, STATES.GIVEN, "self", valid_until=yesterday)]
    record_consent(person=victim, answers=answers, by=desk)
    assert standing(victim, Scope.STATISTICS) is STATES.EXPIRED


def test_unknown_giver_is_refused(victim: Person, desk: User) -> None:
    with pytest.raises(ValidationError):
        record_consent(person=victim, answers=[Answer(Scope.RECORD, STATES.GIVEN, "neighbour")], by=desk)


def test_submitter_withdraws_without_an_account(agreed: Person, case: Case) -> None:
    withdraw_consent(
        person=agreed, scopes=[Scope.STATISTICS], by=SUBMITTER, given_by="self", arrived_with=case.pk, case_id=case.pk
    )
    entry = Entry.objects.get(verb="CONSENT_WITHDRAWN")
    assert (entry.actor, entry.actor_kind, entry.case_id) == (None, "SUBMITTER", case.pk)
    assert standing(agreed, Scope.STATISTICS) is STATES.WITHDRAWN


@pytest.mark.parametrize("scope", list(Scope))
def test_withdrawal_freezes_the_open_cases_of_the_person_and_no_other(
    case: Case, agreed: Person, office: Office, desk: User, verifier: User, scope: Scope
) -> None:
    stranger = enter_victim(office, desk, names=["Nodira"])
    other = enter_case(office, desk, verifier, [stranger])
    answer(agreed, desk, {scope: STATES.WITHDRAWN})
    case.refresh_from_db()
    other.refresh_from_db()
    assert (case.frozen_scopes, other.frozen_at) == ([scope.value], None)


def test_consent_that_is_given_freezes_nothing(case: Case, agreed: Person, desk: User) -> None:
    give_consent(agreed, desk)
    case.refresh_from_db()
    assert case.frozen_at is None


def test_override_needs_its_reason(case: Case, desk: User) -> None:
    with pytest.raises(BadInput, match="reason_missing"):
        ask_override(case_id=case.pk, office_id=case.office_id, reason=" ", by=desk)


def test_override_holds_once_a_second_person_approved(case: Case, lead: User, head: User) -> None:
    RoleAssignment.objects.create(user=head, office=case.office, role="desk", from_date=timezone.localdate())
    forget(head)
    override = ask_override(case_id=case.pk, office_id=case.office_id, reason="Life at stake.", by=head)
    assert as_override(override) is None
    with pytest.raises(SecondPersonNeeded):
        approve_override(override=override, office_id=case.office_id, by=head)
    approve_override(override=override, office_id=case.office_id, by=lead)
    approved = as_override(override)
    assert approved is not None
    assert (approved.asked_by, approved.approved_by) == (str(head.pk), str(lead.pk))

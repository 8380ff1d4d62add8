"""The clock of the machine is a day off, ahead or behind, and is put right again. Nothing is allowed by it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.checkpoints import make_checkpoint
from hirz.foundation.audit.recounting import recount
from hirz.foundation.audit.sequencing import sequence
from hirz.foundation.offices.models import Office
from hirz.reprisals.intake.arrival import (
    DraftGone,
    consent_in_inbox,
    consent_now,
    find_draft,
    open_inbox,
    submit,
    withdraw_from_inbox,
)
from hirz.reprisals.people.actions import Answer, enter_person, record_consent, withdraw_consent
from hirz.reprisals.people.disclosing import Intent, consent_standing, would_refuse
from hirz.reprisals.people.models import Person
from hirz.rules.consent import ConsentState, Purpose, Scope
from tests.faces.staff.conftest import Browse
from tests.foundation.audit.acting import act
from tests.reprisals.intake.arriving import drafted

DAY = timedelta(days=1)
SCOPE = Scope.SHARE_MECHANISM
INTENT = Intent(purpose=Purpose.SHARE_MECHANISM, recipient="special_procedures", what="case_package")


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(timezone.now(), tick=False) as travelled:
        yield travelled


@pytest.fixture
def person(office: Office, desk: User) -> Person:
    return enter_person(office=office, names=["Salma"], by=desk)


def agree(person: Person, by: User) -> None:
    record_consent(person=person, answers=[Answer(scope, ConsentState.GIVEN, "self") for scope in Scope], by=by)


def is_covered(person: Person) -> bool:
    return not would_refuse(intent=INTENT, people=[person])


@pytest.mark.parametrize("off", [DAY, -DAY], ids=["ahead", "behind"])
def test_clock_a_day_off_does_not_turn_a_withdrawal_into_consent(
    off: timedelta, person: Person, desk: User, clock: Any
) -> None:
    """Recorded later, it holds, whatever the clock said when the yes or the no was written down."""
    for wrong_at_first in (True, False):
        agree(person, desk)
        assert is_covered(person)
        clock.shift(timedelta(minutes=1))
        clock.shift(off if wrong_at_first else timedelta(0))
        agree(person, desk)
        clock.shift(timedelta(minutes=1) - off if wrong_at_first else off)
        withdraw_consent(person=person, scopes=[SCOPE], by=desk, given_by="self")
        for _hours in range(6):
            assert not is_covered(person), (wrong_at_first, _hours)
            clock.shift(timedelta(hours=12))
        clock.shift(timedelta(days=3))


def test_clock_a_day_ahead_and_back_keeps_the_ledger_whole(office: Office, desk: User, clock: Any) -> None:
    act(office, 3)
    clock.shift(DAY)
    act(office, 3)
    make_checkpoint()
    clock.shift(timedelta(minutes=1) - DAY)
    act(office, 3)
    sequence(thorough=True)
    make_checkpoint()
    assert recount().entries >= 9


@pytest.mark.parametrize("off", [DAY, -DAY], ids=["ahead", "behind"])
def test_clock_a_day_off_makes_no_session_longer(off: timedelta, desk: User, browse: Browse, clock: Any) -> None:
    browser = browse(desk)
    assert is_in(browser)
    clock.shift(off)
    assert not is_in(browser)
    clock.shift(timedelta(minutes=1) - off)
    assert not is_in(browser), "it came to life again"


def is_in(browser: Client) -> bool:
    return browser.get(reverse("staff:case_list")).status_code == 200


def test_clock_a_day_off_loses_no_draft_and_closes_no_inbox(office: Office, clock: Any) -> None:
    token = drafted()
    clock.shift(DAY)
    assert find_draft(token).answers["narrative"]
    arrived = submit(token=token)
    clock.shift(-2 * DAY)
    assert open_inbox(arrived.receipt) == arrived.submission
    assert submit(token=token) == arrived
    with pytest.raises(DraftGone):
        find_draft(token)


def test_clock_a_day_behind_does_not_open_what_expired(office: Office, person: Person, desk: User, clock: Any) -> None:
    """Consent with a last day: a clock that is behind by a day gives it no more than that day."""
    last = timezone.localdate()
    answers = [Answer(scope, ConsentState.GIVEN, "self", valid_until=last) for scope in Scope]
    record_consent(person=person, answers=answers, by=desk)
    assert is_covered(person)
    clock.shift(3 * DAY)
    assert not is_covered(person)
    clock.shift(-DAY)
    assert not is_covered(person)
    assert consent_standing([person])[person.pk][SCOPE] is ConsentState.EXPIRED


def test_clock_a_day_ahead_does_not_turn_a_withdrawal_in_the_inbox_into_consent(office: Office, clock: Any) -> None:
    clock.shift(DAY)
    arrived = submit(token=drafted())
    clock.shift(timedelta(minutes=1) - DAY)
    submission = open_inbox(arrived.receipt)
    withdraw_from_inbox(submission=submission, scopes=list(Scope))
    clock.shift(3 * DAY)
    assert ConsentState.GIVEN not in {*consent_in_inbox(submission).values(), *consent_now(submission).values()}

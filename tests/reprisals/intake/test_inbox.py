"""The inbox a receipt opens: messages both ways, each once, and consent that is taken back at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.loading import load_offices
from hirz.foundation.offices.models import Office
from hirz.foundation.wording import words_for
from hirz.reprisals.cases.models import Case
from hirz.reprisals.intake.arrival import (
    INBOX_LIFE,
    MESSAGE_LIMIT,
    Arrived,
    InboxClosed,
    MessageEmpty,
    MessageTooLong,
    consent_now,
    open_inbox,
    read_messages,
    withdraw_from_inbox,
    write_to_us,
)
from hirz.reprisals.intake.models import Message
from hirz.reprisals.intake.receipts import Receipt, derive
from hirz.reprisals.intake.taking_in import take_in
from hirz.reprisals.intake.triage import send_message, triage
from hirz.reprisals.people.disclosing import consent_standing
from hirz.reprisals.people.models import Person
from hirz.rules.consent import ConsentState, Scope
from tests.reprisals.intake.arriving import arrive, within_scope


@pytest.fixture
def opened(arrived: Arrived, desk: User) -> Case:
    """The case that the submission became."""
    return triage(submission=arrived.submission, decision=within_scope(desk), by=desk)


def verbs() -> list[str]:
    return list(Entry.objects.values_list("verb", flat=True))


def standing(person: Person) -> ConsentState:
    return consent_standing([person])[person.pk][Scope.RAISE_WITH_GOVERNMENT]


def test_receipt_opens_and_the_opening_is_on_record(arrived: Arrived) -> None:
    assert open_inbox(arrived.receipt) == arrived.submission
    assert verbs() == ["SUBMISSION_RECEIVED", "INBOX_OPENED"]


def test_wrong_absent_and_expired_are_not_told_apart(arrived: Arrived) -> None:
    receipt = arrived.receipt
    wrong = closed(Receipt(receipt.locator, derive("wrong").secret))
    absent = closed(derive("absent"))
    with time_machine.travel(timezone.now() + INBOX_LIFE + timedelta(seconds=1)):
        expired = closed(receipt)
    assert wrong == absent == expired
    assert verbs() == ["SUBMISSION_RECEIVED"]


def closed(receipt: Receipt) -> tuple[type, tuple[object, ...], str]:
    with pytest.raises(InboxClosed) as refused:
        open_inbox(receipt)
    return type(refused.value), refused.value.args, words_for(refused.value)


def test_inbox_stays_open_for_three_years(arrived: Arrived) -> None:
    with time_machine.travel(arrived.submission.inbox_until - timedelta(seconds=1), tick=False):
        assert open_inbox(arrived.receipt)


def test_messages_are_read_in_their_order_and_count_as_read_once(arrived: Arrived, intake: User) -> None:
    submission = arrived.submission
    for body in ("one", "two"):
        send_message(submission=submission, body=body, by=intake)
    write_to_us(submission=submission, body="three")
    assert [message.body for message in read_messages(submission=submission)] == ["one", "two", "three"]
    first_read = [message.read_at for message in read_messages(submission=submission)]
    assert [bool(read_at) for read_at in first_read] == [True, True, False]
    assert [message.read_at for message in read_messages(submission=submission)] == first_read
    assert verbs().count("MESSAGE_READ") == 1


def test_message_sent_twice_with_one_key_is_kept_once(arrived: Arrived) -> None:
    first = write_to_us(submission=arrived.submission, body="help", idempotency_key="k")
    assert write_to_us(submission=arrived.submission, body="help", idempotency_key="k") == first
    assert Message.objects.count() == 1
    assert verbs().count("MESSAGE_RECEIVED") == 1


def test_message_sent_several_times_at_once_is_kept_once(committed: None) -> None:
    load_offices()
    submission, times = arrive().submission, 4
    together = Barrier(times)

    def write(_number: int) -> Message:
        together.wait(timeout=20)
        try:
            return write_to_us(submission=submission, body="help", idempotency_key="k")
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        written = list(pool.map(write, range(times)))
    assert {message.pk for message in written} == {Message.objects.get().pk}
    assert verbs().count("MESSAGE_RECEIVED") == 1


def test_messages_without_key_are_each_kept(arrived: Arrived) -> None:
    for _ in range(2):
        write_to_us(submission=arrived.submission, body="are you there?")
    assert Message.objects.count() == 2


@pytest.mark.parametrize("body", ["", "   ", "\n\t"])
def test_empty_message_is_refused(body: str, arrived: Arrived) -> None:
    with pytest.raises(MessageEmpty):
        write_to_us(submission=arrived.submission, body=body)


def test_message_beyond_the_limit_is_refused_and_one_at_the_limit_kept(arrived: Arrived) -> None:
    with pytest.raises(MessageTooLong):
        write_to_us(submission=arrived.submission, body="ك" * (MESSAGE_LIMIT + 1))
    assert write_to_us(submission=arrived.submission, body="ك" * MESSAGE_LIMIT).body == "ك" * MESSAGE_LIMIT


def test_message_is_on_the_history_of_the_case(arrived: Arrived, opened: Case) -> None:
    write_to_us(submission=arrived.submission, body="more")
    entry = Entry.objects.get(verb="MESSAGE_RECEIVED")
    assert (entry.case_id, entry.actor_kind) == (opened.pk, "SUBMITTER")


@pytest.mark.parametrize(("direction", "by_staff"), [("TO_US", True), ("TO_SUBMITTER", False)])
def test_database_refuses_a_message_whose_author_does_not_fit(
    direction: str, by_staff: bool, arrived: Arrived, desk: User
) -> None:
    with pytest.raises(IntegrityError, match="message_author_matches_direction"), transaction.atomic():
        Message.objects.create(
            submission=arrived.submission, direction=direction, body="x", sent_by=desk if by_staff else None
        )


def withdraw(arrived: Arrived, scope: Scope) -> None:
    """And the staff process takes it in."""
    withdraw_from_inbox(submission=arrived.submission, scopes=[scope])
    take_in()


def test_withdrawal_binds_the_person_and_freezes_the_case(arrived: Arrived, opened: Case) -> None:
    victim = Person.objects.get()
    assert standing(victim) is ConsentState.GIVEN
    withdraw(arrived, Scope.RAISE_WITH_GOVERNMENT)
    opened.refresh_from_db()
    assert standing(victim) is ConsentState.WITHDRAWN
    assert opened.frozen_scopes == ["RAISE_WITH_GOVERNMENT"]
    assert consent_now(arrived.submission)[Scope.RAISE_WITH_GOVERNMENT] is ConsentState.WITHDRAWN


def test_withdrawal_is_on_record_as_the_submitter_s(arrived: Arrived, opened: Case) -> None:
    withdraw(arrived, Scope.RAISE_WITH_GOVERNMENT)
    entries = Entry.objects.filter(actor_kind="SUBMITTER").exclude(verb="SUBMISSION_RECEIVED")
    assert {entry.verb for entry in entries} == {
        "CONSENT_CHANGED_BY_SUBMITTER", "CONSENT_WITHDRAWN", "CASE_FROZEN"
    }  # fmt: skip
    assert {entry.case_id for entry in entries.exclude(verb="CONSENT_WITHDRAWN")} == {opened.pk}


def test_other_uses_stay_agreed(arrived: Arrived, opened: Case) -> None:
    withdraw(arrived, Scope.RAISE_WITH_GOVERNMENT)
    given = {scope for scope, state in consent_now(arrived.submission).items() if state is ConsentState.GIVEN}
    assert given == set(Scope) - {Scope.RAISE_WITH_GOVERNMENT, Scope.REPORT_NAMED}


@pytest.mark.parametrize("scopes", [[], [Scope.REPORT_NAMED]])
def test_there_is_nothing_to_take_back_of_what_was_not_given(scopes: list[Scope], arrived: Arrived) -> None:
    withdraw_from_inbox(submission=arrived.submission, scopes=scopes)
    assert verbs() == ["SUBMISSION_RECEIVED"]
    assert consent_now(arrived.submission)[Scope.REPORT_NAMED] is ConsentState.REFUSED


def test_withdrawing_again_changes_nothing(arrived: Arrived, opened: Case) -> None:
    withdraw(arrived, Scope.STATISTICS)
    before = (Entry.objects.count(), arrived.submission.consents.count())
    withdraw(arrived, Scope.STATISTICS)
    assert (Entry.objects.count(), arrived.submission.consents.count()) == before


def test_what_is_taken_back_before_triage_never_reaches_the_case(arrived: Arrived, desk: User) -> None:
    withdraw(arrived, Scope.RAISE_WITH_GOVERNMENT)
    triage(submission=arrived.submission, decision=within_scope(desk), by=desk)
    assert standing(Person.objects.get()) is ConsentState.WITHDRAWN


def test_person_of_another_submission_is_not_bound(arrived: Arrived, opened: Case, office: Office, desk: User) -> None:
    other = arrive().submission
    triage(submission=other, decision=within_scope(desk), by=desk)
    bound = Person.objects.filter(decisions__arrived_with=arrived.submission.pk).distinct().get()
    withdraw(arrived, Scope.RAISE_WITH_GOVERNMENT)
    assert standing(bound) is ConsentState.WITHDRAWN
    assert standing(Person.objects.exclude(pk=bound.pk).get()) is ConsentState.GIVEN

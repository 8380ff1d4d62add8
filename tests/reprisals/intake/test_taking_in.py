"""What the public process leaves, and the staff process takes in: before any page, and counted before that."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction
from django.urls import reverse

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.recording import add_party
from hirz.reprisals.cases.models import Case
from hirz.reprisals.intake import taking_in
from hirz.reprisals.intake.arrival import Arrived, withdraw_from_inbox
from hirz.reprisals.intake.models import Submission, Untaken
from hirz.reprisals.intake.taking_in import take_in
from hirz.reprisals.intake.triage import join_case, triage
from hirz.reprisals.people.actions import record_consent
from hirz.reprisals.people.disclosing import ConsentRefused, Intent, disclose
from hirz.reprisals.people.models import Disclosure, Person
from hirz.reprisals.people.turns import wait_for_disclosures, wait_for_withdrawals
from hirz.reprisals.response.actions import plan_communication
from hirz.rules.consent import Purpose, Reason, Scope
from tests.reprisals.intake import arriving
from tests.reprisals.intake.arriving import arrive, within_scope
from tests.reprisals.people.web.pages import signed_in
from tests.reprisals.story import enter_victim, give_consent

INTENT = Intent(purpose=Purpose.SHARE_MECHANISM, recipient="special_procedures", what="note")
PATIENCE = 10


@dataclass(frozen=True)
class Note:
    def plain_text(self) -> str:
        return "An individual spoke."


@action
def send(person: Person, by: User) -> None:
    disclose(Note(), intent=INTENT, people=[person], by=by)


@pytest.fixture
def opened(arrived: Arrived, desk: User) -> Case:
    return triage(submission=arrived.submission, decision=within_scope(desk), by=desk)


def withdraw(arrived: Arrived, scope: Scope = Scope.SHARE_MECHANISM) -> None:
    withdraw_from_inbox(submission=arrived.submission, scopes=[scope])


def test_nothing_leaves_on_what_was_withdrawn_and_not_yet_taken_in(arrived: Arrived, opened: Case, desk: User) -> None:
    victim = Person.objects.get()
    send(victim, desk)
    withdraw(arrived)
    with pytest.raises(ConsentRefused) as refused:
        send(victim, desk)
    assert [(m.reason, m.scope) for m in refused.value.missing] == [(Reason.WITHDRAWN, Scope.SHARE_MECHANISM)]
    assert Disclosure.objects.filter(allowed=True).count() == 1


def test_withdrawal_of_one_does_not_stop_what_rests_on_another(arrived: Arrived, opened: Case, desk: User) -> None:
    victim = Person.objects.get()
    withdraw(Arrived(arrive().submission, arrived.receipt))
    send(victim, desk)
    assert Disclosure.objects.get().allowed


def test_next_page_of_the_officer_shows_it_taken_in(arrived: Arrived, opened: Case, desk: User) -> None:
    withdraw(arrived, Scope.RAISE_WITH_GOVERNMENT)
    assert not Case.objects.get().frozen_scopes
    signed_in(desk).get(reverse("staff:case", args=[opened.pk]))
    assert Case.objects.get().frozen_scopes == ["RAISE_WITH_GOVERNMENT"]
    assert not Untaken.objects.exists()


def test_taking_in_twice_changes_nothing(arrived: Arrived, opened: Case) -> None:
    withdraw(arrived)
    take_in()
    decisions = Person.objects.get().decisions.count()
    take_in()
    assert Person.objects.get().decisions.count() == decisions


def test_decision_is_dated_by_the_withdrawal_and_not_by_the_taking_in(arrived: Arrived, opened: Case) -> None:
    withdraw(arrived)
    answer = Untaken.objects.get().answer
    take_in()
    assert answer is not None
    assert Person.objects.get().decisions.get(state="WITHDRAWN").decided_at == answer.at


def test_one_that_cannot_be_taken_in_waits_on_holds_up_no_other_and_is_still_counted(
    arrived: Arrived, opened: Case, desk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, broken = arrived.submission, arrive().submission
    victim = Person.objects.get()
    triage(submission=broken, decision=within_scope(desk), by=desk)
    other = Person.objects.exclude(pk=victim.pk).get()
    honest = record_consent

    def fail_for_one(**given: Any) -> Any:
        if given["person"] == other:
            raise OSError
        return honest(**given)

    monkeypatch.setattr(taking_in, "record_consent", fail_for_one)
    for submission in (broken, whole):
        withdraw(Arrived(submission, arrived.receipt))
    take_in()
    assert Untaken.objects.get().submission == broken
    assert victim.decisions.filter(state="WITHDRAWN").exists()
    with pytest.raises(ConsentRefused):
        send(other, desk)


@pytest.mark.parametrize("way", ["nobody was named", "added to a case"])
def test_withdrawal_of_which_nobody_can_tell_whose_it_is_stops_the_case_and_its_letters(
    way: str, opened: Case, desk: User
) -> None:
    later = arrive(victim={"names": []} if way == "nobody was named" else arriving.TOLD["victim"])
    if way == "nobody was named":
        case = triage(submission=later.submission, decision=within_scope(desk), by=desk)
        person = enter_victim(case.office, desk)
        give_consent(person, desk)
        add_party(case=case, person=person, role="victim", by=desk)
    else:
        case = opened
        join_case(submission=later.submission, case=case, by=desk)
    letter = plan_communication(case=case, kind="urgent_appeal", sender="ohchr_hq", language="en", named=False, by=desk)
    withdraw(later, Scope.RAISE_WITH_GOVERNMENT)
    take_in()
    case.refresh_from_db()
    letter.refresh_from_db()
    assert (case.frozen_scopes, letter.state) == (["RAISE_WITH_GOVERNMENT"], "FROZEN")
    assert not Untaken.objects.exists()


def beside(act: Callable[[], None]) -> Callable[[], None]:
    """For another thread: in its own connection, closed at the end."""

    def acting() -> None:
        try:
            act()
        finally:
            connection.close()

    return acting


def waits(first: Callable[[], None], second: Callable[[], None]) -> bool:
    """Whether ``second`` waits until the transaction ends in which ``first`` was done."""
    begun, may_end = Event(), Event()

    def hold() -> None:
        with transaction.atomic():
            first()
            begun.set()
            may_end.wait(PATIENCE)

    with ThreadPoolExecutor(2) as pool:
        holding = pool.submit(beside(hold))
        assert begun.wait(PATIENCE)
        following = pool.submit(beside(second))
        was_waiting = not wait([following], 0.5).done
        may_end.set()
        following.result(PATIENCE)
        holding.result(PATIENCE)
    return was_waiting


def test_withdrawal_waits_for_a_disclosure_that_has_begun(committed: None, office: Office) -> None:
    """Publish racing withdrawal: whoever is second decides when the first is on record."""
    arrived = arrive()
    assert waits(wait_for_withdrawals, lambda: withdraw(arrived))


def test_disclosure_waits_for_a_withdrawal_that_has_begun(committed: None, desk: User) -> None:
    def try_to_send() -> None:
        with suppress(ConsentRefused), transaction.atomic():
            disclose(Note(), intent=INTENT, people=[], by=desk)

    assert waits(wait_for_disclosures, try_to_send)


def test_disclosures_do_not_wait_for_each_other(committed: None) -> None:
    def follow() -> None:
        with transaction.atomic():
            wait_for_withdrawals()

    assert not waits(wait_for_withdrawals, follow)


def test_what_was_collected_and_entered_needs_no_taking_in(office: Office) -> None:
    submission = Submission.objects.get(pk=arrive().submission.pk)
    assert submission.deadlines.exists()
    assert not Untaken.objects.exists()

"""Clocks kept where lists find them; missed ones go up and stay until a person takes them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from threading import Event

import pytest
from django.db import connection, transaction
from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases import deadlines
from hirz.reprisals.cases.actions.excepting import ask_exception
from hirz.reprisals.cases.actions.moving import merge, note_done
from hirz.reprisals.cases.actions.opening import assign, open_case
from hirz.reprisals.cases.deadlines import (
    deadlines_for,
    escalate_missed,
    rebuild_deadlines,
    refresh_deadlines,
    take_escalation,
)
from hirz.reprisals.cases.facts import clock_facts
from hirz.reprisals.cases.models import Case, Deadline, Escalation
from hirz.rules.clocks import ClockFacts

MUCH_LATER = timedelta(days=60)
PATIENCE = 10


@pytest.fixture
def fresh(office: Office, desk: User, lead: User) -> Case:
    return open_case(office=office, state_concerned="XM", language="ar", by=desk, owner=desk, substitute=lead)


def test_owner_and_substitute_see_the_clock_at_once_and_nobody_else(
    fresh: Case, desk: User, lead: User, verifier: User, head: User
) -> None:
    now = timezone.now()
    assert deadlines_for(desk, now).filter(case=fresh).exists()
    assert deadlines_for(lead, now).filter(case=fresh).exists()
    assert not deadlines_for(verifier, now).exists()
    assert not deadlines_for(head, now).exists()


def test_missed_clock_comes_up_to_the_head(fresh: Case, head: User, outsider: User) -> None:
    later = timezone.now() + MUCH_LATER
    assert deadlines_for(head, later).filter(case=fresh).exists()
    assert not deadlines_for(outsider, later).exists()


def test_escalation_is_raised_once_a_level_however_often_the_worker_runs(fresh: Case) -> None:
    later = timezone.now() + MUCH_LATER
    raised = escalate_missed(later)
    assert raised == Deadline.objects.count() * len(Escalation.Level)
    assert escalate_missed(later) == 0
    assert Entry.objects.filter(verb="CLOCK_ESCALATED", actor_kind="SYSTEM").count() == raised


def test_nothing_is_raised_before_it_is_due(fresh: Case) -> None:
    assert escalate_missed(timezone.now()) == 0


def test_taken_escalation_says_who_took_it(fresh: Case, head: User) -> None:
    escalate_missed(timezone.now() + MUCH_LATER)
    escalation = Escalation.objects.filter(level="HEAD").first()
    assert escalation is not None
    take_escalation(escalation=escalation, by=head)
    escalation.refresh_from_db()
    assert (escalation.taken_by, escalation.taken_at is not None) == (head, True)


def test_work_done_stops_its_clock(fresh: Case, desk: User) -> None:
    before = set(fresh.deadlines.values_list("kind", flat=True))
    note_done(case=fresh, fact="acknowledged", by=desk)
    assert before - set(fresh.deadlines.values_list("kind", flat=True))


def test_new_owner_has_the_clock_from_then_on(fresh: Case, desk: User, lead: User) -> None:
    assign(case=fresh, owner=lead, substitute=desk, by=desk)
    assert set(fresh.deadlines.values_list("owner_id", flat=True)) == {lead.pk}


def test_lost_review_of_an_exception_comes_back_although_the_case_has_ended(
    fresh: Case, case: Case, desk: User
) -> None:
    ask_exception(case=fresh, reason="Life at stake.", by=desk)
    merge(case=fresh, into=case, by=desk)
    assert list(fresh.deadlines.values_list("kind", flat=True)) == ["OVERRIDE_REVIEW"]
    fresh.deadlines.all().delete()
    rebuild_deadlines()
    assert list(fresh.deadlines.values_list("kind", flat=True)) == ["OVERRIDE_REVIEW"]


def test_case_whose_clocks_cannot_be_computed_holds_up_no_other(
    fresh: Case, case: Case, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken, whole = sorted([fresh, case], key=lambda each: each.pk)

    def fail_for_one(asked: Case) -> ClockFacts:
        if asked == broken:
            raise OverflowError
        return clock_facts(asked)

    monkeypatch.setattr(deadlines, "clock_facts", fail_for_one)
    Deadline.objects.all().delete()
    assert rebuild_deadlines() == 1
    assert whole.deadlines.exists()
    assert "OverflowError" in caplog.text


def test_who_took_an_escalation_first_stands(fresh: Case, head: User, lead: User) -> None:
    escalate_missed(timezone.now() + MUCH_LATER)
    one, twin = (Escalation.objects.filter(level="HEAD")[0] for _page in range(2))
    take_escalation(escalation=one, by=head)
    take_escalation(escalation=twin, by=lead)
    one.refresh_from_db()
    assert one.taken_by == head


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("tables_may_be_emptied")
def test_clocks_of_one_case_are_rewritten_one_after_the_other(office: Office, desk: User) -> None:
    """Side by side the second would fail on what the first has written, or leave what it read before."""
    held = open_case(office=office, state_concerned="XM", language="ar", by=desk, owner=desk)
    begun, may_end = Event(), Event()

    def first() -> None:
        with transaction.atomic():
            refresh_deadlines(held)
            begun.set()
            may_end.wait(PATIENCE)
        connection.close()

    def second() -> None:
        rebuild_deadlines()
        connection.close()

    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(first)
        assert begun.wait(PATIENCE)
        other = pool.submit(second)
        waited = not wait([other], 0.5).done
        may_end.set()
        one.result(PATIENCE)
        other.result(PATIENCE)
    assert waited
    assert set(held.deadlines.values_list("kind", flat=True)) == {"ACKNOWLEDGEMENT", "TRIAGE"}


def test_clocks_of_an_owner_who_left_come_to_the_lead_at_once(fresh: Case, desk: User, lead: User) -> None:
    assign(case=fresh, owner=desk, substitute=None, by=desk)
    assert not deadlines_for(lead, timezone.now()).exists()
    User.objects.filter(pk=desk.pk).update(is_active=False)
    rebuild_deadlines()
    assert deadlines_for(lead, timezone.now()).filter(case=fresh).exists()


def test_lost_rows_lose_no_deadline(fresh: Case) -> None:
    kept = set(Deadline.objects.values_list("kind", "due_at", "owner_id"))
    Deadline.objects.all().delete()
    assert rebuild_deadlines() == 1
    assert set(Deadline.objects.values_list("kind", "due_at", "owner_id")) == kept

"""Clocks kept where lists find them; missed ones go up and stay until a person takes them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.moving import note_done
from hirz.reprisals.cases.actions.opening import assign, open_case
from hirz.reprisals.cases.deadlines import (
    deadlines_for,
    escalate_missed,
    rebuild_deadlines,
    take_escalation,
)
from hirz.reprisals.cases.models import Case, Deadline, Escalation

MUCH_LATER = timedelta(days=60)


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


def test_lost_rows_lose_no_deadline(fresh: Case) -> None:
    kept = set(Deadline.objects.values_list("kind", "due_at", "owner_id"))
    Deadline.objects.all().delete()
    assert rebuild_deadlines() == 1
    assert set(Deadline.objects.values_list("kind", "due_at", "owner_id")) == kept

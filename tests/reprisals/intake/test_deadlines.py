"""What arrived has deadlines from the moment it arrives; missed ones go up until a person takes them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import SUBMITTER
from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.moving import note_done
from hirz.reprisals.cases.actions.opening import open_case
from hirz.reprisals.intake.arrival import new_token, receive_collected, withdraw_from_inbox
from hirz.reprisals.intake.deadlines import (
    escalate_missed_submissions,
    rebuild_submission_deadlines,
    submission_deadlines_for,
    submission_escalations_for,
    take_submission_escalation,
)
from hirz.reprisals.intake.models import Submission, SubmissionDeadline, SubmissionEscalation
from hirz.reprisals.intake.taking_in import take_in
from hirz.reprisals.intake.triage import join_case, send_message, triage, triage_out_of_scope
from hirz.rules.consent import Scope
from tests.reprisals.intake.arriving import arrive, told, within_scope
from tests.reprisals.people.web.pages import signed_in

MONDAY = datetime(2026, 11, 16, 4, 0, tzinfo=UTC)
"""Ten in the morning in Bishkek, on a working day with a working week before it."""


@pytest.fixture
def waiting(office: Office) -> Submission:
    with time_machine.travel(MONDAY, tick=False):
        return arrive(life_at_risk=False).submission


def kinds(submission: Submission) -> set[str]:
    return set(submission.deadlines.values_list("kind", flat=True))


def test_what_arrives_is_to_be_acknowledged_and_triaged_in_two_working_days(
    waiting: Submission, office: Office
) -> None:
    due = {clock.kind: office.calendar.local_date(clock.due_at) for clock in waiting.deadlines.all()}
    assert due == dict.fromkeys(("ACKNOWLEDGEMENT", "TRIAGE"), date(2026, 11, 18))


def test_where_a_life_is_at_stake_it_is_to_be_triaged_in_four_hours(office: Office) -> None:
    with time_machine.travel(MONDAY, tick=False):
        urgent = arrive(life_at_risk=True).submission
    assert urgent.deadlines.get(kind="TRIAGE").due_at == MONDAY + timedelta(hours=4)


def test_first_message_acknowledges_and_the_triage_is_still_owed(waiting: Submission, desk: User) -> None:
    send_message(submission=waiting, body="We received it.", by=desk)
    assert kinds(waiting) == {"TRIAGE"}


def test_triaged_submission_leaves_its_clocks_to_the_case(waiting: Submission, desk: User) -> None:
    case = triage(submission=waiting, decision=within_scope(desk), by=desk)
    assert kinds(waiting) == set()
    assert case.deadlines.filter(kind="ACKNOWLEDGEMENT").exists()


def test_submission_that_joins_a_case_acknowledged_before_is_still_to_be_acknowledged(
    waiting: Submission, office: Office, desk: User
) -> None:
    case = open_case(office=office, state_concerned="XM", language="ar", by=desk, owner=desk)
    with time_machine.travel(MONDAY - timedelta(days=3), tick=False):
        note_done(case=case, fact="acknowledged", by=desk)
    join_case(submission=waiting, case=case, by=desk)
    assert kinds(waiting) == {"ACKNOWLEDGEMENT"}
    send_message(submission=waiting, body="We received it.", by=desk)
    assert kinds(waiting) == set()


def test_submission_ruled_out_of_scope_is_still_to_be_acknowledged(waiting: Submission, desk: User) -> None:
    case = triage_out_of_scope(
        submission=waiting, reason_code="no_cooperation", reason="No contact.", referral="Nobody fits.", by=desk
    )
    assert kinds(waiting) == {"ACKNOWLEDGEMENT"}
    note_done(case=case, fact="acknowledged", by=desk)
    assert kinds(waiting) == set()


def test_nobody_is_to_be_written_to_who_holds_no_receipt_or_does_not_wish_it(waiting: Submission) -> None:
    collected = receive_collected(answers=told(), token=new_token(), channel="import", by=SUBMITTER)
    assert kinds(collected) == {"TRIAGE"}
    withdraw_from_inbox(submission=waiting, scopes=[Scope.CONTACT_BACK])
    take_in()
    assert kinds(waiting) == {"TRIAGE"}


def test_missed_clock_goes_up_level_by_level_and_once_each(
    waiting: Submission, intake: User, lead: User, head: User, outsider: User
) -> None:
    expected = [
        (date(2026, 11, 18), 4, {intake: 0, lead: 0, head: 0}),  # ten in the morning: due at the end of the day
        (date(2026, 11, 19), 4, {intake: 2, lead: 2, head: 0}),
        (date(2026, 11, 20), 4, {intake: 2, lead: 4, head: 0}),
        (date(2026, 11, 26), 4, {intake: 2, lead: 4, head: 2}),
    ]
    for day, hour, seen in expected:
        moment = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
        with time_machine.travel(moment, tick=False):
            escalate_missed_submissions()
            assert escalate_missed_submissions() == 0
            assert {who: submission_escalations_for(who).count() for who in seen} == seen, day
            assert not submission_escalations_for(outsider).exists()
    assert Entry.objects.filter(verb="CLOCK_ESCALATED", actor_kind="SYSTEM").count() == 6


def test_worker_that_slept_through_a_month_raises_every_level_at_once(waiting: Submission) -> None:
    assert escalate_missed_submissions(MONDAY + timedelta(days=30)) == 6


def test_clock_set_back_takes_no_escalation_away(waiting: Submission, head: User) -> None:
    escalate_missed_submissions(MONDAY + timedelta(days=30))
    assert escalate_missed_submissions(MONDAY - timedelta(days=30)) == 0
    assert submission_escalations_for(head).count() == 2


def test_clock_is_seen_by_those_who_answer_and_by_the_head_when_it_came_up(
    waiting: Submission, intake: User, desk: User, verifier: User, head: User, outsider: User
) -> None:
    later = MONDAY + timedelta(days=30)
    for answering in (intake, desk):
        assert submission_deadlines_for(answering, MONDAY).count() == 2
    for nobody in (verifier, outsider):
        assert not submission_deadlines_for(nobody, later).exists()
    assert not submission_deadlines_for(head, MONDAY).exists()
    assert submission_deadlines_for(head, later).count() == 2


def test_lost_rows_lose_no_deadline(waiting: Submission, office: Office, desk: User) -> None:
    triage(submission=arrive().submission, decision=within_scope(desk), by=desk)
    kept = set(SubmissionDeadline.objects.values_list("submission", "kind", "due_at", "head_at"))
    assert kept
    SubmissionDeadline.objects.all().delete()
    rebuild_submission_deadlines()
    assert set(SubmissionDeadline.objects.values_list("submission", "kind", "due_at", "head_at")) == kept


def test_missed_clock_stays_on_the_home_page_until_somebody_takes_it(waiting: Submission, intake: User) -> None:
    escalate_missed_submissions(MONDAY + timedelta(days=30))
    browser = signed_in(intake)
    takes = [take_url(miss) for miss in SubmissionEscalation.objects.filter(level="OWNER")]
    page = browser.get(reverse("staff:home")).content.decode()
    assert all(take in page for take in takes)
    answer = browser.post(takes[0])
    assert answer.headers["Location"] == reverse("intake:submission", args=[waiting.pk])
    assert takes[0] not in browser.get(reverse("staff:home")).content.decode()
    assert submission_deadlines_for(intake, MONDAY).count() == 2
    assert SubmissionEscalation.objects.filter(taken_by=intake).count() == 1


def test_miss_of_somebody_else_is_not_mine_to_take(waiting: Submission, intake: User, outsider: User) -> None:
    escalate_missed_submissions(MONDAY + timedelta(days=30))
    for_head = SubmissionEscalation.objects.filter(level="HEAD").first()
    assert for_head is not None
    for nobody in (intake, outsider):
        assert signed_in(nobody).post(take_url(for_head)).status_code == 404
    with pytest.raises(AccessDenied):
        take_submission_escalation(escalation=for_head, by=outsider)


def test_submission_page_shows_what_is_owed_and_by_when(waiting: Submission, desk: User, client: Client) -> None:
    page = signed_in(desk).get(reverse("intake:submission", args=[waiting.pk])).content.decode()
    assert "Acknowledge receipt" in page
    assert "case-clocks" in page


def take_url(miss: SubmissionEscalation) -> str:
    return reverse("intake:take_up", args=[miss.pk])

"""The table of clocks follows every act on a case, and nobody has to remember to change it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.assessing import Judgement, assess_risk
from hirz.reprisals.cases.actions.moving import note_done, rule_out_of_scope
from hirz.reprisals.cases.actions.opening import assign, open_case
from hirz.reprisals.cases.deadlines import rebuild_deadlines, refresh_deadlines
from hirz.reprisals.cases.models import Case, Deadline
from hirz.reprisals.cases.tasks import rebuild_all_deadlines
from hirz.reprisals.people.actions import ask_override, review_override
from tests.conftest import make_user
from tests.reprisals.deadlines.conftest import DUE

CRITICAL = Judgement("critical", reasons=["threat_to_life"])


def kinds(case: Case) -> set[str]:
    return set(case.deadlines.values_list("kind", flat=True))


def test_case_that_arrived_has_two_working_days_and_named_people(waiting: Case, desk: User, verifier: User) -> None:
    assert kinds(waiting) == {"TRIAGE", "ACKNOWLEDGEMENT"}
    for deadline in waiting.deadlines.all():
        assert deadline.due_at == DUE
        assert deadline.lead_at == DUE + timedelta(days=1)
        assert deadline.head_at == datetime(2026, 3, 9, 11, tzinfo=UTC)  # Monday: the weekend does not count
        assert (deadline.owner, deadline.substitute, deadline.in_hours) == (desk, verifier, False)


def test_critical_risk_turns_days_into_hours(waiting: Case, clock: time_machine.Traveller, desk: User) -> None:
    clock.shift(timedelta(hours=1))
    raised_at = datetime.now(UTC)
    assess_risk(case=waiting, judgement=CRITICAL, by=desk)
    triage = waiting.deadlines.get(kind="TRIAGE")
    assert triage.in_hours
    assert (triage.due_at, triage.lead_at) == (raised_at + timedelta(hours=4),) * 2
    assert triage.head_at == raised_at + timedelta(hours=8)


def test_critical_risk_on_a_friday_evening_does_not_wait_for_monday(
    waiting: Case, clock: time_machine.Traveller, desk: User
) -> None:
    friday = datetime(2026, 3, 6, 14, tzinfo=UTC)
    clock.move_to(friday)
    assess_risk(case=waiting, judgement=CRITICAL, by=desk)
    # Already overdue by the slower clock: a raise gives nobody more time than they had.
    assert waiting.deadlines.get(kind="TRIAGE").due_at == DUE
    assert waiting.deadlines.get(kind="RISK_REVIEW").due_at == datetime(2026, 3, 7, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("friday", "due"),
    [
        (datetime(2026, 3, 27, 15, tzinfo=UTC), datetime(2026, 3, 31, 15, tzinfo=UTC)),  # spring: clocks go forward
        (datetime(2026, 10, 23, 14, tzinfo=UTC), datetime(2026, 10, 27, 16, tzinfo=UTC)),  # autumn: they go back
    ],
)
def test_working_days_over_the_weekend_of_the_clock_end_when_the_office_closes(
    friday: datetime, due: datetime, headquarters: Office
) -> None:
    geneva = make_user("geneva", headquarters, "desk")
    with time_machine.travel(friday, tick=False):
        case = open_case(office=headquarters, state_concerned="XM", language="fr", owner=geneva, by=geneva)
    triage = case.deadlines.get(kind="TRIAGE")
    assert triage.due_at == due
    assert triage.due_at.astimezone(headquarters.calendar.time_zone).hour == 17


@pytest.mark.parametrize("saturday", [datetime(2026, 3, 28, 23, tzinfo=UTC), datetime(2026, 10, 24, 23, tzinfo=UTC)])
def test_four_hours_over_the_change_of_the_clock_are_four_hours(saturday: datetime, headquarters: Office) -> None:
    geneva = make_user("geneva", headquarters, "desk")
    with time_machine.travel(saturday, tick=False):
        case = open_case(office=headquarters, state_concerned="XM", language="fr", owner=geneva, by=geneva)
        assess_risk(case=case, judgement=CRITICAL, by=geneva)
    assert case.deadlines.get(kind="TRIAGE").due_at == saturday + timedelta(hours=4)


def test_holiday_of_the_office_gives_a_day_more(clock: time_machine.Traveller, office: Office, desk: User) -> None:
    office.holidays = [date(2026, 3, 3)]
    office.save()
    case = open_case(office=office, state_concerned="XM", language="ar", owner=desk, by=desk)
    assert case.deadlines.get(kind="TRIAGE").due_at == DUE + timedelta(days=1)


def test_work_that_is_done_ends_its_clock(waiting: Case, desk: User) -> None:
    note_done(case=waiting, fact="acknowledged", by=desk)
    assert kinds(waiting) == {"TRIAGE"}


def test_case_held_by_somebody_with_old_facts_has_its_clocks_from_the_new(waiting: Case, desk: User) -> None:
    held_since_before = Case.objects.get(pk=waiting.pk)
    note_done(case=waiting, fact="acknowledged", by=desk)
    refresh_deadlines(held_since_before)
    assert kinds(waiting) == {"TRIAGE"}


def test_new_owner_takes_the_clocks_along(waiting: Case, desk: User, verifier: User, lead: User) -> None:
    assign(case=waiting, owner=verifier, substitute=None, by=lead)
    assert {(d.owner, d.substitute) for d in waiting.deadlines.all()} == {(verifier, None)}


def test_case_nobody_owns_is_the_team_lead_s_from_the_start(
    clock: time_machine.Traveller, office: Office, desk: User
) -> None:
    case = open_case(office=office, state_concerned="XM", language="ar", by=desk)
    assert {(d.owner, d.lead_at) for d in case.deadlines.all()} == {(None, case.opened_at)}


def test_case_that_ended_has_no_clock(waiting: Case, desk: User) -> None:
    rule_out_of_scope(case=waiting, reason_code="no_cooperation", reason="None.", referral="Nobody fits.", by=desk)
    assert not Deadline.objects.exists()


def test_override_is_reviewed_within_seventy_two_hours(
    waiting: Case, clock: time_machine.Traveller, desk: User, lead: User
) -> None:
    override = ask_override(case_id=waiting.pk, office_id=waiting.office_id, reason="Life at stake.", by=desk)
    rebuild_deadlines()
    review = waiting.deadlines.get(kind="OVERRIDE_REVIEW")
    assert (review.subject_id, review.due_at) == (override.pk, override.asked_at + timedelta(hours=72))
    review_override(override=override, office_id=waiting.office_id, by=lead)
    rebuild_deadlines()
    assert "OVERRIDE_REVIEW" not in kinds(waiting)


@pytest.mark.parametrize("rebuild", [rebuild_deadlines, lambda: rebuild_all_deadlines(timestamp=0)])
def test_lost_row_is_rebuilt(rebuild: object, waiting: Case) -> None:
    shape = ("kind", "subject_id", "started_at", "due_at", "lead_at", "head_at", "in_hours", "owner", "substitute")
    before = set(Deadline.objects.values_list(*shape))
    Deadline.objects.filter(kind="TRIAGE").delete()
    rebuild()  # type: ignore[operator]
    assert set(Deadline.objects.values_list(*shape)) == before


def test_rebuilding_twice_changes_nothing(waiting: Case) -> None:
    assert [rebuild_deadlines(), rebuild_deadlines()] == [1, 1]
    assert Deadline.objects.count() == 2

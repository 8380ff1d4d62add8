"""Reminders as the nightly job sends them: to whom, how often, and when no more."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from hirz.foundation.offices.models import Office
from hirz.regional.implementation.actions.planning import change_measure, make_responsible
from hirz.regional.implementation.actions.sharing import share
from hirz.regional.implementation.actions.updating import Content, draft_update, take_step
from hirz.regional.implementation.models import Measure, Reminder
from hirz.regional.implementation.reminders import send_reminders
from hirz.regional.implementation.tasks import remind_of_updates
from hirz.regional.organisations.models import Contributor
from hirz.rules.follow_up import Step
from hirz.rules.layers import Layer
from hirz.rules.reminding import OPENS
from tests.regional.contributors import make_contributor
from tests.regional.implementation.conftest import Cast

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 7, 1), date(2026, 12, 31)
OPEN = FIRST - OPENS


def run(first: date, days: int) -> list[tuple[str, str, int]]:
    """What the job sends, night after night: to whom, at which level, after how many days."""
    sent = []
    for number in range(days):
        for one in send_reminders(states=["XM"], today=first + timedelta(days=number)):
            sent.append((one.to.display_name if one.to else "", str(one.level), number))
    return sent


def test_focal_point_then_office_and_then_no_more(measure: Measure, cast: Cast) -> None:
    assert run(OPEN - timedelta(days=3), 120) == [
        ("Clerk", "focal_point", 3), ("Clerk", "focal_point", 10), ("Clerk", "focal_point", 17), ("", "office", 24),
    ]  # fmt: skip


def test_second_run_of_a_day_sends_nothing(measure: Measure) -> None:
    assert len(send_reminders(states=["XM"], today=OPEN)) == 1
    assert send_reminders(states=["XM"], today=OPEN) == []


@pytest.mark.parametrize(
    ("zone", "hour", "sent"),
    [("Asia/Bishkek", 3, OPEN), ("Asia/Bishkek", 19, OPEN + timedelta(days=1)), ("America/Bogota", 3, None)],
)
def test_job_asks_the_office_of_the_state_which_day_it_is(
    measure: Measure, office: Office, zone: str, hour: int, sent: date | None
) -> None:
    office.time_zone = zone
    office.save()
    with time_machine.travel(datetime.combine(OPEN, time(hour), tzinfo=UTC), tick=False):
        remind_of_updates(timestamp=0)
    assert list(Reminder.objects.values_list("on_date", flat=True)) == ([sent] if sent else [])


def test_alternate_comes_between(measure: Measure, cast: Cast) -> None:
    make_contributor("deputy", cast.ministry, part=Contributor.Part.ALTERNATE)
    levels = [level for _who, level, _day in run(OPEN, 120)]
    assert levels == ["focal_point"] * 3 + ["alternate"] * 2 + ["office"]


def test_nothing_is_sent_after_it_was_handed_in(measure: Measure, cast: Cast) -> None:
    assert len(run(OPEN, 8)) == 2
    update = draft_update(
        measure=measure, content=Content(for_date=FIRST, progress="under_way"), layer=Layer.GOVERNMENT, by=cast.clerk
    )
    assert len(run(OPEN + timedelta(days=14), 1)) == 1, "a draft is not handed in"
    take_step(update=update, step=Step.SUBMIT, by=cast.clerk)
    assert run(OPEN + timedelta(days=21), 100) == []


def test_next_day_that_is_owed_is_reminded_of_anew(measure: Measure, cast: Cast) -> None:
    update = draft_update(
        measure=measure, content=Content(for_date=FIRST, progress="under_way"), layer=Layer.GOVERNMENT, by=cast.clerk
    )
    take_step(update=update, step=Step.SUBMIT, by=cast.clerk)
    assert run(LAST - OPENS - timedelta(days=1), 2) == [("Clerk", "focal_point", 1)]
    assert Reminder.objects.get().for_date == LAST


def test_hand_over_begins_anew_with_the_new_person(measure: Measure, cast: Cast) -> None:
    assert len(run(OPEN, 60)) == 4
    handed_over = OPEN + timedelta(days=60)
    Contributor.objects.filter(user=cast.clerk).update(until_date=handed_over - timedelta(days=1))
    successor = make_contributor("successor", cast.ministry)
    Contributor.objects.filter(user=successor).update(from_date=handed_over, part=Contributor.Part.MAIN_FOCAL_POINT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hirz.regional.organisations.models.timezone.localdate", lambda: handed_over)
        sent = run(handed_over, 100)
    assert [who for who, _level, _day in sent] == ["Successor"] * 3 + [""]


def test_who_takes_part_without_leading_is_not_reminded(measure: Measure, cast: Cast) -> None:
    make_responsible(measure=measure, organisation=cast.interior, role="supporting", by=cast.clerk)
    assert {who for who, _level, _day in run(OPEN, 120)} == {"Clerk", ""}


def test_nobody_is_reminded_of_a_measure_that_they_do_not_see(measure: Measure, cast: Cast) -> None:
    make_responsible(measure=measure, organisation=cast.society, role="lead", by=cast.clerk)
    assert "Advocate" not in {who for who, _level, _day in run(OPEN, 60)}
    share(row=measure, layer=Layer.PUBLIC, by=cast.clerk)
    assert "Advocate" in {who for who, _level, _day in run(OPEN + timedelta(days=60), 30)}


def test_closed_account_is_not_reminded(measure: Measure, cast: Cast) -> None:
    cast.clerk.is_active = False
    cast.clerk.save()
    assert [level for _who, level, _day in run(OPEN, 30)] == ["office"]


def test_measure_without_days_is_left_in_peace(measure: Measure, cast: Cast) -> None:
    change_measure(measure=measure, by=cast.clerk, due_date=None, every_months=None)
    assert run(OPEN, 60) == []


@pytest.mark.parametrize("starts", [date.min, date(1, 1, 10), date(9999, 12, 31)])
def test_day_typed_by_mistake_takes_nobody_elses_reminder_away(starts: date, measure: Measure, cast: Cast) -> None:
    odd = Measure.objects.create(
        state_code="XM", title="Of another age", starts_date=starts, due_date=starts, every_months=6,
        contributed_by=cast.ministry, layer=Layer.GOVERNMENT,
    )  # fmt: skip
    make_responsible(measure=odd, organisation=cast.ministry, role="lead", by=cast.clerk)
    assert measure.pk in {one.measure_id for one in send_reminders(states=["XM"], today=OPEN)}


def test_job_asks_a_few_questions_however_many_measures(
    measure: Measure, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    send_reminders(states=["XM"], today=OPEN)
    for number in range(5):
        other = Measure.objects.create(
            state_code="XM", title=f"Measure {number}", starts_date=measure.starts_date, due_date=LAST,
            contributed_by=cast.ministry,
        )  # fmt: skip
        make_responsible(measure=other, organisation=cast.ministry, role="lead", by=cast.clerk)
    with django_assert_num_queries(6):
        assert send_reminders(states=["XM"], today=OPEN + timedelta(days=1)) == []

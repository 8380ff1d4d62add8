"""What a State promised to do by a day is due on that day, and stays due until somebody says what became of it."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from hirz.foundation.accounts.models import User
from hirz.reprisals.cases.deadlines import rebuild_deadlines
from hirz.reprisals.cases.models import Case, Deadline
from hirz.reprisals.response.actions import (
    Assessment,
    NothingPromised,
    assess_reply,
    draft_communication,
    plan_communication,
    record_reply,
    send_communication,
    settle_promise,
)
from hirz.reprisals.response.models import PromiseBecame, Reply

DAY = date(2030, 6, 5)


@pytest.fixture
def reply(case: Case, desk: User) -> Reply:
    letter = plan_communication(case=case, kind="note_verbale", sender="ohchr_hq", language="en", named=False, by=desk)
    letter = send_communication(letter=draft_communication(letter=letter, by=desk), by=desk)
    return record_reply(letter=letter, received_date=case.office.today, text="We shall inquire.", by=desk)


def promise(reply: Reply, by: User, day: date | None = DAY, what: str = "An inquiry.") -> Reply:
    return assess_reply(reply=reply, assessment=Assessment("investigation_announced", True, "Good.", what, day), by=by)


def promised(case: Case) -> list[Deadline]:
    return list(case.deadlines.filter(kind="PROMISE"))


def test_promise_is_due_at_the_end_of_its_day_in_the_office(case: Case, reply: Reply, desk: User) -> None:
    promise(reply, desk)
    (clock,) = promised(case)
    local = clock.due_at.astimezone(case.office.zone)
    assert (local.date(), clock.subject_id, clock.owner) == (DAY, reply.pk, desk)
    assert clock.due_at == case.office.calendar.end_of(DAY)
    assert local > datetime.combine(DAY, time(12), tzinfo=case.office.zone)


def test_promise_outlives_the_case_and_a_lost_row(case: Case, reply: Reply, desk: User) -> None:
    promise(reply, desk)
    Case.objects.filter(pk=case.pk).update(state="CLOSED")
    Deadline.objects.all().delete()
    rebuild_deadlines()
    assert [clock.kind for clock in case.deadlines.all()] == ["PROMISE"]


@pytest.mark.parametrize("became", PromiseBecame)
def test_promise_ends_when_somebody_says_what_became_of_it(
    became: PromiseBecame, case: Case, reply: Reply, desk: User
) -> None:
    settle_promise(reply=promise(reply, desk), outcome=became, by=desk)
    assert promised(case) == []
    reply.refresh_from_db()
    assert (reply.promise_outcome, reply.promise_settled_by) == (became, desk)


def test_what_became_of_one_promise_says_nothing_of_the_next(case: Case, reply: Reply, desk: User) -> None:
    settle_promise(reply=promise(reply, desk), outcome=PromiseBecame.BROKEN, by=desk)
    promise(reply, desk)
    assert promised(case) == []
    promise(reply, desk, date(2031, 1, 2))
    (clock,) = promised(case)
    assert clock.due_at.astimezone(case.office.zone).date() == date(2031, 1, 2)


def test_promise_without_a_day_runs_no_clock_and_can_still_be_settled(case: Case, reply: Reply, desk: User) -> None:
    promise(reply, desk, None)
    assert promised(case) == []
    assert settle_promise(reply=reply, outcome=PromiseBecame.KEPT, by=desk).promise_settled_at


def test_reply_that_promises_nothing_has_nothing_to_settle(reply: Reply, desk: User) -> None:
    with pytest.raises(NothingPromised):
        settle_promise(reply=promise(reply, desk, None, ""), outcome=PromiseBecame.KEPT, by=desk)

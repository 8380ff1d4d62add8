from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.reprisals.cases.deadlines import refresh_deadlines
from hirz.reprisals.cases.models import Case
from hirz.reprisals.response.actions import draft_communication, plan_communication, record_reply, send_communication
from hirz.reprisals.response.models import Communication, Reply


def plan(case: Case, by: User, *, kind: str = "allegation_letter", named: bool = False) -> Communication:
    return plan_communication(case=case, kind=kind, sender="special_procedures", language="en", named=named, by=by)


@pytest.fixture
def planned(case: Case, desk: User) -> Communication:
    return plan(case, desk)


@pytest.fixture
def drafted(planned: Communication, desk: User) -> Communication:
    return draft_communication(letter=planned, by=desk)


@pytest.fixture
def sent(drafted: Communication, desk: User) -> Communication:
    return send_communication(letter=drafted, by=desk)


@pytest.fixture
def overdue(drafted: Communication, desk: User) -> Communication:
    """Sent so long ago that the time of the State is over."""
    letter = send_communication(letter=drafted, by=desk)
    letter.sent_at = timezone.now() - timedelta(days=80)
    letter.save()
    refresh_deadlines(letter.case)
    return letter


def today_of(letter: Communication) -> date:
    """The day of its office: in the evening of Greenwich the next one has begun there."""
    return letter.case.office.calendar.local_date(timezone.now())


@pytest.fixture
def answered(sent: Communication, desk: User) -> Reply:
    return record_reply(letter=sent, received_date=today_of(sent), text="We deny the event.", by=desk)

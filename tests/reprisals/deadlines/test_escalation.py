"""A missed clock goes up from owner to lead to head, once each, whatever happens to clocks and processes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from psycopg.conninfo import make_conninfo

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.loading import load_offices
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.assessing import Judgement, assess_risk
from hirz.reprisals.cases.actions.moving import note_done, rule_out_of_scope
from hirz.reprisals.cases.actions.opening import open_case
from hirz.reprisals.cases.deadlines import escalate_missed, rebuild_deadlines, take_escalation
from hirz.reprisals.cases.models import Case, Deadline, Escalation
from hirz.reprisals.cases.tasks import raise_missed_clocks
from tests.conftest import make_user
from tests.reprisals.deadlines.conftest import DUE, HEAD, LEAD, MONDAY, SECOND


@pytest.fixture
def triage(waiting: Case, desk: User) -> Deadline:
    """The only clock that runs: the submitter has heard from us."""
    note_done(case=waiting, fact="acknowledged", by=desk)
    return Deadline.objects.get()


def raised() -> list[str]:
    return list(Escalation.objects.order_by("raised_at", "pk").values_list("level", flat=True))


@pytest.mark.parametrize(
    ("moment", "levels"),
    [
        (DUE - SECOND, []),
        (DUE, ["OWNER"]),
        (LEAD - SECOND, ["OWNER"]),
        (LEAD, ["OWNER", "LEAD"]),
        (HEAD - SECOND, ["OWNER", "LEAD"]),
        (HEAD, ["OWNER", "LEAD", "HEAD"]),
        (HEAD + timedelta(days=400), ["OWNER", "LEAD", "HEAD"]),
    ],
)
def test_miss_has_gone_up_as_far_as_its_time_says(
    moment: datetime, levels: list[str], triage: Deadline, clock: time_machine.Traveller
) -> None:
    clock.move_to(moment)
    assert escalate_missed() == len(levels)
    assert raised() == levels


def test_worker_that_looks_every_hour_raises_each_level_once_and_in_its_hour(
    triage: Deadline, clock: time_machine.Traveller
) -> None:
    for _ in range(9 * 24):
        clock.shift(timedelta(hours=1))
        raise_missed_clocks(timestamp=0)
    assert list(Escalation.objects.order_by("raised_at").values_list("level", "raised_at")) == [
        ("OWNER", DUE), ("LEAD", LEAD), ("HEAD", HEAD),
    ]  # fmt: skip


def test_each_level_is_on_record_as_the_system_s(triage: Deadline) -> None:
    escalate_missed(HEAD)
    entries = Entry.objects.filter(verb="CLOCK_ESCALATED")
    assert [entry.detail for entry in entries] == [
        {"kind": "TRIAGE", "level": level} for level in ("OWNER", "LEAD", "HEAD")
    ]
    assert {(entry.actor_kind, entry.case_id) for entry in entries} == {("SYSTEM", triage.case_id)}


def test_clock_of_the_machine_that_jumps_back_raises_nothing_twice(
    triage: Deadline, clock: time_machine.Traveller
) -> None:
    clock.move_to(LEAD)
    assert escalate_missed() == 2
    clock.move_to(MONDAY - timedelta(days=30))
    assert escalate_missed() == 0
    clock.move_to(LEAD + SECOND)
    assert escalate_missed() == 0
    assert len(raised()) == 2


def test_clock_of_the_machine_that_was_a_day_ahead_loses_no_level(
    triage: Deadline, clock: time_machine.Traveller
) -> None:
    clock.move_to(DUE - timedelta(hours=1) + timedelta(days=1))
    assert escalate_missed() == 1
    for moment in (DUE - timedelta(hours=1), DUE, LEAD, HEAD):
        clock.move_to(moment)
        escalate_missed()
    assert sorted(raised()) == ["HEAD", "LEAD", "OWNER"]


def test_worker_that_slept_for_a_month_catches_up_at_once(triage: Deadline, clock: time_machine.Traveller) -> None:
    clock.move_to(HEAD + timedelta(days=30))
    assert escalate_missed() == 3
    assert escalate_missed() == 0


def test_row_that_was_lost_goes_up_all_the_same_and_not_again(triage: Deadline, clock: time_machine.Traveller) -> None:
    clock.move_to(LEAD)
    escalate_missed()
    Deadline.objects.all().delete()
    rebuild_deadlines()
    assert escalate_missed() == 0
    clock.move_to(HEAD)
    assert escalate_missed() == 1


def test_work_that_was_done_in_time_goes_nowhere(
    waiting: Case, triage: Deadline, desk: User, clock: time_machine.Traveller
) -> None:
    clock.move_to(DUE - SECOND)
    rule_out_of_scope(case=waiting, reason_code="no_cooperation", reason="None.", referral="Nobody fits.", by=desk)
    clock.move_to(HEAD)
    assert escalate_missed() == 0


def test_critical_case_reaches_the_lead_when_due_and_the_head_four_hours_later(
    waiting: Case, triage: Deadline, desk: User, clock: time_machine.Traveller
) -> None:
    assess_risk(case=waiting, judgement=Judgement("critical", reasons=["threat_to_life"]), by=desk)
    due = waiting.deadlines.get(kind="TRIAGE").due_at
    clock.move_to(due)
    assert escalate_missed() == 2
    clock.move_to(due + timedelta(hours=4) - SECOND)
    assert escalate_missed() == 0
    clock.shift(SECOND)
    assert escalate_missed() == 1
    assert raised() == ["OWNER", "LEAD", "HEAD"]


def test_clock_that_runs_anew_goes_up_anew(waiting: Case, triage: Deadline, clock: time_machine.Traveller) -> None:
    escalate_missed(DUE)
    clock.move_to(HEAD)
    Case.objects.filter(pk=waiting.pk).update(state_since=HEAD)
    rebuild_deadlines()
    again = Deadline.objects.get(kind="TRIAGE").due_at
    assert again > HEAD
    assert escalate_missed(again) == 1
    assert Escalation.objects.filter(level="OWNER").count() == 2


def test_case_nobody_owns_goes_to_the_lead_at_once(clock: time_machine.Traveller, office: Office, desk: User) -> None:
    open_case(office=office, state_concerned="XM", language="ar", by=desk)
    assert escalate_missed() == 2
    assert raised() == ["LEAD", "LEAD"]


def test_escalation_stays_until_a_person_takes_it_and_says_who(triage: Deadline, lead: User) -> None:
    escalate_missed(DUE)
    escalation = Escalation.objects.get()
    assert escalation.taken_by is None
    take_escalation(escalation=escalation, by=lead)
    assert Escalation.objects.filter(taken_by=lead, taken_at=MONDAY).exists()
    assert Entry.objects.get(verb="ESCALATION_TAKEN").actor == lead
    assert escalate_missed(DUE) == 0


@pytest.fixture
def restarted(transactional_db: None) -> Iterator[dict[str, str]]:
    """The environment in which another process works on this database."""
    named = {key.lower(): value for key, value in connection.settings_dict.items() if key in {"USER", "HOST", "PORT"}}
    url = make_conninfo(dbname=connection.settings_dict["NAME"], **{k: v for k, v in named.items() if v})
    yield {
        "DATABASE_URL": url, "HIRZ_SECRET_KEY": "x" * 50, "HIRZ_STATE_DIR": os.environ["HIRZ_STATE_DIR"],
        "DJANGO_SETTINGS_MODULE": "hirz.config.settings.staff",
    }  # fmt: skip
    with connection.cursor() as cursor:
        # The emptying has to pass the tables that refuse it; the setting ends with the connection.
        cursor.execute("set session_replication_role = replica")


def test_worker_that_was_restarted_goes_on_where_it_stopped(restarted: dict[str, str]) -> None:
    load_offices()
    office = Office.objects.get(code="bishkek")
    desk = make_user("desk", office, "desk")
    with time_machine.travel(MONDAY, tick=False):
        case = open_case(office=office, state_concerned="XM", language="ar", owner=desk, by=desk)
        note_done(case=case, fact="acknowledged", by=desk)
    assert escalate_missed(LEAD) == 2
    code = (
        "import django; django.setup();"
        "from datetime import datetime;"
        "from hirz.reprisals.cases.deadlines import escalate_missed;"
        f"print(*(escalate_missed(datetime.fromisoformat(at)) for at in {[LEAD.isoformat(), HEAD.isoformat()]}))"
    )
    ran = subprocess.run([sys.executable, "-c", code], env=restarted, capture_output=True, text=True, check=True)  # noqa: S603
    assert ran.stdout == "0 1\n"
    assert sorted(raised()) == ["HEAD", "LEAD", "OWNER"]

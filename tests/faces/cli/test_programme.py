"""`hirz export iati`: what it writes, what it says, and when it refuses."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from hirz.engines.iati.checks import broken_rules
from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.regional.programme.actions.doing import add_activity, share_activity
from hirz.regional.programme.actions.planning import add_cycle, add_result
from hirz.regional.programme.models import Activity, Cycle, Result
from hirz.rules.layers import Layer
from tests.conftest import make_user
from tests.faces.cli.conftest import Hirz

pytestmark = pytest.mark.django_db
REPORTER = "XM-TEST-9 40 Office of quiet rooms"


@pytest.fixture
def officer(offices: None) -> User:
    return make_user("officer", Office.objects.get(code="central_asia"), "regional_officer")


@pytest.fixture
def activity(officer: User) -> Activity:
    days = {"from_date": date(2026, 1, 1), "until_date": date(2029, 12, 31)}
    cycle = add_cycle(cycle=Cycle(pillar_set="plan_2022", **days), by=officer)
    said = Result(cycle=cycle, pillar="plan_2022_participation", kind="OUTCOME", title="Quiet hours are kept")
    result = add_result(result=said, by=officer)
    row = Activity(
        result=result, kind="training", title="Training", purpose="For quiet hours", state_code="KG", owner=officer,
        from_date=date(2026, 3, 2), until_date=date(2026, 3, 3), state="DONE",
    )  # fmt: skip
    return share_activity(activity=add_activity(activity=row, by=officer), layer=Layer.PUBLIC, by=officer)


def test_file_holds_the_public_activities_and_keeps_the_rules(activity: Activity, tmp_path: Path, hirz: Hirz) -> None:
    out = tmp_path / "a.xml"
    given = ("--as", "officer@hirz.example", "--reporter", REPORTER, "--out", out)
    ran = hirz("export", "iati", "--state", "kg", *given, "--json")
    assert ran.code == 0
    assert ran.data == {"activities": 1, "written": True, "broken": []}
    assert broken_rules(out.read_bytes(), today=timezone.now().date()) == ()
    assert str(activity.pk) in out.read_text(encoding="utf-8")


def test_state_without_public_activities_gives_no_file(officer: User, tmp_path: Path, hirz: Hirz) -> None:
    out = tmp_path / "a.xml"
    ran = hirz("export", "iati", "--state", "TJ", "--as", officer.email, "--reporter", REPORTER, "--out", out, "--json")
    assert (ran.code, ran.data) == (1, {"activities": 0, "written": False, "broken": []})
    assert not out.exists()


@pytest.mark.parametrize(
    ("state", "reporter", "email"),
    [("KG", "", "officer@hirz.example"), ("QQ", REPORTER, "officer@hirz.example"), ("KG", REPORTER, "x@hirz.example")],
)
def test_what_is_asked_wrongly_writes_nothing(
    state: str, reporter: str, email: str, activity: Activity, tmp_path: Path, hirz: Hirz
) -> None:
    out = tmp_path / "a.xml"
    ran = hirz("export", "iati", "--state", state, "--as", email, "--reporter", reporter, "--out", out)
    assert ran.code in (1, 2)
    assert not out.exists()

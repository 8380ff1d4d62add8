"""What leaves for the aid transparency standard: public activities, whole, and nobody who took part."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import override_settings
from django.utils import timezone
from lxml import etree

from hirz.engines.iati.checks import Broken, Rule
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.regional.organisations.models import Organisation
from hirz.regional.programme.actions.doing import add_budget_line, add_partner, share_activity
from hirz.regional.programme.actions.planning import share_indicator
from hirz.regional.programme.aid import AidFile, aid_file, let_leave, reporter
from hirz.regional.programme.models import Activity, BudgetLine, Indicator, Result
from hirz.regional.programme.refusals import ExportBreaksRules, NothingPublic, ReporterNotSet
from hirz.rules.layers import Layer
from tests.regional.contributors import make_organisation
from tests.regional.programme.conftest import SEXES, checked, make_activity, make_indicator, value_of
from tests.regional.programme.web.test_pages import filled
from tests.reprisals.people.web.pages import signed_in

pytestmark = pytest.mark.django_db
REPORTER = "XM-TEST-9 40 Office of quiet rooms"


def made(by: User, *states: str) -> AidFile:
    return aid_file(states or ("KG",), by=by, as_reporter=reporter(REPORTER))


def read(file: AidFile) -> etree._Element:
    return etree.fromstring(file.content)


def public(activity: Activity, by: User) -> Activity:
    return share_activity(activity=activity, layer=Layer.PUBLIC, by=by)


def test_public_activity_goes_out_whole_and_keeps_every_rule(
    activity: Activity, indicator: Indicator, officer: User
) -> None:
    filled(activity, officer)
    value_of(indicator, officer, parts=SEXES)
    checked(indicator, officer)
    share_indicator(indicator=indicator, layer=Layer.PUBLIC, by=officer)
    public(activity, officer)
    file = made(officer)
    assert (file.activities, file.broken) == (1, ())
    told = read(file).find("iati-activity")
    assert told is not None
    assert told.findtext("iati-identifier") == f"XM-TEST-9-{activity.pk}"
    assert [one.get("code") for one in told.findall("activity-status")] == ["4"]
    assert told.findtext("budget/value") == "100"
    values = [one.get("value") for one in told.findall("result/indicator/period/actual")]
    assert values == ["10", "6", "4"]
    comments = [one.findtext("comment/narrative") for one in told.findall("result/indicator/period/actual")]
    assert comments == ["Sex (adds up to the total): Women and girls: 6; Men and boys: 4", None, None]
    assert [one.get("value") for one in told.findall("result/indicator/period/target")] == ["20"]


def test_nobody_who_took_part_is_in_the_file(activity: Activity, officer: User) -> None:
    filled(activity, officer)
    public(activity, officer)
    text = made(officer).content.decode()
    for word in ("Moonlake", "zafira", "sex_female", "Lanternfish", "Barnacle", "Officer", "hirz.example"):
        assert word not in text


@pytest.mark.parametrize("layer", [layer for layer in Layer if layer is not Layer.PUBLIC])
def test_activity_of_another_layer_stays(layer: Layer, activity: Activity, officer: User) -> None:
    share_activity(activity=activity, layer=layer, by=officer)
    assert made(officer).activities == 0


def test_indicator_that_is_not_public_stays(activity: Activity, indicator: Indicator, officer: User) -> None:
    value_of(indicator, officer)
    public(activity, officer)
    assert read(made(officer)).find("iati-activity/result") is None


def test_partner_that_is_not_public_stays(activity: Activity, officer: User) -> None:
    for name, kind in (("Ministry of Mirrors", "ministry"), ("Society of Otters", "civil_society")):
        organisation = make_organisation(name, kind=kind, state_code="KG")
        add_partner(activity=activity, organisation=organisation, role="4", by=officer)
    assert {one.layer for one in Organisation.objects.all()} == {"PUBLIC", "INTERNAL"}
    public(activity, officer)
    names = [one.text for one in read(made(officer)).findall("iati-activity/participating-org/narrative")]
    assert names == ["Office of quiet rooms", "Ministry of Mirrors"]


def test_file_holds_the_states_that_were_asked_for(result: Result, officer: User) -> None:
    for code in ("KG", "XM"):
        public(make_activity(result, officer, state_code=code), officer)
    countries = [one.get("code") for one in read(made(officer, "KG")).iter("recipient-country")]
    assert countries == ["KG"]
    assert made(officer, "KG", "XM").activities == 2
    assert made(officer, "UZ").activities == 0


@pytest.mark.parametrize("state", Activity.State.values)
@pytest.mark.parametrize("days", [-20, 0, 20])
def test_every_state_of_an_activity_on_any_day_keeps_the_rules(
    state: str, days: int, result: Result, officer: User
) -> None:
    first = timezone.localdate() + timedelta(days=days)
    row = make_activity(result, officer, state=state, from_date=first, until_date=first + timedelta(days=5))
    days_of_line = {"from_date": first, "until_date": first + timedelta(days=5)}
    amounts = {"planned": Decimal(9), "committed": Decimal(8), "spent": Decimal(7)}
    add_budget_line(line=BudgetLine(activity=row, title="Rooms", currency="USD", **days_of_line, **amounts), by=officer)
    public(row, officer)
    assert made(officer).broken == ()


def test_percentage_and_baseline_are_told_as_such(result: Result, activity: Activity, officer: User) -> None:
    said = {"measure": "RATE", "baseline": Decimal("12.5"), "baseline_date": date(2025, 5, 1)}
    row = make_indicator(result, officer, **said)
    value_of(row, officer, 40, parts={"sex": {"sex_female": Decimal(35), "sex_male": Decimal(45)}})
    checked(row, officer)
    share_indicator(indicator=row, layer=Layer.PUBLIC, by=officer)
    public(activity, officer)
    told = read(made(officer)).find("iati-activity/result/indicator")
    assert told is not None
    assert told.get("measure") == "2"
    assert [(one.get("year"), one.get("value")) for one in told.findall("baseline")] == [("2025", "12.5")]


def test_file_that_breaks_a_rule_does_not_leave(officer: User) -> None:
    with pytest.raises(ExportBreaksRules):
        let_leave(AidFile(b"", 1, (Broken(1, Rule.START_MISSING, "activity-date"),)), ["KG"], by=officer)
    assert not Entry.objects.filter(verb="ACTIVITIES_EXPORTED").exists()


def test_file_without_activities_does_not_leave(officer: User) -> None:
    with pytest.raises(NothingPublic):
        let_leave(made(officer), ["KG"], by=officer)


@pytest.mark.parametrize("given", ["", "XM-TEST-9", "XM-TEST-9 40"])
def test_reporter_is_said_whole_or_refused(given: str) -> None:
    with pytest.raises(ReporterNotSet):
        reporter(given)


@override_settings(HIRZ_IATI_REPORTER=REPORTER)
def test_page_gives_the_file_and_puts_it_on_record(activity: Activity, officer: User) -> None:
    public(activity, officer)
    answer = signed_in(officer).post("/programme/iati/", {"states": ["KG"]})
    content = b"".join(answer)
    assert answer["Content-Type"] == "application/xml"
    assert b"Training on quiet hours" in content
    assert Entry.objects.get(verb="ACTIVITIES_EXPORTED").detail == {"states": ["KG"], "number": 1}


def test_page_says_that_nobody_said_as_whom_it_reports(activity: Activity, officer: User) -> None:
    page = signed_in(officer).post("/programme/iati/", {"states": ["KG"]})
    assert "as whom this installation reports" in page.content.decode()


def test_file_is_written_whatever_was_pasted_into_a_text(activity: Activity, officer: User) -> None:
    Activity.objects.update(purpose="Quiet\x02 hours")
    public(activity, officer)
    file = made(officer)
    assert file.broken == ()
    assert read(file).findtext("iati-activity/description/narrative") == "Quiet hours"


def test_file_is_the_same_whoever_makes_it_and_no_day_of_it_lies_ahead(activity: Activity, officer: User) -> None:
    with time_machine.travel("2026-11-22T18:01:00Z", tick=False):
        line = BudgetLine(
            activity=activity, title="Rooms", currency="USD", planned=Decimal(70), committed=Decimal(70),
            spent=Decimal(70), from_date=date(2026, 11, 23), until_date=date(2026, 12, 31),
        )  # fmt: skip
        add_budget_line(line=line, by=officer)
        public(activity, officer)
        with timezone.override("Asia/Bishkek"):
            here = made(officer)
        assert here.content == made(officer).content
    days = {one.get("iso-date") for one in read(here).iterfind(".//transaction-date")}
    assert (days, here.broken) == ({"2026-11-22"}, ())

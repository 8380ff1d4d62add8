"""What the pages of the programme show, to whom, and what they cost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.regional.programme.actions.doing import (
    add_budget_line,
    add_document,
    add_note,
    add_partner,
    add_risk,
    serve_recommendation,
    share_activity,
)
from hirz.regional.programme.actions.people import count_participants, record_follow_up, record_scores
from hirz.regional.programme.actions.planning import share_indicator
from hirz.regional.programme.actions.reporting import draft_report
from hirz.regional.programme.models import (
    Activity,
    ActivityDocument,
    ActivityFollowUp,
    BudgetLine,
    CountedParticipants,
    Cycle,
    Indicator,
    PeriodReport,
    ProgrammeRisk,
    Result,
)
from hirz.regional.recommendations.models import Recommendation
from hirz.rules.layers import Layer
from hirz.rules.programme_results import ReportKind, Score, period_of
from tests.regional.contributors import make_organisation
from tests.regional.programme.conftest import SEXES, checked, make_activity, make_indicator, person, value_of
from tests.regional.recommendations.conftest import TEMPLATE, imported
from tests.reprisals.people.web.pages import assert_good_page, assert_nothing_here, signed_in

pytestmark = pytest.mark.django_db
OVERVIEW = "/programme/"


def url(name: str, *args: object) -> str:
    return reverse(f"programme:{name}", args=args)


def filled(activity: Activity, by: User, n: int = 0) -> None:
    """Something of everything that can hang on an activity."""
    person(activity, by, f"Zafira Moonlake{n}", sex=["sex_female"], group=["group_minority", "group_migrant"])
    counted = CountedParticipants(activity=activity, total=9, parts={"sex": {"sex_male": 9}}, source="Sheets")
    count_participants(counted=counted, by=by)
    record_scores(activity=activity, maximum=Decimal(10), scores=[Score(Decimal(3), Decimal(7))] * 5, by=by)
    add_note(activity=activity, text=f"Lanternfish{n}", by=by)
    add_risk(risk=ProgrammeRisk(activity=activity, text=f"Barnacle{n}", level="low", owner=by), by=by)
    add_document(document=ActivityDocument(activity=activity, title="Call", url="https://example.org/a"), by=by)
    days = {"from_date": date(2026, 1, 1), "until_date": date(2026, 6, 1)}
    line = BudgetLine(activity=activity, title="Rooms", currency="USD", planned=Decimal(100), **days)
    add_budget_line(line=line, by=by)
    organisation = make_organisation(f"Council of Herons{n}", kind="ministry", state_code="KG")
    add_partner(activity=activity, organisation=organisation, role="4", by=by)


@pytest.fixture
def whole(activity: Activity, indicator: Indicator, officer: User) -> Activity:
    filled(activity, officer)
    follow_up = ActivityFollowUp(
        activity=activity, months=3, on_date=date(2026, 6, 4), asked=10, answered=4, applied=3, text="Hours are kept"
    )
    record_follow_up(follow_up=follow_up, by=officer)
    imported(TEMPLATE)
    found = Recommendation.objects.get(symbol="A/HRC/90/7")
    serve_recommendation(activity=activity, recommendation=found, by=officer)
    value_of(indicator, officer, parts=SEXES)
    checked(indicator, officer)
    return activity


@pytest.fixture
def report(whole: Activity, cycle: Cycle, officer: User) -> PeriodReport:
    period = period_of(ReportKind.ANNUAL, 2026)
    return draft_report(cycle=cycle, kind=ReportKind.ANNUAL, period=period, states=["KG"], by=officer)


@pytest.mark.parametrize("language", ["en", "ar", "fr", "ru"])
def test_pages_are_valid_in_both_directions(
    language: str, officer: User, whole: Activity, indicator: Indicator, report: PeriodReport
) -> None:
    client, cycle = signed_in(officer, language=language), report.cycle_id
    empty = make_activity(whole.result, officer, title="Nothing yet", state="PLANNED")
    pages = [
        OVERVIEW, url("cycle", cycle), url("result", whole.result_id), url("indicator", indicator.pk),
        url("activities"), url("activities") + "?state=KG", url("activity", whole.pk), url("activity", empty.pk),
        url("reports", cycle), url("report", report.pk), url("iati"), url("add_cycle"), url("add_result", cycle),
        url("add_indicator", whole.result_id), url("add_activity", whole.result_id), url("add_value", indicator.pk),
        url("check_principle", indicator.pk, "privacy"), url("share_indicator", indicator.pk),
        url("draft_report", cycle), url("write_report", report.pk, "ar"), url("serve", whole.pk) + "?words=office",
        url("change_amounts", whole.budget_lines.get().pk),
        *(url(name, whole.pk) for name in (
            "change_activity", "share_activity", "add_note", "add_partner", "add_budget_line", "add_document",
            "add_risk", "add_participant", "count_participants", "record_scores", "record_follow_up",
        )),
    ]  # fmt: skip
    for page in pages:
        assert_good_page(client, page)


def test_pages_before_anything_is_on_record(officer: User) -> None:
    client = signed_in(officer)
    assert_good_page(client, OVERVIEW)
    assert_good_page(client, url("activities"))


def test_reader_sees_nothing_of_the_office(reader: User, whole: Activity, report: PeriodReport) -> None:
    """The plan is everybody's; activities, indicators and their numbers are not."""
    client = signed_in(reader)
    text = assert_good_page(client, url("cycle", report.cycle_id))
    assert "Quiet hours are kept" in text
    assert "Rooms that are quiet" not in text
    assert "Participants:" not in text
    hidden = Indicator.objects.get()
    assert_nothing_here(
        client, url("activity", whole.pk), url("indicator", hidden.pk), url("report", report.pk),
        url("add_participant", whole.pk), url("add_value", hidden.pk), url("reports", report.cycle_id),
        url("workbook", report.cycle_id), url("iati"), url("add_cycle"),
    )  # fmt: skip


def test_public_activity_shows_who_took_part_to_the_office_alone(
    reader: User, elsewhere: User, officer: User, whole: Activity
) -> None:
    share_activity(activity=whole, layer=Layer.PUBLIC, by=officer)
    for other in (reader, elsewhere):
        text = assert_good_page(signed_in(other), url("activity", whole.pk))
        assert "Training on quiet hours" in text
        for hidden in ("Moonlake", "Lanternfish", "Barnacle", "Participants:", "Hours are kept"):
            assert hidden not in text
    text = assert_good_page(signed_in(officer), url("activity", whole.pk))
    for shown in ("Moonlake0", "Lanternfish0", "Barnacle0", "Hours are kept", "Council of Herons0"):
        assert shown in text


def test_officer_of_another_state_may_change_nothing_public(
    elsewhere: User, officer: User, whole: Activity, indicator: Indicator
) -> None:
    share_activity(activity=whole, layer=Layer.PUBLIC, by=officer)
    share_indicator(indicator=indicator, layer=Layer.PUBLIC, by=officer)
    names = ("change_activity", "share_activity", "add_note", "add_participant", "record_scores", "serve", "add_risk")
    person_there = whole.participants.get()
    assert_nothing_here(
        signed_in(elsewhere), *(url(name, whole.pk) for name in names), url("share_indicator", indicator.pk),
        url("erase_participant", person_there.pk), url("change_amounts", whole.budget_lines.get().pk),
    )  # fmt: skip


def test_totals_of_a_cycle_count_what_the_person_may_see(
    officer: User, elsewhere: User, headquarters: object, whole: Activity, cycle: Cycle
) -> None:
    make_activity(whole.result, elsewhere, state_code="UZ", title="Training in another State")
    for user in (officer, elsewhere):
        (_pillar, lines) = signed_in(user).get(url("cycle", cycle.pk)).context["pillars"][0]
        (line, _indicators) = lines[0]
        assert line.activities == 1
        assert line.participations == (10 if user is officer else 0)


def test_number_on_the_page_says_whether_its_parts_add_up(officer: User, result: Result, whole: Activity) -> None:
    short = make_indicator(result, officer, title="Rooms that are loud")
    value_of(short, officer, 12, parts=SEXES)
    bare = make_indicator(result, officer, title="Rooms nobody divided")
    value_of(bare, officer, 5)
    text = assert_good_page(signed_in(officer), url("result", result.pk))
    assert "adds up to the total" in text
    assert "does not add up: 2 in no part" in text
    assert "not disaggregated" in text


def test_small_groups_are_not_told_but_sex_is(officer: User, whole: Activity) -> None:
    shown = signed_in(officer).get(url("activity", whole.pk)).context["divided"]
    told = {row[0]: row[1:] for row in shown}
    assert told["Sex"] == ("Women and girls: 1; Men and boys: 9", "adds up to the total")
    assert told["Groups to which people say they belong"] == ("—", "not shown: some groups are too small")


def test_reading_who_took_part_is_on_record(officer: User, whole: Activity) -> None:
    before = Entry.objects.filter(verb="READ_PARTICIPANTS").count()
    signed_in(officer).get(url("activity", whole.pk))
    entry = Entry.objects.filter(verb="READ_PARTICIPANTS").latest("id")
    assert (entry.actor, entry.subject_id) == (officer, whole.pk)
    assert Entry.objects.filter(verb="READ_PARTICIPANTS").count() == before + 1


@pytest.mark.parametrize(
    ("page", "cost"),
    [("cycle", 15), ("result", 13), ("activities", 7), ("activity", 32), ("indicator", 13), ("report", 14)],
)
def test_pages_cost_the_same_however_much_there_is(
    page: str, cost: int, officer: User, whole: Activity, report: PeriodReport, indicator: Indicator,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    where = {
        "cycle": url("cycle", report.cycle_id), "result": url("result", whole.result_id),
        "activities": url("activities"), "activity": url("activity", whole.pk),
        "indicator": url("indicator", indicator.pk), "report": url("report", report.pk),
    }[page]  # fmt: skip
    client = signed_in(officer)
    client.get(where)
    with django_assert_num_queries(cost):
        client.get(where)
    for n in range(1, 4):
        more = make_activity(whole.result, officer, title=f"Training {n}")
        filled(more, officer, n)
        person(whole, officer, f"Moonlake{n}", sex=["sex_male"])
        add_note(activity=whole, text="More", by=officer)
        value_of(make_indicator(whole.result, officer, title=f"Rooms {n}"), officer, parts=SEXES)
        value_of(indicator, officer, from_date=date(2026, n, 1), until_date=date(2026, n, 28), parts=SEXES)
    with django_assert_num_queries(cost):
        client.get(where)


def test_reading_notes_and_reports_is_on_record(officer: User, result: Result, report: PeriodReport) -> None:
    bare = make_activity(result, officer)
    add_note(activity=bare, text="Lanternfish", by=officer)
    client = signed_in(officer)
    for where, verb, subject in (
        (url("activity", bare.pk), "READ_ACTIVITY", bare.pk),
        (url("report", report.pk), "READ_PERIOD_REPORT", report.pk),
        (url("write_report", report.pk, "en"), "READ_PERIOD_REPORT", report.pk),
    ):
        before = Entry.objects.filter(verb=verb, subject_id=subject).count()
        assert client.get(where).status_code == 200
        assert Entry.objects.filter(verb=verb, subject_id=subject).count() == before + 1

"""The whole way through the pages: from a cycle to a report that was cleared, and what forms give back."""

from __future__ import annotations

import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from hirz.foundation.accounts.models import User
from hirz.regional.programme.models import (
    Activity,
    CountedParticipants,
    Cycle,
    Indicator,
    IndicatorValue,
    PairedScore,
    Participant,
    PeriodReport,
    ProgrammeRisk,
    Result,
)
from hirz.regional.recommendations.models import Recommendation
from tests.regional.contributors import make_organisation
from tests.regional.programme.conftest import AGREED, person
from tests.regional.recommendations.conftest import TEMPLATE, imported
from tests.reprisals.people.web.pages import signed_in

pytestmark = pytest.mark.django_db
DAYS = {"from_date": "2026-03-02", "until_date": "2026-03-03"}


def sent(client: Client, page: str, /, *args: object, **given: object) -> None:
    """A form that is taken leads on; whatever it asks comes with the test."""
    answer = client.post(reverse(f"programme:{page}", args=args), given)
    errors = answer.context["form"].errors if answer.status_code == 200 else None
    assert answer.status_code == 302, errors


def test_plan_is_recorded_from_cycle_to_public_indicator(officer: User) -> None:
    client = signed_in(officer)
    sent(client, "add_cycle", pillar_set="central_asia_2018", from_date="2018-01-01", until_date="2021-12-31")
    cycle = Cycle.objects.get()
    pillar = "central_asia_2018_democratic_space"
    said = {"pillar": pillar, "kind": "OUTCOME", "title": "Space is wide", "language": "en", "spotlights": ["women"]}
    sent(client, "add_result", cycle.pk, **said)
    result = Result.objects.get()
    said = {"title": "Meetings held", "language": "en", "state_code": "KG", "measure": "COUNT", "source": "Register"}
    sent(client, "add_indicator", result.pk, **said, target="30", target_date="2021-12-31")
    indicator = Indicator.objects.get()
    parts = {"part-sex_female": "7", "part-sex_male": "3.5"}
    sent(client, "add_value", indicator.pk, from_date="2018-01-01", until_date="2018-12-31", number="10.5", **parts)
    assert IndicatorValue.objects.get().disaggregated.finding("sex").holds
    share = reverse("programme:share_indicator", args=[indicator.pk])
    refused = client.post(share, {"layer": "PUBLIC"})
    assert "does not keep all six principles" in refused.content.decode()
    for principle in ("participation", "disaggregation", "self_identification", "transparency", "privacy"):
        sent(client, "check_principle", indicator.pk, principle, is_met="yes", reason="Seen")
    page = client.get(reverse("programme:indicator", args=[indicator.pk])).content.decode()
    assert "Accountability: nobody has checked it yet." in page
    sent(client, "check_principle", indicator.pk, "accountability", is_met="yes", reason="Seen")
    sent(client, "share_indicator", indicator.pk, layer="PUBLIC")
    assert Indicator.objects.get().layer == "PUBLIC"


def test_activity_is_recorded_with_all_that_belongs_to_it(result: Result, officer: User) -> None:
    client = signed_in(officer)
    said = {"title": "Training", "language": "en", "kind": "training", "state_code": "KG", "purpose": "For hours"}
    sent(client, "add_activity", result.pk, **said, **DAYS, place="Osh", state="DONE")
    activity = Activity.objects.get()
    pk = activity.pk
    sent(client, "change_activity", pk, **{**said, "title": "Training of judges"}, **DAYS, place="Naryn", state="DONE")
    sent(client, "add_note", pk, text="Lanternfish")
    organisation = make_organisation("Ministry of Mirrors", kind="ministry", state_code="KG")
    sent(client, "add_partner", pk, organisation=str(organisation.pk), role="1")
    line = {"title": "Rooms", "currency": "usd", "planned": "100.25", "committed": "0", "spent": "0"}
    sent(client, "add_budget_line", pk, **line, **DAYS)
    sent(client, "change_amounts", activity.budget_lines.get().pk, planned="100.25", committed="90", spent="80")
    sent(client, "add_document", pk, title="Call", language="en", url="https://example.org/call.pdf")
    sent(client, "add_risk", pk, text="Barnacle", level="low", answer="Scrape")
    client.post(reverse("programme:end_risk", args=[ProgrammeRisk.objects.get().pk]))
    sent(client, "record_follow_up", pk, months="3", on_date="2026-06-04", asked="9", answered="4", applied="3")
    sent(client, "share_activity", pk, layer="PUBLIC")
    found = Activity.objects.get()
    assert (found.title, found.state_code, found.place, found.layer) == ("Training of judges", "KG", "Naryn", "PUBLIC")
    assert (found.budget_lines.get().currency, found.budget_lines.get().spent) == ("USD", 80)
    assert ProgrammeRisk.objects.get().ended_date is not None


def test_participants_are_entered_counted_and_erased(activity: Activity, officer: User) -> None:
    client = signed_in(officer)
    said = {"name": "Zafira Moonlake", "agreed": "on", "agreed_date": AGREED.isoformat(), "self-sex": "sex_female"}
    groups = ["group_minority", "group_migrant"]
    sent(client, "add_participant", activity.pk, **said, **{"self-group": groups})
    row = Participant.objects.get()
    assert row.said_of_self == {"sex": ["sex_female"], "group": groups}
    sent(client, "count_participants", activity.pk, total="9", source="Sheets", **{"part-sex_male": "9"})
    assert CountedParticipants.objects.get().parts == {"sex": {"sex_male": 9}}
    sent(client, "record_scores", activity.pk, maximum="10", scores="3 7\n4.5 -\n- 8\n")
    assert [(one.before, one.after) for one in PairedScore.objects.all()] == [
        (3, 7), (Decimal("4.5"), None), (None, 8),
    ]  # fmt: skip
    erase = reverse("programme:erase_participant", args=[row.pk])
    client.get(erase)
    assert Participant.objects.get().erased_at is None
    client.post(erase)
    assert Participant.objects.get().erased_at is not None
    assert "Moonlake" not in client.get(reverse("programme:activity", args=[activity.pk])).content.decode()


@pytest.mark.parametrize("page", ["erase_participant", "share_activity"])
def test_second_factor_is_asked_again_before_it_is_done(page: str, activity: Activity, officer: User) -> None:
    row = person(activity, officer)
    about = {"erase_participant": row.pk, "share_activity": activity.pk}[page]
    client = signed_in(officer)
    with time_machine.travel(timezone.now() + timedelta(minutes=20), tick=False):
        answer = client.post(reverse(f"programme:{page}", args=[about]), {"layer": "PUBLIC"})
    assert answer.status_code == 403
    assert Participant.objects.get().erased_at is None
    assert Activity.objects.get().layer == "INTERNAL"


@pytest.mark.parametrize(
    ("name", "given", "field"),
    [
        ("add_participant", {"name": "Kept Typing", "agreed_date": "2026-03-02"}, "agreed"),
        ("add_participant", {"name": "Kept Typing", "agreed": "on", "agreed_date": "2999-01-01"}, "agreed_date"),
        ("count_participants", {"total": "4", "source": "Kept Typing", "part-sex_male": "5"}, "__all__"),
        ("count_participants", {"total": "-1", "source": "Kept Typing"}, "total"),
        ("count_participants", {"total": "0", "source": "Kept Typing"}, "total"),
        ("add_document", {"title": "Kept Typing", "language": "en", "url": "ftp://example.org/call.pdf"}, "url"),
        ("record_scores", {"maximum": "10", "scores": "3 x Kept Typing"}, "scores"),
        ("record_scores", {"maximum": "10", "scores": "3 11\n"}, "__all__"),
        ("record_follow_up", {"months": "3", "on_date": "2026-03-01", "asked": "1", "answered": "1", "applied": "1",
                              "text": "Kept Typing"}, "__all__"),
        ("record_follow_up", {"months": "3", "on_date": "2026-07-01", "asked": "1", "answered": "2", "applied": "1",
                              "text": "Kept Typing"}, "answered"),
        ("add_budget_line", {"title": "Kept Typing", "currency": "12", "planned": "1", **DAYS}, "currency"),
        ("add_budget_line", {"title": "Kept Typing", "currency": "USD", "planned": "1", "committed": "0", "spent": "0",
                             "from_date": "2026-01-01", "until_date": "2027-06-01"}, "__all__"),
        ("add_document", {"title": "Kept Typing", "language": "en", "url": "javascript:alert(1)"}, "url"),
        ("add_note", {"text": ""}, "text"),
    ],
)  # fmt: skip
def test_form_that_is_refused_comes_back_as_it_was_filled(
    name: str, given: dict[str, str], field: str, activity: Activity, officer: User
) -> None:
    page = signed_in(officer).post(reverse(f"programme:{name}", args=[activity.pk]), given)
    assert field in page.context["form"].errors
    if "Kept Typing" in str(given):
        assert "Kept Typing" in page.content.decode()


def test_activity_is_tied_to_a_recommendation_by_its_words(activity: Activity, officer: User) -> None:
    imported(TEMPLATE.replace(b"XM", b"KG"))
    client, url = signed_in(officer), reverse("programme:serve", args=[activity.pk])
    (row,) = client.get(url, {"words": "offic compl"}).context["rows"]
    client.post(url, {"recommendation": str(row.recommendation.pk)})
    client.post(url, {"recommendation": str(row.recommendation.pk)})
    served = activity.served.get()
    assert served.recommendation == Recommendation.objects.get(symbol="A/HRC/90/7")
    client.post(reverse("programme:stop_serving", args=[served.pk]))
    assert not activity.served.exists()


def test_activity_is_tied_to_recommendations_of_its_own_state(activity: Activity, officer: User) -> None:
    imported(TEMPLATE)
    elsewhere = Recommendation.objects.exclude(state_code=activity.state_code)[0]
    url = reverse("programme:serve", args=[activity.pk])
    assert signed_in(officer).post(url, {"recommendation": str(elsewhere.pk)}).status_code == 404
    assert not activity.served.exists()


def test_risk_ends_once(activity: Activity, officer: User) -> None:
    client = signed_in(officer)
    sent(client, "add_risk", activity.pk, text="Barnacle", level="low")
    url = reverse("programme:end_risk", args=[ProgrammeRisk.objects.get().pk])
    client.post(url)
    ended = ProgrammeRisk.objects.get().ended_date
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        assert signed_in(officer).post(url).status_code == 404
    assert ProgrammeRisk.objects.get().ended_date == ended


def test_report_is_drafted_written_cleared_and_saved(
    activity: Activity, cycle: Cycle, officer: User, colleague: User
) -> None:
    person(activity, officer, "Zafira Moonlake", sex=["sex_female"])
    client = signed_in(officer)
    refused = client.post(reverse("programme:draft_report", args=[cycle.pk]), {"kind": "MONTHLY", "year": "2026"})
    assert set(refused.context["form"].errors) == {"month", "states"}
    sent(client, "draft_report", cycle.pk, kind="MONTHLY", year="2026", month="3", states=["KG"])
    report = PeriodReport.objects.get()
    assert (report.from_date, report.until_date, report.states) == (date(2026, 3, 1), date(2026, 3, 31), ["KG"])
    sent(client, "write_report", report.pk, "en", text="Zafira kept the hours", seen="1")
    page = reverse("programme:report", args=[report.pk])
    saved = client.get(reverse("programme:download_report", args=[report.pk, "en", "docx"]), follow=True)
    assert "The text names a participant" in saved.content.decode()
    sent(client, "write_report", report.pk, "en", text="The hours were kept", seen="2")
    meanwhile = client.post(reverse("programme:write_report", args=[report.pk, "en"]), {"text": "Mine", "seen": "2"})
    assert "while you were writing" in meanwhile.content.decode()
    assert ">Mine<" in meanwhile.content.decode().replace("\n", "")
    client.post(reverse("programme:clear_report", args=[report.pk]))
    assert "You wrote this text" in client.get(page).content.decode()
    signed_in(colleague).post(reverse("programme:clear_report", args=[report.pk]))
    assert PeriodReport.objects.get().cleared_by == colleague
    for file_format, begins in (("docx", b"PK"), ("pdf", b"%PDF")):
        answer = client.get(reverse("programme:download_report", args=[report.pk, "en", file_format]))
        assert b"".join(answer).startswith(begins)


def test_workbook_is_saved_from_the_page(indicator: Indicator, cycle: Cycle, officer: User) -> None:
    answer = signed_in(officer).get(reverse("programme:workbook", args=[cycle.pk]))
    book = load_workbook(io.BytesIO(b"".join(answer)))
    assert book.sheetnames == ["Indicators", "Participants"]

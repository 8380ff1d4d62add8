"""Recording in the page: what is sent is on record, what is refused comes back as it was typed."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from hirz.foundation.accounts.models import User
from hirz.regional.institutions import actions, models
from hirz.regional.organisations.models import Organisation
from hirz.rules.layers import Layer
from tests.regional.institutions.conftest import decided
from tests.reprisals.people.web.pages import assert_good_page, signed_in

pytestmark = pytest.mark.django_db
DECISION = {"status": "b", "on_date": "2012-03-30", "source": "Report of the session"}
FINDING = {
    "on_date": "2024-05-02", "observation": "go_2018_1_8", "finding": "not_met", "text": "What I typed",
    "layer": "INTERNAL",
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ar"])
def test_forms_are_good_pages(language: str, institution: Organisation, mechanism: Organisation, officer: User) -> None:
    client = signed_in(officer, language=language)
    decision = decided(institution, officer, "b", "2012-03-30")
    (asked,) = actions.record_recommendations(decision=decision, texts=["Fund it"], by=officer)
    for name, pk in (
        ("add_decision", institution.pk), ("add_provision", institution.pk), ("assess_observation", institution.pk),
        ("add_recommendations", decision.pk), ("add_follow_up", asked.pk), ("describe_mechanism", mechanism.pk),
        ("add_member", mechanism.pk), ("assess_capacity", mechanism.pk),
    ):  # fmt: skip
        assert_good_page(client, reverse(f"institutions:{name}", args=[pk]))
    assert_good_page(client, reverse("institutions:add_exchange"))
    assert_good_page(client, reverse("institutions:assess_observation", args=[institution.pk]) + "?on_date=2024-05-02")


def test_decision_is_put_on_record(institution: Organisation, officer: User) -> None:
    answer = signed_in(officer).post(reverse("institutions:add_decision", args=[institution.pk]), DECISION)
    assert answer["Location"] == reverse("institutions:one", args=[institution.pk])
    row = models.AccreditationDecision.objects.get()
    assert (row.status, row.on_date, row.entered_by, row.layer) == ("b", date(2012, 3, 30), officer, "PUBLIC")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"on_date": "2999-01-01"}, "on_date"),
        ({"source": ""}, "source"),
        ({"status": "special_review"}, "__all__"),
        ({"next_date": "2010-01-01"}, "__all__"),
    ],
)
def test_decision_that_cannot_be_comes_back_as_it_was_filled(
    more: dict[str, str], field: str, institution: Organisation, officer: User
) -> None:
    given = {**DECISION, "session": "What I typed", **more}
    page = signed_in(officer).post(reverse("institutions:add_decision", args=[institution.pk]), given)
    assert list(page.context["form"].errors) == [field]
    assert "What I typed" in page.content.decode()
    assert not models.AccreditationDecision.objects.exists()


def test_recommendations_are_taken_line_by_line_and_followed_up(institution: Organisation, officer: User) -> None:
    client, decision = signed_in(officer), decided(institution, officer, "b", "2012-03-30")
    client.post(
        reverse("institutions:add_recommendations", args=[decision.pk]),
        {"texts": "Fund  it\n\n Open it ", "observation": "go_2018_1_10"},
    )
    assert list(decision.recommendations.values_list("text", flat=True)) == ["Fund it", "Open it"]
    asked = decision.recommendations.first()
    assert asked is not None
    given = {"state": "in_part", "on_date": "2014-01-01", "note": "Half of it", "layer": "PARTNERS"}
    client.post(reverse("institutions:add_follow_up", args=[asked.pk]), given)
    row = models.ScaFollowUp.objects.get()
    assert (row.note, row.layer) == ("Half of it", "PARTNERS")


def test_day_says_which_observations_are_offered(institution: Organisation, officer: User) -> None:
    url = reverse("institutions:assess_observation", args=[institution.pk])
    client = signed_in(officer)
    for day, beginning in (("2024-05-02", "go_2018_"), ("2015-05-02", "go_2013_")):
        offered = client.get(url, {"on_date": day}).context["form"].fields["observation"].choices
        codes = [code for code, _label in offered if code]
        assert codes
        assert all(code.startswith(beginning) for code in codes)


def test_finding_is_recorded_or_comes_back(institution: Organisation, officer: User) -> None:
    client, url = signed_in(officer), reverse("institutions:assess_observation", args=[institution.pk])
    page = client.post(url, {**FINDING, "evidence_url": "no address"})
    assert list(page.context["form"].errors) == ["evidence_url"]
    assert "What I typed" in page.content.decode()
    client.post(url, FINDING)
    assert models.NhriFinding.objects.get().text == "What I typed"


def test_contributor_assesses_in_the_name_of_the_organisation(institution: Organisation, commissioner: User) -> None:
    client, url = signed_in(commissioner), reverse("institutions:assess_observation", args=[institution.pk])
    layers = client.get(url, {"on_date": "2024-05-02"}).context["form"].fields["layer"].choices
    assert [code for code, _label in layers] == ["INTERNAL", "PARTNERS", "PUBLIC"]
    assert client.post(url, {**FINDING, "layer": "GOVERNMENT"}).context["form"].errors
    client.post(url, FINDING)
    assert models.NhriFinding.objects.get().contributed_by == institution


def test_exchange_is_recorded_and_followed_up(institution: Organisation, second: Organisation, officer: User) -> None:
    given = {
        "kind": "peer_training", "subject": "Complaints", "state_code": "KG", "from_date": "2025-03-01",
        "until_date": "2025-03-02", "layer": "INTERNAL", "institutions": [str(institution.pk), str(second.pk)],
        "agreed": "Share the form",
    }  # fmt: skip
    client = signed_in(officer)
    late = client.post(reverse("institutions:add_exchange"), {**given, "until_date": "2025-02-01"})
    assert list(late.context["form"].errors) == ["until_date"]
    assert "Share the form" in late.content.decode()
    few = client.post(reverse("institutions:add_exchange"), {**given, "institutions": [str(second.pk)]})
    assert few.context["form"].non_field_errors()
    client.post(reverse("institutions:add_exchange"), given)
    row = models.Exchange.objects.get()
    assert row.agreed == "Share the form"
    url = reverse("institutions:follow_up_exchange", args=[row.pk])
    client.post(url, {"on_date": "2025-06-01", "text": "Shared"})
    row.refresh_from_db()
    assert row.followed_up_date == date(2025, 6, 1)
    assert client.post(url, {"on_date": "2025-06-01", "text": "Again"}).context["form"].non_field_errors()


def test_provision_and_membership_end_and_keep_their_end(
    institution: Organisation, mechanism: Organisation, officer: User
) -> None:
    client = signed_in(officer)
    client.post(
        reverse("institutions:add_provision", args=[institution.pk]),
        {"aspect": "mandate", "instrument": "Law", "summary": "Visits", "in_force_date": "2002-07-31", "source": "x"},
    )
    provision = models.LegalProvision.objects.get()
    client.post(reverse("institutions:end_provision", args=[provision.pk]), {"until_date": "2010-01-01"})
    client.post(
        reverse("institutions:add_member", args=[mechanism.pk]),
        {"member": str(institution.pk), "from_date": "2020-01-01"},
    )
    member = models.MechanismMember.objects.get()
    client.post(reverse("institutions:end_membership", args=[member.pk]), {"until_date": "2019-01-01"})
    assert models.MechanismMember.objects.filter(until_date=None).exists()
    client.post(reverse("institutions:end_membership", args=[member.pk]), {"until_date": "2021-01-01"})
    member.refresh_from_db()
    provision.refresh_from_db()
    assert (provision.until_date, member.until_date) == (date(2010, 1, 1), date(2021, 1, 1))


def test_mechanism_is_described_and_assessed(mechanism: Organisation, officer: User) -> None:
    client = signed_in(officer)
    client.post(
        reverse("institutions:describe_mechanism", args=[mechanism.pk]),
        {"type": "separate", "on_date": "2020-01-01", "source": "Decree"},
    )
    given = {
        "capacity": "engagement", "level": "partial", "on_date": "2024-01-01", "reasons": "What I typed",
        "layer": "INTERNAL",
    }  # fmt: skip
    url = reverse("institutions:assess_capacity", args=[mechanism.pk])
    assert "What I typed" in client.post(url, {**given, "level": "great"}).content.decode()
    client.post(url, given)
    assert models.MechanismDescription.objects.get().type == "separate"
    assert models.CapacityLevel.objects.get().reasons == "What I typed"


def test_removal_is_asked_for_and_refused_where_something_rests(institution: Organisation, officer: User) -> None:
    client, decision = signed_in(officer), decided(institution, officer, "b", "2012-03-30")
    (asked,) = actions.record_recommendations(decision=decision, texts=["Fund it"], by=officer)
    actions.record_follow_up(
        recommendation=asked, by=officer, layer=Layer.INTERNAL, state="in_part", on_date=date(2014, 1, 1)
    )
    url = reverse("institutions:remove", args=[asked.pk])
    assert client.get(url).status_code == 404
    client.post(url, {"kind": "recommendation"})
    assert models.ScaRecommendation.objects.exists()
    client.post(reverse("institutions:remove", args=[asked.follow_up.get().pk]), {"kind": "follow-up"})
    client.post(url, {"kind": "recommendation"})
    assert not models.ScaRecommendation.objects.exists()
    assert client.post(url, {"kind": "office"}).status_code == 404

"""Contributors see the activities that are shared with their side, and of these what is not the office's alone."""

from __future__ import annotations

import pytest
from django.urls import reverse

from hirz.foundation.accounts.models import User
from hirz.regional.programme.actions.doing import serve_recommendation, share_activity
from hirz.regional.programme.models import Activity, Indicator
from hirz.regional.recommendations.models import Recommendation
from hirz.rules.layers import Layer
from tests.regional.contributors import make_contributor, make_organisation
from tests.regional.programme.conftest import make_activity
from tests.regional.programme.web.test_pages import filled
from tests.regional.recommendations.conftest import TEMPLATE, imported
from tests.reprisals.people.web.pages import assert_good_page, assert_nothing_here, signed_in

pytestmark = pytest.mark.django_db
LIST = "/programme/activities/"


@pytest.fixture
def partner(officer: User) -> User:
    return make_contributor("otter", make_organisation("Society of Otters", kind="civil_society", state_code="KG"))


@pytest.fixture
def minister(officer: User) -> User:
    return make_contributor("minister", make_organisation("Ministry of Mirrors", kind="ministry", state_code="KG"))


def page(activity: Activity) -> str:
    return reverse("programme:activity", args=[activity.pk])


@pytest.mark.parametrize(
    ("layer", "seen_by"),
    [
        (Layer.INTERNAL, set()),
        (Layer.PARTNERS, {"partner"}),
        (Layer.GOVERNMENT, {"minister"}),
        (Layer.PUBLIC, {"partner", "minister"}),
    ],
)
def test_each_side_sees_its_layer_in_page_and_list(
    layer: Layer, seen_by: set[str], activity: Activity, officer: User, partner: User, minister: User
) -> None:
    share_activity(activity=activity, layer=layer, by=officer)
    for name, user in (("partner", partner), ("minister", minister)):
        client = signed_in(user)
        assert ("Training on quiet hours" in assert_good_page(client, LIST)) == (name in seen_by)
        assert (client.get(page(activity)).status_code == 200) == (name in seen_by)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_shared_activity_tells_nothing_of_the_office(
    language: str, activity: Activity, officer: User, partner: User
) -> None:
    filled(activity, officer)
    imported(TEMPLATE + TEMPLATE.splitlines()[-1].replace(b"XM", b"KG").replace(b"A/HRC/90/7", b"A/HRC/90/8") + b"\n")
    for served in Recommendation.objects.filter(symbol__startswith="A/HRC/90/"):
        serve_recommendation(activity=activity, recommendation=served, by=officer)
    share_activity(activity=activity, layer=Layer.PARTNERS, by=officer)
    text = assert_good_page(signed_in(partner, language=language), page(activity))
    assert "Council of Herons0" in text
    assert "A/HRC/90/8" in text
    assert "A/HRC/90/7" not in text, "a recommendation to another State"
    for hidden in ("Moonlake", "Lanternfish", "Barnacle", "Officer", "Quiet hours are kept", "/edit/"):
        assert hidden not in text


def test_contributors_open_nothing_else(activity: Activity, indicator: Indicator, officer: User, partner: User) -> None:
    share_activity(activity=activity, layer=Layer.PUBLIC, by=officer)
    args = [activity.pk]
    names = ("change_activity", "share_activity", "add_note", "add_participant", "record_scores", "serve", "add_risk")
    assert_nothing_here(
        signed_in(partner), "/programme/", "/programme/iati/", reverse("programme:indicator", args=[indicator.pk]),
        reverse("programme:result", args=[activity.result_id]), *(reverse(f"programme:{n}", args=args) for n in names),
    )  # fmt: skip


def test_activities_of_another_state_are_not_there(activity: Activity, officer: User, partner: User) -> None:
    other = make_activity(activity.result, officer, state_code="XM")
    share_activity(activity=other, layer=Layer.PARTNERS, by=officer)
    assert_nothing_here(signed_in(partner), page(other))

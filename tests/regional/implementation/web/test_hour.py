"""Contributors read and write in the hour of the office that invited them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from hirz.foundation.offices.models import Office
from hirz.regional.implementation.actions.updating import Content, draft_update, take_step
from hirz.regional.implementation.models import Assessment, Measure
from hirz.regional.organisations.models import Contributor
from hirz.regional.recommendations.models import Recommendation
from hirz.rules.follow_up import Step
from hirz.rules.layers import Layer
from tests.regional.implementation.conftest import Cast
from tests.reprisals.people.web.pages import assert_good_page, signed_in

pytestmark = pytest.mark.django_db
MORNING = "2026-11-22T00:10:00Z"
BEFORE, AFTER = "2026-11-22T17:59:00Z", "2026-11-22T18:01:00Z"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_moment_is_shown_at_the_hour_of_the_office(measure: Measure, cast: Cast, language: str) -> None:
    with time_machine.travel(MORNING, tick=False):
        content = Content(for_date=date(2026, 6, 30), progress="under_way", words="Done so far")
        update = draft_update(measure=measure, content=content, layer=Layer.GOVERNMENT, by=cast.clerk)
        take_step(update=update, step=Step.SUBMIT, by=cast.clerk)
        client = signed_in(cast.clerk, language=language)
        page = assert_good_page(client, reverse("implementation:update", args=[update.pk]))
    assert "06:10" in page
    assert "00:10" not in page
    assert "UTC+6" in page


@pytest.mark.parametrize(
    ("zone", "moment", "today"),
    [
        ("Asia/Bishkek", BEFORE, date(2026, 11, 22)),
        ("Asia/Bishkek", AFTER, date(2026, 11, 23)),
        ("America/Bogota", "2026-11-23T04:59:00Z", date(2026, 11, 22)),
    ],
)
def test_today_of_the_office_can_be_written_and_tomorrow_cannot(
    recommendation: Recommendation, cast: Cast, office: Office, zone: str, moment: str, today: date
) -> None:
    office.time_zone = zone
    office.save()
    told = {"degree": "partial", "layer": "PARTNERS", "words": "Half"}
    url = reverse("implementation:assess", args=[recommendation.pk])
    with time_machine.travel(moment, tick=False):
        client = signed_in(cast.defender)
        assert "This day has not come yet." in assert_good_page(client, url, on_date=today + timedelta(days=1), **told)
        assert client.post(url, {**told, "on_date": str(today)}).status_code == 302
    assert Assessment.objects.get().on_date == today


def test_access_ends_with_the_day_of_the_office(cast: Cast) -> None:
    Contributor.objects.filter(user=cast.clerk).update(until_date=date(2026, 11, 22))
    for moment, status in ((BEFORE, 200), (AFTER, 404)):
        with time_machine.travel(moment, tick=False):
            assert signed_in(cast.clerk).get("/implementation/XM/").status_code == status

"""What waits for people is told page by page, and counted from what each of them sees."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from hirz.regional.implementation.actions.planning import add_measure, make_responsible
from hirz.regional.implementation.actions.updating import Content, draft_update, take_step
from hirz.regional.implementation.models import Reminder
from hirz.regional.recommendations.models import Recommendation
from hirz.rules.follow_up import Step
from hirz.rules.layers import Layer
from tests.regional.implementation.conftest import Cast
from tests.reprisals.people.web.pages import signed_in

pytestmark = pytest.mark.django_db


def test_queue_and_reminders_are_paged_and_counted(cast: Cast, recommendation: Recommendation) -> None:
    today = timezone.localdate()
    for number in range(30):
        row = add_measure(
            state_code="XM", by=cast.inspector, layer=Layer.GOVERNMENT, title=f"Door {number}", starts_date=today
        )
        make_responsible(measure=row, organisation=cast.interior, role="lead", by=cast.inspector)
        Reminder.objects.create(
            measure=row, organisation=cast.interior, for_date=today + timedelta(days=40), level="focal_point",
            to=cast.inspector, number=1, on_date=today,
        )  # fmt: skip
        if number < 28:
            content = Content(for_date=today - timedelta(days=200), progress="done", words="Opened")
            update = draft_update(measure=row, content=content, layer=Layer.GOVERNMENT, by=cast.inspector)
            take_step(update=update, step=Step.SUBMIT, by=cast.inspector)
    assert paged(signed_in(cast.officer), "/implementation/queue/") == (28, 28)
    assert paged(signed_in(cast.inspector), "/implementation/reminders/") == (30, 30)
    for who in (cast.clerk, cast.advocate, cast.elsewhere):
        for url in ("/implementation/queue/", "/implementation/reminders/"):
            assert paged(signed_in(who), url) == (0, 0)
    home = signed_in(cast.inspector).get("/contribute/")
    assert "/implementation/reminders/" in [one.url for one in home.context["waiting"]]


def paged(client: Client, url: str) -> tuple[int, int]:
    """The count that is told, and how many rows come from page to page."""
    page = client.get(url)
    told, rows = page.context["count"], len(page.context["page"].rows)
    while following := page.context["page"].next_url:
        page = client.get(url + following)
        rows += len(page.context["page"].rows)
    return told, rows

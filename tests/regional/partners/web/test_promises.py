"""Promises are told page by page, and counted from what each person sees."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.regional.organisations.models import Organisation
from hirz.regional.partners.actions.meetings import record_promise, settle_promise
from hirz.regional.partners.models import PartnerPromise
from hirz.rules.layers import Layer
from tests.reprisals.people.web.pages import assert_good_page, signed_in

pytestmark = pytest.mark.django_db
PROMISES, SETTLED, OVERVIEW = "/partners/promises/", "/partners/promises/settled/", "/partners/"
WAITING, KEPT, SHARED = 30, 27, 3


@pytest.fixture
def promises(officer: User, ministry: Organisation) -> None:
    """Some have no day; a few of those that wait are shared with the Government."""
    today = timezone.localdate()
    for number in range(WAITING + KEPT):
        made = record_promise(
            state_code="KG", layer=Layer.GOVERNMENT if number < SHARED else Layer.INTERNAL, by=officer,
            text=f"Door {number}", promised_by=ministry, made_date=today - timedelta(days=90),
            due_date=today - timedelta(days=number) if number % 3 else None,
        )  # fmt: skip
        if number >= WAITING:
            settle_promise(promise=made, outcome="KEPT", on_date=today - timedelta(days=number % 4), by=officer)


def turned(client: Client, url: str, listed: str) -> list[PartnerPromise]:
    """All that a list tells from page to page."""
    page = client.get(url)
    found = [row.promise for row in page.context[listed]]
    while following := page.context["page"].next_url:
        page = client.get(url + following)
        found += [row.promise for row in page.context[listed]]
    return found


def test_every_promise_is_on_some_page_once(promises: None, officer: User) -> None:
    client = signed_in(officer)
    waiting, settled = turned(client, PROMISES, "waiting"), turned(client, SETTLED, "settled")
    assert len({one.pk for one in waiting}) == len(waiting) == WAITING
    assert len({one.pk for one in settled}) == len(settled) == KEPT
    assert [one.due_date is None for one in waiting] == sorted(one.due_date is None for one in waiting)
    first = client.get(PROMISES).context
    assert (first["waiting_count"], first["settled_count"], len(first["settled"])) == (WAITING, KEPT, 20)


def test_counts_are_of_what_is_seen(promises: None, officer: User, minister: User, advocate: User) -> None:
    counted = {
        user.display_name: signed_in(user).get(PROMISES).context["waiting_count"] for user in (minister, advocate)
    }
    assert counted == {"Minister": SHARED, "Advocate": 0}
    assert signed_in(minister).get(SETTLED).context["settled_count"] == 0
    assert signed_in(officer).get(OVERVIEW).context["promise_count"] == len([n for n in range(WAITING) if n % 3])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_are_valid_in_both_directions(language: str, promises: None, officer: User, minister: User) -> None:
    for client in (signed_in(officer, language=language), signed_in(minister, language=language)):
        for url in (PROMISES, SETTLED):
            assert_good_page(client, url)

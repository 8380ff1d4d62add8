from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from hirz.foundation.accounts.models import User
from hirz.foundation.keyset import PAGE_SIZE
from hirz.foundation.offices.models import Office
from hirz.reprisals.intake.arrival import write_to_us
from hirz.reprisals.intake.models import Submission
from hirz.reprisals.intake.web.queue import age_in_words
from tests.reprisals.intake.arriving import new_unit
from tests.reprisals.intake.web.conftest import arrive
from tests.reprisals.people.web.pages import assert_good_page, assert_nothing_here, signed_in

URL = "/submissions/"
QUERIES = 7


def arrived(days_ago: int, *, state: str = "RECEIVED", **answers: Any) -> Submission:
    submission = arrive(**answers)
    submission.arrived_at = timezone.now() - timedelta(days=days_ago)
    submission.state = state
    submission.save()
    return submission


def listed(user: User, address: str = "") -> list[Submission]:
    return [row["submission"] for row in signed_in(user).get(URL + address).context["rows"]]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_queue_is_valid_in_both_directions(desk: User, submission: Submission, language: str) -> None:
    assert_good_page(signed_in(desk, language=language), URL)


def test_queue_without_submissions_says_so(desk: User) -> None:
    assert "No submission to show" in assert_good_page(signed_in(desk), URL)


def test_urgent_come_first_then_the_oldest_that_wait_then_the_newest_settled(desk: User) -> None:
    settled_long_ago = arrived(40, state="CLOSED", life_at_risk=True)
    settled = arrived(30, state="IN_REVIEW")
    waits = arrived(1, life_at_risk=False)
    waits_longer = arrived(9, life_at_risk=False)
    urgent = arrived(0)
    assert listed(desk) == [urgent, waits_longer, waits, settled, settled_long_ago]


def test_pages_of_the_queue_hold_everything_once(desk: User, submission: Submission) -> None:
    Submission.objects.bulk_create(copies(submission, 2 * PAGE_SIZE))
    client = signed_in(desk)
    seen: list[Submission] = []
    address = ""
    for _page in range(3):
        context = client.get(URL + address).context
        seen += [row["submission"] for row in context["rows"]]
        address = context["page"].next_url
    assert not address
    assert len(set(seen)) == len(seen) == 2 * PAGE_SIZE + 1


def copies(original: Submission, number: int) -> list[Submission]:
    """Some waiting, some settled, all arrived at the same moment as the original."""
    made = []
    for n in range(number):
        copy = Submission.objects.get(pk=original.pk)
        copy.unit_id, copy.inbox_id = new_unit(original.office), new_unit(original.office)
        copy.reference, copy.locator, copy.idempotency_sha256 = f"S-{n:06}", f"{n:08}", f"{n:064}"
        copy.state = "CLOSED" if n % 2 else "RECEIVED"
        told = {f.attname: getattr(copy, f.attname) for f in copy._meta.fields if f.name not in ("id", "answers")}
        made.append(Submission(answers=original.answers, **told))
    return made


@pytest.mark.parametrize(
    ("age", "english", "arabic"),
    [
        (timedelta(seconds=20), "1 minute ago", "قبل دقيقة واحدة"),
        (timedelta(minutes=119), "119 minutes ago", "قبل 119 دقيقة"),
        (timedelta(hours=47), "47 hours ago", "قبل 47 ساعة"),
        (timedelta(days=9, hours=20), "9 days ago", "قبل 9 أيام"),
        (timedelta(days=400), "400 days ago", "قبل 400 يوم"),
    ],
)
def test_age_is_told_in_one_unit_that_says_enough(age: timedelta, english: str, arabic: str) -> None:
    now = timezone.now()
    with translation.override("en"):
        assert age_in_words(now - age, now) == english
    with translation.override("ar"):
        assert age_in_words(now - age, now) == arabic


def test_filters_leave_what_was_asked_for(desk: User, office: Office) -> None:
    waiting, closed = arrived(1), arrived(2, state="CLOSED")
    assert listed(desk, "?state=CLOSED") == [closed]
    assert listed(desk, f"?office={office.pk}&state=RECEIVED") == [waiting]


@pytest.mark.parametrize("address", ["?state=NONSENSE", "?office=1", "?after=9~9~9", "?before=a~b~c", "?after=%00"])
def test_address_that_makes_no_sense_shows_the_queue(desk: User, submission: Submission, address: str) -> None:
    assert listed(desk, address) == [submission]


def test_message_that_nobody_answered_is_marked(desk: User, submission: Submission) -> None:
    assert "Message to read" not in assert_good_page(signed_in(desk), URL)
    write_to_us(submission=submission, body="هل من جديد؟")
    assert "Message to read" in assert_good_page(signed_in(desk), URL)


def test_queue_costs_the_same_however_long(desk: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    submission = arrived(1)
    client = signed_in(desk)
    with django_assert_num_queries(QUERIES):
        client.get(URL)
    Submission.objects.bulk_create(copies(submission, PAGE_SIZE))
    with django_assert_num_queries(QUERIES):
        client.get(URL)


def test_an_outsider_sees_an_empty_queue(outsider: User, submission: Submission) -> None:
    assert submission.reference not in assert_good_page(signed_in(outsider), URL)


def test_who_may_not_see_submissions_has_no_queue(administrator: User, clearer: User) -> None:
    for stranger in (administrator, clearer):
        assert_nothing_here(signed_in(stranger), URL)

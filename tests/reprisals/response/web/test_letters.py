"""The list of letters, planning one, and its files."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hirz.foundation.accounts.models import User
from hirz.foundation.downloads import MEDIA_TYPES
from hirz.foundation.keyset import PAGE_SIZE
from hirz.foundation.vocabularies.languages import UN_LANGUAGES
from hirz.reprisals.cases.models import Case
from hirz.reprisals.people.models import Person
from hirz.reprisals.response.files import open_file
from hirz.reprisals.response.models import Communication
from hirz.rules.consent import ConsentState, Scope
from tests.reprisals.people.web.pages import assert_good_page, assert_nothing_here, signed_in
from tests.reprisals.response.web.conftest import plan
from tests.reprisals.story import answer

URL = "/communications/"
QUERIES = 6
PLAN: dict[str, Any] = {"kind": "urgent_appeal", "sender": "special_procedures", "language": "ar"}


def plan_url(case: Case) -> str:
    return reverse("response:plan", args=[case.pk])


def file_url(letter: Communication, name: str) -> str:
    return reverse("response:download", args=[letter.pk, name])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_list_is_valid_in_both_directions(
    desk: User, sent: Communication, planned: Communication, language: str
) -> None:
    assert_good_page(signed_in(desk, language=language), URL)


def test_list_without_letters_says_so(desk: User) -> None:
    assert "No letter to show" in assert_good_page(signed_in(desk), URL)


def test_letters_that_wait_for_a_reply_come_first(desk: User, case: Case, overdue: Communication) -> None:
    newer = plan(case, desk)
    rows = [row for row, _state, _due in signed_in(desk).get(URL).context["rows"]]
    assert rows == [overdue, newer]


def test_list_is_filtered_by_stage(desk: User, case: Case, sent: Communication) -> None:
    plan(case, desk)
    rows = [row for row, _state, _due in signed_in(desk).get(f"{URL}?state=SENT").context["rows"]]
    assert rows == [sent]


def test_pages_of_the_list_hold_every_letter_once(desk: User, sent: Communication) -> None:
    case = sent.case
    Communication.objects.bulk_create(
        Communication(case=case, kind="note_verbale", recipient_state="XM", sender="ohchr_hq", planned_by=desk)
        for _number in range(PAGE_SIZE)
    )
    client = signed_in(desk)
    first = client.get(URL).context["page"]
    second = client.get(URL + first.next_url).context["page"]
    assert first.rows[0] == sent
    assert len({*first.rows, *second.rows}) == PAGE_SIZE + 1
    assert not second.next_url


def test_list_costs_the_same_however_many_letters(
    desk: User, case: Case, sent: Communication, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(desk)
    with django_assert_num_queries(QUERIES):
        client.get(URL)
    for _number in range(8):
        plan(case, desk)
    with django_assert_num_queries(QUERIES):
        client.get(URL)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_plan_is_valid_in_both_directions(desk: User, case: Case, language: str) -> None:
    page = assert_good_page(signed_in(desk, language=language), plan_url(case))
    (offered,) = re.findall(r'<select name="language".*?</select>', page, re.DOTALL)
    assert re.findall(r'<option value="(\w+)"', offered) == list(UN_LANGUAGES)


def test_plan_shows_before_anything_is_written_what_consent_does_not_cover(
    desk: User, case: Case, agreed: Person
) -> None:
    covered = assert_good_page(signed_in(desk), plan_url(case))
    assert covered.count("Covered by everybody concerned.") == 2
    answer(agreed, desk, {Scope.NAME_TO_GOVERNMENT: ConsentState.REFUSED})
    page = assert_good_page(signed_in(desk), plan_url(case))
    assert page.count("Covered by everybody concerned.") == 1
    assert "Salma Al-Zahrawi" in page
    assert "“Give the name to the Government”: Consent was refused." in page


def test_covered_letter_is_planned(desk: User, case: Case) -> None:
    reply = signed_in(desk).post(plan_url(case), PLAN)
    letter = Communication.objects.get()
    assert reply.headers["Location"] == reverse("response:letter", args=[letter.pk])
    assert (letter.state, letter.kind, letter.language) == ("PLANNED", "urgent_appeal", "ar")


def test_letter_that_is_not_covered_is_kept_frozen_and_says_why(desk: User, case: Case, agreed: Person) -> None:
    answer(agreed, desk, {Scope.NAME_TO_GOVERNMENT: ConsentState.REFUSED})
    client = signed_in(desk)
    page = client.post(plan_url(case), {**PLAN, "named": "on"}, follow=True).content.decode()
    assert Communication.objects.get().state == "FROZEN"
    assert "consent does not cover it" in page
    assert "Consent was refused." in page


@pytest.mark.parametrize("changes", [{"kind": "telegram"}, {"sender": "government"}, {"language": "ky"}])
def test_plan_outside_the_choices_is_refused_in_words(desk: User, case: Case, changes: dict[str, str]) -> None:
    assert "error-summary" in assert_good_page(signed_in(desk), plan_url(case), **{**PLAN, **changes})
    assert not Communication.objects.exists()


@pytest.mark.parametrize("name", ["docx", "pdf"])
def test_sent_letter_is_saved_as_it_left(desk: User, sent: Communication, name: str) -> None:
    reply = signed_in(desk).get(file_url(sent, name))
    original = open_file(sent, name)
    assert original is not None
    with original:
        assert b"".join(reply.streaming_content) == original.read()  # type: ignore[attr-defined]
    assert reply.headers["Content-Type"] == MEDIA_TYPES[name]
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert reply.headers["Content-Disposition"].startswith('attachment; filename="XAM 1-')


def test_only_what_was_sent_has_files(desk: User, drafted: Communication) -> None:
    client: Client = signed_in(desk)
    assert client.get(file_url(drafted, "pdf")).status_code == 404


def test_format_that_does_not_exist_is_not_there(desk: User, sent: Communication) -> None:
    assert signed_in(desk).get(file_url(sent, "exe")).status_code == 404


def test_an_outsider_meets_nothing(outsider: User, administrator: User, case: Case, sent: Communication) -> None:
    for stranger in (outsider, administrator):
        client = signed_in(stranger)
        assert_nothing_here(client, plan_url(case), file_url(sent, "pdf"), file_url(sent, "docx"))
        assert "XAM" not in assert_good_page(client, URL)

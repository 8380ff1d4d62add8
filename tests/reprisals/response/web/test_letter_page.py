from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hirz.foundation.accounts.models import User
from hirz.reprisals.cases.actions.recording import add_act
from hirz.reprisals.cases.models import Case, CaseGrant
from hirz.reprisals.people.actions import withdraw_consent
from hirz.reprisals.people.models import Disclosure, Person
from hirz.reprisals.response.actions import draft_communication
from hirz.reprisals.response.models import Communication
from hirz.rules.consent import ConsentState, Scope
from tests.faces.staff.pages import parsed
from tests.reprisals.people.web.pages import assert_good_page, assert_nothing_here, signed_in
from tests.reprisals.response.web.conftest import plan
from tests.reprisals.story import answer

QUERIES = 25
STEPS = ("letter", "draft", "send", "resume", "cancel", "reply", "no_reply")


def url_of(name: str, letter: Communication) -> str:
    return reverse(f"response:{name}", args=[letter.pk])


@pytest.fixture
def browser(desk: User) -> Client:
    return signed_in(desk)


def withdraw(person: Person, scope: Scope, by: User) -> None:
    withdraw_consent(person=person, scopes=[scope], by=by, given_by="self")


@pytest.mark.parametrize("stage", ["planned", "drafted", "sent", "overdue"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_page_is_valid_at_every_stage(request: pytest.FixtureRequest, desk: User, stage: str, language: str) -> None:
    letter = request.getfixturevalue(stage)
    assert_good_page(signed_in(desk, language=language), url_of("letter", letter))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_frozen_letter_says_whose_consent_is_missing_for_what(
    desk: User, agreed: Person, drafted: Communication, language: str
) -> None:
    withdraw(agreed, Scope.RAISE_WITH_GOVERNMENT, desk)
    page = assert_good_page(signed_in(desk, language=language), url_of("letter", drafted))
    assert ("سلمى الزهراوي" if language == "ar" else "Salma Al-Zahrawi") in page
    assert ("إثارة" if language == "ar" else "Raise with the Government without the name") in page
    assert drafted.body.split("\n")[0][:40] in page
    assert url_of("draft", drafted) not in page


def test_draft_comes_from_the_facts_without_the_name(browser: Client, planned: Communication) -> None:
    answer = browser.post(url_of("draft", planned), {"from_facts": "yes"})
    assert answer.headers["Location"] == url_of("letter", planned)
    planned.refresh_from_db()
    assert planned.state == "DRAFTED"
    assert "Salma" not in planned.body


def test_edited_text_is_saved(browser: Client, drafted: Communication) -> None:
    browser.post(url_of("draft", drafted), written(drafted, body="In our own words."))
    drafted.refresh_from_db()
    assert drafted.body == "In our own words."


def written(letter: Communication, **changes: Any) -> dict[str, Any]:
    seen = letter.drafted_at.isoformat() if letter.drafted_at else ""
    return {"subject": letter.subject, "body": letter.body, "seen": seen, **changes}


def test_empty_text_does_not_wipe_the_letter(browser: Client, drafted: Communication) -> None:
    page = assert_good_page(browser, url_of("draft", drafted), **written(drafted, body="  ", subject="Kept subject"))
    assert "Write the text first." in page
    assert "Kept subject" in page
    assert Communication.objects.get(pk=drafted.pk).body == drafted.body


def test_text_of_two_writers_at_once_loses_neither(browser: Client, lead: User, drafted: Communication) -> None:
    mine = written(drafted, body="My own long text.")
    draft_communication(letter=drafted, by=lead, body="The text of the team lead.")
    page = assert_good_page(browser, url_of("draft", drafted), **mine)
    assert "Somebody saved this letter while you were writing." in page
    assert "My own long text." in page
    assert "The text of the team lead." in page
    drafted.refresh_from_db()
    assert drafted.body == "The text of the team lead."
    again = next(form.values for form in parsed(page.encode()).forms() if "body" in form.values)
    browser.post(url_of("draft", drafted), again)
    drafted.refresh_from_db()
    assert drafted.body == "My own long text."


def test_text_for_a_letter_frozen_meanwhile_comes_back(
    browser: Client, desk: User, agreed: Person, drafted: Communication
) -> None:
    mine = written(drafted, body="My own long text.")
    withdraw(agreed, Scope.RAISE_WITH_GOVERNMENT, desk)
    page = assert_good_page(browser, url_of("draft", drafted), **mine)
    assert "This letter is frozen" in page
    assert "My own long text." in page


def test_sending_records_the_disclosure_and_gives_the_files(browser: Client, drafted: Communication) -> None:
    browser.post(url_of("send", drafted))
    page = assert_good_page(browser, url_of("letter", drafted))
    drafted.refresh_from_db()
    assert drafted.reference is not None
    assert drafted.reference in page
    assert drafted.disclosure is not None
    for name in ("docx", "pdf"):
        assert reverse("response:download", args=[drafted.pk, name]) in page


def test_sending_a_text_that_holds_the_name_is_refused_in_words(
    browser: Client, desk: User, drafted: Communication
) -> None:
    draft_communication(letter=drafted, by=desk, body="Ms. Zahrawi was detained.")
    before = assert_good_page(browser, url_of("letter", drafted))
    assert "The letter cannot go as it stands" in before
    page = browser.post(url_of("send", drafted)).content.decode()
    assert "Salma Al-Zahrawi" in page
    assert "The text holds a name of somebody who is not to be named." in page
    assert "Ms. Zahrawi was detained." in page
    drafted.refresh_from_db()
    assert drafted.state == "DRAFTED"
    assert Disclosure.objects.get().allowed is False


def test_letter_is_taken_up_again_once_consent_is_back(
    browser: Client, desk: User, agreed: Person, drafted: Communication
) -> None:
    withdraw(agreed, Scope.RAISE_WITH_GOVERNMENT, desk)
    refused = browser.post(url_of("resume", drafted)).content.decode()
    assert "This letter is frozen" in refused
    answer(agreed, desk, {Scope.RAISE_WITH_GOVERNMENT: ConsentState.GIVEN})
    assert "Consent covers it now." in assert_good_page(browser, url_of("letter", drafted))
    browser.post(url_of("resume", drafted))
    drafted.refresh_from_db()
    assert drafted.state == "DRAFTED"


def test_giving_up_needs_a_reason_and_keeps_the_text(browser: Client, drafted: Communication) -> None:
    page = assert_good_page(browser, url_of("cancel", drafted), reason=" ")
    assert "Write the reason." in page
    browser.post(url_of("cancel", drafted), {"reason": "The victim changed her mind."})
    drafted.refresh_from_db()
    assert drafted.state == "CANCELLED"
    assert drafted.body.splitlines()[0] in assert_good_page(browser, url_of("letter", drafted)).replace("&#x27;", "'")


def test_buttons_are_there_only_for_those_who_may_use_them(verifier: User, drafted: Communication) -> None:
    page = assert_good_page(signed_in(verifier), url_of("letter", drafted))
    for step in STEPS[1:]:
        assert f'action="{url_of(step, drafted)}"' not in page


def test_grant_opens_the_letter_and_nothing_to_press(
    other_office: object, outsider: User, head: User, case: Case, drafted: Communication
) -> None:
    CaseGrant.objects.create(case=case, user=outsider, purpose="advice", until_date="2999-01-01", granted_by=head)
    page = assert_good_page(signed_in(outsider), url_of("letter", drafted))
    assert "Zahrawi" not in page
    assert "Somebody you may not know" in page
    assert signed_in(outsider).post(url_of("send", drafted)).status_code == 404


def test_page_costs_the_same_however_much_is_on_record(
    desk: User, case: Case, drafted: Communication, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(desk)
    with django_assert_num_queries(QUERIES):
        client.get(url_of("letter", drafted))
    for _number in range(6):
        add_act(case=case, by=desk, kind="travel_ban", date="2026-04")
        plan(case, desk)
    with django_assert_num_queries(QUERIES):
        client.get(url_of("letter", drafted))


def test_an_outsider_meets_nothing(outsider: User, administrator: User, drafted: Communication) -> None:
    for stranger in (outsider, administrator):
        assert_nothing_here(signed_in(stranger), *(url_of(step, drafted) for step in STEPS))

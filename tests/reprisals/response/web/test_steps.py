"""The pages of a step that consent does not cover, and of a promise: what is lacking is said, nothing typed is lost."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from hirz.foundation.accounts.models import User
from hirz.reprisals.cases.models import Case
from hirz.reprisals.people.models import Person
from hirz.reprisals.response.actions import Assessment, assess_reply
from hirz.reprisals.response.models import Reply, Response
from hirz.reprisals.response.steps import plan_response
from hirz.rules.consent import ConsentState, Scope
from tests.reprisals.people.web.pages import assert_good_page, assert_nothing_here, signed_in
from tests.reprisals.response.web.conftest import today_of
from tests.reprisals.story import answer

TOLD = {"done_date": "2026-05", "result": "Zafiramoon was spoken of."}
LACKING = "Consent does not cover this step today"


@pytest.fixture
def browser(desk: User) -> Client:
    return signed_in(desk)


@pytest.fixture
def step(case: Case, agreed: Person, desk: User) -> Response:
    answer(agreed, desk, {Scope.PUBLIC_STATEMENT: ConsentState.WITHDRAWN})
    return plan_response(case=case, kind="press_release", actor="ohchr_hq", by=desk)


@pytest.fixture
def promised(answered: Reply, desk: User) -> Reply:
    day = today_of(answered.communication)
    assessment = Assessment("denied_event", False, "Nothing.", "An inquiry.", day)
    return assess_reply(reply=answered, assessment=assessment, by=desk)


def done(step: Response) -> str:
    return reverse("response:step_done", args=[step.pk])


def case_page(client: Client, step: Response) -> str:
    return assert_good_page(client, reverse("staff:case", args=[step.case_id]))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_are_valid_in_both_directions(language: str, desk: User, step: Response, promised: Reply) -> None:
    client = signed_in(desk, language=language)
    assert_good_page(client, done(step))
    assert_good_page(client, reverse("response:promise", args=[promised.pk]))


def test_planned_step_that_is_not_covered_says_so_at_once(browser: Client, step: Response) -> None:
    told = {"kind": "joint_statement", "actor": "ohchr_hq"}
    answered = browser.post(reverse("response:plan_step", args=[step.case_id]), told, follow=True)
    assert "The step is planned, but consent does not cover it." in answered.content.decode()
    assert LACKING in answered.content.decode()
    assert "Planned, consent is lacking" in case_page(browser, step)


def test_refused_step_comes_back_with_what_is_lacking_and_what_was_typed(browser: Client, step: Response) -> None:
    page = assert_good_page(browser, done(step), **TOLD)
    assert LACKING in page
    assert TOLD["result"] in page
    assert "Put it on record as done without consent" in page
    step.refresh_from_db()
    assert not step.done_date


def test_step_done_all_the_same_is_marked_until_the_head_has_seen_to_it(
    browser: Client, step: Response, head: User
) -> None:
    browser.post(done(step), {**TOLD, "without_consent": "on"})
    url = reverse("response:see_to_breach", args=[step.pk])
    page = case_page(browser, step)
    assert "Done without consent" in page
    assert url not in page
    told_of = reverse("people:person", args=[step.case.parties.get().person_id])
    assert "Left without consent" in assert_good_page(browser, told_of)
    at_the_head = signed_in(head)
    assert "See to a step without consent" in assert_good_page(at_the_head, reverse("staff:home"))
    assert url in case_page(at_the_head, step)
    at_the_head.post(url)
    page = case_page(at_the_head, step)
    assert "Done without consent" in page
    assert url not in page
    assert "The head has seen to this step already" in at_the_head.post(url, follow=True).content.decode()


def test_only_the_head_sees_to_a_breach(browser: Client, lead: User, step: Response, head: User) -> None:
    browser.post(done(step), {**TOLD, "without_consent": "on"})
    url = reverse("response:see_to_breach", args=[step.pk])
    assert signed_in(lead).post(url).status_code == browser.post(url).status_code == 404
    assert signed_in(head).get(url).status_code == 404
    step.refresh_from_db()
    assert step.breach_reviewed_at is None


def test_name_that_was_told_is_asked_for_when_it_turns_out(
    browser: Client, case: Case, agreed: Person, desk: User
) -> None:
    step = plan_response(case=case, kind="press_release", actor="ohchr_hq", by=desk)
    answer(agreed, desk, {Scope.REPORT_NAMED: ConsentState.REFUSED})
    assert LACKING not in assert_good_page(browser, done(step))
    assert LACKING in assert_good_page(browser, done(step), **TOLD, named="on")


def test_promise_is_settled_and_its_deadline_goes(browser: Client, promised: Reply) -> None:
    case = promised.communication.case
    url = reverse("response:promise", args=[promised.pk])
    letter = reverse("response:letter", args=[promised.communication_id])
    assert url in assert_good_page(browser, letter)
    assert "Promise of the State" in assert_good_page(browser, reverse("staff:case", args=[case.pk]))
    assert "error-summary" in assert_good_page(browser, url, outcome="")
    assert browser.post(url, {"outcome": "BROKEN"}).headers["Location"] == letter
    assert "Not kept" in assert_good_page(browser, letter)
    assert not case.deadlines.filter(kind="PROMISE").exists()


def test_an_outsider_meets_nothing(outsider: User, administrator: User, promised: Reply) -> None:
    for stranger in (outsider, administrator):
        assert_nothing_here(signed_in(stranger), reverse("response:promise", args=[promised.pk]))

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.reprisals.cases.models import Case
from hirz.reprisals.response.models import Communication, Reply, Response
from hirz.reprisals.response.steps import plan_response
from tests.reprisals.people.web.pages import assert_good_page, assert_nothing_here, signed_in
from tests.reprisals.response.web.conftest import today_of

ASSESSED: dict[str, Any] = {
    "kind": "denied_event",
    "substantive": "no",
    "assessment": "The reply does not address the detention.",
    "promises": "An inquiry.",
    "promise_due_date": "2027-01-31",
}


def url_of(name: str, row: Communication | Reply | Response | Case) -> str:
    return reverse(f"response:{name}", args=[row.pk])


@pytest.fixture
def browser(desk: User) -> Client:
    return signed_in(desk)


@pytest.fixture
def step(case: Case, desk: User) -> Response:
    return plan_response(case=case, kind="meeting_with_permanent_mission", actor="ohchr_hq", by=desk)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_forms_are_valid_in_both_directions(desk: User, answered: Reply, step: Response, language: str) -> None:
    client = signed_in(desk, language=language)
    assert_good_page(client, url_of("reply", answered.communication))
    assert_good_page(client, url_of("assess", answered))
    assert_good_page(client, url_of("plan_step", step.case))
    assert_good_page(client, url_of("step_done", step))
    assert_good_page(client, url_of("letter", answered.communication))


def test_reply_is_recorded_and_leads_to_its_assessment(browser: Client, sent: Communication) -> None:
    told = {"received_date": today_of(sent).isoformat(), "text": "ننفي الواقعة."}
    answer = browser.post(url_of("reply", sent), told)
    reply = sent.replies.get()
    assert answer.headers["Location"] == url_of("assess", reply)
    assert reply.text == "ننفي الواقعة."


def test_reply_from_before_the_letter_is_refused_and_kept(browser: Client, sent: Communication) -> None:
    before = (timezone.localdate() - timedelta(days=9)).isoformat()
    page = assert_good_page(browser, url_of("reply", sent), received_date=before, text="We deny it.")
    assert "A reply cannot have arrived before the letter was sent." in page
    assert "We deny it." in page


def test_reply_to_a_letter_that_was_not_sent_is_refused_in_words(browser: Client, drafted: Communication) -> None:
    page = assert_good_page(
        browser, url_of("reply", drafted), received_date=timezone.localdate().isoformat(), text="We deny it."
    )
    assert "This step does not fit where the letter stands now" in page


def test_assessment_stands_on_the_scale_with_its_promise(browser: Client, answered: Reply) -> None:
    browser.post(url_of("assess", answered), ASSESSED)
    answered.refresh_from_db()
    assert (answered.kind, answered.substantive) == ("denied_event", False)
    page = assert_good_page(browser, url_of("letter", answered.communication))
    assert "Denies the event" in page
    assert "An inquiry." in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": "none"}, "error-summary"),
        ({"substantive": ""}, "Choose whether the reply is substantive."),
        ({"assessment": " "}, "Write the assessment."),
        ({"promises": ""}, "Write what is promised by that day."),
        ({"promise_due_date": "spring"}, "Write a whole day"),
    ],
)
def test_assessment_that_lacks_something_says_what_and_keeps_the_rest(
    browser: Client, answered: Reply, changes: dict[str, str], words: str
) -> None:
    told = {**ASSESSED, "assessment": "A long assessment.", **changes}
    page = assert_good_page(browser, url_of("assess", answered), **told)
    assert words in page
    assert (told["assessment"].strip() or "An inquiry.") in page
    answered.refresh_from_db()
    assert answered.assessed_at is None


def test_silence_is_put_on_record_once_the_time_is_over(browser: Client, overdue: Communication) -> None:
    assert url_of("no_reply", overdue) in assert_good_page(browser, url_of("letter", overdue))
    browser.post(url_of("no_reply", overdue))
    page = assert_good_page(browser, url_of("letter", overdue))
    assert "No reply came." in page
    assert url_of("no_reply", overdue) not in page


def test_silence_is_not_offered_while_the_state_has_time(browser: Client, sent: Communication) -> None:
    assert url_of("no_reply", sent) not in assert_good_page(browser, url_of("letter", sent))


def test_silence_after_a_reply_is_refused_in_words(browser: Client, answered: Reply) -> None:
    page = browser.post(url_of("no_reply", answered.communication), follow=True).content.decode()
    assert "This step does not fit where the letter stands now" in page


def test_another_step_is_planned_and_done(browser: Client, case: Case) -> None:
    browser.post(url_of("plan_step", case), {"kind": "security_advice", "actor": "ohchr_field"})
    step = case.responses.get()
    answer = browser.post(url_of("step_done", step), {"done_date": "٢٠٢٦-٠٤", "result": "She moved."})
    assert answer.headers["Location"] == reverse("staff:case", args=[case.pk])
    step.refresh_from_db()
    assert (step.done_date, step.result) == ("2026-04", "She moved.")


def test_step_without_a_date_comes_back_with_its_result(browser: Client, step: Response) -> None:
    page = assert_good_page(browser, url_of("step_done", step), done_date="", result="She moved.")
    assert "Write when it was done." in page
    assert "She moved." in page


def test_an_outsider_meets_nothing(outsider: User, administrator: User, answered: Reply, step: Response) -> None:
    for stranger in (outsider, administrator):
        assert_nothing_here(
            signed_in(stranger), url_of("assess", answered), url_of("plan_step", step.case), url_of("step_done", step)
        )


def test_who_may_only_read_meets_no_form(verifier: User, answered: Reply, step: Response) -> None:
    client = signed_in(verifier)
    for url in (url_of("assess", answered), url_of("plan_step", step.case), url_of("step_done", step)):
        assert client.get(url).status_code == 404

"""A draft that is gone, a token that is stale: what was typed comes back, with words for what happened."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from hirz.reprisals.intake.models import Draft, Submission
from tests.faces.public import journey
from tests.faces.public.reading import Response, read

OURS = {"origin": "http://testserver"}
OURS_BY_REFERER = {"referer": "http://testserver/ar/submit/story/"}


def expire() -> None:
    Draft.objects.update(expires_at=timezone.now() - timedelta(seconds=1))


def hidden_answers(response: Response) -> dict[str, str]:
    return {e.get("name", ""): e.get("value", "") for e in read(response).having(type="hidden")}


def test_page_of_an_expired_draft_leads_to_the_beginning_which_says_why(public_client: Client) -> None:
    journey.begin(public_client)
    expire()
    response = public_client.get("/ar/submit/story/", follow=True)
    assert response.redirect_chain[-1][0] == "/ar/submit/?draft=gone"
    assert read(response).having(role="alert")


def test_text_sent_to_an_expired_draft_is_shown_again_in_a_new_one(public_client: Client) -> None:
    journey.begin(public_client)
    expire()
    response = journey.answer(public_client, "story")
    page = read(response)
    assert page.having(role="alert")
    assert page.value("narrative").strip() == journey.NARRATIVE.replace("\r\n", "\n")
    assert response.cookies["hirz_draft"].value
    assert public_client.get("/ar/submit/story/").status_code == 200
    assert "story" in journey.draft(public_client).answers


@pytest.mark.parametrize("slug", ["story", "files", "summary"])
def test_going_back_from_an_expired_draft_is_told_that_it_is_gone_first(public_client: Client, slug: str) -> None:
    journey.begin(public_client)
    expire()
    response = public_client.post(f"/ar/submit/{slug}/", {**journey.ANSWERS.get(slug, {}), "back": "1"})
    assert response.status_code == 200
    assert read(response).having(role="alert")


def test_text_sent_without_any_cookie_is_shown_again_in_a_new_draft(public_client: Client) -> None:
    page = read(journey.answer(public_client, "person"))
    assert page.value("name_1") == journey.NAME


def test_files_sent_to_an_expired_draft_are_kept_in_the_new_one(public_client: Client) -> None:
    journey.begin(public_client)
    expire()
    public_client.post("/ar/submit/files/", {"uploads": [journey.file("a.txt", b"hello")]})
    assert journey.file_names(public_client) == ["a.txt"]


def test_draft_lives_three_days_from_the_last_answer(public_client: Client) -> None:
    with time_machine.travel("2026-05-01 12:00:00+00:00", tick=False) as clock:
        journey.begin(public_client)
        clock.shift(timedelta(days=2))
        journey.answer(public_client, "story")
        clock.shift(timedelta(days=2))
        assert public_client.get("/ar/submit/story/").status_code == 200
        clock.shift(timedelta(days=2))
        assert public_client.get("/ar/submit/story/").status_code == 302


def test_form_can_begin_without_any_cookie_and_is_guarded_from_then_on(guarded_client: Client) -> None:
    assert journey.begin(guarded_client).status_code == 302
    assert journey.answer(guarded_client, "story").status_code == 403


@pytest.mark.parametrize("proof", [OURS, OURS_BY_REFERER])
def test_stale_page_of_ours_offers_everything_typed_with_a_fresh_token(
    guarded_client: Client, proof: dict[str, str]
) -> None:
    journey.begin(guarded_client)
    response = guarded_client.post("/ar/submit/story/", journey.ANSWERS["story"], headers=proof)
    assert response.status_code == 403
    offered = hidden_answers(response)
    assert offered["narrative"] == journey.NARRATIVE.replace("\r\n", "\n")
    again = guarded_client.post("/ar/submit/story/", offered, headers=proof)
    assert again.headers["Location"] == "/ar/submit/files/"


@pytest.mark.parametrize("sender", [{"origin": "https://elsewhere.example"}, {"origin": "null"}, {}])
def test_form_of_another_site_is_offered_nothing(guarded_client: Client, sender: dict[str, str]) -> None:
    journey.begin(guarded_client)
    response = guarded_client.post("/ar/submit/story/", journey.ANSWERS["story"], headers=sender)
    assert response.status_code == 403
    assert not read(response).having(type="hidden")
    assert journey.NARRATIVE.split("\r\n")[0].encode() not in response.content


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "http://[", "testserver"])
def test_another_site_cannot_put_a_new_draft_over_the_one_of_this_browser(public_client: Client, origin: str) -> None:
    """It can send no cookie of ours, so nothing here would tell that there is a draft."""
    response = public_client.post("/ar/submit/", {"understood": "on"}, headers={"origin": origin})
    assert not response.cookies
    assert not Draft.objects.exists()
    assert public_client.post("/ar/submit/", {"understood": "on"}, headers=OURS).cookies["hirz_draft"].value


def test_form_can_begin_under_a_name_that_only_the_proxy_before_us_knows(
    public_client: Client, settings: Settings
) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://write.example.org"]
    response = public_client.post("/ar/submit/", {"understood": "on"}, headers={"origin": "https://write.example.org"})
    assert response.cookies["hirz_draft"].value


def test_another_site_cannot_send_the_submission(guarded_client: Client) -> None:
    journey.begin(guarded_client)
    assert journey.send(guarded_client).status_code == 403
    assert not Submission.objects.exists()


def test_more_than_can_be_taken_at_once_is_told_in_words(public_client: Client) -> None:
    journey.begin(public_client)
    response = journey.answer(public_client, "story", narrative="x" * 9_000_000)
    assert response.status_code == 400
    assert read(response).root.get("lang") == "ar"

"""What a visit leaves behind: on the device cookies that end with the browser, in the logs nothing typed."""

from __future__ import annotations

import logging

import pytest
from django.test import Client
from pytest_django import Settings

from hirz.foundation.vocabularies.languages import UN_LANGUAGES
from tests.faces.public import journey
from tests.faces.public.reading import read

CANARIES = (journey.NAME, "جنيف", "الحارثي", "secret-file-name", "canary-in-a-message")


@pytest.mark.parametrize("demonstration", [False, True])
def test_draft_cookie_is_out_of_reach_of_scripts_and_other_sites(
    public_client: Client, settings: Settings, demonstration: bool
) -> None:
    settings.HIRZ_DEMO = demonstration
    cookie = journey.begin(public_client).cookies["hirz_draft"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert bool(cookie["secure"]) is not demonstration
    assert (cookie["max-age"], cookie["expires"]) == ("", "")


def test_inbox_cookies_reach_the_inbox_only_and_end_with_the_browser(public_client: Client) -> None:
    journey.sent(public_client)
    response = public_client.post("/ar/inbox/", {"receipt": journey.receipt_of(public_client)})
    cookies = {name: cookie for name, cookie in response.cookies.items() if name.startswith("hirz_inbox")}
    assert {cookie["path"] for cookie in cookies.values()} == {f"/{code}/inbox/" for code in UN_LANGUAGES}
    assert all(cookie["httponly"] and cookie["samesite"] == "Strict" for cookie in cookies.values())
    assert {cookie["max-age"] for cookie in cookies.values()} == {""}


def test_removing_the_receipt_closes_the_inbox_as_well(public_client: Client) -> None:
    journey.sent(public_client)
    public_client.post("/ar/inbox/", {"receipt": journey.receipt_of(public_client)})
    public_client.post("/ar/submit/receipt/")
    assert not {name for name, cookie in public_client.cookies.items() if cookie.value}
    assert read(public_client.get("/ar/inbox/")).having(name="receipt")


def test_closing_the_inbox_tells_of_the_receipt_that_stays(public_client: Client) -> None:
    journey.sent(public_client)
    public_client.post("/ar/inbox/", {"receipt": journey.receipt_of(public_client)})
    page = read(public_client.post("/ar/inbox/close/", follow=True))
    assert page.having(role="alert")
    assert "/ar/submit/receipt/" in page.links()
    public_client.post("/ar/submit/receipt/")
    assert not read(public_client.get("/ar/inbox/?done=closed")).having(role="alert")


def test_closing_the_inbox_tells_of_a_draft_that_stays(public_client: Client) -> None:
    journey.begin(public_client)
    page = read(public_client.post("/ar/inbox/close/", follow=True))
    assert "/ar/submit/discard/" in page.links()


def test_receipt_is_not_thrown_away_with_a_draft_that_was_sent(public_client: Client) -> None:
    """A page that stayed open offers to throw everything away. It is not here any more, and the receipt is."""
    journey.sent(public_client)
    for response in (public_client.get("/ar/submit/discard/"), public_client.post("/ar/submit/discard/")):
        assert response.headers["Location"] == "/ar/submit/receipt/"
    assert journey.receipt_of(public_client)


@pytest.mark.parametrize("address", ["/ar/submit/you", "/nothing", "/static/nothing.css", "/ar/submit/receipt/"])
def test_no_answer_of_any_kind_is_kept_by_the_browser(address: str, public_client: Client) -> None:
    for host in ("testserver", "elsewhere.example"):
        assert public_client.get(address, headers={"host": host}).headers["Cache-Control"] == "no-store"


def test_no_error_of_a_form_repeats_what_was_sent(public_client: Client) -> None:
    journey.begin(public_client)
    for slug, answers in journey.ANSWERS.items():
        crafted = dict.fromkeys(answers, "Zafiramoon")
        page = read(public_client.post(f"/ar/submit/{slug}/", crafted, follow=True))
        assert not [said for _target, said in page.errors() if "Zafiramoon" in said]


def test_nothing_typed_reaches_the_logs(guarded_client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    client = guarded_client
    journey.answer(client, "person", name_1="canary-in-a-message")
    client.handler.enforce_csrf_checks = False
    journey.fill_in(client)
    client.post("/ar/submit/files/", {"uploads": [journey.file("secret-file-name.exe", b"MZ" + bytes(600))]})
    journey.answer(client, "story", narrative="الحارثي " + "x" * 9_000_000)
    journey.send(client)
    receipt = journey.receipt_of(client)
    client.post("/ar/inbox/", {"receipt": receipt[:-1]})
    client.post("/ar/inbox/", {"receipt": receipt})
    client.post("/ar/inbox/write/", {"body": "canary-in-a-message", "key": "k"})
    logged = " ".join(record.getMessage() for record in caplog.records)
    assert not [canary for canary in (*CANARIES, receipt) if canary in logged]


def test_addresses_hold_no_answer(public_client: Client) -> None:
    journey.begin(public_client)
    for step in journey.ORDER:
        location = journey.answer(public_client, step.slug).headers["Location"]
        assert "?" not in location

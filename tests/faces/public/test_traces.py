"""What a visit leaves behind: on the device cookies that end with the browser, in the logs nothing typed."""

from __future__ import annotations

import logging

import pytest
from django.test import Client
from pytest_django import Settings

from hirz.foundation.vocabularies.languages import UN_LANGUAGES
from tests.faces.public import journey

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

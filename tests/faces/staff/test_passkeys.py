"""A passkey signs in by itself, if the device made sure of the person, and confirms what asks again."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from hirz.foundation.accounts.models import User
from tests.conftest import sign_in
from tests.faces.staff.passkeys import PRESENT, VERIFIED, Passkey

INSIDE = "staff:case_list"


@pytest.fixture
def passkey(desk: User) -> Passkey:
    passkey = Passkey()
    passkey.enrol(desk)
    return passkey


def asked_at_sign_in(browser: Client) -> Any:
    return browser.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"}).json()["request_options"]


@pytest.mark.parametrize(("flags", "opens"), [(VERIFIED, True), (PRESENT, False)])
def test_passkey_signs_in_only_when_the_device_made_sure_of_the_person(
    flags: Any, opens: bool, passkey: Passkey, desk: User
) -> None:
    browser = Client()
    credential = passkey.answer(asked_at_sign_in(browser), desk, flags=flags)
    browser.post(reverse("mfa_login_webauthn"), {"credential": credential})
    assert (browser.get(reverse(INSIDE)).status_code == 200) is opens


def test_passkey_signs_in_once_for_each_question(passkey: Passkey, desk: User) -> None:
    browser, thief = Client(), Client()
    credential = passkey.answer(asked_at_sign_in(browser), desk)
    asked_at_sign_in(thief)
    thief.post(reverse("mfa_login_webauthn"), {"credential": credential})
    assert thief.get(reverse(INSIDE)).status_code == 302


def test_passkey_of_another_person_confirms_nothing(passkey: Passkey, desk: User, lead: User) -> None:
    browser = Client()
    credential = passkey.answer(asked_at_sign_in(browser), lead)
    browser.post(reverse("mfa_login_webauthn"), {"credential": credential})
    assert browser.get(reverse(INSIDE)).status_code == 302


def test_passkey_confirms_an_act_and_nothing_typed_is_lost(passkey: Passkey, desk: User, settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.faces.staff.test_confirming"
    with time_machine.travel(timezone.now(), tick=False) as clock:
        browser = Client()
        sign_in(browser, desk)
        clock.shift(timedelta(minutes=6))
        asked = browser.post("/act/", {"reason": "written"})
        assert asked.status_code == 403
        options = json.loads(json.dumps(asked.context["js_data"]["request_options"]))
        credential = passkey.answer(options, desk)
        assert browser.post("/act/", {"reason": "written", "again-credential": credential}).content == b"acted"

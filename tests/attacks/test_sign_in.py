"""Attacks on the way in: a session fixed, stolen, stretched; an account guessed, locked, looked for; a form forged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from hirz.foundation.accounts.attempts import cookie_name
from hirz.foundation.accounts.models import User
from tests.faces.staff.test_sign_in import PASSWORD, SECRET, code_now, give_password

HOME, STRANGER = "192.0.2.10", "198.51.100.7"
INSIDE = "staff:case_list"


@pytest.fixture
def owner(desk: User) -> User:
    desk.set_password(PASSWORD)
    desk.save()
    TOTP.activate(desk, SECRET)
    return desk


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(timezone.now(), tick=False) as travelled:
        yield travelled


def come_in(browser: Client, owner: User) -> None:
    give_password(browser, owner)
    assert browser.post(reverse("mfa_authenticate"), {"code": code_now()}).status_code == 302


def guess(browser: Client, email: str, password: str = "wrong") -> str:  # noqa: S107
    answer = browser.post(reverse("account_login"), {"login": email, "password": password})
    if answer.status_code == 302:
        return "in"
    return " ".join(str(error) for errors in answer.context["form"].errors.values() for error in errors)


def is_in(browser: Client) -> bool:
    return browser.get(reverse(INSIDE)).status_code == 200


def test_session_fixed_before_the_sign_in_is_worth_nothing_after_it(owner: User) -> None:
    browser = Client()
    browser.get(reverse("account_login"))
    give_password(browser, owner)
    fixed = browser.cookies[settings.SESSION_COOKIE_NAME].value
    browser.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert is_in(browser)
    assert browser.cookies[settings.SESSION_COOKIE_NAME].value != fixed
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = fixed
    assert not is_in(thief)


def test_session_of_the_attackers_choosing_is_not_taken_over(owner: User) -> None:
    browser = Client()
    browser.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    come_in(browser, owner)
    assert browser.cookies[settings.SESSION_COOKIE_NAME].value != "a" * 32


@pytest.mark.parametrize("ended_by", ["account_logout", "sign_out_everywhere"])
def test_cookie_stolen_before_the_sign_out_opens_nothing_after_it(ended_by: str, owner: User) -> None:
    browser, thief = Client(), Client()
    come_in(browser, owner)
    thief.cookies[settings.SESSION_COOKIE_NAME] = browser.cookies[settings.SESSION_COOKIE_NAME].value
    assert is_in(thief)
    browser.post(reverse(ended_by))
    assert not is_in(thief)


def test_stolen_database_holds_no_session_that_opens_and_no_key_of_an_app(owner: User) -> None:
    come_in(Client(), owner)
    thief = Client()
    for row in Session.objects.all():
        thief.cookies[settings.SESSION_COOKIE_NAME] = row.session_key
        assert not is_in(thief)
    with connection.cursor() as cursor:
        cursor.execute("select data::text from mfa_authenticator")
        assert SECRET not in str(cursor.fetchall())


def test_activity_does_not_stretch_the_eight_hours_and_does_renew_the_half_hour(clock: Any, owner: User) -> None:
    browser = Client()
    come_in(browser, owner)
    for _twenty_five_minutes in range(19):
        clock.shift(timedelta(minutes=25))
        assert is_in(browser)
    clock.shift(timedelta(minutes=6))
    assert not is_in(browser)


def test_stranger_who_guesses_is_slowed_and_the_owner_is_not(clock: Any, owner: User) -> None:
    stranger, home = Client(REMOTE_ADDR=STRANGER), Client(REMOTE_ADDR=HOME)
    answers = {guess(stranger, owner.email) for _ in range(40)}
    assert any("Too many" in answer for answer in answers)
    assert guess(stranger, owner.email, PASSWORD) != "in"
    come_in(home, owner)
    assert is_in(home)


def test_wait_grows_with_the_number_of_failures(clock: Any, owner: User) -> None:
    stranger = Client(REMOTE_ADDR=STRANGER)
    judged = []
    for _minute in range(24 * 60):
        judged.append(sum("Too many" not in guess(stranger, owner.email) for _ in range(6)))
        clock.shift(timedelta(minutes=1))
        if _minute == 90:
            break
    assert judged[0] == 5
    assert sum(judged[:60]) == 10
    assert sum(judged) == 20
    assert judged[-1] == 0


def test_known_browser_comes_in_whatever_strangers_do_at_the_same_address(clock: Any, owner: User) -> None:
    """Behind one address of an office or a network, too."""
    own, stranger = Client(REMOTE_ADDR=HOME), Client(REMOTE_ADDR=HOME)
    come_in(own, owner)
    own.post(reverse("account_logout"))
    clock.shift(timedelta(minutes=1))
    for _ in range(30):
        guess(stranger, owner.email)
    assert guess(stranger, owner.email, PASSWORD) != "in"
    come_in(own, owner)
    assert is_in(own)


def test_known_browser_of_another_person_earns_nothing(clock: Any, owner: User, lead: User) -> None:
    lead.set_password(PASSWORD)
    lead.save()
    TOTP.activate(lead, SECRET)
    browser = Client(REMOTE_ADDR=STRANGER)
    come_in(browser, lead)
    browser.post(reverse("account_logout"))
    assert browser.cookies[cookie_name()].value
    for _ in range(6):
        guess(browser, owner.email)
    assert "Too many" in guess(browser, owner.email, PASSWORD)


def test_browser_that_says_it_is_known_is_not_believed(clock: Any, owner: User) -> None:
    browser = Client(REMOTE_ADDR=STRANGER)
    for forged in range(8):
        browser.cookies[cookie_name()] = f"eyJhY2NvdW50IjoiZGVzayJ9:{forged}:forged"
        guess(browser, owner.email)
    assert "Too many" in guess(browser, owner.email, PASSWORD)


def test_whoever_knows_the_password_neither_guesses_the_code_nor_locks_the_owner_out(clock: Any, owner: User) -> None:
    own = Client(REMOTE_ADDR=HOME)
    come_in(own, owner)
    own.post(reverse("account_logout"))
    judged = 0
    for number in range(100):
        thief = Client(REMOTE_ADDR=f"198.51.100.{number}")
        give_password(thief, owner)
        answer = thief.post(reverse("mfa_authenticate"), {"code": "000000"})
        judged += "Too many" not in str(answer.context["form"].errors)
        clock.shift(timedelta(seconds=30))
    assert judged == 20
    come_in(own, owner)
    assert is_in(own)


def test_code_opens_once(owner: User) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        come_in(Client(), owner)
        second = Client()
        give_password(second, owner)
        assert second.post(reverse("mfa_authenticate"), {"code": code_now()}).status_code == 200
        assert not is_in(second)


def test_nobody_learns_who_has_an_account(settings: Settings, owner: User, lead: User) -> None:
    """Same words and the same slow work for an account, for one that is closed and has no password, and for none."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    owner.set_password(PASSWORD)
    owner.save()
    User.objects.filter(pk=lead.pk).update(is_active=False)
    seen = set()
    for email in (owner.email, lead.email, "nobody@hirz.example"):
        with (
            patch.object(Argon2PasswordHasher, "encode", autospec=True, return_value="argon2$none") as made,
            patch.object(Argon2PasswordHasher, "verify", autospec=True, return_value=False) as judged,
        ):
            said = [guess(Client(REMOTE_ADDR=STRANGER), email) for _ in range(7)]
        seen.add((*said, made.call_count + judged.call_count))
    assert len(seen) == 1


def test_form_of_another_site_signs_nobody_in_and_out(owner: User) -> None:
    """Without JavaScript there is the token, and the address the form comes from."""
    browser = Client(enforce_csrf_checks=True)
    given = {"login": owner.email, "password": PASSWORD}
    assert browser.post(reverse("account_login"), given, headers={"origin": "https://evil.example"}).status_code == 403
    page = browser.get(reverse("account_login"))
    token = str(page.context["csrf_token"])
    assert browser.post(reverse("account_login"), {**given, "csrfmiddlewaretoken": token}).status_code == 302
    for name in ("mfa_authenticate", "account_logout", "sign_out_everywhere"):
        assert browser.post(reverse(name), {"code": code_now()}).status_code == 403


def test_session_of_one_person_is_no_second_factor_of_another(owner: User, lead: User) -> None:
    lead.set_password(PASSWORD)
    lead.save()
    Authenticator.objects.create(user=lead, type=Authenticator.Type.TOTP, data={})
    browser = Client()
    come_in(browser, owner)
    browser.force_login(lead)
    assert not is_in(browser)

"""Coming in: password and second factor; how long it lasts; going out."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from hirz.foundation.accounts.models import User
from tests.faces.staff.conftest import Browse

PASSWORD = "a long pass phrase"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def with_password(desk: User) -> User:
    desk.set_password(PASSWORD)
    desk.save()
    return desk


@pytest.fixture
def with_app(with_password: User) -> User:
    TOTP.activate(with_password, SECRET)
    return with_password


def code_now() -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(SECRET, counter)))


def give_password(client: Client, user: User) -> str:
    answer = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 302
    return str(answer["Location"])


def test_password_alone_leads_to_the_second_step_and_opens_nothing(client: Client, with_app: User) -> None:
    assert give_password(client, with_app) == reverse("mfa_authenticate")
    assert client.get(reverse("mfa_authenticate")).status_code == 200
    assert client.get(reverse("staff:home")).status_code == 302


def test_password_and_code_open_the_work(client: Client, with_app: User) -> None:
    give_password(client, with_app)
    answer = client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert answer["Location"] == reverse("staff:home")
    assert client.get(reverse("staff:home")).status_code == 200


def test_wrong_password_says_nothing_about_who_exists(client: Client, with_app: User) -> None:
    known = client.post(reverse("account_login"), {"login": with_app.email, "password": "wrong"})
    unknown = client.post(reverse("account_login"), {"login": "nobody@hirz.example", "password": "wrong"})
    assert known.context["form"].errors == unknown.context["form"].errors


@pytest.mark.parametrize("page", ["staff:home", "staff:case_list", "intake:queue", "staff:search"])
def test_person_without_second_factor_is_led_to_enrol_before_anything_else(
    page: str, client: Client, with_password: User
) -> None:
    client.force_login(with_password)
    answer = client.get(reverse(page))
    assert answer.status_code == 302
    assert answer["Location"] == reverse("mfa_index")
    assert client.post(reverse("staff:search"), {"q": "x"})["Location"] == reverse("mfa_index")


def test_enrolling_an_app_opens_the_work(client: Client, with_password: User) -> None:
    give_password(client, with_password)
    asked = client.get(reverse("mfa_activate_totp"))["Location"]
    client.post(asked, {"password": PASSWORD, "next": reverse("mfa_activate_totp")})
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    counter = next(iter(yield_hotp_counters_from_time()))
    code = format_hotp_value(hotp_value(secret, counter))
    assert client.post(reverse("mfa_activate_totp"), {"code": code}).status_code == 302
    assert Authenticator.objects.filter(user=with_password, type=Authenticator.Type.TOTP).exists()
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200
    assert client.get(reverse("staff:home")).status_code == 200


@pytest.mark.parametrize("page", ["mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"])
def test_how_one_signs_in_is_changed_only_by_whoever_confirms_to_be_the_person(
    page: str, client: Client, with_password: User
) -> None:
    """Also before the first second factor: a stolen session must not become a lasting one."""
    client.force_login(with_password)
    answer = client.get(reverse(page))
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    asked = client.get(answer["Location"])
    assert "entrance-card" in asked.content.decode()
    confirmed = client.post(answer["Location"], {"password": PASSWORD, "next": reverse(page)})
    assert confirmed["Location"] == reverse(page)
    assert "entrance-card" in client.get(reverse(page)).content.decode()


@pytest.mark.parametrize("page", ["mfa_index", "mfa_list_webauthn", "account_change_password"])
def test_pages_about_signing_in_are_in_our_frame(page: str, client: Client, with_password: User) -> None:
    client.force_login(with_password)
    assert "entrance-card" in client.get(reverse(page)).content.decode()


def test_nobody_signs_up() -> None:
    for name in ("account_signup", "account_reset_password", "account_email"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_person_who_left_the_office_cannot_sign_in(client: Client, with_app: User) -> None:
    User.objects.filter(pk=with_app.pk).update(is_active=False)
    answer = client.post(reverse("account_login"), {"login": with_app.email, "password": PASSWORD})
    assert answer["Location"] == reverse("account_inactive")
    assert client.get(reverse("account_inactive")).status_code == 200
    assert client.get(reverse("staff:home")).status_code == 302


def test_account_closed_during_a_session_ends_it_with_the_next_request(desk: User, browse: Browse) -> None:
    browser = browse(desk)
    User.objects.filter(pk=desk.pk).update(is_active=False)
    assert browser.get(reverse("staff:home")).status_code == 302


def test_sign_out_is_a_post_and_ends_the_session(desk: User, browse: Browse) -> None:
    browser = browse(desk)
    assert browser.get(reverse("account_logout")).status_code == 405
    assert browser.get(reverse("staff:home")).status_code == 200
    browser.post(reverse("account_logout"))
    assert browser.get(reverse("staff:home")).status_code == 302


def test_half_an_hour_without_a_request_ends_the_session(desk: User, browse: Browse) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        browser = browse(desk)
        clock.shift(timedelta(seconds=settings.HIRZ_IDLE_SECONDS - 1))
        assert browser.get(reverse("staff:home")).status_code == 200
        clock.shift(timedelta(seconds=settings.HIRZ_IDLE_SECONDS + 1))
        assert browser.get(reverse("staff:home")).status_code == 302


def test_eight_hours_end_the_session_however_busy_it_was(desk: User, browse: Browse) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        browser = browse(desk)
        for _twenty_minutes in range(24):
            clock.shift(timedelta(minutes=20))
            assert browser.get(reverse("staff:home")).status_code == 200
        clock.shift(timedelta(minutes=1))
        assert browser.get(reverse("staff:home")).status_code == 302


def test_session_older_than_the_second_factor_has_to_show_it(client: Client, with_app: User) -> None:
    """Whoever came in with a stolen password before the person enrolled does not come in with it now."""
    client.force_login(with_app)
    where = reverse("staff:case_list")
    assert client.get(where)["Location"].startswith(reverse("mfa_reauthenticate"))
    shown = client.post(reverse("mfa_reauthenticate"), {"code": code_now(), "next": where})
    assert shown["Location"] == where
    assert client.get(where).status_code == 200


@pytest.mark.parametrize("page", ["mfa_generate_recovery_codes", "mfa_deactivate_totp", "mfa_add_webauthn"])
def test_password_does_not_change_how_somebody_with_a_second_factor_signs_in(
    page: str, client: Client, with_app: User
) -> None:
    client.force_login(with_app)
    asked = client.get(reverse(page))["Location"]
    assert asked.startswith(reverse("mfa_reauthenticate"))
    refused = client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert refused["Location"].startswith(reverse("mfa_reauthenticate"))
    assert client.get(reverse(page))["Location"] == asked


def test_code_is_read_in_the_digits_of_any_script(client: Client, with_app: User) -> None:
    give_password(client, with_app)
    arabic = code_now().translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert client.post(reverse("mfa_authenticate"), {"code": f" {arabic} "}).status_code == 302


def test_recovery_code_opens_once(client: Client, with_app: User) -> None:
    code = RecoveryCodes.activate(with_app).get_unused_codes()[0]
    for opens in (True, False):
        browser = Client()
        give_password(browser, with_app)
        answer = browser.post(reverse("mfa_authenticate"), {"code": code})
        assert (answer.status_code == 302) is opens


def test_role_that_ended_opens_nothing_from_the_next_request_on(desk: User, browse: Browse) -> None:
    browser = browse(desk)
    assert browser.get(reverse("people:list")).status_code == 200
    desk.assignments.update(until_date=timezone.localdate() - timedelta(days=1))
    assert browser.get(reverse("people:list")).status_code == 404


def test_signing_out_everywhere_ends_every_session_of_the_person_and_of_nobody_else(
    desk: User, lead: User, browse: Browse
) -> None:
    here, elsewhere, colleague = browse(desk), browse(desk), browse(lead)
    assert "entrance-card" in here.get(reverse("sign_out_everywhere")).content.decode()
    assert here.post(reverse("sign_out_everywhere"))["Location"] == reverse("account_login")
    for browser in (here, elsewhere):
        assert browser.get(reverse("staff:case_list")).status_code == 302
    assert colleague.get(reverse("staff:case_list")).status_code == 200
    assert browse(desk).get(reverse("staff:case_list")).status_code == 200


def test_signing_out_everywhere_asks_a_stranger_to_sign_in(client: Client, db: None) -> None:
    for answer in (client.get(reverse("sign_out_everywhere")), client.post(reverse("sign_out_everywhere"))):
        assert answer["Location"].startswith(reverse("account_login"))


def test_clock_that_was_set_back_a_day_makes_no_session_last_longer(desk: User, browse: Browse) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        browser = browse(desk)
        clock.shift(timedelta(days=-1))
        assert browser.get(reverse("staff:case_list")).status_code == 302

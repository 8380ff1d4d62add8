"""What leaves, is published, opened to others or destroyed asks for the second factor again; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path, reverse
from django.utils import timezone
from pytest_django import Settings

from hirz.faces.staff import urls as staff_urls
from hirz.foundation.accounts.doors import Confirmed, confirmed, requires
from hirz.foundation.accounts.models import User
from tests.conftest import sign_in
from tests.faces.staff.pages import Form, parsed
from tests.faces.staff.test_sign_in import SECRET, code_now

TYPED = {"reason": 'Two lines,\nand <b>a third</b> ☂ "quoted".', "sure": "on"}
done: list[dict[str, Any]] = []


@requires(None)
@confirmed()
def act(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        done.append(request.POST.dict())
    return HttpResponse("acted" if request.method == "POST" else "form")


@requires(None)
@confirmed(Confirmed.READING)
def read(request: HttpRequest) -> HttpResponse:
    return HttpResponse("left")


urlpatterns = [path("act/", act), path("read/", read), *staff_urls.urlpatterns]


@pytest.fixture(autouse=True)
def acts(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__
    done.clear()


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(timezone.now(), tick=False) as travelled:
        yield travelled


@pytest.fixture
def browser(clock: Any, desk: User) -> Client:
    """Signed in six minutes ago."""
    TOTP.activate(desk, SECRET)
    browser = Client()
    sign_in(browser, desk)
    clock.shift(timedelta(minutes=6))
    return browser


def asked(content: bytes) -> Form:
    return next(form for form in parsed(content).forms() if "again-code" in form.values)


def confirm(browser: Client, form: Form, code: str) -> Any:
    return browser.post(form.action, {**form.values, "again-code": code})


def test_shortly_after_the_sign_in_nothing_is_asked(clock: Any, desk: User) -> None:
    browser = Client()
    sign_in(browser, desk)
    clock.shift(timedelta(minutes=5))
    assert browser.post("/act/", TYPED).content == b"acted"
    assert browser.get("/read/").content == b"left"


def test_page_with_the_form_is_shown_without_asking(browser: Client) -> None:
    assert browser.get("/act/").content == b"form"


def test_act_waits_for_the_code_and_then_happens_with_everything_typed(browser: Client) -> None:
    answer = browser.post("/act/?x=1", TYPED)
    assert (answer.status_code, done) == (403, [])
    form = asked(answer.content)
    assert form.action == "/act/?x=1"
    assert confirm(browser, form, code_now()).content == b"acted"
    assert {name: done[0][name].replace("\r\n", "\n") for name in TYPED} == TYPED
    assert browser.post("/act/", TYPED).content == b"acted"


def test_wrong_code_keeps_what_was_typed_and_asks_again(browser: Client) -> None:
    form = asked(browser.post("/act/", TYPED).content)
    again = confirm(browser, form, "000000")
    assert (again.status_code, done) == (403, [])
    assert {name: asked(again.content).values[name] for name in TYPED} == TYPED
    assert confirm(browser, asked(again.content), code_now()).content == b"acted"


def test_file_leaves_only_after_the_code(browser: Client) -> None:
    answer = browser.get("/read/?format=pdf")
    assert answer.status_code == 403
    back = confirm(browser, asked(answer.content), code_now())
    assert back["Location"] == "/read/?format=pdf"
    assert browser.get(back["Location"]).content == b"left"


def test_code_that_confirmed_once_confirms_nothing_later(browser: Client, clock: Any) -> None:
    form = asked(browser.post("/act/", TYPED).content)
    code = code_now()
    assert confirm(browser, form, code).content == b"acted"
    clock.shift(timedelta(minutes=6))
    assert confirm(browser, form, code).status_code == 403
    assert len(done) == 1


def test_confirming_in_one_browser_confirms_nothing_in_another(browser: Client, clock: Any, desk: User) -> None:
    other = Client()
    sign_in(other, desk)
    clock.shift(timedelta(minutes=6))
    code = code_now()
    assert confirm(browser, asked(browser.post("/act/", TYPED).content), code).content == b"acted"
    assert other.post("/act/", TYPED).status_code == 403
    assert other.post("/act/", {**TYPED, "again-code": code}).status_code == 403


@pytest.mark.parametrize(
    "forged", [{"again-click": "on"}, {"again-code": ""}, {"again-credential": "{}"}, {"again-reading": "on"}]
)
def test_nothing_but_the_second_factor_confirms(forged: dict[str, str], browser: Client) -> None:
    answer = browser.post("/act/", {**TYPED, **forged})
    assert answer.status_code == 403
    assert not done


def test_form_of_another_site_cannot_confirm(clock: Any, desk: User) -> None:
    TOTP.activate(desk, SECRET)
    browser = Client(enforce_csrf_checks=True)
    sign_in(browser, desk)
    assert browser.post("/act/", {**TYPED, "again-code": code_now()}).status_code == 403
    assert not done


def test_in_the_demonstration_a_click_is_enough(browser: Client, settings: Settings) -> None:
    settings.HIRZ_DEMO = True
    page = parsed(browser.post("/act/", TYPED).content)
    form = next(form for form in page.forms() if "reason" in form.values)
    assert "a click stands for it" in page.text()
    assert browser.post(form.action, {**form.values, "again-click": "on"}).content == b"acted"


def test_publishing_sending_and_files_of_letters_ask() -> None:
    from hirz.foundation.accounts.doors import CONFIRMED_ATTRIBUTE
    from tests.faces.staff.addresses import addresses

    asking = {address.name for address in addresses() if hasattr(address.view, CONFIRMED_ATTRIBUTE)}
    wanted = {"reporting:publish", "response:send", "response:download", "cases:grants", "cases:approve_exception"}
    assert wanted <= asking


@pytest.mark.parametrize("language", ["en", "ar"])
def test_page_that_asks_is_valid(language: str, browser: Client, desk: User) -> None:
    User.objects.filter(pk=desk.pk).update(language=language)
    page = parsed(browser.post("/act/", TYPED).content)
    assert page.root.get("lang") == language
    assert reverse("account_login") not in page.links()

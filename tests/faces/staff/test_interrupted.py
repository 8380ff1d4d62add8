"""A form that arrives too late is not lost: everything typed comes back, with a button to send it again."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from hirz.foundation.accounts.models import User
from hirz.reprisals.cases.models import Act
from tests.conftest import sign_in
from tests.faces.staff.conftest import Browse, enrol
from tests.faces.staff.pages import Form, parsed
from tests.faces.staff.world import World

TYPED = {"kind": "detention", "date": "2026-05", "perpetrator": "police", "note": "Two lines,\nand <b>a third</b> ☂."}
OWN = {"origin": "http://testserver"}


def sent_again(page: bytes) -> Form:
    return parsed(page).form_to_send_again()


@pytest.fixture
def where(world: World) -> str:
    return reverse("cases:add_act", args=[world.case.pk])


def test_session_that_ended_in_mid_form_keeps_every_field(where: str, desk: User, browse: Browse) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        browser = browse(desk)
        clock.shift(timedelta(hours=9))
        answer = browser.post(where, TYPED)
        assert answer.status_code == 403
        form = sent_again(answer.content)
        assert form.action == where
        assert {name: form.values[name] for name in TYPED} == TYPED
        acts = Act.objects.count()
        sign_in(browser, desk)
        assert browser.post(form.action, form.values).status_code == 302
        assert Act.objects.count() == acts + 1


def test_stranger_posting_is_told_the_same_and_reads_nothing_of_the_case(where: str, world: World) -> None:
    answer = Client().post(where, TYPED)
    assert answer.status_code == 403
    assert world.case.reference not in answer.content.decode()


def test_token_of_before_the_sign_in_is_replaced_and_the_fields_kept(where: str, desk: User) -> None:
    enrol(desk)
    browser = Client(enforce_csrf_checks=True)
    sign_in(browser, desk)
    browser.get(where)
    answer = browser.post(where, {**TYPED, "csrfmiddlewaretoken": "x" * 64}, headers=OWN)
    assert answer.status_code == 403
    form = sent_again(answer.content)
    assert {name: form.values[name] for name in TYPED} == TYPED
    acts = Act.objects.count()
    assert browser.post(form.action, form.values, headers=OWN).status_code == 302
    assert Act.objects.count() == acts + 1


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
def test_another_site_gets_neither_a_token_nor_the_fields(origin: str, where: str, desk: User) -> None:
    enrol(desk)
    browser = Client(enforce_csrf_checks=True)
    sign_in(browser, desk)
    answer = browser.post(where, TYPED, headers={"origin": origin} if origin else {})
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "csrfmiddlewaretoken" not in page
    assert "a third" not in page


def test_password_is_never_sent_back(desk: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post(reverse("account_login"), {"login": desk.email, "password": "my own secret"}, headers=OWN)
    assert answer.status_code == 403
    assert "my own secret" not in answer.content.decode()
    assert "my own secret" not in Client().post(reverse("staff:home"), {"password": "my own secret"}).content.decode()


def test_file_that_cannot_be_kept_is_said_to_be_lost(where: str, db: None) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = Client().post(where, {**TYPED, "file": SimpleUploadedFile("a.txt", b"some words")})
    assert answer.context["files_lost"]


def test_form_larger_than_can_be_taken_says_what_to_do(desk: User, browse: Browse, settings: Settings) -> None:
    browser = browse(desk)
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = browser.post(reverse("staff:search"), {"q": "x" * 200})
    assert answer.status_code == 400
    assert "This could not be taken in" in parsed(answer.content).text()

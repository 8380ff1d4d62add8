"""Under a flood whoever writes waits and gets through: nothing is lost, no script needed, no address looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hirz.faces.public.gate import GATES, KEPT, WAIT, Budget, Gate
from tests.faces.staff.pages import Form, parsed

RECEIPT = "1234 5678 9012 3456 7890 1234 5678 9012 3456"


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(timezone.now(), tick=False) as travelled:
        yield travelled


@pytest.fixture
def flooded(public_face: None, clock: Any) -> None:
    """The budgets of this second are spent; what comes back in a second is next to nothing."""
    for name in GATES:
        GATES[name] = Gate(name, burst=2, per_second=0.001)
        GATES[name].at_once.left = 0


def waiting_form(content: bytes) -> Form:
    return next(form for form in parsed(content).forms() if "ticket" in form.values)


def try_receipt(browser: Client, **more: str) -> Any:
    return browser.post("/en/inbox/", {"receipt": RECEIPT, "body": "Two\nlines ☂", **more})


def test_page_asks_to_wait_and_keeps_what_was_sent(flooded: None, clock: Any) -> None:
    browser = Client()
    answer = try_receipt(browser)
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, str(WAIT), "no-store")
    form = waiting_form(answer.content)
    assert (form.action, form.values["receipt"], form.values["body"]) == ("/en/inbox/", RECEIPT, "Two\nlines ☂")
    clock.shift(WAIT)
    assert browser.post(form.action, form.values).status_code == 200


def test_ticket_opens_neither_early_nor_twice_nor_late_nor_elsewhere(flooded: None, clock: Any) -> None:
    browser = Client()
    early, late = (waiting_form(try_receipt(browser).content).values for _ in range(2))
    clock.shift(WAIT - 2)
    assert browser.post("/en/inbox/", early).status_code == 503
    clock.shift(2)
    assert browser.post("/en/submit/", early).status_code == 503
    assert browser.post("/en/inbox/", early).status_code == 200
    assert browser.post("/en/inbox/", early).status_code == 503
    clock.shift(KEPT + 1)
    assert browser.post("/en/inbox/", late).status_code == 503


@pytest.mark.parametrize("forged", ["", "x", "WyJyZWNlaXB0IiwgIngiLCAxXQ:1:forged"])
def test_forged_ticket_is_only_another_wait(forged: str, flooded: None) -> None:
    assert try_receipt(Client(), ticket=forged).status_code == 503


def test_reading_is_never_gated(flooded: None) -> None:
    for page in ("/ar/inbox/", "/ar/submit/", "/en/"):
        assert Client().get(page).status_code == 200


def test_beginning_without_a_cookie_gets_none_while_it_waits(flooded: None, clock: Any) -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/ar/submit/", {"understood": "on"})
    assert answer.status_code == 503
    assert not answer.cookies
    clock.shift(WAIT)
    form = waiting_form(answer.content)
    assert browser.post(form.action, form.values).status_code == 302


def test_flood_that_does_not_wait_takes_nothing_from_those_who_do(flooded: None, clock: Any) -> None:
    patient = Client()
    form = waiting_form(try_receipt(patient).content)
    for _ in range(50):
        assert try_receipt(Client()).status_code == 503
    clock.shift(WAIT)
    assert patient.post(form.action, form.values).status_code == 200


@given(st.lists(st.floats(min_value=0, max_value=30), max_size=60))
def test_budget_never_gives_more_than_its_burst_and_what_came_back(pauses: list[float]) -> None:
    budget, now, taken = Budget(5, 0.5), 1000.0, 0
    for pause in pauses:
        now += pause
        taken += budget.take(now)
    assert taken <= 5 + sum(pauses) * 0.5 + 1e-6


def test_clock_that_goes_back_gives_nothing_away() -> None:
    budget = Budget(1, 1.0)
    assert [budget.take(now) for now in (1000.0, 900.0, 900.5)] == [True, False, False]

"""Filling in the forms of a case as a person does."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from hirz.reprisals.cases.models import Case
from tests.faces.staff.pages import parsed


def send(browser: Client, name: str, case: Case, query: str = "", **answers: Any) -> Any:
    return browser.post(reverse(f"cases:{name}", args=[case.pk]) + query, answers)


def assert_done(answer: Any, case: Case) -> None:
    problems = getattr(answer, "context", None) and answer.context["form"].errors
    assert answer.status_code == 302, problems
    assert answer["Location"] == reverse("staff:case", args=[case.pk])


def assert_asked_again(answer: Any, told: str, **kept: str) -> None:
    """The form came back: it says why in words, and holds what was typed."""
    assert answer.status_code == 200
    page = parsed(answer.content)
    assert told in page.text()
    form = next(form for form in page.forms() if "csrfmiddlewaretoken" in form.values and not form.action)
    assert {name: form.values.get(name) for name in kept} == kept

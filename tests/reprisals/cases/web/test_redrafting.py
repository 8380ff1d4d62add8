"""The page on which a case is written without somebody who was erased."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hirz.foundation.accounts.models import User
from hirz.foundation.keys.chain import keys_at_hand
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.moving import describe
from hirz.reprisals.cases.actions.recording import add_development, add_party
from hirz.reprisals.cases.models import Case
from hirz.reprisals.cases.redraft_models import Redraft
from hirz.reprisals.cases.web.labels import TEXTS, WRITTEN
from hirz.reprisals.cases.written import written_columns
from hirz.reprisals.people.actions import enter_person
from hirz.reprisals.people.erasing import erase_person
from tests.faces.staff.conftest import Browse
from tests.faces.staff.pages import parsed
from tests.reprisals.cases.web.asking import assert_asked_again, assert_done, send
from tests.reprisals.story import give_consent


@pytest.fixture
def browser(desk: User, browse: Browse) -> Client:
    return browse(desk)


@pytest.fixture
def waiting(bare: Case, office: Office, desk: User, lead: User) -> Redraft:
    """Of two people one was erased, who was named in the summary and in a development."""
    gone, left = (enter_person(office=office, names=[name], by=desk) for name in ("Salma Zahrawi", "Tamara Ilieva"))
    for person in (gone, left):
        give_consent(person, desk)
        add_party(case=bare, person=person, role="victim", by=desk)
    describe(case=bare, by=desk, summary="Salma and Tamara were stopped.")
    add_development(case=bare, kind="investigation", date="2026-05", text="Salma was heard.", by=desk)
    erase_person(person=gone, given_by="self", by=lead)
    return Redraft.objects.get()


def page(browser: Client, case: Case) -> Any:
    return browser.get(reverse("cases:redraft", args=[case.pk]))


def test_page_shows_the_texts_the_deadline_and_who_answers_for_it(
    waiting: Redraft, bare: Case, desk: User, browser: Client
) -> None:
    shown = parsed(page(browser, bare).content)
    values = next(form for form in shown.forms() if "text_0" in form.values).values
    assert values["text_0"].strip() == "Salma and Tamara were stopped."
    assert values["text_1"].strip() == "Salma was heard."
    assert desk.display_name in shown.text()
    assert "Development · Text" in shown.text()


def test_case_leads_to_it_instead_of_to_settling(waiting: Redraft, bare: Case, browser: Client) -> None:
    links = parsed(browser.get(reverse("staff:case", args=[bare.pk])).content).links()
    assert reverse("cases:redraft", args=[bare.pk]) in links
    assert reverse("cases:settle", args=[bare.pk]) not in links


def test_everything_written_anew_is_kept_and_the_case_can_be_settled(
    waiting: Redraft, bare: Case, browser: Client
) -> None:
    answer = send(browser, "redraft", bare, text_0="Tamara was stopped.", text_1="She was heard.", read_through="on")
    assert_done(answer, bare)
    with keys_at_hand():
        written = Case.objects.get(pk=bare.pk)
        assert (written.summary, written.developments.get().text) == ("Tamara was stopped.", "She was heard.")
    assert page(browser, bare).status_code == 404
    assert (
        reverse("cases:settle", args=[bare.pk])
        in parsed(browser.get(reverse("staff:case", args=[bare.pk])).content).links()
    )


def test_what_was_typed_is_not_lost_when_one_text_was_forgotten(waiting: Redraft, bare: Case, browser: Client) -> None:
    typed = {"text_0": "Tamara was stopped.", "text_1": "Salma was heard."}
    answer = send(browser, "redraft", bare, **typed, read_through="on")
    assert_asked_again(answer, "A text in which the name stood is as it was.", **typed)
    with keys_at_hand():
        assert Case.objects.get(pk=bare.pk).summary == "Salma and Tamara were stopped."


def test_rest_of_the_case_is_to_be_read(waiting: Redraft, bare: Case, browser: Client) -> None:
    answer = send(browser, "redraft", bare, text_0="Tamara was stopped.", text_1="She was heard.")
    assert_asked_again(answer, "Read the rest of the case first.")


def test_page_is_there_for_those_who_edit_the_case_and_for_nobody_else(
    waiting: Redraft, bare: Case, clearer: User, outsider: User, browse: Browse
) -> None:
    for user in (clearer, outsider):
        assert page(browse(user), bare).status_code == 404


def test_case_with_nothing_to_write_anew_has_no_such_page(bare: Case, browser: Client) -> None:
    assert page(browser, bare).status_code == 404


def test_page_costs_the_same_however_much_is_to_be_written(
    waiting: Redraft, bare: Case, browser: Client,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[Any]],
) -> None:  # fmt: skip
    page(browser, bare)
    with django_assert_max_num_queries(30):
        page(browser, bare)


def test_every_text_that_may_be_listed_has_its_words() -> None:
    listed = written_columns()
    assert {column for columns in listed.values() for column in columns} <= TEXTS.keys()
    assert {model._meta.label_lower for model in listed} - {"cases.case"} <= WRITTEN.keys()

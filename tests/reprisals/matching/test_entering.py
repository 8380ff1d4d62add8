"""At the door: whoever may be meant is shown before a second file is opened, and the answer is kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from hirz.engines.names import compare, explain
from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.matching.models import PairDecision, Proposal
from hirz.reprisals.people.models import Person
from tests.reprisals.people.web.pages import assert_good_page, signed_in
from tests.reprisals.story import enter_victim

pytestmark = pytest.mark.django_db
FILED, TYPED = "Абдыкадыров Нурлан", "نورلان عبد القادروف"


@pytest.fixture
def filed(office: Office, desk: User) -> Person:
    """Filed in Cyrillic."""
    return enter_victim(office, desk, [FILED])


def asked(office: Office, **answers: str) -> dict[str, str]:
    about = {"kind": "individual", "gender": "unknown", "age_group": "unknown", "born": "1981"}
    return {"names": TYPED, "office": str(office.pk), **about, "note": "A teacher.", **answers}


def send(browser: Client, office: Office, **answers: str) -> Any:
    return browser.post(reverse("matching:enter"), asked(office, **answers))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_arabic_spelling_offers_whoever_is_filed_in_cyrillic_and_says_why(
    language: str, filed: Person, office: Office, desk: User
) -> None:
    browser = signed_in(desk, language=language)
    page = assert_good_page(browser, reverse("matching:enter"), **asked(office))
    assert FILED in page
    for sentence in explain(compare(TYPED, FILED), language):
        assert escape(sentence) in page
    assert f'value="{filed.pk}"' in page
    assert "A teacher." in page, "what was typed is kept"
    assert Person.objects.count() == 1


def test_file_that_is_meant_is_used_and_learns_the_spelling(filed: Person, office: Office, desk: User) -> None:
    answer = send(signed_in(desk), office, known=str(filed.pk))
    assert answer["Location"] == reverse("people:person", args=[filed.pk])
    assert Person.objects.get() == filed
    assert {name.text for name in filed.names.all()} == {FILED, TYPED}


@pytest.mark.parametrize("verdict", ["DIFFERENT", "UNSURE"])
def test_other_answers_open_a_file_and_are_kept_with_the_reason(
    verdict: str, filed: Person, office: Office, desk: User
) -> None:
    send(signed_in(desk), office, known=verdict, why="This one is fifty.")
    new = Person.objects.exclude(pk=filed.pk).get()
    decision = PairDecision.objects.get()
    assert {decision.first, decision.second} == {filed, new}
    assert (decision.verdict, decision.reason) == (verdict, "This one is fifty.")
    assert decision.likeness is not None
    assert new.born == "1981"
    assert Proposal.objects.exists() == (verdict == "UNSURE")


@pytest.mark.parametrize("answers", [{}, {"known": "DIFFERENT"}, {"known": "UNSURE", "why": "  "}])
def test_second_file_is_not_opened_without_an_answer_and_its_reason(
    answers: dict[str, str], filed: Person, office: Office, desk: User
) -> None:
    assert_good_page(signed_in(desk), reverse("matching:enter"), **asked(office, **answers))
    assert Person.objects.count() == 1


def test_name_that_nobody_bears_opens_a_file_at_once(filed: Person, office: Office, desk: User) -> None:
    send(signed_in(desk), office, names="Wilhelmina Ferreira")
    assert Person.objects.count() == 2
    assert not PairDecision.objects.exists()


def test_answer_about_somebody_who_was_not_offered_is_not_taken(
    filed: Person, elsewhere: Person, office: Office, desk: User
) -> None:
    assert_good_page(signed_in(desk), reverse("matching:enter"), **asked(office, known=str(elsewhere.pk)))


def test_office_of_others_is_not_offered(filed: Person, other_office: Office, desk: User) -> None:
    assert_good_page(signed_in(desk), reverse("matching:enter"), **asked(other_office, known=str(filed.pk)))
    assert filed.names.count() == 1


def test_reader_enters_nobody(office: Office, verifier: User) -> None:
    assert signed_in(verifier).get(reverse("matching:enter")).status_code == 404

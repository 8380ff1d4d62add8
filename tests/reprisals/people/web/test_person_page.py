from __future__ import annotations

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action
from hirz.reprisals.cases.actions.opening import open_case
from hirz.reprisals.cases.actions.recording import add_party
from hirz.reprisals.cases.models import Case
from hirz.reprisals.people.actions import Answer, add_name, record_consent
from hirz.reprisals.people.disclosing import ConsentRefused, Intent, disclose
from hirz.reprisals.people.models import Person
from hirz.rules.consent import ConsentState, Purpose, Scope
from tests.reprisals.people.web.pages import assert_good_page, assert_nothing_here, signed_in

QUERIES = 18
HEADING = '<h1><bdi class="person-name">'


class Words:
    def plain_text(self) -> str:
        return "She was stopped at the airport."


def url_of(person: Person) -> str:
    return reverse("people:person", args=[person.pk])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_page_is_valid_in_both_directions(desk: User, salma: Person, case: Case, language: str) -> None:
    assert_good_page(signed_in(desk, language=language), url_of(salma))


def test_page_heads_with_the_name_in_the_script_of_its_language(desk: User, salma: Person) -> None:
    assert f"{HEADING}سلمى الحديدي" in assert_good_page(signed_in(desk, language="ar"), url_of(salma))
    assert f"{HEADING}Salma El-Hadidi" in assert_good_page(signed_in(desk), url_of(salma))


def test_page_shows_who_answered_how_and_when(desk: User, salma: Person) -> None:
    page = assert_good_page(signed_in(desk), url_of(salma))
    assert "by telephone" in page
    assert "Name in a public report" in page
    assert page.count("Refused") == 2  # in the matrix and in the history


def test_page_tells_of_a_disclosure_that_was_held_back(desk: User, salma: Person, case: Case) -> None:
    named = Intent(
        purpose=Purpose.RAISE_WITH_GOVERNMENT, recipient="government", what="allegation_letter",
        named=frozenset({salma.pk}), case_id=case.pk,
    )  # fmt: skip
    with pytest.raises(ConsentRefused):
        disclosing(named, salma, desk)
    page = assert_good_page(signed_in(desk), url_of(salma))
    assert "Held back" in page
    assert "Government of the State concerned" in page


def disclosing(intent: Intent, person: Person, by: User) -> None:
    action(disclose)(Words(), intent=intent, people=[person], by=by)


def test_page_links_only_to_cases_the_reader_may_see(desk: User, outsider: User, salma: Person, case: Case) -> None:
    hidden = open_case(office=outsider.office, state_concerned="XM", language="en", by=outsider)
    add_party(case=hidden, person=salma, role="witness", by=outsider)
    page = assert_good_page(signed_in(desk), url_of(salma))
    assert case.reference in page
    assert hidden.reference not in page


def test_page_costs_the_same_whatever_is_on_record(
    desk: User, salma: Person, case: Case, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(desk)
    with django_assert_num_queries(QUERIES):
        client.get(url_of(salma))
    for number in range(12):
        add_name(person=salma, text=f"Salma {number}", by=desk)
        record_consent(person=salma, answers=[Answer(Scope.STATISTICS, ConsentState.GIVEN, "self")], by=desk)
        other = open_case(office=desk.office, state_concerned="XM", language="en", by=desk)
        add_party(case=other, person=salma, role="victim", by=desk)
    with django_assert_num_queries(QUERIES):
        client.get(url_of(salma))


@pytest.mark.parametrize(
    ("how", "words"),
    [("web_form", "Form on this site"), ("inbox", "Through the inbox"), ("At the prison gate.", "At the prison gate.")],
)
def test_way_in_which_consent_came_is_told_in_words(desk: User, salma: Person, how: str, words: str) -> None:
    record_consent(person=salma, answers=[Answer(Scope.STATISTICS, ConsentState.GIVEN, "self", how=how)], by=desk)
    page = assert_good_page(signed_in(desk), url_of(salma))
    assert words in page
    assert f">{how}<" not in page or how == words


def test_buttons_are_there_only_for_those_who_may_use_them(desk: User, verifier: User, salma: Person) -> None:
    consent = reverse("people:record_consent", args=[salma.pk])
    assert consent in assert_good_page(signed_in(desk), url_of(salma))
    assert consent not in assert_good_page(signed_in(verifier), url_of(salma))


@pytest.mark.parametrize("name", ["person", "add_name", "change_birth", "describe", "record_consent", "withdraw"])
def test_an_outsider_meets_nothing(outsider: User, administrator: User, salma: Person, name: str) -> None:
    for stranger in (outsider, administrator):
        assert_nothing_here(signed_in(stranger), reverse(f"people:{name}", args=[salma.pk]))

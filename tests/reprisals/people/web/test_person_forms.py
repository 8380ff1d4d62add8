from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.reprisals.people.disclosing import consent_standing
from hirz.reprisals.people.models import Person
from hirz.rules.consent import ConsentState, Scope
from tests.reprisals.people.web.pages import assert_good_page, signed_in

CONSENT: dict[str, Any] = {
    "scopes": ["STATISTICS", "SHARE_MECHANISM"],
    "state": "GIVEN",
    "given_by": "self",
    "how": "face to face",
    "risks_explained": "Her name might be guessed.",
}


def url_of(name: str, person: Person) -> str:
    return reverse(f"people:{name}", args=[person.pk])


@pytest.fixture
def browser(desk: User) -> Client:
    return signed_in(desk)


def standing(person: Person, scope: Scope) -> ConsentState:
    return consent_standing([person])[person.pk][scope]


@pytest.mark.parametrize("name", ["add_name", "change_birth", "describe", "record_consent", "withdraw"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_forms_are_valid_in_both_directions(desk: User, salma: Person, name: str, language: str) -> None:
    assert_good_page(signed_in(desk, language=language), url_of(name, salma))


def test_name_is_added_and_written_into_the_history(browser: Client, salma: Person) -> None:
    answer = browser.post(url_of("add_name", salma), {"text": "Сальма Эль-Хадиди", "kind": "transliteration"})
    assert answer.headers["Location"] == reverse("people:person", args=[salma.pk])
    assert ("Сальма Эль-Хадиди", "cyrl") in {(name.text, name.script) for name in salma.names.all()}
    assert Entry.objects.filter(verb="NAME_ADDED", subject_id=salma.pk).exists()


def test_name_that_is_there_already_comes_back_with_words(browser: Client, salma: Person) -> None:
    page = assert_good_page(browser, url_of("add_name", salma), text="Salma El-Hadidi", kind="variant")
    assert "error-summary" in page
    assert 'value="Salma El-Hadidi"' in page


def test_name_of_spaces_is_asked_for_again(browser: Client, salma: Person) -> None:
    assert "Write the name." in assert_good_page(browser, url_of("add_name", salma), text="  ", kind="full")


@pytest.mark.parametrize(("typed", "kept"), [("١٩٨٥-٠٣", "1985-03"), ("1985?", "1985?"), ("", "")])
def test_date_of_birth_is_kept_as_precise_as_it_is_known(typed: str, kept: str, browser: Client, salma: Person) -> None:
    answer = browser.post(url_of("change_birth", salma), {"born": typed})
    assert answer.headers["Location"] == reverse("people:person", args=[salma.pk])
    assert Person.objects.get(pk=salma.pk).born == kept
    entry = Entry.objects.get(verb="BIRTH_CHANGED", subject_id=salma.pk)
    assert "1985" not in str(entry.detail)


def test_date_of_birth_that_is_none_comes_back_as_it_was_typed(browser: Client, salma: Person) -> None:
    before = salma.born
    page = assert_good_page(browser, url_of("change_birth", salma), born="in spring")
    assert 'value="in spring"' in page
    assert Person.objects.get(pk=salma.pk).born == before


def test_description_is_kept_by_language(browser: Client, salma: Person) -> None:
    browser.post(url_of("describe", salma), {"ar": "مدافعة عن حقوق الإنسان", "en": "a lawyer"})
    salma.refresh_from_db()
    assert salma.public_descriptions["ar"] == "مدافعة عن حقوق الإنسان"


def test_description_that_holds_the_name_is_refused_and_kept_on_the_page(browser: Client, salma: Person) -> None:
    page = assert_good_page(browser, url_of("describe", salma), en="Ms. Hadidi, a lawyer", ar="محامية")
    assert "This holds a name of the person" in page
    assert "Ms. Hadidi, a lawyer" in page
    salma.refresh_from_db()
    assert salma.public_descriptions.get("ar") != "محامية"


def test_one_answer_is_recorded_for_each_use(browser: Client, salma: Person) -> None:
    browser.post(url_of("record_consent", salma), CONSENT)
    assert standing(salma, Scope.STATISTICS) is ConsentState.GIVEN
    assert standing(salma, Scope.SHARE_MECHANISM) is ConsentState.GIVEN
    assert standing(salma, Scope.PUBLIC_STATEMENT) is ConsentState.NOT_SOUGHT


def test_a_yes_without_the_risks_is_not_taken(browser: Client, salma: Person) -> None:
    page = assert_good_page(browser, url_of("record_consent", salma), **{**CONSENT, "risks_explained": ""})
    assert "a yes without them is not informed" in page
    assert 'value="face to face"' in page
    assert standing(salma, Scope.STATISTICS) is ConsentState.NOT_SOUGHT


def test_day_in_arabic_digits_is_read(browser: Client, salma: Person) -> None:
    browser.post(url_of("record_consent", salma), {**CONSENT, "valid_until": "٢٠٣٠-٠١-٣١"})
    assert salma.decisions.get(scope="STATISTICS").valid_until == date(2030, 1, 31)


@pytest.mark.parametrize("typed", ["2030", "31/31/2030", "2030-02-30", "soon"])
def test_day_that_is_none_is_asked_for_in_words(browser: Client, salma: Person, typed: str) -> None:
    page = assert_good_page(browser, url_of("record_consent", salma), **{**CONSENT, "valid_until": typed})
    assert "Write a whole day, for example 2026-05-14." in page
    assert f'value="{typed}"' in page


def test_settling_a_disagreement_opens_what_the_other_giver_closed(browser: Client, salma: Person) -> None:
    refusal = salma.decisions.get(scope="REPORT_NAMED", state="REFUSED")
    yes = {**CONSENT, "scopes": ["REPORT_NAMED"]}
    browser.post(url_of("record_consent", salma), yes)
    assert standing(salma, Scope.REPORT_NAMED) is ConsentState.REFUSED
    browser.post(url_of("record_consent", salma), {**yes, "settles": [str(refusal.pk)]})
    assert standing(salma, Scope.REPORT_NAMED) is ConsentState.GIVEN


def test_best_interests_are_asked_about_for_children_only(browser: Client, salma: Person) -> None:
    asked = 'name="best_interest"'
    assert asked not in assert_good_page(browser, url_of("record_consent", salma))
    salma.age_group = "child"
    salma.save()
    assert asked in assert_good_page(browser, url_of("record_consent", salma))


def test_withdrawal_takes_effect_and_offers_only_what_was_given(browser: Client, salma: Person) -> None:
    page = assert_good_page(browser, url_of("withdraw", salma))
    assert 'value="RAISE_WITH_GOVERNMENT"' in page
    assert 'value="STATISTICS"' not in page
    browser.post(url_of("withdraw", salma), {"scopes": ["RAISE_WITH_GOVERNMENT"], "given_by": "self"})
    assert standing(salma, Scope.RAISE_WITH_GOVERNMENT) is ConsentState.WITHDRAWN


def test_withdrawal_of_nothing_is_asked_for_again(browser: Client, salma: Person) -> None:
    assert "Choose at least one use." in assert_good_page(browser, url_of("withdraw", salma), given_by="self")


def test_reader_without_the_permission_meets_no_form(verifier: User, salma: Person) -> None:
    for name in ("add_name", "change_birth", "describe", "record_consent", "withdraw"):
        assert signed_in(verifier).get(url_of(name, salma)).status_code == 404

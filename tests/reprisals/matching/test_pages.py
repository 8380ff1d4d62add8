"""Pages on two files: valid in both directions, usable without a script, and of one cost however much there is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import cast

import pytest
from django.template import engines
from django.template.backends.django import DjangoTemplates
from django.test import Client
from django.urls import reverse

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.opening import open_case
from hirz.reprisals.cases.actions.recording import add_act, add_engagement
from hirz.reprisals.matching.actions import decide_pair, in_order, merge_people, undo_merge
from hirz.reprisals.matching.models import PairDecision, Proposal, Sweep, Verdict
from hirz.reprisals.people.models import Merge, Person, Settlement
from hirz.rules.consent import ConsentState, Scope
from tests.faces.staff.strict import FailWhenUndefined
from tests.reprisals.people.web.pages import assert_good_page, signed_in
from tests.reprisals.story import answer, enter_victim, give_consent

pytestmark = pytest.mark.django_db
Counting = Callable[[int], AbstractContextManager[object]]
LANGUAGES = pytest.mark.parametrize("language", ["en", "ar"])
WHY = "Same telephone, same brother."


@pytest.fixture(autouse=True)
def strict_templates() -> Iterator[None]:
    engine = cast(DjangoTemplates, engines["django"]).engine
    engine.string_if_invalid = FailWhenUndefined("%s")
    yield
    engine.string_if_invalid = ""


def pair_url(first: Person, second: Person) -> str:
    return reverse("matching:pair", args=[person.pk for person in in_order(first, second)])


def propose(first: Person, second: Person, likeness: float = 0.8) -> Proposal:
    one, other = in_order(first, second)
    return Proposal.objects.create(first=one, second=other, why="FOUND", likeness=likeness)


@LANGUAGES
def test_pair_shows_both_files_what_differs_and_why(
    language: str, first: Person, second: Person, office: Office, desk: User
) -> None:
    case = open_case(office=office, state_concerned="XM", language="en", by=desk)
    add_engagement(case=case, by=desk, person=first, body="hrc", kind="testimony", date="2026-03")
    add_act(case=case, by=desk, person=second, kind="detention", date="2026-03-12")
    Person.objects.filter(pk=second.pk).update(gender="male")
    page = assert_good_page(signed_in(desk, language=language), pair_url(first, second))
    for told in ("سلمى الزهراوي", "Сальма аз-Захрави", "2026-03-12"):
        assert told in page
    assert ("differs" if language == "en" else "badge") in page


def test_same_person_in_the_form_merges_and_the_page_of_the_person_tells(
    first: Person, second: Person, desk: User
) -> None:
    propose(first, second)
    browser = signed_in(desk)
    done = browser.post(pair_url(first, second), {"verdict": "SAME", "reason": WHY})
    assert done.status_code == 302
    assert Merge.objects.in_force().exists()
    assert not Proposal.objects.exists()
    page = assert_good_page(browser, reverse("people:person", args=[first.pk]))
    assert WHY in page
    assert reverse("people:person", args=[second.pk]) in page


@pytest.mark.parametrize("verdict", ["DIFFERENT", "UNSURE"])
def test_other_answers_are_kept(verdict: str, first: Person, second: Person, desk: User) -> None:
    proposal = propose(first, second)
    signed_in(desk).post(pair_url(first, second), {"verdict": verdict, "reason": "Another birth."})
    decision = PairDecision.objects.get()
    assert (decision.verdict, decision.reason, decision.likeness) == (verdict, "Another birth.", proposal.likeness)
    assert Proposal.objects.exists() == (verdict == "UNSURE")


@LANGUAGES
def test_decision_that_they_are_two_is_shown_and_overruled_only_knowingly(
    language: str, first: Person, second: Person, desk: User
) -> None:
    decide_pair(first=first, second=second, verdict=Verdict.DIFFERENT, reason="Another birth.", by=desk)
    browser, address = signed_in(desk, language=language), pair_url(first, second)
    assert "Another birth." in assert_good_page(browser, address)
    page = assert_good_page(browser, address, verdict="SAME", reason=WHY)
    assert WHY in page
    assert not Merge.objects.exists()
    browser.post(address, {"verdict": "SAME", "reason": WHY, "overruling": "on"})
    assert Merge.objects.in_force().exists()


def test_decided_pair_is_looked_at_again_from_the_page_of_either_file(
    first: Person, second: Person, desk: User, verifier: User
) -> None:
    decide_pair(first=first, second=second, verdict=Verdict.DIFFERENT, reason="Another birth.", by=desk)
    again = [reverse("matching:pair", args=pair) for pair in ((first.pk, second.pk), (second.pk, first.pk))]
    for file, address in zip((first, second), again, strict=True):
        page = reverse("people:person", args=[file.pk])
        assert address in assert_good_page(signed_in(desk), page)
        assert address not in assert_good_page(signed_in(verifier), page)


def test_pair_that_is_one_by_way_of_another_file_is_confirmed_or_taken_apart_first(
    first: Person, second: Person, office: Office, desk: User
) -> None:
    third = enter_victim(office, desk, ["Salma Zahrawi"])
    decide_pair(first=first, second=third, verdict=Verdict.DIFFERENT, reason="Another birth.", by=desk)
    merge_people(people=[first, second], reason=WHY, by=desk)
    merge_people(people=[second, third], reason=WHY, by=desk, overruling=True)
    browser, address = signed_in(desk), pair_url(first, third)
    page = assert_good_page(browser, address, verdict="DIFFERENT", reason="Another birth.")
    assert "take them apart first" in page
    browser.post(address, {"verdict": "SAME", "reason": "The birth was misread."})
    assert not Proposal.objects.exists()
    assert Merge.objects.count() == 2


@LANGUAGES
def test_taking_apart_asks_what_they_are_and_why(language: str, first: Person, second: Person, desk: User) -> None:
    (merge,) = merge_people(people=[first, second], reason=WHY, by=desk)
    browser, address = signed_in(desk, language=language), reverse("matching:undo", args=[merge.pk])
    assert WHY in assert_good_page(browser, address)
    assert_good_page(browser, address, verdict="DIFFERENT")
    browser.post(address, {"verdict": "DIFFERENT", "reason": "Her cousin."})
    assert not Merge.objects.in_force().exists()
    page = assert_good_page(browser, reverse("people:person", args=[first.pk]))
    assert "Her cousin." in page
    assert WHY in page
    assert_good_page(browser, address), "a page that is left open"
    assert browser.post(address, {"verdict": "DIFFERENT", "reason": "Again."}).status_code == 200


@LANGUAGES
def test_answers_that_differ_are_shown_and_settled(language: str, first: Person, second: Person, desk: User) -> None:
    give_consent(first, desk)
    answer(second, desk, {**dict.fromkeys(Scope, ConsentState.GIVEN), Scope.STATISTICS: ConsentState.REFUSED})
    merge_people(people=[first, second], reason=WHY, by=desk)
    browser, address = signed_in(desk, language=language), reverse("matching:settle", args=[second.pk])
    assert address in assert_good_page(browser, reverse("people:person", args=[second.pk]))
    page = assert_good_page(browser, address)
    assert 'value="STATISTICS"' in page
    assert 'value="RECORD"' not in page
    assert_good_page(browser, address, scopes="STATISTICS", file=str(first.pk))
    chosen = {"scopes": "STATISTICS", "file": str(first.pk), "reason": "Asked again."}
    browser.post(address, {**chosen, "seen": shown_as(browser, address)})
    assert Settlement.objects.get().scope == "STATISTICS"


def shown_as(browser: Client, address: str) -> str:
    """The mark of what the page shows."""
    mark: str = browser.get(address).context["form"]["seen"].value()
    return mark


def test_withdrawal_that_came_after_the_page_was_opened_is_not_settled_with_it(
    first: Person, second: Person, desk: User
) -> None:
    give_consent(first, desk)
    answer(second, desk, {Scope.STATISTICS: ConsentState.REFUSED})
    merge_people(people=[first, second], reason=WHY, by=desk)
    browser, address = signed_in(desk), reverse("matching:settle", args=[second.pk])
    chosen = {"scopes": "STATISTICS", "file": str(first.pk), "reason": "Asked again."}
    chosen["seen"] = shown_as(browser, address)
    answer(second, desk, {Scope.STATISTICS: ConsentState.WITHDRAWN})
    page = browser.post(address, chosen)
    assert "Another answer was recorded since you opened this page." in page.content.decode()
    assert page.context["form"]["reason"].value() == "Asked again."
    assert not Settlement.objects.exists()
    browser.post(address, {**chosen, "seen": page.context["form"]["seen"].value()})
    assert Settlement.objects.exists()


def test_file_of_its_own_has_nothing_to_settle(first: Person, desk: User) -> None:
    assert signed_in(desk).get(reverse("matching:settle", args=[first.pk])).status_code == 404


@LANGUAGES
def test_steps_of_the_nightly_comparison_are_told_in_words_and_numbers(
    language: str, first: Person, second: Person, desk: User
) -> None:
    proposal = propose(first, second)
    steps = [("prior", "", -6.5), ("name", "LEVEL_4", 9.25), ("birth", "UNKNOWN", 0.0), ("body", "DIFFERENT", -0.75)]
    proposal.steps = [{"comparison": what, "level": level, "bits": bits} for what, level, bits in steps]
    proposal.save()
    page = assert_good_page(signed_in(desk, language=language), pair_url(first, second))
    assert page.count("<td>", page.index('id="why"')) == 2 * 3


@LANGUAGES
def test_other_pairs_with_one_of_the_files_stand_beside(
    language: str, first: Person, second: Person, office: Office, desk: User
) -> None:
    third = enter_victim(office, desk, ["Salma Zahrawi"])
    propose(first, second)
    propose(second, third)
    page = assert_good_page(signed_in(desk, language=language), pair_url(first, second))
    assert pair_url(second, third) in page


@LANGUAGES
def test_list_ranks_pairs_and_tells_what_was_decided_above_the_line(
    language: str, first: Person, second: Person, office: Office, desk: User
) -> None:
    third, fourth = (enter_victim(office, desk, [name]) for name in ("Salma Zahrawi", "Salma Zahraoui"))
    propose(first, second, 0.7)
    propose(third, fourth, 0.9)
    propose(first, third, 0.12)
    decide_pair(first=second, second=third, verdict=Verdict.DIFFERENT, reason="x", by=desk, likeness=0.95)
    Sweep.objects.create(stage="opening", permille=370)
    page = assert_good_page(signed_in(desk, language=language), reverse("matching:proposals"))
    assert page.index(pair_url(third, fourth)) < page.index(pair_url(first, second))
    assert pair_url(first, third) not in page
    if language == "en":
        assert "Of 1 pair decided above this line, 0 was the same person." in page
    every = assert_good_page(signed_in(desk, language=language), reverse("matching:proposals") + "?less=1")
    assert pair_url(first, third) in every


def test_list_goes_on_by_key_and_costs_the_same_however_long(
    office: Office, desk: User, django_assert_num_queries: Counting
) -> None:
    people = [enter_victim(office, desk, [f"Salma Number{n}"]) for n in range(9)]
    propose(people[0], people[1])
    browser, address = signed_in(desk), reverse("matching:proposals")
    browser.get(address)
    with django_assert_num_queries(13):
        browser.get(address)
    for n, one in enumerate(people):
        for other in people[max(n + 1, 2) :]:
            propose(one, other)
    with django_assert_num_queries(13):
        page = browser.get(address).content.decode()
    assert page.count("/with/") == 25
    assert "after=" in page


def test_pair_costs_the_same_whatever_is_on_record(
    first: Person, second: Person, desk: User, django_assert_num_queries: Counting
) -> None:
    browser, address = signed_in(desk), pair_url(first, second)
    for _ in range(2):
        (merge,) = merge_people(people=[first, second], reason=WHY, by=desk, overruling=True)
        undo_merge(merge=merge, verdict=Verdict.DIFFERENT, reason="No.", by=desk)
        browser.get(address)
        with django_assert_num_queries(18):
            browser.get(address)


def test_erasing_one_file_asks_about_the_other(first: Person, second: Person, lead: User) -> None:
    merge_people(people=[first, second], reason=WHY, by=lead)
    browser = signed_in(lead)
    assert (
        reverse("people:person", args=[second.pk])
        in browser.get(reverse("people:erase", args=[first.pk])).content.decode()
    )
    browser.post(reverse("people:erase", args=[first.pk]), {"given_by": "self", "understood": "on"})
    page = assert_good_page(browser, reverse("people:person", args=[first.pk]))
    assert reverse("people:erase", args=[second.pk]) in page


def test_reading_is_on_record_for_each_file_by_itself(first: Person, second: Person, desk: User) -> None:
    settled = Entry.objects.count()
    signed_in(desk).get(pair_url(first, second))
    read = Entry.objects.filter(verb="READ_PAIR")
    assert {entry.subject_id for entry in read} == {first.pk, second.pk}
    assert all(entry.detail == {} for entry in read)
    assert settled < Entry.objects.count()

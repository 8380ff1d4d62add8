"""More than two files that look alike on one page: their pairs and scores, and one answer for several of them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.models import Office
from hirz.reprisals.matching.actions import decide_pair
from hirz.reprisals.matching.models import Verdict
from hirz.reprisals.matching.web import grouping
from hirz.reprisals.people.models import Merge, Person
from tests.reprisals.matching.test_pages import Counting, pair_url, propose
from tests.reprisals.people.web.pages import assert_good_page, assert_nothing_here, signed_in
from tests.reprisals.story import enter_victim

pytestmark = pytest.mark.django_db
WHY = "Same telephone, same brother."


@pytest.fixture
def third(office: Office, desk: User) -> Person:
    return enter_victim(office, desk, ["Salma Zahrawi"])


@pytest.fixture
def chain(first: Person, second: Person, third: Person) -> list[Person]:
    """The first is alike to the second, and the second to the third."""
    propose(first, second, 0.91)
    propose(second, third, 0.62)
    return [first, second, third]


def group_url(person: Person) -> str:
    return reverse("matching:group", args=[person.pk])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_group_shows_every_file_and_the_pairs_from_whichever_file_it_is_opened(
    language: str, chain: list[Person], desk: User
) -> None:
    first, second, third = chain
    browser = signed_in(desk, language=language)
    for person in chain:
        page = assert_good_page(browser, group_url(person))
        for file in chain:
            assert reverse("people:person", args=[file.pk]) in page
        assert pair_url(first, second) in page
        assert pair_url(second, third) in page
        assert pair_url(first, third) not in page


def test_list_leads_to_the_group_and_from_a_pair_by_itself_to_none(
    chain: list[Person], office: Office, desk: User
) -> None:
    browser = signed_in(desk)
    assert "/group/" in assert_good_page(browser, reverse("matching:proposals"))
    assert "/group/" in assert_good_page(browser, pair_url(*chain[:2]))
    other, another = (enter_victim(office, desk, [name]) for name in ("Omar Fehmi", "Umar Fahmi"))
    propose(other, another)
    assert assert_good_page(browser, reverse("matching:proposals")).count("/group/") == 2
    assert "/group/" not in assert_good_page(browser, pair_url(other, another))


def test_ticked_files_become_one_person_and_the_rest_stays(chain: list[Person], desk: User) -> None:
    first, _second, third = chain
    answer = signed_in(desk).post(group_url(first), {"people": [str(first.pk), str(third.pk)], "reason": WHY})
    assert answer.status_code == 302
    (merge,) = Merge.objects.in_force()
    assert {merge.first, merge.second} == {first, third}
    assert Entry.objects.filter(verb="PEOPLE_MERGED", subject_id=merge.pk).exists()


@pytest.mark.parametrize("ticked", [0, 1])
def test_fewer_than_two_files_are_asked_for_again_and_the_reason_stays(
    ticked: int, chain: list[Person], desk: User
) -> None:
    people = [str(person.pk) for person in chain[:ticked]]
    page = assert_good_page(signed_in(desk), group_url(chain[0]), people=people, reason=WHY)
    assert "Choose at least two files." in page
    assert WHY in page
    assert not Merge.objects.exists()


def test_files_decided_to_be_two_people_are_not_put_together_here(chain: list[Person], desk: User) -> None:
    first, _second, third = chain
    decide_pair(first=first, second=third, verdict=Verdict.DIFFERENT, reason="Another birth.", by=desk)
    page = assert_good_page(signed_in(desk), group_url(first), people=[str(person.pk) for person in chain], reason=WHY)
    assert "error-summary" in page
    assert not Merge.objects.exists()


def test_group_ends_where_the_reader_may_not_see(
    chain: list[Person], elsewhere: Person, desk: User, outsider: User
) -> None:
    propose(chain[2], elsewhere, 0.99)
    page = assert_good_page(signed_in(desk), group_url(chain[0]))
    assert str(elsewhere.pk) not in page
    assert_nothing_here(signed_in(outsider), *map(group_url, (*chain, elsewhere)))


def test_file_without_a_pair_has_no_group(first: Person, second: Person, desk: User) -> None:
    propose(first, second, 0.12)
    browser = signed_in(desk)
    assert browser.get(group_url(first)).status_code == 404
    assert second.names.all()[0].text in assert_good_page(browser, group_url(first) + "?less=1")


def test_large_group_says_so_and_costs_the_same(
    chain: list[Person],
    office: Office,
    desk: User,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: Counting,
) -> None:
    browser = signed_in(desk)
    browser.get(group_url(chain[1]))
    with django_assert_num_queries(19):
        assert "larger than this page" not in browser.get(group_url(chain[1])).content.decode()
    monkeypatch.setattr(grouping, "MOST", 5)
    for number in range(6):
        propose(chain[1], enter_victim(office, desk, [f"Salma Number{number}"]), 0.7)
    with django_assert_num_queries(20):
        assert "larger than this page" in browser.get(group_url(chain[1])).content.decode()

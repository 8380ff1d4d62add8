from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from hirz.foundation.accounts.models import User
from hirz.foundation.keyset import PAGE_SIZE, page_of
from hirz.foundation.offices.models import Office
from hirz.reprisals.people.actions import enter_person
from hirz.reprisals.people.models import Person
from tests.reprisals.people.web.pages import assert_good_page, assert_nothing_here, signed_in

URL = "/people/"
QUERIES = 9


def enter(office: Office, by: User, *names: str) -> Person:
    return enter_person(office=office, names=names, by=by, public_descriptions={"en": "a lawyer"})


@pytest.fixture
def crowd(office: Office, desk: User) -> list[Person]:
    """Two pages and one person of people, entered a minute apart, the last one first."""
    people = [enter(office, desk, f"Person {number:03}") for number in range(2 * PAGE_SIZE + 1)]
    for minutes, person in enumerate(people):
        person.entered_at = timezone.now() - timedelta(minutes=minutes)
        person.save()
    return people


@pytest.mark.parametrize("language", ["en", "ar"])
def test_list_is_valid_in_both_directions(desk: User, salma: Person, language: str) -> None:
    assert_good_page(signed_in(desk, language=language), URL)


def test_list_without_anybody_says_so(desk: User) -> None:
    assert "Nobody is entered yet" in assert_good_page(signed_in(desk), URL)


def test_list_goes_through_everybody_once_and_back(desk: User, crowd: list[Person]) -> None:
    client = signed_in(desk)
    first = client.get(URL).context["page"]
    second = client.get(URL + first.next_url).context["page"]
    third = client.get(URL + second.next_url).context["page"]
    assert [*first.rows, *second.rows, *third.rows] == crowd
    assert not first.previous_url
    assert not third.next_url
    assert client.get(URL + second.previous_url).context["page"].rows == first.rows
    assert client.get(URL + third.previous_url).context["page"].rows == second.rows


@pytest.mark.parametrize("place", ["after=x", "after=2026-01-01T00:00:00%2B00:00~x", "before=~~", "after=" + "9" * 500])
def test_a_place_that_cannot_be_read_is_the_beginning(desk: User, salma: Person, place: str) -> None:
    assert "Salma El-Hadidi" in assert_good_page(signed_in(desk), f"{URL}?{place}")


@pytest.mark.parametrize("typed", ["salma", "حديدي", "الحَديديّ", "سَلمـى", "El-Hadidi salma", "SALMÁ"])
def test_search_finds_a_part_of_a_name_in_any_script(desk: User, salma: Person, typed: str) -> None:
    assert str(salma.pk) in assert_good_page(signed_in(desk), URL, name=typed)


@pytest.mark.parametrize(
    ("entered", "typed"),
    [
        ("Оёлов Фёдор", "федор"),
        ("Yoʻldoshev", "yo'ldoshev"),
        ("أحمد", "احمد"),
        ("O´Brien", "obrien"),
        ("Weiß", "weiss"),
    ],
)
def test_search_reads_over_variants_of_letters(office: Office, desk: User, entered: str, typed: str) -> None:
    person = enter(office, desk, entered)
    assert str(person.pk) in assert_good_page(signed_in(desk), URL, name=typed)


@pytest.mark.parametrize("typed", [".*", "[", "(", "\\", "%", "Ivanov"])
def test_search_takes_nothing_for_a_pattern(desk: User, salma: Person, typed: str) -> None:
    page = assert_good_page(signed_in(desk), URL, name=typed)
    assert "Nobody has this name" in page
    assert str(salma.pk) not in page


def test_likeliest_comes_first_with_the_reason(office: Office, desk: User) -> None:
    brother = enter(office, desk, "Абдыкадыров Азамат Бакирович")
    meant = enter(office, desk, "Абдыкадыров Нурлан Бакирович")
    page = assert_good_page(signed_in(desk), URL, name="Nurlan Bakirovich Abdykadyrov")
    assert page.index(str(meant.pk)) < page.index(str(brother.pk))
    assert "Probably the same person" in page


def test_search_never_puts_the_name_into_an_address(desk: User, salma: Person) -> None:
    page = assert_good_page(signed_in(desk), URL, name="salma")
    assert "salma" not in "".join(part.split('"')[0] for part in page.split('href="')[1:])


def test_search_too_long_keeps_what_was_typed(desk: User, salma: Person) -> None:
    page = assert_good_page(signed_in(desk), URL, name="s" * 101)
    assert "Write no more than 100 characters." in page
    assert "s" * 101 in page


def test_list_costs_the_same_however_many_people(
    office: Office, desk: User, salma: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(desk)
    with django_assert_num_queries(QUERIES):
        client.get(URL)
    for number in range(30):
        enter(office, desk, f"Somebody {number}", f"شخص {number}")
    with django_assert_num_queries(QUERIES):
        client.get(URL)


def test_page_begins_in_the_index_at_its_place(office: Office, desk: User, crowd: list[Person]) -> None:
    asked = QueryDict(f"after={crowd[9].entered_at.isoformat()}~{crowd[9].pk}".replace("+", "%2B"))
    visible = Person.objects.visible_to(desk)
    with CaptureQueriesContext(connection) as captured:
        page_of(visible, keys=["-entered_at", "-id"], asked=asked)
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off; set local enable_bitmapscan = off; set local enable_sort = off")
        cursor.execute("explain " + captured.captured_queries[-1]["sql"])
        plan = " ".join(line for (line,) in cursor.fetchall())
    assert "people_of_office" in plan
    assert "(entered_at <= " in plan.split("Index Cond:")[1].split("Filter:")[0]


def test_an_outsider_finds_nobody(outsider: User, salma: Person) -> None:
    client = signed_in(outsider)
    assert str(salma.pk) not in assert_good_page(client, URL)
    assert str(salma.pk) not in assert_good_page(client, URL, name="salma")


def test_who_sees_no_people_has_no_list(administrator: User, intake: User, salma: Person) -> None:
    for stranger in (administrator, intake):
        assert_nothing_here(signed_in(stranger), reverse("people:list"))

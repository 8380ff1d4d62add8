"""Somebody of another office is offered nothing; what lies elsewhere costs them no query and no opening."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hirz.engines import sealing
from hirz.foundation.accounts.models import User
from hirz.foundation.keys import sealed
from hirz.foundation.offices.models import Office
from hirz.foundation.walls.standing import standing
from hirz.reprisals.matching.actions import decide_pair, merge_people
from hirz.reprisals.matching.door import known_like
from hirz.reprisals.matching.models import Verdict
from hirz.reprisals.people.models import Person
from tests.reprisals.people.web.pages import assert_nothing_here, signed_in
from tests.reprisals.story import enter_victim

pytestmark = pytest.mark.django_db
TYPED = ["نورلان عبد القادروف", "Nurlan Abdykadyrov"]


class Opened:
    """How many envelopes were opened."""

    number = 0


@contextmanager
def counted() -> Iterator[tuple[CaptureQueriesContext, Opened]]:
    opened, really = Opened(), sealing.open_text

    def opening(*args: object, **kwargs: object) -> str:
        opened.number += 1
        return really(*args, **kwargs)  # type: ignore[arg-type]

    with patch.object(sealed, "open_text", opening), CaptureQueriesContext(connection) as asked:
        yield asked, opened


@pytest.mark.parametrize("own_people", [0, 3])
def test_hidden_person_costs_no_query_and_no_opening_more(
    own_people: int, office: Office, other_office: Office, desk: User, outsider: User
) -> None:
    for number in range(own_people):
        enter_victim(other_office, outsider, ["Абдыкадыров Нурлан", f"Number{number}"])
    told = []
    for hidden in (0, 20):
        for _ in range(hidden):
            enter_victim(office, desk, [TYPED[1], "Абдыкадыров Нурлан"])
        with standing(outsider), counted() as (asked, opened):
            found = known_like(TYPED, user=outsider)
        told.append((len(asked), opened.number, [candidate.person.pk for candidate in found]))
    assert told[0] == told[1]
    assert len(told[0][2]) == own_people


def test_officer_who_may_see_it_is_offered_what_the_outsider_is_not(office: Office, desk: User, outsider: User) -> None:
    person = enter_victim(office, desk, ["Абдыкадыров Нурлан"])
    assert [candidate.person for candidate in known_like(TYPED, user=desk)] == [person]
    assert known_like(TYPED, user=outsider) == []


def test_addresses_of_hidden_pairs_do_not_exist(
    first: Person, second: Person, elsewhere: Person, desk: User, outsider: User, holder: User
) -> None:
    (merge,) = merge_people(people=[first, elsewhere], reason="Same telephone.", by=holder)
    browser = signed_in(outsider)
    assert_nothing_here(
        browser,
        reverse("matching:pair", args=[first.pk, second.pk]),
        reverse("matching:pair", args=[elsewhere.pk, first.pk]),
        reverse("matching:undo", args=[merge.pk]),
        reverse("matching:settle", args=[first.pk]),
        reverse("matching:settle", args=[elsewhere.pk]),
    )


def test_page_of_one_file_says_nothing_of_a_hidden_one(
    first: Person, elsewhere: Person, desk: User, holder: User
) -> None:
    address = reverse("people:person", args=[first.pk])
    browser = signed_in(desk)
    before = without_token(browser.get(address).content)
    merge_people(people=[first, elsewhere], reason="Same telephone.", by=holder)
    assert without_token(browser.get(address).content) == before
    assert b"Same telephone." in signed_in(holder).get(address).content


def without_token(page: bytes) -> bytes:
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", page)


def test_list_shows_only_pairs_of_which_both_are_seen(
    first: Person, elsewhere: Person, desk: User, outsider: User, holder: User
) -> None:
    decide_pair(first=first, second=elsewhere, verdict=Verdict.UNSURE, reason="Hm.", by=holder)
    address = reverse("matching:pair", args=sorted([first.pk, elsewhere.pk])).encode()
    assert address in signed_in(holder).get(reverse("matching:proposals")).content
    for user in (desk, outsider):
        assert address not in signed_in(user).get(reverse("matching:proposals")).content

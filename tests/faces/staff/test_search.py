"""One box: each result says how it was found, and nothing is found that is not open to the reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hirz.faces.staff.search import SHOWN, Enough, Found, look_for, look_through
from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.opening import open_case
from hirz.reprisals.people import opening
from hirz.reprisals.people.actions import enter_person
from tests.conftest import Counted
from tests.faces.staff.conftest import Browse
from tests.faces.staff.pages import parsed
from tests.faces.staff.world import World

QUERIES: Final = 27
QUERIES_OF_NOTHING: Final = 9
OF_REFERENCES: Final = 3


def found(wanted: str, user: User) -> dict[str, list[str]]:
    return {str(group.title): [result.title for result in group.found] for group in look_for(wanted, user)}


def sent(browser: Client, wanted: str) -> str:
    """The page, whole."""
    return b"".join(browser.post(reverse("staff:search"), {"q": wanted})).decode()


def written(wanted: str, user: User) -> list[str]:
    return [event.title for event in look_through(wanted, user) if isinstance(event, Found)]


def test_reference_is_found_however_it_is_written(world: World, desk: User) -> None:
    reference = world.case.reference
    assert found(f"  {reference.lower()} ", desk) == {"By reference": [reference]}
    assert found(world.submission.reference, desk) == {"By reference": [world.submission.reference]}
    assert found("AL XAM 1/2026", desk) == {"By reference": ["AL XAM 1/2026"]}


def test_part_of_a_reference_finds_nothing(world: World, desk: User) -> None:
    assert found(world.case.reference[:5], desk) == {}


@pytest.mark.parametrize("written", ["Zafiramoon", "zafira", "زافيرامون", "Зафирамун"])
def test_name_is_found_in_any_script_with_the_cases_of_the_person(written: str, world: World, desk: User) -> None:
    [group] = look_for(written, desk)
    assert str(group.title) == "By name"
    assert [result.title for result in group.found] == ["Zafiramoon"]
    assert group.found[0].listed is not None
    assert group.found[0].listed.reason
    assert dict(group.found[0].cases) == {world.case.reference: reverse("staff:case", args=[world.case.pk])}


def test_word_of_a_summary_is_found(world: World, desk: User) -> None:
    assert written("PLANTEDSUMMARY", desk) == [world.case.reference]


@pytest.mark.parametrize("wanted", ["", " ", "x", "%%", "__", "\\", "'; drop table cases_case; --", "\u202e"])
def test_what_cannot_be_looked_for_finds_nothing(wanted: str, world: World, desk: User) -> None:
    assert found(wanted, desk) == {}
    assert written(wanted, desk) == []


def test_more_than_can_be_shown_is_said_to_be_more_and_looked_for_no_further(office: Office, desk: User) -> None:
    for _number in range(SHOWN + 1):
        open_case(office=office, state_concerned="XM", language="en", by=desk, summary="the same word")
    *events, last = look_through("same word", desk)
    assert sum(isinstance(event, Found) for event in events) == SHOWN
    assert isinstance(last, Enough)


def test_page_tells_how_much_was_looked_through(world: World, desk: User, outsider: User, browse: Browse) -> None:
    assert "1 case was looked through" in sent(browse(desk), "PLANTEDSUMMARY")
    assert "0 cases were looked through" in sent(browse(outsider), "PLANTEDSUMMARY")


def test_page_is_sent_as_it_is_found(world: World, desk: User, browse: Browse) -> None:
    answer = browse(desk).post(reverse("staff:search"), {"q": "PLANTEDSUMMARY"})
    head, *lines, tail = [part.decode() for part in answer]
    assert world.case.reference not in head
    assert any(world.case.reference in line for line in lines)
    assert head.startswith("<!doctype html>")
    assert tail.rstrip().endswith("</html>")
    parsed("".join((head, *lines, tail)).encode())


@pytest.mark.parametrize(
    ("language", "reason"), [("ar", "كتابتان لاسم واحد"), ("en", "spellings of one name"), ("fr", "graphies")]
)
def test_reason_is_told_in_the_language_of_the_reader(
    language: str, reason: str, office: Office, desk: User, browse: Browse
) -> None:
    enter_person(office=office, names=["Абдыкадыров Нурлан"], by=desk)
    desk.language = language
    desk.save()
    assert reason in sent(browse(desk), "نورلان عبد القادروف")


def test_what_is_looked_for_is_in_no_address(world: World, desk: User, browse: Browse) -> None:
    browser = browse(desk)
    page = parsed(sent(browser, "Zafiramoon").encode())
    assert not [link for link in page.links() if "afiramoon" in link]
    assert browser.get(reverse("staff:search"), {"q": "Zafiramoon"}).context["groups"] == []


def test_search_costs_the_same_however_much_is_found(
    office: Office, desk: User, browse: Browse, django_assert_num_queries: Callable[[int], Counted]
) -> None:
    browser = browse(desk)
    for number in range(3):
        enter_person(office=office, names=[f"Zafira Number{number}"], by=desk)
        open_case(office=office, state_concerned="XM", language="en", by=desk, summary="Zafira was there")
        with django_assert_num_queries(QUERIES):
            sent(browser, "Zafira")


def test_what_is_closed_costs_the_same_as_what_is_not_there(
    world: World, outsider: User, browse: Browse, django_assert_num_queries: Callable[[int], Counted]
) -> None:
    """Neither the questions to the database nor what is opened tells somebody outside that there is something."""
    browser, opened = browse(outsider), list[bytes]()
    with patch.object(opening, "open_text", side_effect=opened.append):
        for word in ("Zafiramoon", "PLANTEDSUMMARY", "Nowhere"):
            with django_assert_num_queries(QUERIES_OF_NOTHING):
                sent(browser, word)
        for reference in (world.case.reference, "AL XAM 1/2026", "C-222222", "AL XAM 999/2026"):
            with django_assert_num_queries(QUERIES_OF_NOTHING + OF_REFERENCES):
                sent(browser, reference)
    assert opened == []


@pytest.mark.parametrize("typed", ["Zafiramoon", "Zafiramoon Planted", "C-ZAFIRAMOON", "Zafiramoon 1/2026 Planted"])
def test_what_may_be_a_name_is_not_sent_to_the_database(typed: str, world: World, desk: User) -> None:
    with CaptureQueriesContext(connection) as asked:
        look_for(typed, desk)
    assert asked.captured_queries
    assert not [query["sql"] for query in asked if "zafiramoon" in query["sql"].casefold()]

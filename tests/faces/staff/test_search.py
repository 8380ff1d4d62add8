"""One box: each result says how it was found, and nothing is found that is not open to the reader."""

from __future__ import annotations

import pytest
from django.urls import reverse

from hirz.faces.staff.search import SHOWN, look_for
from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.opening import open_case
from tests.faces.staff.conftest import Browse
from tests.faces.staff.pages import parsed
from tests.faces.staff.world import World


def found(wanted: str, user: User) -> dict[str, list[str]]:
    return {str(group.title): [result.title for result in group.found] for group in look_for(wanted, user)}


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
    assert dict(group.found[0].cases) == {world.case.reference: reverse("staff:case", args=[world.case.pk])}


def test_word_of_a_summary_is_found(world: World, desk: User) -> None:
    assert found("PLANTEDSUMMARY", desk) == {"By what is written": [world.case.reference]}


@pytest.mark.parametrize("wanted", ["", " ", "x", "%%", "__", "\\", "'; drop table cases_case; --", "\u202e"])
def test_what_cannot_be_looked_for_finds_nothing(wanted: str, world: World, desk: User) -> None:
    assert found(wanted, desk) == {}


def test_more_than_can_be_shown_is_said_to_be_more(office: Office, desk: User) -> None:
    for _number in range(SHOWN + 1):
        open_case(office=office, state_concerned="XM", language="en", by=desk, summary="the same word")
    [group] = look_for("same word", desk)
    assert (len(group.found), group.more) == (SHOWN, True)


def test_what_is_looked_for_is_in_no_address(world: World, desk: User, browse: Browse) -> None:
    browser = browse(desk)
    page = parsed(browser.post(reverse("staff:search"), {"q": "Zafiramoon"}).content)
    assert not [link for link in page.links() if "afiramoon" in link]
    assert browser.get(reverse("staff:search"), {"q": "Zafiramoon"}).context["groups"] == []


def test_search_costs_the_same_however_much_is_found(
    office: Office, desk: User, browse: Browse, django_assert_num_queries: object
) -> None:
    browser = browse(desk)
    for _time in range(2):
        open_case(office=office, state_concerned="XM", language="en", by=desk, summary="the same word")
        with django_assert_num_queries(19):  # type: ignore[operator]
            browser.post(reverse("staff:search"), {"q": "same word"})

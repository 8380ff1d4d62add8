"""The list of cases: filters, pages by key, and a cost that does not grow with the number of cases."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hirz.faces.staff.case_list import PAGE_SIZE, CaseFilters, Place, newest
from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.models import Case
from tests.conftest import make_user
from tests.counting import asked as times_asked
from tests.faces.staff.conftest import Browse
from tests.faces.staff.pages import parsed, parsed_part

LIST = "staff:case_list"
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


def make_cases(number: int, *, office: Office, by: User, **fields: Any) -> list[Case]:
    """As many cases, the first the oldest; every third at the very moment of the one before it."""
    fields = {"state": "TRIAGED", "state_since": BEGINNING, **fields}
    made = [
        Case(
            reference=f"C-{office.code[:2]}{i:06d}", office=office, state_concerned="XM", opened_by=by,
            opened_at=BEGINNING + timedelta(minutes=i - i % 3), **fields,
        )
        for i in range(number)
    ]  # fmt: skip
    return Case.objects.bulk_create(made)


def references(page: bytes) -> list[str]:
    links = [link for link in parsed(page).part("cases").iter("a") if "/cases/" in link.get("href", "")]
    return ["".join(link.itertext()) for link in links]


def walk(browser: Any, direction: str, start: str = "") -> Iterator[list[str]]:
    where: str | None = start or reverse(LIST)
    while where:
        page = browser.get(where)
        yield references(page.content)
        address = getattr(page.context["page"], f"{direction}_url")
        where = address and reverse(LIST) + address


def test_pages_forwards_and_back_tell_every_case_once_in_order(office: Office, desk: User, browse: Browse) -> None:
    made = make_cases(2 * PAGE_SIZE + 7, office=office, by=desk)
    expected = [case.reference for case in sorted(made, key=lambda c: (c.opened_at, c.pk), reverse=True)]
    browser = browse(desk)
    pages = list(walk(browser, "next"))
    assert [reference for page in pages for reference in page] == expected
    assert [len(page) for page in pages] == [PAGE_SIZE, PAGE_SIZE, 7]
    last = make_place(expected, made)
    back = list(walk(browser, "previous", f"{reverse(LIST)}?{last}"))
    assert back[-1] == pages[0]


def make_place(order: list[str], made: list[Case]) -> str:
    case = next(case for case in made if case.reference == order[2 * PAGE_SIZE])
    asked = QueryDict(mutable=True)
    asked["before"] = f"{case.opened_at.isoformat()}~{case.pk}"
    return asked.urlencode()


def test_cases_of_several_offices_are_put_together_in_order(
    office: Office, other_office: Office, desk: User, browse: Browse
) -> None:
    both = make_user("both", office, "desk")
    both.assignments.create(office=other_office, role="desk")
    here, there = (make_cases(20, office=o, by=desk) for o in (office, other_office))
    expected = sorted([*here, *there], key=lambda c: (c.opened_at, c.pk), reverse=True)
    told = [reference for page in walk(browse(both), "next") for reference in page]
    assert told == [case.reference for case in expected]


@pytest.mark.parametrize(
    "wrong", ["after=", "after=yesterday~x", "after=2026-01-01T00:00:00~x", "before=~", "after=2026-13-45T00:00:00Z~1"]
)
def test_place_that_cannot_be_read_is_the_beginning(wrong: str) -> None:
    assert Place.asked_for(QueryDict(wrong)) is None


def asked(user: User, **filters: str) -> set[str]:
    query = QueryDict(mutable=True)
    query.update(filters)
    keys = [key["pk"] for key in newest(CaseFilters(query, user=user), None)]
    return set(Case.objects.filter(pk__in=keys).values_list("reference", flat=True))


@pytest.fixture
def different(office: Office, desk: User, lead: User) -> dict[str, str]:
    """Cases that differ in one thing each, by that thing."""
    variants: dict[str, dict[str, Any]] = {
        "plain": {},
        "closed": {"state": "CLOSED"},
        "critical": {"risk": "critical"},
        "mine": {"owner": desk},
        "theirs": {"owner": lead},
    }
    for number, (name, fields) in enumerate(variants.items()):
        Case.objects.create(
            **{
                "reference": name, "office": office, "state_concerned": "XM", "opened_by": desk, "state": "TRIAGED",
                "state_since": BEGINNING, "opened_at": BEGINNING + timedelta(days=number), **fields,
            }
        )  # fmt: skip
    return {name: name for name in variants}


def test_each_filter_keeps_what_it_says(different: dict[str, str], desk: User, lead: User, office: Office) -> None:
    everything = set(different)
    assert asked(desk) == everything
    assert asked(desk, state="CLOSED") == {"closed"}
    assert asked(desk, state="open") == everything - {"closed"}
    assert asked(desk, risk="critical") == {"critical"}
    assert asked(desk, owner="me") == {"mine"}
    assert asked(desk, owner=str(lead.pk)) == {"theirs"}
    assert asked(desk, owner="nobody") == everything - {"mine", "theirs"}
    assert asked(desk, office=str(office.pk)) == everything
    assert asked(desk, state_concerned="KG") == set()


def test_filter_that_is_not_on_offer_narrows_nothing(different: dict[str, str], desk: User, outsider: User) -> None:
    assert asked(desk, risk="enormous", owner=str(outsider.pk)) == set(different)


def test_colleagues_on_offer_are_those_of_the_offices_of_the_reader(
    desk: User, lead: User, outsider: User, rf: Any
) -> None:
    offered = {code for code, _name in CaseFilters(QueryDict(), user=desk).fields["owner"].choices}  # type: ignore[attr-defined]
    assert str(lead.pk) in offered
    assert str(outsider.pk) not in offered


def test_states_are_in_the_order_of_the_readers_language(office: Office, browse: Browse) -> None:
    reader = make_user("reader", office, "desk", language="ar")
    page = parsed(browse(reader).get(reverse(LIST)).content)
    listed = [option.text for option in page.part("id_state_concerned").iter("option")][1:]
    assert listed.index("أذربيجان") < listed.index("الأردن") < listed.index("أرمينيا") < listed.index("تونس")


def test_swap_by_htmx_is_the_part_of_the_whole_page(office: Office, desk: User, browse: Browse) -> None:
    make_cases(PAGE_SIZE + 3, office=office, by=desk)
    browser = browse(desk)
    where = f"{reverse(LIST)}?state=TRIAGED"
    whole = browser.get(where)
    swap = browser.get(where, headers={"HX-Request": "true"})
    assert shape(parsed_part(swap.content)) == shape(parsed(whole.content).part("cases"))
    assert "HX-Request" in whole["Vary"]
    assert "HX-Request" in swap["Vary"]


def shape(element: Any) -> list[tuple[str, str, str, str]]:
    """An element and all in it, as a person meets it: white space does not count."""
    return [
        (part.tag, json.dumps(part.attrib, sort_keys=True), (part.text or "").strip(), (part.tail or "").strip())
        for part in element.iter()
    ]


@pytest.mark.parametrize("number", [150, 15_000])
def test_list_costs_the_same_and_runs_along_the_index_however_many_cases(
    number: int, office: Office, other_office: Office, desk: User, browse: Browse
) -> None:
    make_cases(number, office=office, by=desk)
    make_cases(number // 10, office=other_office, by=desk)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE cases_case")
    browser = browse(desk)
    with CaptureQueriesContext(connection) as asked_for:
        page = browser.get(reverse(LIST))
    assert len(page.context["rows"]) == PAGE_SIZE
    assert times_asked(asked_for) == QUERIES_OF_LIST
    if number > 1000:
        assert_along_an_index(newest(CaseFilters(QueryDict(), user=desk), None)[: PAGE_SIZE + 1])
        oldest = Place(BEGINNING + timedelta(minutes=30), Case.objects.first().pk, backwards=False)  # type: ignore[union-attr]
        assert_along_an_index(newest(CaseFilters(QueryDict(), user=desk), oldest)[: PAGE_SIZE + 1])


def assert_along_an_index(keys: Any) -> None:
    """The plan reads cases by an index and never the table as a whole, and few rows more than the page shows."""
    plan = json.loads(keys.explain(format="json", analyze=True))[0]["Plan"]
    scans = [node for node in nodes(plan) if node.get("Relation Name") == "cases_case"]
    assert scans
    assert "Seq Scan" not in {node["Node Type"] for node in scans}
    assert sum(rows_read(node) for node in scans) <= 3 * PAGE_SIZE


def rows_read(node: dict[str, Any]) -> float:
    per_loop = node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
    return float(per_loop * node["Actual Loops"])


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from nodes(below)


QUERIES_OF_LIST = 11

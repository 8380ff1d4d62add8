"""A list in pages: whatever stands in the address, a page comes back."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from hirz.foundation.keyset import Page, page_of
from hirz.foundation.offices.loading import load_offices
from hirz.foundation.offices.models import Office

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "asked", ["after=%00~x", "before=%00~%00", "after=x", "after=a~b~c", "after=a~b", "after=%ff~%ed%a0%80", "after=~"]
)
def test_place_that_cannot_be_read_is_the_beginning(asked: str) -> None:
    load_offices()
    page = told(asked)
    assert [office.code for office in page.rows] == list(Office.objects.values_list("code", flat=True)[:2])
    assert not page.previous_url


def test_pages_follow_one_another_and_lead_back() -> None:
    load_offices()
    codes, address, seen = list(Office.objects.values_list("code", flat=True)), "?", list[str]()
    while address:
        page = told(address)
        seen += [office.code for office in page.rows]
        address = page.next_url
    assert seen == codes
    before = len(codes) - len(page.rows)
    assert [office.code for office in told(page.previous_url).rows] == codes[before - 2 : before]


def told(address: str) -> Page[Office]:
    return page_of(Office.objects.all(), keys=["code", "id"], asked=QueryDict(address.removeprefix("?")), size=2)

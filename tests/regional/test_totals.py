"""Totals of recommendations equal their parts, for everybody, in the page and in every file."""

from __future__ import annotations

import io
import re
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from hirz.regional.implementation.models import BudgetLine, Update
from hirz.regional.implementation.queries import Group, in_group, numbers_of
from hirz.regional.implementation.web.gathering_measures import budget_sums
from hirz.regional.recommendations.models import Recommendation
from tests.browser.reading import text_of
from tests.regional.implementation.conftest import Cast, cast, measure, recommendation, recommendations
from tests.regional.reports.conftest import evidence, update
from tests.regional.reports.test_pages import review_of
from tests.reprisals.people.web.pages import signed_in

__all__ = ["cast", "evidence", "measure", "recommendation", "recommendations", "update"]

pytestmark = pytest.mark.django_db
EVERYBODY = ("minister", "clerk", "inspector", "defender", "advocate", "officer", "elsewhere")
FIRST_THREE = (Group.WITHOUT_MEASURE, Group.NO_RESPONSE, Group.REPORTED)


@pytest.mark.parametrize("who", EVERYBODY)
def test_first_three_lists_hold_each_recommendation_once(
    who: str, recommendations: list[Recommendation], update: Update, cast: Cast
) -> None:
    user = getattr(cast, who)
    numbers = numbers_of(user, "XM")
    assert sum(numbers.groups[group] for group in FIRST_THREE) == numbers.recommendations == len(recommendations)
    listed = [row.pk for group in FIRST_THREE for row in in_group(user, "XM", group)]
    assert sorted(listed) == sorted(row.pk for row in recommendations)
    for group, number in numbers.groups.items():
        assert in_group(user, "XM", group).count() == number


@pytest.mark.parametrize("who", ["officer", "clerk", "advocate"])
def test_totals_of_the_table_are_those_of_its_files(
    who: str, recommendations: list[Recommendation], recommendation: Recommendation, update: Update, cast: Cast
) -> None:
    client, asked = signed_in(getattr(cast, who)), {"review": review_of(recommendation)}
    page = client.get(reverse("reports:status"), asked)
    table = page.context["table"]
    assert sum(number for _words, number in table.positions) == len(table.lines) > 0
    files = {
        ending: client.get(reverse("reports:status_file", args=[ending]), asked).getvalue()
        for ending in ("xlsx", "docx", "pdf")
    }
    totals = load_workbook(io.BytesIO(files["xlsx"])).worksheets[1]
    *parts, (_all, total) = [(words, int(number)) for words, number in list(totals.values)[1:]]
    assert parts == table.positions
    assert total == len(table.lines)
    texts = [strip_tags(page.content.decode()), text_of(files["docx"]), text_of(files["pdf"])]
    for text in texts:
        for words, number in table.positions:
            assert re.search(rf"{words}\W*{number}", text)


LINES = st.lists(
    st.builds(
        BudgetLine, kind=st.sampled_from(["planned", "spent"]), currency=st.sampled_from(["USD", "KGS"]),
        amount=st.decimals(min_value=0, max_value=10**9, places=2),
    )
)  # fmt: skip


@given(LINES)
def test_sums_of_a_budget_hold_every_line_once_and_mix_no_currency(lines: list[BudgetLine]) -> None:
    sums = budget_sums(lines)
    assert len({(kind, currency) for kind, currency, _sum in sums}) == len(sums)
    for kind, currency, told in sums:
        own = [line.amount for line in lines if (line.kind, line.currency) == (kind, currency)]
        assert told == sum(own, Decimal())
    assert sum((told for _kind, _currency, told in sums), Decimal()) == sum((line.amount for line in lines), Decimal())

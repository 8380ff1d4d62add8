"""The policies lie along the indexes: what a page costs does not grow with what lies behind the wall."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection, models
from django.http import QueryDict

from hirz.faces.staff.case_list import PAGE_SIZE, CaseFilters, newest
from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.foundation.walls.standing import standing
from hirz.reprisals.cases.models import Case, Deadline
from tests.faces.staff.test_case_list import assert_along_an_index, make_cases

NUMBER = 15_000


@pytest.fixture
def many(office: Office, other_office: Office, desk: User) -> list[Case]:
    cases = make_cases(NUMBER, office=office, by=desk)
    make_cases(NUMBER // 10, office=other_office, by=desk)
    moment = cases[0].opened_at
    Deadline.objects.bulk_create(
        Deadline(
            case=case, kind="VERIFICATION", subject_id=case.pk, started_at=moment, due_at=moment, lead_at=moment,
            head_at=moment, in_hours=False,
        )
        for case in cases
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    return cases


def rows_touched(rows: models.QuerySet[Any]) -> float:
    """Of every table that the plan reads, those of the policies among them."""
    plan = json.loads(rows.explain(format="json", analyze=True))[0]["Plan"]
    return sum(_touched(node) for node in _nodes(plan) if "Relation Name" in node)


def _touched(node: dict[str, Any]) -> float:
    return float((node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"])


def _nodes(node: dict[str, Any]) -> list[dict[str, Any]]:
    return [node, *(below for child in node.get("Plans", ()) for below in _nodes(child))]


def test_plans_before_the_wall_touch_few_rows(many: list[Case], desk: User) -> None:
    of_one = Deadline.objects.filter(case=many[NUMBER // 2])
    of_a_page = Deadline.objects.filter(case__in=[case.pk for case in many[:PAGE_SIZE]])
    with standing(desk):
        assert_along_an_index(newest(CaseFilters(QueryDict(), user=desk), None)[: PAGE_SIZE + 1])
        assert rows_touched(of_one) <= 4
        assert rows_touched(of_a_page) <= 4 * PAGE_SIZE

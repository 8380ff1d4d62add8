"""Tables of a cycle come back: activities, values and counts, with totals that are their parts or say they are not."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.sheets import weigh_sheet
from hirz.regional.programme.actions.people import count_participants
from hirz.regional.programme.models import Activity, CountedParticipants, Cycle, Indicator, IndicatorValue, Result
from hirz.regional.programme.sheets import SHEETS, table_in, table_out
from hirz.rules.layers import Layer
from tests.foundation.workbooks import filled_in
from tests.regional.programme.conftest import SEXES, make_activity, make_indicator, person, value_of

pytestmark = pytest.mark.django_db


def rows_of(data: bytes) -> list[dict[str, Any]]:
    names, *rows = load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True)
    found = [dict(zip(map(str, names), row, strict=True)) for row in rows]
    filled = [{name: value for name, value in row.items() if value is not None} for row in found]
    return [row for row in filled if row]


def taken_in(kind: str, data: bytes, cycle: Cycle, by: User, **decided: bool) -> int:
    return table_in(kind=kind, cycle=cycle, data=data, decided=decided, by=by)


def faults_of(kind: str, data: bytes, cycle: Cycle, user: User) -> list[tuple[str, str]]:
    found = weigh_sheet(SHEETS[kind](cycle, user), data).faults
    return [(fault.column, fault.code) for faults in found.values() for fault in faults]


@pytest.fixture
def counted(activity: Activity, officer: User) -> CountedParticipants:
    parts = {"sex": {"sex_female": 7, "sex_male": 5}, "disability": {"disability_yes": 3}}
    said = CountedParticipants(activity=activity, total=12, parts=parts, source="Lists at the door")
    return count_participants(counted=said, by=officer)


@pytest.mark.parametrize("kind", SHEETS)
def test_table_that_comes_back_untouched_changes_nothing(
    kind: str, cycle: Cycle, indicator: Indicator, counted: CountedParticipants, officer: User
) -> None:
    value_of(indicator, officer, parts=SEXES)
    data = table_out(kind=kind, cycle=cycle, by=officer)
    assert len(rows_of(data)) == 1
    assert weigh_sheet(SHEETS[kind](cycle, officer), data).is_nothing_new
    assert taken_in(kind, data, cycle, officer) == 0
    assert Entry.objects.filter(verb="PROGRAMME_EXPORTED", detail__table=kind).count() == 1


def test_activity_is_changed_and_another_added_by_the_table(cycle: Cycle, activity: Activity, officer: User) -> None:
    data = table_out(kind="activities", cycle=cycle, by=officer)
    data = filled_in(data, 2, {"place": "Naryn", "until_date": "2026-03-05"})
    new = {
        "title": "Listening hours", "result": activity.result.title, "state_code": "KG", "kind": "training",
        "purpose": "That people listen", "language": "en", "from_date": "2026-05-01", "until_date": "2026-05-02",
        "state": "PLANNED",
    }  # fmt: skip
    data = filled_in(data, 3, new)
    assert taken_in("activities", data, cycle, officer) == 2
    activity.refresh_from_db()
    assert (activity.place, str(activity.until_date)) == ("Naryn", "2026-03-05")
    added = Activity.objects.get(title="Listening hours")
    assert (added.layer, added.owner, added.result) == (Layer.INTERNAL, officer, activity.result)
    assert taken_in("activities", data, cycle, officer) == 0


def test_activity_tells_who_took_part_and_names_nobody(
    cycle: Cycle, activity: Activity, counted: CountedParticipants, officer: User
) -> None:
    person(activity, officer, sex=["sex_female"])
    data = table_out(kind="activities", cycle=cycle, by=officer)
    (row,) = rows_of(data)
    assert row["took_part"] == 13
    assert "adds up to the total" in row["divided"]
    assert "not shown: some groups are too small" in row["divided"]
    assert "Zafira" not in str(row)


def test_number_without_parts_says_so(cycle: Cycle, indicator: Indicator, officer: User) -> None:
    value_of(indicator, officer)
    (row,) = rows_of(table_out(kind="values", cycle=cycle, by=officer))
    assert (row["number"], row["says"]) == (10, "not disaggregated")


def test_value_is_changed_with_its_parts(cycle: Cycle, indicator: Indicator, officer: User) -> None:
    value_of(indicator, officer, parts=SEXES)
    data = table_out(kind="values", cycle=cycle, by=officer)
    assert taken_in("values", filled_in(data, 2, {"number": 11, "sex_male": 5}), cycle, officer) == 1
    value = IndicatorValue.objects.get()
    assert value.number == 11
    assert {part.part: part.number for part in value.parts.all()} == {"sex_female": Decimal(6), "sex_male": Decimal(5)}


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"number": 12}, ("number", "sums")),
        ({"sex_male": 5}, ("number", "sums")),
        ({"from_date": "2026-02-01"}, ("from_date", "fixed")),
        ({"number": "=SUM(F2:G2)"}, ("number", "formula")),
    ],
)
def test_total_that_is_not_its_parts_is_refused_by_row(
    cycle: Cycle, indicator: Indicator, officer: User, values: dict[str, Any], fault: tuple[str, str]
) -> None:
    value_of(indicator, officer, parts=SEXES)
    data = filled_in(table_out(kind="values", cycle=cycle, by=officer), 2, values)
    assert faults_of("values", data, cycle, officer) == [fault]
    assert taken_in("values", data, cycle, officer) == 0


def test_value_that_stands_is_not_overwritten_by_a_row_that_was_added(
    cycle: Cycle, indicator: Indicator, officer: User
) -> None:
    value_of(indicator, officer)
    data = table_out(kind="values", cycle=cycle, by=officer)
    (row,) = rows_of(data)
    again = {name: row[name] for name in ("indicator", "from_date", "until_date")} | {"number": 99}
    data = filled_in(filled_in(data, 3, again), 4, again | {"from_date": "2027-01-01", "until_date": "2027-12-31"})
    data = filled_in(data, 5, again | {"from_date": "2027-01-01", "until_date": "2027-12-31", "number": 98})
    assert faults_of("values", data, cycle, officer) == [("from_date", "twice")] * 2
    assert taken_in("values", data, cycle, officer) == 1
    assert sorted(IndicatorValue.objects.values_list("number", flat=True)) == [10, 99]


def test_count_is_corrected_and_keeps_what_the_table_does_not_show(
    cycle: Cycle, counted: CountedParticipants, officer: User
) -> None:
    data = table_out(kind="participants", cycle=cycle, by=officer)
    assert "disability_yes" not in rows_of(data)[0]
    assert taken_in("participants", filled_in(data, 2, {"total": 13, "sex_female": 8}), cycle, officer) == 1
    counted.refresh_from_db()
    assert counted.total == 13
    assert counted.parts == {"sex": {"sex_female": 8, "sex_male": 5}, "disability": {"disability_yes": 3}}


def test_count_that_is_changed_here_meanwhile_is_a_conflict(
    cycle: Cycle, counted: CountedParticipants, officer: User
) -> None:
    data = filled_in(table_out(kind="participants", cycle=cycle, by=officer), 2, {"source": "A guess"})
    CountedParticipants.objects.update(source="A list")
    assert taken_in("participants", data, cycle, officer) == 0
    assert taken_in("participants", data, cycle, officer, **{str(counted.pk): True}) == 1


@pytest.mark.parametrize(("kind", "column"), [("activities", "place"), ("values", "note"), ("participants", "source")])
def test_rows_of_another_state_are_neither_sent_nor_taken(
    kind: str, column: str, cycle: Cycle, indicator: Indicator, counted: CountedParticipants, officer: User,
    elsewhere: User,
) -> None:  # fmt: skip
    value_of(indicator, officer)
    data = filled_in(table_out(kind=kind, cycle=cycle, by=officer), 2, {column: "Taken"})
    assert rows_of(table_out(kind=kind, cycle=cycle, by=elsewhere)) == []
    assert [row.number for row in weigh_sheet(SHEETS[kind](cycle, elsewhere), data).unknown] == [1]
    assert taken_in(kind, data, cycle, elsewhere) == 0


def test_row_is_not_added_to_a_state_of_others(cycle: Cycle, result: Result, elsewhere: User) -> None:
    new = {
        "title": "Listening hours", "result": result.title, "state_code": "KG", "kind": "training", "purpose": "So",
        "language": "en", "from_date": "2026-05-01", "until_date": "2026-05-02", "state": "PLANNED",
    }  # fmt: skip
    data = filled_in(table_out(kind="activities", cycle=cycle, by=elsewhere), 2, new)
    assert faults_of("activities", data, cycle, elsewhere) == [("state_code", "code")]


def test_indicators_of_one_name_are_told_apart(cycle: Cycle, result: Result, officer: User) -> None:
    for _ in range(2):
        value_of(make_indicator(result, officer), officer)
    names = {row["indicator"] for row in rows_of(table_out(kind="values", cycle=cycle, by=officer))}
    assert len(names) == 2


def test_words_that_look_like_a_formula_stay_words(cycle: Cycle, result: Result, officer: User) -> None:
    make_activity(result, officer, title="=HYPERLINK(1)", place="@SUM(1)")
    book = load_workbook(io.BytesIO(table_out(kind="activities", cycle=cycle, by=officer)))
    assert "f" not in {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}


def test_table_goes_out_and_comes_back_whatever_was_pasted_into_a_text(
    cycle: Cycle, activity: Activity, counted: CountedParticipants, officer: User
) -> None:
    Activity.objects.update(title="Quiet\x02 hours", purpose="Line\x0b and\x1f line")
    for kind in ("activities", "participants"):
        data = table_out(kind=kind, cycle=cycle, by=officer)
        assert "Quiet hours" in str(rows_of(data))
        assert weigh_sheet(SHEETS[kind](cycle, officer), data).is_nothing_new

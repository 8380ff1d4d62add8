from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.rules.sheet_columns import Column, Kind, distinct

KINDS = st.sampled_from(Kind)


@given(KINDS, st.text(max_size=40))
def test_value_written_one_way_stays_as_it_is(kind: Kind, value: str) -> None:
    column = Column(name="a", kind=kind)
    assert column.evened(column.evened(value)) == column.evened(value)


@given(st.decimals(min_value=0, max_value=10**11, allow_nan=False, allow_infinity=False, places=6))
def test_number_comes_back_exact_in_digits_of_any_script(number: Decimal) -> None:
    column = Column(name="a", kind=Kind.NUMBER)
    arabic = f"{number:f}".translate(str.maketrans("0123456789.", "٠١٢٣٤٥٦٧٨٩٫"))
    assert column.number(arabic) == number
    assert Decimal(column.evened(arabic)) == number


@given(KINDS, st.text(max_size=40))
def test_value_that_cannot_be_read_is_left_as_it_was_typed(kind: Kind, value: str) -> None:
    column = Column(name="a", kind=kind)
    if kind in (Kind.NUMBER, Kind.WHOLE) and column.number(value) is None:
        assert column.evened(value) == value.strip()


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        (Column(name="a", is_required=True), "", "missing"),
        (Column(name="a", longest=3), "four", "too_long"),
        (Column(name="a", kind=Kind.DAY), "31.12.2026", "date"),
        (Column(name="a", kind=Kind.DAY), "20261231", "date"),
        (Column(name="a", kind=Kind.NUMBER), "1,5", "number"),
        (Column(name="a", kind=Kind.NUMBER), "-1", "number"),
        (Column(name="a", kind=Kind.NUMBER), "NaN", "number"),
        (Column(name="a", kind=Kind.WHOLE), "1.5", "number"),
        (Column(name="a", kind=Kind.CODE), "c", "code"),
        (Column(name="a", kind=Kind.CODES), "a\nc", "code"),
        (Column(name="a", is_fixed=True), "other", "fixed"),
    ],
)
def test_fault_is_told_by_its_code(column: Column, value: str, code: str) -> None:
    assert [fault.code for fault in column.faults(value, is_new=False, choices=["a", "b"])] == [code]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        (Column(name="a"), ""),
        (Column(name="a", kind=Kind.DAY), "2026-05-14"),
        (Column(name="a", kind=Kind.WHOLE), "12.0"),
        (Column(name="a", kind=Kind.CODES), "b\na"),
        (Column(name="a", kind=Kind.CODE), ""),
    ],
)
def test_value_that_can_be_read_has_no_fault(column: Column, value: str) -> None:
    assert not list(column.faults(value, is_new=False, choices=["a", "b"]))


@dataclass(frozen=True)
class Row:
    pk: str
    name: str


@given(st.lists(st.sampled_from(["Mill", "Well", "Mill ", "Mill  Well"]), max_size=6))
def test_names_of_rows_are_told_apart(names: list[str]) -> None:
    rows = [Row(f"{number:08}-0000", name) for number, name in enumerate(names)]
    assert list(distinct(rows, lambda row: row.name).values()) == rows

from decimal import Decimal, getcontext, localcontext

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hirz.rules.disaggregation import (
    Breakdown,
    Disaggregated,
    DividedTwice,
    Finding,
    Kind,
    NumberNotExact,
    Outcome,
    added,
    exact,
)

NUMBERS = st.decimals(min_value=0, max_value=10**9, places=6, allow_nan=False, allow_infinity=False)
PARTS = st.dictionaries(st.sampled_from(["female", "male", "other", "not_said", "not_known"]), NUMBERS, min_size=1)


def whole(total: str | Decimal, *breakdowns: Breakdown, kind: Kind = Kind.COUNT) -> Disaggregated:
    return Disaggregated(total=Decimal(total), breakdowns=breakdowns, kind=kind)


def by_sex(*values: str, overlapping: bool = False) -> Breakdown:
    return Breakdown("sex", {str(number): Decimal(value) for number, value in enumerate(values)}, overlapping)


@given(PARTS)
def test_parts_of_their_own_sum_always_sum(parts: dict[str, Decimal]) -> None:
    assert whole(added(parts.values()), Breakdown("sex", parts)).finding("sex") == Finding(Outcome.SUMS)


@given(PARTS, NUMBERS)
def test_total_and_parts_differ_by_what_is_said(parts: dict[str, Decimal], total: Decimal) -> None:
    assume(total != added(parts.values()))
    found = whole(total, Breakdown("sex", parts)).finding("sex")
    assert found.outcome is Outcome.DOES_NOT_SUM
    assert not found.holds
    assert added(parts.values()) + found.difference == total


@given(PARTS)
def test_who_prefers_not_to_say_is_counted_like_everybody(parts: dict[str, Decimal]) -> None:
    parts["not_said"] = Decimal(3)
    without = {code: value for code, value in parts.items() if code != "not_said"}
    assume(without)
    found = whole(added(parts.values()), Breakdown("sex", without)).finding("sex")
    assert found == Finding(Outcome.DOES_NOT_SUM, Decimal(3))


def test_people_counted_more_than_once_show_below_zero() -> None:
    assert whole("10", by_sex("6", "5")).finding("sex") == Finding(Outcome.DOES_NOT_SUM, Decimal(-1))


def test_number_without_parts_is_not_disaggregated_whatever_it_is() -> None:
    for number in (whole("0"), whole("7"), whole("7", by_sex())):
        assert number.finding("sex").outcome is Outcome.NOT_DISAGGREGATED
        assert not number.finding("sex").holds


def test_each_dimension_is_answered_by_itself_and_in_the_order_asked() -> None:
    number = whole("3", by_sex("1", "2"), Breakdown("age_group", {"child": Decimal(1)}))
    found = number.findings(["place", "sex", "age_group"])
    assert list(found) == ["place", "sex", "age_group"]
    assert [one.outcome for one in found.values()] == [Outcome.NOT_DISAGGREGATED, Outcome.SUMS, Outcome.DOES_NOT_SUM]


def test_zeros_that_somebody_reported_sum_to_zero() -> None:
    assert whole("0", by_sex("0", "0")).finding("sex").outcome is Outcome.SUMS


def test_tenths_are_added_exactly_in_any_context() -> None:
    assert whole("0.3", by_sex("0.1", "0.2")).finding("sex").outcome is Outcome.SUMS
    with localcontext() as context:
        context.prec = 3
        assert whole("1000.001", by_sex("1000", "0.001")).finding("sex").outcome is Outcome.SUMS
        assert whole("1000.002", by_sex("1000", "0.001")).finding("sex").difference == Decimal("0.001")
    assert getcontext().prec != 3


@pytest.mark.parametrize(
    ("total", "parts", "expected"),
    [
        ("50", ("40", "60"), Finding(Outcome.NOT_ADDED)),
        ("40", ("40", "60"), Finding(Outcome.NOT_ADDED)),
        ("61", ("40", "60"), Finding(Outcome.CANNOT_BE, Decimal(1))),
        ("38.5", ("40", "60"), Finding(Outcome.CANNOT_BE, Decimal("1.5"))),
    ],
)
def test_rate_lies_between_its_parts_and_is_never_added(total: str, parts: tuple[str, ...], expected: Finding) -> None:
    assert whole(total, by_sex(*parts), kind=Kind.RATE).finding("sex") == expected


def test_groups_that_overlap_are_not_added_but_none_is_more_than_the_whole() -> None:
    assert whole("10", by_sex("8", "7", overlapping=True)).finding("sex") == Finding(Outcome.NOT_ADDED)
    assert whole("10", by_sex("8", "12", overlapping=True)).finding("sex") == Finding(Outcome.CANNOT_BE, Decimal(2))


@pytest.mark.parametrize(
    "value", ["NaN", "sNaN", "Infinity", "-1", "-0.000001", "0.0000001", "1000000000000", f"1.{'0' * 40}1"]
)
def test_number_that_cannot_be_kept_as_it_is_is_refused(value: str) -> None:
    with pytest.raises(NumberNotExact):
        exact(Decimal(value))
    with pytest.raises(NumberNotExact):
        whole(value)
    with pytest.raises(NumberNotExact):
        by_sex(value)


def test_number_at_the_limit_is_kept() -> None:
    assert exact(Decimal("999999999999.999999")) == Decimal("999999999999.999999")
    assert exact(Decimal("1E+3")) == 1000


def test_number_divided_twice_by_one_dimension_is_refused() -> None:
    with pytest.raises(DividedTwice):
        whole("1", by_sex("1"), by_sex("1"))


def test_breakdown_does_not_follow_its_callers_dictionary() -> None:
    parts = {"female": Decimal(1)}
    number = whole("1", Breakdown("sex", parts))
    parts["male"] = Decimal(5)
    assert number.finding("sex").outcome is Outcome.SUMS

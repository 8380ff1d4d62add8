"""Numbers of a programme are whole or say what they lack; what may point at somebody stays unsaid."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.foundation.vocabularies.registry import vocabulary
from hirz.rules.disaggregation import Breakdown, Outcome
from hirz.rules.programme_results import (
    FOLLOW_UP_MONTHS,
    SMALLEST_GROUP,
    Amounts,
    Change,
    CountedGroup,
    DataPrinciple,
    FollowUpState,
    MonthUnknown,
    ObstacleReason,
    ReportKind,
    Score,
    by_currency,
    change,
    follow_ups,
    holds_small_group,
    months_after,
    obstacles,
    participation,
    period_of,
    together,
    way_covered,
)

SEX = st.sampled_from(["sex_female", "sex_male", "sex_not_said"])
PEOPLE = st.lists(st.fixed_dictionaries({}, optional={"sex": st.lists(SEX, min_size=1, max_size=1)}), max_size=30)
GROUPS = st.lists(st.integers(1, 40), max_size=4)
AMOUNTS = st.builds(Amounts, *(st.integers(0, 10**9).map(Decimal) for _ in range(3)))
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@given(PEOPLE)
def test_parts_of_people_add_up_or_nobody_was_asked(people: list[dict[str, list[str]]]) -> None:
    number = participation(people)
    asked = any(people)
    assert number.total == len(people)
    assert number.finding("sex").outcome is (Outcome.SUMS if asked else Outcome.NOT_DISAGGREGATED)


def test_who_was_not_asked_is_counted_as_such_and_who_would_not_say_as_such() -> None:
    number = participation([{"sex": ["sex_female"]}, {"sex": ["sex_not_said"]}, {}])
    (parts,) = number.breakdowns
    assert dict(parts.parts) == {"sex_female": 1, "sex_not_said": 1, "sex_not_known": 1}


def test_somebody_may_belong_to_several_groups_and_counts_once() -> None:
    people = [{"group": ["group_minority", "group_migrant"]}, {"group": ["group_minority"]}]
    number = participation(people, overlapping={"group"})
    assert number.total == 2
    assert number.finding("group").outcome is Outcome.NOT_ADDED


@given(PEOPLE, GROUPS)
def test_people_of_whom_only_numbers_are_kept_count_too(people: list[dict[str, list[str]]], sizes: list[int]) -> None:
    groups = [CountedGroup(size, {"sex": {"sex_female": size}}) for size in sizes]
    number = participation(people, groups)
    assert number.total == len(people) + sum(sizes)
    if sizes:
        assert number.finding("sex").outcome is Outcome.SUMS


def test_group_that_was_divided_in_part_shows_how_many_are_in_none() -> None:
    number = participation([], [CountedGroup(10, {"sex": {"sex_female": 4}}), CountedGroup(3, {})])
    assert number.finding("sex").difference == 9


@given(st.lists(PEOPLE, max_size=5))
def test_sum_of_numbers_is_the_number_of_the_sum(several: list[list[dict[str, list[str]]]]) -> None:
    everybody = [one for people in several for one in people]
    number = together(participation(people) for people in several)
    assert number.total == len(everybody)
    women = sum(one.get("sex") == ["sex_female"] for one in everybody)
    parts = {code: value for found in number.breakdowns for code, value in found.parts.items()}
    assert parts.get("sex_female", 0) == women


@pytest.mark.parametrize(("values", "is_small"), [((0, 5), False), ((4, 100), True), ((1,), True), ((), False)])
def test_small_group_is_from_one_to_four(values: tuple[int, ...], is_small: bool) -> None:
    parts = {f"p{n}": Decimal(value) for n, value in enumerate(values)}
    assert holds_small_group(Breakdown("group", parts)) is is_small


@given(st.lists(st.tuples(st.none() | st.integers(0, 10), st.none() | st.integers(0, 10)), max_size=20))
def test_change_is_told_of_pairs_alone_and_never_of_few(given_scores: list[tuple[int | None, int | None]]) -> None:
    decimals = [tuple(None if one is None else Decimal(one) for one in pair) for pair in given_scores]
    found = change(Score(*pair) for pair in decimals)
    pairs = [(before, after) for before, after in decimals if before is not None and after is not None]
    assert found.paired == len(pairs)
    assert (found.difference is not None) == (len(pairs) >= SMALLEST_GROUP)
    if found.mean_after is not None:
        mean = sum((after for _before, after in pairs), Decimal(0)) / len(pairs)
        assert abs(found.mean_after - mean) <= Decimal("0.005")


def test_those_who_sat_one_test_are_counted_and_move_no_mean() -> None:
    pairs = [Score(Decimal(2), Decimal(6))] * 5
    alone = [Score(Decimal(10), None), Score(None, Decimal(0)), Score(None, Decimal(0))]
    assert change([*pairs, *alone]) == Change(5, 1, 2, Decimal("2.00"), Decimal("6.00"))


@given(DAYS, st.sets(st.sampled_from(FOLLOW_UP_MONTHS)), DAYS)
def test_what_is_due_stays_due_until_it_is_done(ended: date, done: set[int], today: date) -> None:
    for one in follow_ups(ended, done, today):
        assert (one.state is FollowUpState.DONE) == (one.months in done)
        if one.months not in done:
            assert (one.state is FollowUpState.DUE) == (one.on_date <= today)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 5), 12, date(2027, 12, 5)),
        (date(2026, 6, 15), 6, date(2026, 12, 15)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(day: date, months: int, then: date) -> None:
    assert months_after(day, months) == then


@given(st.lists(st.tuples(st.sampled_from(["USD", "KGS", "CHF"]), AMOUNTS), max_size=20))
def test_currencies_are_never_added(lines: list[tuple[str, Amounts]]) -> None:
    sums = by_currency(lines)
    assert set(sums) == {currency for currency, _amounts in lines}
    for currency, total in sums.items():
        own = [amounts for code, amounts in lines if code == currency]
        assert total == Amounts(
            *(sum(parts) for parts in zip(*((a.planned, a.committed, a.spent) for a in own), strict=True))
        )


@pytest.mark.parametrize(
    ("baseline", "target", "value", "way"),
    [(4, 20, 12, "0.5"), (20, 4, 12, "0.5"), (4, 20, 28, "1.5"), (4, 20, 0, "-0.25"), (4, 4, 9, None)],
)
def test_way_is_measured_from_the_baseline(baseline: int, target: int, value: int, way: str | None) -> None:
    found = way_covered(Decimal(baseline), Decimal(target), Decimal(value))
    assert found == (None if way is None else Decimal(way))


ALL_MET = dict.fromkeys(DataPrinciple, True)


def test_principles_are_those_of_the_vocabulary() -> None:
    assert {principle.value for principle in DataPrinciple} == set(vocabulary("data_principle").codes)


@given(st.dictionaries(st.sampled_from(DataPrinciple), st.booleans()), st.booleans())
def test_indicator_is_free_only_when_all_six_were_checked_and_are_met(
    checked: dict[DataPrinciple, bool], is_disaggregated: bool
) -> None:
    found = obstacles(checked, is_disaggregated=is_disaggregated)
    assert (not found) == (checked == ALL_MET and is_disaggregated)


@pytest.mark.parametrize("principle", DataPrinciple)
def test_each_principle_stands_in_the_way_alone(principle: DataPrinciple) -> None:
    (unmet,) = obstacles({**ALL_MET, principle: False}, is_disaggregated=True)
    (unchecked,) = obstacles({key: True for key in ALL_MET if key is not principle}, is_disaggregated=True)
    assert (unmet.principle, unmet.reason) == (principle, ObstacleReason.NOT_MET)
    assert (unchecked.principle, unchecked.reason) == (principle, ObstacleReason.NOT_CHECKED)


def test_disaggregation_without_a_divided_value_contradicts_itself() -> None:
    (found,) = obstacles(ALL_MET, is_disaggregated=False)
    assert (found.principle, found.reason) == (DataPrinciple.DISAGGREGATION, ObstacleReason.CONTRADICTED)


@pytest.mark.parametrize(
    ("kind", "month", "start", "end"),
    [
        (ReportKind.MONTHLY, 2, date(2028, 2, 1), date(2028, 2, 29)),
        (ReportKind.MID_YEAR, 1, date(2028, 1, 1), date(2028, 6, 30)),
        (ReportKind.ANNUAL, 1, date(2028, 1, 1), date(2028, 12, 31)),
    ],
)
def test_report_speaks_of_whole_months(kind: ReportKind, month: int, start: date, end: date) -> None:
    assert (period_of(kind, 2028, month).start, period_of(kind, 2028, month).end) == (start, end)


@pytest.mark.parametrize("month", [0, 13, -1])
def test_month_that_is_none_is_refused(month: int) -> None:
    with pytest.raises(MonthUnknown):
        period_of(ReportKind.MONTHLY, 2028, month)

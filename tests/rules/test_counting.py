from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirz.rules.counting import (
    Change,
    CountedCase,
    CountedVictim,
    Disposition,
    Label,
    MatterKind,
    Measure,
    PeriodReversed,
    PeriodUnknown,
    ReportingPeriod,
    VictimKind,
    compare,
    count,
)

PERIOD = ReportingPeriod.of_report(2025)
DAY = date(2024, 9, 1)
INDIVIDUAL, GROUP, ORGANISATION = VictimKind


def person(name: str, *, named: bool = False) -> CountedVictim:
    return CountedVictim(id=name, kind=INDIVIDUAL, named=named)


def case(name: str, *victims: CountedVictim, **others: Any) -> CountedCase:
    arguments: dict[str, Any] = {"states": frozenset({"XA"}), "disposition": Disposition.LISTED}
    return CountedCase(id=name, reported_date=DAY, victims=victims, **(arguments | others))


@pytest.mark.parametrize(
    ("year", "start", "end"),
    [
        (2014, date(2013, 6, 16), date(2014, 5, 31)),
        (2015, date(2014, 6, 1), date(2015, 5, 31)),
        (2016, date(2015, 6, 1), date(2016, 5, 31)),
        (2017, date(2016, 6, 1), date(2017, 5, 31)),
        (2018, date(2017, 6, 1), date(2018, 5, 31)),
        (2019, date(2018, 6, 1), date(2019, 5, 31)),
        (2020, date(2019, 6, 1), date(2020, 4, 30)),
        (2021, date(2020, 5, 1), date(2021, 4, 30)),
        (2025, date(2024, 5, 1), date(2025, 4, 30)),
    ],
)
def test_report_of_a_year_covers_its_own_period(year: int, start: date, end: date) -> None:
    period = ReportingPeriod.of_report(year)
    assert (period.start, period.end) == (start, end)
    assert [period.covers(day) for day in (start - timedelta(days=1), start, end, end + timedelta(days=1))] == [
        False, True, True, False,
    ]  # fmt: skip


def test_period_nobody_established_is_refused() -> None:
    with pytest.raises(PeriodUnknown):
        ReportingPeriod.of_report(2013)


def test_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(PeriodReversed):
        ReportingPeriod(DAY, DAY - timedelta(days=1))
    assert ReportingPeriod(DAY, DAY).covers(DAY)


def test_states_cases_situations_and_victims_are_counted_apart() -> None:
    tally = count(
        [
            case("law", kind=MatterKind.SITUATION, states=frozenset({"XB"})),
            case("one", person("a", named=True), person("b"), states=frozenset({"XA", "XB"})),
            case(
                "two",
                CountedVictim(id="g", kind=GROUP),
                CountedVictim(id="h", kind=GROUP, named=True),
                CountedVictim(id="o", kind=ORGANISATION, named=True),
                CountedVictim(id="p", kind=ORGANISATION),
            ),
        ],
        PERIOD,
    ).listed
    assert {measure: set(tally.of(measure)) for measure in Measure} == {
        Measure.STATES: {"XA", "XB"},
        Measure.CASES: {"one", "two"},
        Measure.SITUATIONS: {"law"},
        Measure.INDIVIDUALS_NAMED: {"a"},
        Measure.INDIVIDUALS_UNNAMED: {"b"},
        Measure.GROUPS_NAMED: {"h"},
        Measure.GROUPS_UNNAMED: {"g"},
        Measure.ORGANISATIONS_NAMED: {"o"},
        Measure.ORGANISATIONS_UNNAMED: {"p"},
    }
    assert tally.number(Measure.STATES) == 2
    assert tally.victims(INDIVIDUAL) == {"a", "b"}


def test_person_in_several_cases_counts_once_and_as_named_if_named_anywhere() -> None:
    rows = [case("one", person("a")), case("two", person("a", named=True))]
    for ordered in (rows, rows[::-1]):
        counts = count(ordered, PERIOD)
        assert counts.listed.of(Measure.INDIVIDUALS_NAMED) == {"a"}
        assert counts.listed.of(Measure.INDIVIDUALS_UNNAMED) == frozenset()
        assert counts.listed.number(Measure.CASES) == 2


def test_person_listed_in_one_case_and_left_out_in_another_counts_as_listed() -> None:
    hidden = case("two", person("a"), person("b"), disposition=Disposition.OMITTED_FOR_PROTECTION)
    counts = count([hidden, case("one", person("a", named=True))], PERIOD)
    assert counts.listed.victims(INDIVIDUAL) == {"a"}
    assert counts.omitted_for_protection.victims(INDIVIDUAL) == {"b"}
    assert counts.omitted_for_protection.of(Measure.CASES) == {"two"}
    assert counts.reported.victims(INDIVIDUAL) == {"a", "b"}


def test_merged_case_is_not_counted_and_out_of_scope_only_as_such() -> None:
    counts = count(
        [
            case("one"),
            case("merged", merged=True),
            case("outside", person("a"), out_of_scope=True),
            case("outside and merged", out_of_scope=True, merged=True),
            replace(case("outside, earlier", out_of_scope=True), reported_date=date(2020, 1, 1)),
        ],
        PERIOD,
    )
    assert counts.reported.of(Measure.CASES) == {"one"}
    assert counts.reported.victims(INDIVIDUAL) == frozenset()
    assert counts.out_of_scope == {"outside"}


def test_only_what_was_reported_in_the_period_is_counted() -> None:
    days = {"early": date(2024, 4, 30), "first": date(2024, 5, 1), "last": date(2025, 4, 30), "late": date(2025, 5, 1)}
    counts = count([replace(case(name), reported_date=day) for name, day in days.items()], PERIOD)
    assert counts.reported.of(Measure.CASES) == {"first", "last"}
    assert counts.period == PERIOD


def test_numbers_are_called_allegations_reported_and_a_fall_is_not_progress() -> None:
    assert count([], PERIOD).label is Label.ALLEGATIONS_REPORTED
    assert [compare(5, after) for after in (6, 5, 4)] == [
        Change.MORE_REPORTED, Change.AS_MANY_REPORTED, Change.FEWER_REPORTED,
    ]  # fmt: skip
    assert all(change.endswith("_REPORTED") for change in Change)


def test_matter_without_a_decision_is_not_forgotten() -> None:
    counts = count([case("one", person("a"), disposition=Disposition.UNDECIDED)], PERIOD)
    assert counts.by_disposition[Disposition.UNDECIDED].of(Measure.CASES) == {"one"}
    assert counts.listed.number(Measure.CASES) == 0


victims = st.builds(
    CountedVictim, id=st.sampled_from("abcd"), kind=st.sampled_from([INDIVIDUAL, ORGANISATION]), named=st.booleans()
)
cases = st.lists(
    st.builds(
        CountedCase,
        id=st.uuids().map(str),
        states=st.frozensets(st.sampled_from(["XA", "XB", "XC"]), min_size=1),
        reported_date=st.dates(date(2024, 3, 1), date(2025, 6, 30)),
        kind=st.sampled_from(MatterKind),
        victims=st.lists(victims, max_size=4).map(tuple),
        disposition=st.sampled_from(Disposition),
        merged=st.booleans(),
        out_of_scope=st.booleans(),
    ),
    max_size=12,
)


@given(cases)
def test_victims_and_matters_are_divided_among_dispositions_without_rest(given_cases: list[CountedCase]) -> None:
    counts = count(given_cases, PERIOD)
    for kind in VictimKind:
        parts = [tally.victims(kind) for tally in counts.by_disposition.values()]
        assert sum(map(len, parts)) == len(counts.reported.victims(kind))
        assert frozenset().union(*parts) == counts.reported.victims(kind)
    for measure in (Measure.CASES, Measure.SITUATIONS):
        parts_of = [tally.number(measure) for tally in counts.by_disposition.values()]
        assert sum(parts_of) == counts.reported.number(measure)


@given(cases, st.randoms())
def test_order_and_repetition_of_rows_change_nothing(given_cases: list[CountedCase], random: Random) -> None:
    shuffled = [*given_cases, *given_cases]
    random.shuffle(shuffled)
    assert count(shuffled, PERIOD) == count(given_cases, PERIOD)


@given(cases)
def test_nobody_is_both_named_and_unnamed(given_cases: list[CountedCase]) -> None:
    counts = count(given_cases, PERIOD)
    for tally in (counts.reported, *counts.by_disposition.values()):
        assert not tally.of(Measure.INDIVIDUALS_NAMED) & tally.of(Measure.INDIVIDUALS_UNNAMED)
        assert not tally.of(Measure.ORGANISATIONS_NAMED) & tally.of(Measure.ORGANISATIONS_UNNAMED)

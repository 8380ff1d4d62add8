from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from hirz.rules.counting import (
    CountedCase,
    CountedVictim,
    Difference,
    DifferenceCode,
    Disposition,
    ListedEntry,
    MatterKind,
    Measure,
    ReportingPeriod,
    VictimKind,
    count,
    reconcile,
)

PERIOD = ReportingPeriod.of_report(2025)
NAMED = CountedVictim(id="a", kind=VictimKind.INDIVIDUAL, named=True)
UNNAMED = replace(NAMED, named=False)
LISTED = CountedCase(
    id="one",
    states=frozenset({"XA"}),
    reported_date=date(2024, 9, 1),
    victims=(UNNAMED,),
    disposition=Disposition.LISTED,
)
PROTECTED = replace(
    LISTED,
    id="hidden",
    victims=(replace(UNNAMED, id="b"),),
    disposition=Disposition.OMITTED_FOR_PROTECTION,
)
COUNTS = count([LISTED, PROTECTED], PERIOD)
ENTRY = ListedEntry(case_id="one", states=frozenset({"XA"}), victims=(UNNAMED,))


def entry_of(case: CountedCase) -> ListedEntry:
    return ListedEntry(case_id=case.id, states=case.states, kind=case.kind, victims=case.victims)


def test_report_that_lists_what_it_counts_has_no_difference() -> None:
    assert reconcile(COUNTS, [ENTRY]) == ()


def test_missing_entry_shows_in_every_number_it_would_carry() -> None:
    differences = reconcile(COUNTS, [])
    assert {(d.measure, d.only_counted) for d in differences} == {
        (Measure.STATES, frozenset({"XA"})),
        (Measure.CASES, frozenset({"one"})),
        (Measure.INDIVIDUALS_UNNAMED, frozenset({"a"})),
    }
    assert {d.code for d in differences} == {DifferenceCode.TOTALS_DIFFER}


def test_name_in_an_entry_that_the_count_leaves_unnamed_is_found() -> None:
    assert reconcile(COUNTS, [replace(ENTRY, victims=(NAMED,))]) == (
        Difference(code=DifferenceCode.TOTALS_DIFFER, measure=Measure.INDIVIDUALS_NAMED, only_listed=frozenset({"a"})),
        Difference(
            code=DifferenceCode.TOTALS_DIFFER, measure=Measure.INDIVIDUALS_UNNAMED, only_counted=frozenset({"a"})
        ),
    )


def test_protected_case_that_is_listed_comes_first() -> None:
    first, second, *others = reconcile(COUNTS, [ENTRY, entry_of(PROTECTED)])
    assert (first.code, first.measure, first.only_listed) == (
        DifferenceCode.PROTECTED_BUT_LISTED, Measure.CASES, frozenset({"hidden"}),
    )  # fmt: skip
    assert (second.code, second.only_listed) == (DifferenceCode.PROTECTED_BUT_LISTED, frozenset({"b"}))
    assert all(other.code is DifferenceCode.TOTALS_DIFFER for other in others)


def test_protected_person_slipped_into_another_entry_is_found_named_or_not() -> None:
    for named, measure in ((True, Measure.INDIVIDUALS_NAMED), (False, Measure.INDIVIDUALS_UNNAMED)):
        slipped = CountedVictim(id="b", kind=VictimKind.INDIVIDUAL, named=named)
        first = reconcile(COUNTS, [replace(ENTRY, victims=(UNNAMED, slipped))])[0]
        assert (first.code, first.measure) == (DifferenceCode.PROTECTED_BUT_LISTED, measure)


def test_state_may_have_one_case_listed_and_another_protected() -> None:
    assert COUNTS.omitted_for_protection.of(Measure.STATES) == {"XA"}
    assert reconcile(COUNTS, [ENTRY]) == ()


def test_matter_listed_twice_under_one_state_is_found_and_under_two_is_not() -> None:
    twice = reconcile(COUNTS, [ENTRY, ENTRY])
    assert twice == (
        Difference(code=DifferenceCode.LISTED_TWICE, measure=Measure.CASES, only_listed=frozenset({"one"})),
    )
    both = replace(LISTED, states=frozenset({"XA", "XB"}))
    under_each = [replace(ENTRY, states=frozenset({state})) for state in both.states]
    assert reconcile(count([both], PERIOD), under_each) == ()


def test_situation_listed_twice_is_told_from_a_case() -> None:
    situation = replace(LISTED, kind=MatterKind.SITUATION, victims=())
    differences = reconcile(count([situation], PERIOD), [entry_of(situation)] * 2)
    assert [(d.code, d.measure) for d in differences] == [(DifferenceCode.LISTED_TWICE, Measure.SITUATIONS)]


ids = st.sampled_from("abcde")
victims = st.builds(CountedVictim, id=ids, kind=st.sampled_from(VictimKind), named=st.booleans())
cases = st.lists(
    st.builds(
        CountedCase,
        id=st.uuids().map(str),
        states=st.frozensets(st.sampled_from(["XA", "XB"]), min_size=1),
        reported_date=st.just(date(2024, 9, 1)),
        kind=st.sampled_from(MatterKind),
        victims=st.lists(victims, max_size=3).map(tuple),
        disposition=st.just(Disposition.LISTED) | st.sampled_from(Disposition),
    ),
    max_size=8,
)


@given(cases)
def test_entries_made_from_the_cases_listed_always_reconcile(given_cases: list[CountedCase]) -> None:
    entries = [entry_of(case) for case in given_cases if case.disposition is Disposition.LISTED]
    assert reconcile(count(given_cases, PERIOD), entries) == ()


@given(cases.filter(lambda found: any(case.disposition is Disposition.LISTED for case in found)))
def test_entry_left_out_never_reconciles(given_cases: list[CountedCase]) -> None:
    listed = [case for case in given_cases if case.disposition is Disposition.LISTED]
    assert reconcile(count(given_cases, PERIOD), [entry_of(case) for case in listed[1:]]) != ()

"""The numbers of an edition come from the cases, and agree with what its annex lists."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.models import Case
from hirz.reprisals.people.models import Person
from hirz.reprisals.reporting.actions import decide, list_candidates
from hirz.reprisals.reporting.models import Edition, ReportEntry
from hirz.reprisals.reporting.statistics import EditionStatistics, Figure, statistics_of
from hirz.rules.consent import ConsentState, Scope
from hirz.rules.counting import DifferenceCode, Measure
from tests.reprisals.story import answer, enter_case, enter_victim, give_consent


def figure(statistics: EditionStatistics, measure: Measure) -> Figure:
    return next(f for f in statistics.figures if f.measure is measure)


@pytest.fixture
def second(office: Office, desk: User, verifier: User, agreed: Person) -> Case:
    """Another case of the same person, in another State."""
    return enter_case(office, desk, verifier, [agreed], state="XQ")


def test_person_in_two_cases_counts_once_and_opens_both(edition: Edition, case: Case, second: Case) -> None:
    statistics = statistics_of(edition)
    people = figure(statistics, Measure.INDIVIDUALS_UNNAMED)
    assert (people.reported, people.cases_reported) == (1, frozenset({str(case.pk), str(second.pk)}))
    assert figure(statistics, Measure.CASES).reported == 2
    assert figure(statistics, Measure.STATES).reported == 2


def test_figure_opens_only_the_cases_of_its_own_column(included: ReportEntry, second: Case, desk: User) -> None:
    states = figure(statistics_of(included.edition), Measure.STATES)
    assert (states.listed, states.cases_listed) == (1, frozenset({str(included.case_id)}))
    assert states.reported == 2


@pytest.mark.parametrize("refused", [Scope.STATISTICS, Scope.RECORD])
def test_person_who_does_not_wish_is_counted_apart(
    edition: Edition, case: Case, agreed: Person, desk: User, refused: Scope
) -> None:
    answer(agreed, desk, {refused: ConsentState.REFUSED})
    statistics = statistics_of(edition)
    assert figure(statistics, Measure.INDIVIDUALS_UNNAMED).reported == 0
    assert figure(statistics, Measure.CASES).reported == 1
    assert statistics.not_counted == {str(agreed.pk)}


def test_child_counts_only_when_the_guardian_agreed(
    edition: Edition, office: Office, desk: User, verifier: User
) -> None:
    child = enter_victim(office, desk, names=["Nodira"], age_group="child")
    give_consent(child, desk)
    enter_case(office, desk, verifier, [child])
    assert statistics_of(edition).not_counted == {str(child.pk)}


def test_case_without_victim_is_a_situation(edition: Edition, office: Office, desk: User, verifier: User) -> None:
    enter_case(office, desk, verifier, [])
    statistics = statistics_of(edition)
    assert figure(statistics, Measure.SITUATIONS).reported == 1
    assert figure(statistics, Measure.CASES).reported == 0


def test_case_of_another_period_is_not_counted(
    edition: Edition, office: Office, desk: User, verifier: User, agreed: Person
) -> None:
    enter_case(office, desk, verifier, [agreed], opened_at=datetime(2020, 6, 1, tzinfo=UTC))
    assert figure(statistics_of(edition), Measure.CASES).reported == 0


def test_omitted_for_protection_is_apart_from_listed(candidate: ReportEntry, desk: User) -> None:
    decide(entry=candidate, decision="omit_for_protection", reason="Threats.", by=desk)
    cases = figure(statistics_of(candidate.edition), Measure.CASES)
    assert (cases.reported, cases.listed, cases.omitted_for_protection) == (1, 0, 1)


@pytest.mark.parametrize("decision", ["include", "omit_for_protection", "omit_other"])
def test_numbers_and_entries_agree_after_any_decision(candidate: ReportEntry, desk: User, decision: str) -> None:
    decide(entry=candidate, decision=decision, reason="Considered.", by=desk)
    assert statistics_of(candidate.edition).differences == ()


def test_entry_listed_for_a_case_of_another_period_is_a_difference(included: ReportEntry) -> None:
    Case.objects.filter(pk=included.case_id).update(opened_at=datetime(2020, 6, 1, tzinfo=UTC))
    codes = {difference.code for difference in statistics_of(included.edition).differences}
    assert codes == {DifferenceCode.TOTALS_DIFFER}


def test_person_protected_in_one_case_and_listed_in_another_is_a_difference(
    included: ReportEntry, second: Case, desk: User
) -> None:
    (entry,) = list_candidates(edition=included.edition, by=desk)
    decide(entry=entry, decision="omit_for_protection", reason="Threats.", by=desk)
    statistics = statistics_of(included.edition)
    assert figure(statistics, Measure.INDIVIDUALS_UNNAMED).listed == 1
    assert {d.code for d in statistics.differences} <= {DifferenceCode.PROTECTED_BUT_LISTED}


def test_counting_costs_the_same_queries_however_many_cases(
    edition: Edition, office: Office, desk: User, verifier: User, agreed: Person, django_assert_num_queries: object
) -> None:
    for _ in range(3):
        enter_case(office, desk, verifier, [agreed])
    with django_assert_num_queries(4):  # type: ignore[operator]
        statistics_of(edition)

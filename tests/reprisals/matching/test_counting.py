"""Files of one person are one person in every count."""

from __future__ import annotations

import pytest

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.models import Case
from hirz.reprisals.matching.actions import merge_people
from hirz.reprisals.people.models import Person
from hirz.reprisals.reporting.actions import open_edition
from hirz.reprisals.reporting.statistics import statistics_of
from hirz.rules.consent import ConsentState, Scope
from hirz.rules.counting import Measure
from tests.reprisals.story import answer, enter_case, give_consent, report_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_cases(case: Case, second: Person, office: Office, desk: User, verifier: User) -> Case:
    """The same woman in two cases, each with a file of its own."""
    give_consent(second, desk)
    return enter_case(office, desk, verifier, [second])


def victims(office: Office, desk: User) -> int:
    edition = open_edition(office=office, year=report_year(office.today), by=desk)
    figures = statistics_of(edition).figures
    return next(f.reported for f in figures if f.measure is Measure.INDIVIDUALS_UNNAMED)


def test_two_files_count_as_two_people_until_they_are_merged(two_cases: Case, office: Office, desk: User) -> None:
    assert victims(office, desk) == 2


def test_merged_files_count_as_one_person(
    two_cases: Case, agreed: Person, second: Person, office: Office, desk: User
) -> None:
    merge_people(people=[agreed, second], reason="Same telephone.", by=desk)
    assert victims(office, desk) == 1


def test_person_who_does_not_wish_to_be_counted_in_one_file_is_not_counted_in_the_other(
    two_cases: Case, agreed: Person, second: Person, office: Office, desk: User
) -> None:
    merge_people(people=[agreed, second], reason="Same telephone.", by=desk)
    answer(second, desk, {Scope.STATISTICS: ConsentState.REFUSED})
    assert victims(office, desk) == 0

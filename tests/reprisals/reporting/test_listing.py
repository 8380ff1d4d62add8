"""Which cases an edition has to decide on."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.moving import merge, rule_out_of_scope
from hirz.reprisals.cases.actions.opening import open_case
from hirz.reprisals.cases.models import Case
from hirz.reprisals.reporting.actions import list_candidates, open_edition, publish_edition
from hirz.reprisals.reporting.models import Edition, ReportEntry
from hirz.reprisals.reporting.refusals import EditionClosed


def opened(office: Office, desk: User, year: int, month: int, day: int, hour: int = 0) -> Case:
    moment = datetime(year, month, day, hour, tzinfo=UTC)
    return open_case(office=office, state_concerned="XM", language="en", by=desk, opened_at=moment)


@pytest.fixture
def report_of_2026(office: Office, desk: User) -> Edition:
    return open_edition(office=office, year=2026, by=desk)


def test_every_case_reported_in_the_period_is_listed(report_of_2026: Edition, office: Office, desk: User) -> None:
    inside = [opened(office, desk, 2025, 6, 1), opened(office, desk, 2026, 4, 1)]
    opened(office, desk, 2025, 3, 1)
    opened(office, desk, 2026, 6, 1)
    listed = list_candidates(edition=report_of_2026, by=desk)
    assert {entry.case for entry in listed} == set(inside)
    assert {entry.annex for entry in listed} == {ReportEntry.Annex.I}


def test_day_of_reporting_is_that_of_the_office(report_of_2026: Edition, office: Office, desk: User) -> None:
    already_may_in_bishkek = opened(office, desk, 2025, 4, 30, 19)
    already_may_at_the_end = opened(office, desk, 2026, 4, 30, 19)
    cases = {entry.case for entry in list_candidates(edition=report_of_2026, by=desk)}
    assert already_may_in_bishkek in cases
    assert already_may_at_the_end not in cases


def test_case_out_of_scope_is_listed_too(report_of_2026: Edition, office: Office, desk: User) -> None:
    case = opened(office, desk, 2025, 6, 1)
    rule_out_of_scope(case=case, reason_code="no_cooperation", reason="No link.", referral="Nobody fits.", by=desk)
    assert [entry.case for entry in list_candidates(edition=report_of_2026, by=desk)] == [case]


def test_merged_case_is_listed_as_the_one_it_became(report_of_2026: Edition, office: Office, desk: User) -> None:
    earlier, new = opened(office, desk, 2024, 6, 1), opened(office, desk, 2025, 6, 1)
    merge(case=new, into=earlier, by=desk)
    (entry,) = list_candidates(edition=report_of_2026, by=desk)
    assert (entry.case, entry.annex) == (earlier, ReportEntry.Annex.II)


def test_listing_again_adds_only_what_is_new(report_of_2026: Edition, office: Office, desk: User) -> None:
    opened(office, desk, 2025, 6, 1)
    assert len(list_candidates(edition=report_of_2026, by=desk)) == 1
    late = opened(office, desk, 2025, 7, 1)
    assert [entry.case for entry in list_candidates(edition=report_of_2026, by=desk)] == [late]
    assert list_candidates(edition=report_of_2026, by=desk) == []


def test_case_of_another_office_is_listed_but_not_shown(
    report_of_2026: Edition, other_office: Office, outsider: User, desk: User
) -> None:
    opened(other_office, outsider, 2025, 6, 1)
    assert len(list_candidates(edition=report_of_2026, by=desk)) == 1
    assert not ReportEntry.objects.visible_to(desk).exists()


def test_what_was_published_comes_back_for_annex_two(cleared: ReportEntry, desk: User, head: User) -> None:
    publish_edition(edition=cleared.edition, by=head)
    following = open_edition(office=cleared.edition.office, year=cleared.edition.year + 1, by=desk)
    (entry,) = list_candidates(edition=following, by=desk)
    assert (entry.case, entry.annex) == (cleared.case, ReportEntry.Annex.II)


def test_published_edition_takes_no_more_cases(cleared: ReportEntry, desk: User, head: User) -> None:
    publish_edition(edition=cleared.edition, by=head)
    with pytest.raises(EditionClosed):
        list_candidates(edition=cleared.edition, by=desk)

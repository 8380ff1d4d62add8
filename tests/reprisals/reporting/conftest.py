"""An entry on its way into the report: each fixture takes it one step further than the one before."""

from __future__ import annotations

import pytest

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.models import Case
from hirz.reprisals.reporting.actions import (
    clear_entry,
    decide,
    draft_entry,
    list_candidates,
    open_edition,
    waive_comment,
)
from hirz.reprisals.reporting.models import Edition, ReportEntry
from tests.reprisals.story import report_year


@pytest.fixture
def edition(office: Office, desk: User) -> Edition:
    return open_edition(office=office, year=report_year(office.today), symbol="A/HRC/99/1", by=desk)


@pytest.fixture
def candidate(edition: Edition, case: Case, desk: User) -> ReportEntry:
    (entry,) = list_candidates(edition=edition, by=desk)
    return entry


@pytest.fixture
def included(candidate: ReportEntry, desk: User) -> ReportEntry:
    return decide(entry=candidate, decision="include", reason="Verified, and agreed to.", by=desk)


@pytest.fixture
def drafted(included: ReportEntry, desk: User) -> ReportEntry:
    return draft_entry(entry=included, by=desk)


@pytest.fixture
def waived(drafted: ReportEntry, desk: User) -> ReportEntry:
    return waive_comment(entry=drafted, reason="The State has the letter.", by=desk)


@pytest.fixture
def cleared(waived: ReportEntry, clearer: User) -> ReportEntry:
    return clear_entry(entry=waived, by=clearer)

"""A law, a practice or a climate: nobody can be identified, nobody is asked, and the report can say it all the same."""

from __future__ import annotations

import pytest

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.foundation.vocabularies.languages import UN_LANGUAGES
from hirz.reprisals.cases.actions.recording import add_party
from hirz.reprisals.cases.models import Case
from hirz.reprisals.reporting.actions import (
    clear_entry,
    decide,
    draft_entry,
    list_candidates,
    open_edition,
    publish_edition,
    send_for_comment,
    waive_comment,
)
from hirz.reprisals.reporting.models import ReportEntry
from hirz.rules.report_track import EntryMissing, EntryNotAllowed
from tests.reprisals.story import enter_case, enter_victim, report_year


@pytest.fixture
def situation(office: Office, desk: User, verifier: User) -> Case:
    return enter_case(office, desk, verifier, [])


@pytest.fixture
def entry(situation: Case, desk: User) -> ReportEntry:
    year = report_year(situation.office.local_date(situation.opened_at))
    edition = open_edition(office=situation.office, year=year, by=desk)
    (candidate,) = list_candidates(edition=edition, by=desk)
    included = decide(entry=candidate, decision="include", reason="A law that deters.", by=desk)
    return draft_entry(entry=included, by=desk)


def test_situation_is_described_in_general(entry: ReportEntry) -> None:
    english = entry.paragraphs.get(language="en").text
    assert english.startswith("Information was received on a general situation")
    assert entry.frozen_at is None


def test_situation_reaches_the_published_report(entry: ReportEntry, desk: User, clearer: User, head: User) -> None:
    waive_comment(entry=entry, reason="The law is public.", by=desk)
    clear_entry(entry=entry, by=clearer)
    published = publish_edition(edition=entry.edition, by=head)
    assert {file.language for file in published.files.all()} == set(UN_LANGUAGES)
    entry.refresh_from_db()
    assert entry.track == "PUBLISHED"


def test_state_may_comment_on_a_situation(entry: ReportEntry, desk: User) -> None:
    assert send_for_comment(entry=entry, by=desk).docx


@pytest.mark.parametrize("role", ["victim", "witness"])
def test_situation_with_somebody_on_record_asks_them(
    entry: ReportEntry, office: Office, desk: User, clearer: User, role: str
) -> None:
    waive_comment(entry=entry, reason="The law is public.", by=desk)
    add_party(case=entry.case, person=enter_victim(office, desk), role=role, by=desk)
    with pytest.raises(EntryNotAllowed) as refused:
        clear_entry(entry=entry, by=clearer)
    assert EntryMissing.CONSENT_NOT_RECONFIRMED in refused.value.missing

"""Consent that goes freezes exactly what rests on it, in the same transaction."""

from __future__ import annotations

import pytest
from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import SUBMITTER
from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.models import Case
from hirz.reprisals.cases.withdrawal import freeze_whoever_it_was
from hirz.reprisals.people.models import Person
from hirz.reprisals.reporting.actions import (
    clear_entry,
    decide,
    draft_entry,
    edit_paragraph,
    list_candidates,
    open_edition,
    present_entry,
    publish_edition,
    send_for_comment,
    thaw_entry,
    waive_comment,
)
from hirz.reprisals.reporting.models import Edition, ReportEntry
from hirz.reprisals.reporting.refusals import EntriesNotCleared, EntryFrozen, EntryNotFrozen
from hirz.rules.consent import ConsentState, Scope
from tests.reprisals.story import answer, enter_case, enter_victim, give_consent

NEEDED = {Scope.RECORD, Scope.REPORT_WITHOUT_NAME}


def withdraw(person: Person, by: User, scope: Scope) -> None:
    answer(person, by, {scope: ConsentState.WITHDRAWN})


@pytest.mark.parametrize("scope", list(Scope))
def test_unnamed_entry_freezes_for_what_it_needs_and_nothing_else(
    drafted: ReportEntry, agreed: Person, desk: User, scope: Scope
) -> None:
    withdraw(agreed, desk, scope)
    drafted.refresh_from_db()
    assert (drafted.frozen_at is not None) == (scope in NEEDED)


@pytest.mark.parametrize("scope", list(Scope))
def test_named_entry_freezes_for_the_name_too(candidate: ReportEntry, agreed: Person, desk: User, scope: Scope) -> None:
    decide(entry=candidate, decision="include", reason="Known by name.", named=True, by=desk)
    withdraw(agreed, desk, scope)
    candidate.refresh_from_db()
    assert (candidate.frozen_at is not None) == (scope in {*NEEDED, Scope.REPORT_NAMED})


@pytest.mark.parametrize("scope", list(Scope))
def test_withdrawal_of_which_nobody_can_tell_whose_it_is_freezes_what_may_rest_on_it_until_a_person_thaws_it(
    drafted: ReportEntry, desk: User, scope: Scope
) -> None:
    cases = Case.objects.filter(pk=drafted.case_id)
    freeze_whoever_it_was(cases, scopes=frozenset({scope}), by=SUBMITTER, at=timezone.now())
    drafted.refresh_from_db()
    assert (drafted.frozen_at is not None) == (scope in NEEDED)
    if scope in NEEDED:
        assert thaw_entry(entry=drafted, by=desk).frozen_at is None


def test_entry_of_another_case_does_not_freeze(
    edition: Edition, drafted: ReportEntry, office: Office, desk: User, verifier: User
) -> None:
    other = enter_victim(office, desk, names=["Nodira"])
    give_consent(other, desk)
    enter_case(office, desk, verifier, [other])
    list_candidates(edition=edition, by=desk)
    withdraw(other, desk, Scope.REPORT_WITHOUT_NAME)
    assert {e.case.parties.get().person for e in ReportEntry.objects.filter(frozen_at__isnull=False)} == {other}


def test_omitted_entry_does_not_freeze(candidate: ReportEntry, agreed: Person, desk: User) -> None:
    decide(entry=candidate, decision="omit_other", reason="Too early.", by=desk)
    withdraw(agreed, desk, Scope.REPORT_WITHOUT_NAME)
    candidate.refresh_from_db()
    assert candidate.frozen_at is None


def test_frozen_entry_refuses_every_step_but_omission(
    drafted: ReportEntry, agreed: Person, desk: User, clearer: User
) -> None:
    withdraw(agreed, desk, Scope.REPORT_WITHOUT_NAME)
    steps = (
        lambda: draft_entry(entry=drafted, by=desk),
        lambda: edit_paragraph(entry=drafted, language="en", text="More.", by=desk),
        lambda: send_for_comment(entry=drafted, by=desk),
        lambda: waive_comment(entry=drafted, reason="No consent.", by=desk),
        lambda: clear_entry(entry=drafted, by=clearer),
        lambda: thaw_entry(entry=drafted, by=desk),
    )
    for step in steps:
        with pytest.raises(EntryFrozen) as refused:
            step()
        assert refused.value.missing == (
            {"person": str(agreed.pk), "reason": "WITHDRAWN", "scope": "REPORT_WITHOUT_NAME"},
        )
    omitted = decide(entry=drafted, decision="omit_for_protection", reason="Her wish.", by=desk)
    assert omitted.track == "OMITTED_FOR_PROTECTION"


def test_frozen_entry_stops_the_publication(cleared: ReportEntry, agreed: Person, desk: User, head: User) -> None:
    withdraw(agreed, desk, Scope.REPORT_WITHOUT_NAME)
    with pytest.raises(EntriesNotCleared) as refused:
        publish_edition(edition=cleared.edition, by=head)
    assert refused.value.entries == (str(cleared.pk),)


def test_consent_given_again_lets_the_entry_be_taken_up_by_a_person(
    cleared: ReportEntry, agreed: Person, desk: User, clearer: User
) -> None:
    withdraw(agreed, desk, Scope.REPORT_WITHOUT_NAME)
    give_consent(agreed, desk, [Scope.REPORT_WITHOUT_NAME])
    cleared.refresh_from_db()
    assert cleared.frozen_at is not None
    thawed = thaw_entry(entry=cleared, by=desk)
    assert (thawed.frozen_at, thawed.frozen_because, thawed.track) == (None, [], "DRAFTED")
    present_entry(entry=thawed, by=desk)
    assert clear_entry(entry=thawed, by=clearer).track == "CLEARED"


def test_entry_that_is_not_frozen_is_not_taken_up(drafted: ReportEntry, desk: User) -> None:
    with pytest.raises(EntryNotFrozen):
        thaw_entry(entry=drafted, by=desk)


def test_withdrawal_after_publication_is_said_and_stops_further_use(
    cleared: ReportEntry, agreed: Person, desk: User, head: User
) -> None:
    publish_edition(edition=cleared.edition, by=head)
    withdraw(agreed, desk, Scope.REPORT_WITHOUT_NAME)
    cleared.refresh_from_db()
    assert (cleared.track, cleared.frozen_at) == ("PUBLISHED", None)
    assert Entry.objects.filter(verb="ENTRY_STAYS_PUBLIC", subject_id=cleared.pk).count() == 1
    following = open_edition(office=cleared.edition.office, year=cleared.edition.year + 1, by=desk)
    (again,) = list_candidates(edition=following, by=desk)
    again = decide(entry=again, decision="follow_up", reason="A judgment.", by=desk)
    assert again.frozen_at is not None

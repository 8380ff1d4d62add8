"""Every case of the period gets a decision with its reason."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.moving import rule_out_of_scope
from hirz.reprisals.cases.actions.recording import add_party
from hirz.reprisals.cases.models import Case
from hirz.reprisals.people.models import Person
from hirz.reprisals.reporting.actions import decide, draft_entry, list_candidates, return_to_draft
from hirz.reprisals.reporting.models import Edition, ReportEntry
from hirz.reprisals.reporting.refusals import (
    DecisionDoesNotFit,
    EntryFrozen,
    EntryOutOfScope,
    EntryPastDeciding,
)
from hirz.rules.consent import ConsentState, Scope
from hirz.rules.errors import BadInput
from tests.reprisals.story import answer, enter_case, enter_victim, give_consent


def test_decision_without_reason_is_refused(candidate: ReportEntry, desk: User) -> None:
    with pytest.raises(BadInput, match="reason_missing"):
        decide(entry=candidate, decision="include", reason="  ", by=desk)


def test_unknown_decision_is_refused(candidate: ReportEntry, desk: User) -> None:
    with pytest.raises(ValidationError):
        decide(entry=candidate, decision="perhaps", reason="Unsure.", by=desk)


@pytest.mark.parametrize(
    ("decision", "track"),
    [("omit_for_protection", "OMITTED_FOR_PROTECTION"), ("omit_other", "OMITTED_OTHER"), ("include", "CANDIDATE")],
)
def test_decision_moves_the_entry(candidate: ReportEntry, desk: User, decision: str, track: str) -> None:
    decided = decide(entry=candidate, decision=decision, reason="Considered.", by=desk)
    assert (decided.track, decided.decision, decided.decided_by) == (track, decision, desk)


def test_omitted_case_can_be_reconsidered(candidate: ReportEntry, desk: User) -> None:
    decide(entry=candidate, decision="omit_other", reason="Too early.", by=desk)
    again = decide(entry=candidate, decision="include", reason="Verified since.", by=desk)
    assert (again.track, again.reason) == ("CANDIDATE", "Verified since.")


def test_new_case_cannot_be_followed_up(candidate: ReportEntry, desk: User) -> None:
    with pytest.raises(DecisionDoesNotFit):
        decide(entry=candidate, decision="follow_up", reason="As before.", by=desk)


def test_case_out_of_scope_can_only_be_omitted(candidate: ReportEntry, desk: User) -> None:
    rule_out_of_scope(
        case=candidate.case, reason_code="no_cooperation", reason="No link.", referral="Nobody fits.", by=desk
    )
    with pytest.raises(EntryOutOfScope):
        decide(entry=candidate, decision="include", reason="All the same.", by=desk)
    assert decide(entry=candidate, decision="omit_other", reason="Outside.", by=desk).track == "OMITTED_OTHER"


def test_cleared_entry_is_returned_before_it_is_decided_anew(cleared: ReportEntry, desk: User) -> None:
    with pytest.raises(EntryPastDeciding):
        decide(entry=cleared, decision="include", reason="With the name.", named=True, by=desk)
    return_to_draft(entry=cleared, by=desk)
    assert decide(entry=cleared, decision="include", reason="With the name.", named=True, by=desk).named


def test_cleared_entry_can_be_omitted_at_any_time(cleared: ReportEntry, desk: User) -> None:
    omitted = decide(entry=cleared, decision="omit_for_protection", reason="New threats.", by=desk)
    assert (omitted.track, omitted.cleared_by) == ("OMITTED_FOR_PROTECTION", None)


def test_inclusion_without_consent_is_kept_and_frozen(
    edition: Edition, office: Office, desk: User, verifier: User, victim: Person
) -> None:
    give_consent(victim, desk, [Scope.RECORD])
    enter_case(office, desk, verifier, [victim])
    (entry,) = list_candidates(edition=edition, by=desk)
    frozen = decide(entry=entry, decision="include", reason="Important.", by=desk)
    assert frozen.frozen_because == [{"person": str(victim.pk), "reason": "NOT_GIVEN", "scope": "REPORT_WITHOUT_NAME"}]
    with pytest.raises(EntryFrozen):
        draft_entry(entry=frozen, by=desk)


def test_naming_needs_its_own_consent(candidate: ReportEntry, agreed: Person, desk: User) -> None:
    answer(agreed, desk, {Scope.REPORT_NAMED: ConsentState.REFUSED})
    named = decide(entry=candidate, decision="include", reason="Known by name.", named=True, by=desk)
    assert [m["scope"] for m in named.frozen_because] == ["REPORT_NAMED"]
    unnamed = decide(entry=candidate, decision="include", reason="Without the name.", by=desk)
    assert unnamed.frozen_at is None


def test_case_about_nobody_waits_for_nobody_s_consent(
    edition: Edition, office: Office, desk: User, verifier: User
) -> None:
    enter_case(office, desk, verifier, [])
    (entry,) = list_candidates(edition=edition, by=desk)
    assert decide(entry=entry, decision="include", reason="A law.", by=desk).frozen_at is None


def test_witness_has_to_agree_too(candidate: ReportEntry, case: Case, office: Office, desk: User) -> None:
    witness = enter_victim(office, desk, names=["Nodira"])
    add_party(case=case, person=witness, role="witness", by=desk)
    frozen = decide(entry=candidate, decision="include", reason="Verified.", by=desk)
    assert {m["person"] for m in frozen.frozen_because} == {str(witness.pk)}

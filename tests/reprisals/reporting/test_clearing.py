"""Clearance: by a third person, on consent and risk confirmed within thirty days."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from hirz.foundation.accounts.access import forget
from hirz.foundation.accounts.models import RoleAssignment, User
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.assessing import Judgement, assess_risk
from hirz.reprisals.cases.actions.recording import add_party
from hirz.reprisals.people.actions import add_name
from hirz.reprisals.people.models import Person
from hirz.reprisals.reporting.actions import (
    clear_entry,
    edit_paragraph,
    present_entry,
    return_to_draft,
    send_for_comment,
)
from hirz.reprisals.reporting.models import ReportEntry
from hirz.reprisals.reporting.refusals import NameInText
from hirz.reprisals.reporting.standing import needs
from hirz.rules.consent import Scope
from hirz.rules.errors import BadInput
from hirz.rules.report_track import EntryEvent, EntryMissing, EntryNotAllowed
from tests.reprisals.story import enter_victim, give_consent

LATER = timedelta(days=31)


def also_clearer(user: User, office: Office) -> User:
    RoleAssignment.objects.create(user=user, office=office, role="clearer", from_date=timezone.localdate())
    forget(user)
    return user


def refused_for(entry: ReportEntry, by: User) -> tuple[EntryMissing, ...]:
    with pytest.raises(EntryNotAllowed) as refused:
        clear_entry(entry=entry, by=by)
    return refused.value.missing


def test_third_person_clears(waived: ReportEntry, clearer: User) -> None:
    assert needs(waived, EntryEvent.CLEAR, by=clearer) == ()
    cleared = clear_entry(entry=waived, by=clearer)
    assert (cleared.track, cleared.cleared_by) == ("CLEARED", clearer)


def test_drafter_does_not_clear(waived: ReportEntry, desk: User, office: Office) -> None:
    missing = refused_for(waived, also_clearer(desk, office))
    assert EntryMissing.CLEARER_IS_DRAFTER in missing


def test_earlier_editor_does_not_clear_although_another_wrote_last(
    waived: ReportEntry, desk: User, lead: User, office: Office
) -> None:
    return_to_draft(entry=waived, by=desk)
    edit_paragraph(entry=waived, language="en", text="The lead's words.", by=lead)
    edit_paragraph(entry=waived, language="en", text="The desk's words.", by=desk)
    present_entry(entry=waived, by=desk)
    assert refused_for(waived, also_clearer(lead, office)) == (EntryMissing.CLEARER_IS_DRAFTER,)


def test_paragraph_that_names_a_source_is_not_cleared(
    waived: ReportEntry, desk: User, clearer: User, office: Office
) -> None:
    lawyer = enter_victim(office, desk, names=["Рустам Холматов"])
    add_party(case=waived.case, person=lawyer, role="source", by=desk)
    return_to_draft(entry=waived, by=desk)
    edit_paragraph(entry=waived, language="en", text="The lawyer, Холматова by her file, spoke.", by=desk)
    present_entry(entry=waived, by=desk)
    with pytest.raises(NameInText):
        clear_entry(entry=waived, by=clearer)


def test_verifier_does_not_clear(waived: ReportEntry, verifier: User, office: Office) -> None:
    assert refused_for(waived, also_clearer(verifier, office)) == (EntryMissing.CLEARER_IS_VERIFIER,)


def test_entry_with_the_state_is_not_cleared(drafted: ReportEntry, desk: User, clearer: User) -> None:
    send_for_comment(entry=drafted, by=desk)
    assert refused_for(drafted, clearer) == (EntryMissing.STATE_COMMENT_OPEN,)


def test_draft_is_not_cleared(drafted: ReportEntry, clearer: User) -> None:
    assert refused_for(drafted, clearer) == (EntryMissing.STEP_NOT_FORESEEN,)


def test_old_consent_and_old_risk_are_confirmed_again_first(
    waived: ReportEntry, agreed: Person, desk: User, clearer: User
) -> None:
    with time_machine.travel(timezone.now() + LATER, tick=True):
        assert refused_for(waived, clearer) == (
            EntryMissing.CONSENT_NOT_RECONFIRMED,
            EntryMissing.RISK_NOT_RECONFIRMED,
        )
        give_consent(agreed, desk, [Scope.REPORT_WITHOUT_NAME])
        assert refused_for(waived, clearer) == (EntryMissing.RISK_NOT_RECONFIRMED,)
        assess_risk(case=waived.case, judgement=Judgement(level="low"), by=desk)
        assert clear_entry(entry=waived, by=clearer).track == "CLEARED"


def test_name_in_a_paragraph_is_not_cleared(waived: ReportEntry, agreed: Person, desk: User, clearer: User) -> None:
    add_name(person=agreed, text="Umm Detention", kind="alias", by=desk)
    with pytest.raises(NameInText):
        clear_entry(entry=waived, by=clearer)


def test_returned_entry_loses_its_clearance(cleared: ReportEntry, clearer: User) -> None:
    returned = return_to_draft(entry=cleared, reason="The date is wrong.", by=clearer)
    assert (returned.track, returned.cleared_by, returned.cleared_at) == ("DRAFTED", None, None)
    assert returned.returned_reason == "The date is wrong."


def test_who_clears_says_why_it_goes_back(cleared: ReportEntry, clearer: User) -> None:
    with pytest.raises(BadInput):
        return_to_draft(entry=cleared, reason=" ", by=clearer)
    cleared.refresh_from_db()
    assert cleared.track == "CLEARED"


def test_draft_is_not_returned(drafted: ReportEntry, clearer: User) -> None:
    with pytest.raises(EntryNotAllowed):
        return_to_draft(entry=drafted, reason="Too long.", by=clearer)

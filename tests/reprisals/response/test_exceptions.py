"""An exception to consent opens quiet, unnamed steps on its case while it is in force, and says so in the history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.excepting import approve_exception, ask_exception, review_exception
from hirz.reprisals.cases.models import Case
from hirz.reprisals.people.disclosing import ConsentRefused
from hirz.reprisals.people.models import ConsentOverride, Disclosure, Person
from hirz.reprisals.response.actions import (
    CommunicationFrozen,
    draft_communication,
    plan_communication,
    resume_communication,
    send_communication,
)
from hirz.reprisals.response.export import export_case
from hirz.reprisals.response.models import Communication
from hirz.rules.consent import ConsentState, Purpose, Scope
from tests.reprisals.story import answer, enter_case, give_consent

Ends = Callable[[ConsentOverride, User], None]


@pytest.fixture
def case(office: Office, desk: User, verifier: User, victim: Person) -> Case:
    """About somebody who could not be asked."""
    return enter_case(office, desk, verifier, [victim])


@pytest.fixture
def exception(case: Case, desk: User, lead: User) -> ConsentOverride:
    asked = ask_exception(case=case, reason="Salma may be killed tonight.", by=desk)
    approve_exception(override=asked, by=lead)
    return asked


def plan(case: Case, by: User, *, kind: str = "note_verbale", named: bool = False) -> Communication:
    return plan_communication(case=case, kind=kind, sender="ohchr_hq", language="en", named=named, by=by)


def send(letter: Communication, by: User) -> Communication:
    return send_communication(letter=draft_communication(letter=letter, by=by), by=by)


def tell_partner(case: Case, by: User, *, named: bool = False) -> None:
    purpose = Purpose.SHARE_PROTECTION_PARTNER
    export_case(case=case, by=by, purpose=purpose, recipient="protection_partner", named=named)


def test_without_an_exception_nothing_goes(case: Case, desk: User) -> None:
    assert plan(case, desk).state == Communication.State.FROZEN


@pytest.mark.parametrize("kind", ["note_verbale", "asg_letter"])
def test_quiet_letter_goes_and_the_history_names_the_exception(
    kind: str, case: Case, desk: User, exception: ConsentOverride
) -> None:
    letter = send(plan(case, desk, kind=kind), desk)
    assert letter.state == Communication.State.SENT
    assert Entry.objects.get(verb="DISCLOSURE_MADE").detail["exception"] == str(exception.pk)
    assert Disclosure.objects.get().decisions == []


@pytest.mark.parametrize("kind", ["urgent_appeal", "allegation_letter", "other_letter"])
def test_letter_that_may_become_public_does_not_go(
    kind: str, case: Case, desk: User, exception: ConsentOverride
) -> None:
    assert plan(case, desk, kind=kind).state == Communication.State.FROZEN


def test_named_letter_does_not_go(case: Case, desk: User, exception: ConsentOverride) -> None:
    assert plan(case, desk, named=True).state == Communication.State.FROZEN


def test_exception_is_for_its_own_case(
    office: Office, desk: User, verifier: User, victim: Person, exception: ConsentOverride
) -> None:
    assert plan(enter_case(office, desk, verifier, [victim]), desk).state == Communication.State.FROZEN


@pytest.mark.parametrize("said", [ConsentState.REFUSED, ConsentState.WITHDRAWN])
def test_exception_never_goes_against_a_no(
    said: ConsentState, case: Case, victim: Person, desk: User, exception: ConsentOverride
) -> None:
    letter = draft_communication(letter=plan(case, desk), by=desk)
    give_consent(victim, desk)
    answer(victim, desk, {Scope.RAISE_WITH_GOVERNMENT: said})
    letter.refresh_from_db()
    assert letter.state == Communication.State.FROZEN


def ended(exception: ConsentOverride, lead: User) -> None:
    """By itself: time has passed."""


def reviewed(exception: ConsentOverride, lead: User) -> None:
    review_exception(override=exception, by=lead)


@pytest.mark.parametrize(("end", "hours"), [(ended, 72), (reviewed, 1)])
def test_after_its_end_it_opens_nothing(
    end: Ends, hours: int, case: Case, desk: User, lead: User, exception: ConsentOverride
) -> None:
    drafted = draft_communication(letter=plan(case, desk), by=desk)
    end(exception, lead)
    with time_machine.travel(timezone.now() + timedelta(hours=hours)):
        with pytest.raises(ConsentRefused):
            send_communication(letter=drafted, by=desk)
        later = plan(case, desk)
        assert later.state == Communication.State.FROZEN
        with pytest.raises(CommunicationFrozen):
            resume_communication(letter=later, by=desk)
    assert "exception" not in Entry.objects.get(verb="DISCLOSURE_REFUSED").detail


def test_one_that_nobody_approved_opens_nothing(case: Case, desk: User) -> None:
    ask_exception(case=case, reason="Salma may be killed tonight.", by=desk)
    assert plan(case, desk).state == Communication.State.FROZEN


def test_partner_may_be_told_without_the_name_and_nobody_else_is(
    case: Case, lead: User, exception: ConsentOverride
) -> None:
    tell_partner(case, lead)
    assert Entry.objects.get(verb="DISCLOSURE_MADE").detail["exception"] == str(exception.pk)
    with pytest.raises(ConsentRefused):
        tell_partner(case, lead, named=True)
    with pytest.raises(ConsentRefused):
        export_case(case=case, by=lead, purpose=Purpose.SHARE_MECHANISM, recipient="special_procedures")


def test_what_consent_covers_does_not_rest_on_the_exception(
    case: Case, victim: Person, desk: User, exception: ConsentOverride
) -> None:
    give_consent(victim, desk)
    send(plan(case, desk), desk)
    assert "exception" not in Entry.objects.get(verb="DISCLOSURE_MADE").detail

"""A letter from its plan to the reply, and each refusal on the way."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.recording import add_party, add_source
from hirz.reprisals.cases.deadlines import refresh_deadlines
from hirz.reprisals.cases.facts import case_facts
from hirz.reprisals.cases.models import Case
from hirz.reprisals.people.actions import Answer, record_consent
from hirz.reprisals.people.disclosing import ConsentRefused
from hirz.reprisals.people.models import Disclosure, Person
from hirz.reprisals.response.actions import (
    Assessment,
    CommunicationFrozen,
    NotAtThisStep,
    ReplyBeforeLetter,
    TextTooLong,
    assess_reply,
    cancel_communication,
    draft_communication,
    log_no_reply,
    plan_communication,
    record_reply,
    resume_communication,
    send_communication,
)
from hirz.reprisals.response.files import open_file
from hirz.reprisals.response.models import Communication
from hirz.reprisals.response.steps import NotYet, note_response_done, plan_response
from hirz.rules.consent import ConsentState, Reason, Scope
from hirz.rules.errors import BadInput
from tests.reprisals.story import NAMES, TELLING, answer, enter_case, enter_victim, give_consent


def plan(
    case: Case, by: User, *, named: bool = False, language: str = "en", kind: str = "urgent_appeal"
) -> Communication:
    return plan_communication(case=case, kind=kind, sender="ohchr_hq", language=language, named=named, by=by)


@pytest.fixture
def planned(case: Case, desk: User) -> Communication:
    return plan(case, desk)


@pytest.fixture
def drafted(planned: Communication, desk: User) -> Communication:
    return draft_communication(letter=planned, by=desk)


@pytest.fixture
def sent(drafted: Communication, desk: User) -> Communication:
    return send_communication(letter=drafted, by=desk)


def text_of(letter: Communication) -> str:
    file = open_file(letter, "docx")
    assert file is not None
    with file:
        return file.read().decode()


def test_sent_letter_has_reference_files_and_disclosure(sent: Communication, agreed: Person) -> None:
    year = sent.case.office.calendar.local_date(timezone.now()).year
    assert (sent.state, sent.reference) == ("SENT", f"XAM 1/{year}")
    left = Disclosure.objects.get()
    assert (left.purpose, left.recipient, left.what) == ("RAISE_WITH_GOVERNMENT", "government", "urgent_appeal")
    assert list(left.people.all()) == [agreed]
    assert f"XAM 1/{year}" in text_of(sent)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_sent_letter_holds_no_part_of_a_name(case: Case, desk: User, language: str) -> None:
    letter = draft_communication(letter=plan(case, desk, language=language), by=desk)
    text = text_of(send_communication(letter=letter, by=desk)).lower()
    assert [part for part in TELLING if part in text] == []


@pytest.mark.parametrize("name", [*NAMES, "SALMA", "الزهراوي", "وسلمى", "Za\u200bhrawi", "زهـــراوي"])
@pytest.mark.parametrize("field", ["subject", "body"])
def test_name_typed_by_an_officer_in_any_script_does_not_leave(
    planned: Communication, desk: User, name: str, field: str
) -> None:
    typed = {"subject": "Alleged acts", "body": "It happened.", field: f"About {name}, who spoke."}
    letter = draft_communication(letter=planned, by=desk, **typed)
    with pytest.raises(ConsentRefused) as refused:
        send_communication(letter=letter, by=desk)
    assert {missing.reason for missing in refused.value.missing} == {Reason.NAME_IN_CONTENT}
    letter.refresh_from_db()
    assert (letter.state, letter.reference, letter.sent_at) == ("DRAFTED", None, None)
    assert Disclosure.objects.filter(allowed=False).count() == 1


def test_named_letter_may_name(case: Case, desk: User) -> None:
    letter = draft_communication(letter=plan(case, desk, named=True), by=desk)
    assert NAMES[1] in text_of(send_communication(letter=letter, by=desk))


def test_named_letter_does_not_name_a_relative(case: Case, office: Office, desk: User) -> None:
    brother = enter_victim(office, desk, names=["Rustam Kholmat"])
    give_consent(brother, desk)
    add_party(case=case, person=brother, role="relative", by=desk)
    letter = draft_communication(letter=plan(case, desk, named=True), by=desk, body="Rustam was asked.")
    with pytest.raises(ConsentRefused):
        send_communication(letter=letter, by=desk)


@pytest.mark.parametrize("role", ["source", "representative"])
@pytest.mark.parametrize("named", [False, True])
def test_letter_names_no_source_and_no_representative_who_did_not_agree(
    case: Case, office: Office, desk: User, role: str, named: bool
) -> None:
    lawyer = enter_victim(office, desk, names=["Rustam Zahrawi"])
    add_party(case=case, person=lawyer, role=role, by=desk)
    letter = draft_communication(letter=plan(case, desk, named=named), by=desk, body="Rustam told the Working Group.")
    with pytest.raises(ConsentRefused) as refused:
        send_communication(letter=letter, by=desk)
    assert [(m.person, m.reason) for m in refused.value.missing] == [(str(lawyer.pk), Reason.NAME_IN_CONTENT)]
    give_consent(lawyer, desk)
    assert send_communication(letter=letter, by=desk).state == "SENT"


def test_source_of_the_same_family_does_not_stop_a_letter_that_may_name_the_victim(
    case: Case, office: Office, desk: User
) -> None:
    brother = enter_victim(office, desk, names=["Rustam Al-Zahrawi"])
    add_source(case=case, person=brother, relation="lawyer", by=desk)
    letter = draft_communication(letter=plan(case, desk, named=True), by=desk)
    assert NAMES[1] in text_of(send_communication(letter=letter, by=desk))


def test_perpetrator_whose_name_is_known_is_named(case: Case, office: Office, desk: User) -> None:
    officer = enter_victim(office, desk, names=["Colonel Dostonov"])
    add_party(case=case, person=officer, role="alleged_perpetrator", by=desk)
    letter = draft_communication(letter=plan(case, desk), by=desk, body="Colonel Dostonov led the arrest.")
    assert send_communication(letter=letter, by=desk).state == "SENT"


def test_references_run_within_state_and_year(
    office: Office, desk: User, verifier: User, sent: Communication, agreed: Person
) -> None:
    same = send_communication(letter=draft_communication(letter=plan(sent.case, desk), by=desk), by=desk)
    other_case = enter_case(office, desk, verifier, [agreed], state="XQ")
    other = send_communication(letter=draft_communication(letter=plan(other_case, desk), by=desk), by=desk)
    year = sent.sent_at.year if sent.sent_at else 0
    assert (same.reference, other.reference) == (f"XAM 2/{year}", f"XBQ 1/{year}")
    with time_machine.travel(timezone.now() + timedelta(days=366), tick=False):
        later = send_communication(letter=draft_communication(letter=plan(sent.case, desk), by=desk), by=desk)
    assert later.reference == f"XAM 1/{year + 1}"


def test_tenth_letter_is_not_numbered_like_the_second(sent: Communication, desk: User) -> None:
    year = (sent.reference or "").partition("/")[2]
    Communication.objects.filter(pk=sent.pk).update(reference=f"XAM 10/{year}")
    following = send_communication(letter=draft_communication(letter=plan(sent.case, desk), by=desk), by=desk)
    assert following.reference == f"XAM 11/{year}"


def test_plan_that_consent_does_not_cover_is_kept_frozen(case: Case, agreed: Person, desk: User) -> None:
    answer(agreed, desk, {Scope.NAME_TO_GOVERNMENT: ConsentState.REFUSED})
    letter = plan(case, desk, named=True)
    assert (letter.state, [m["scope"] for m in letter.frozen_because]) == ("FROZEN", ["NAME_TO_GOVERNMENT"])


@pytest.mark.parametrize("scope", list(Scope))
def test_withdrawal_freezes_exactly_the_letters_that_need_it(
    case: Case, agreed: Person, desk: User, scope: Scope
) -> None:
    unnamed, named = plan(case, desk), plan(case, desk, named=True)
    answer(agreed, desk, {scope: ConsentState.WITHDRAWN})
    frozen = set(Communication.objects.filter(state="FROZEN"))
    both = {Scope.RECORD, Scope.RAISE_WITH_GOVERNMENT}
    assert frozen == ({unnamed, named} if scope in both else {named} if scope is Scope.NAME_TO_GOVERNMENT else set())


def test_no_to_the_government_alone_freezes_what_rests_on_a_yes_to_anybody(
    case: Case, planned: Communication, agreed: Person, desk: User
) -> None:
    refused = Answer(Scope.RAISE_WITH_GOVERNMENT, ConsentState.REFUSED, "self", recipient="government")
    record_consent(person=agreed, answers=[refused], by=desk)
    planned.refresh_from_db()
    case.refresh_from_db()
    assert (planned.state, case.frozen_scopes) == ("FROZEN", ["RAISE_WITH_GOVERNMENT"])


def test_sent_letter_does_not_freeze(sent: Communication, agreed: Person, desk: User) -> None:
    answer(agreed, desk, {Scope.RAISE_WITH_GOVERNMENT: ConsentState.WITHDRAWN})
    sent.refresh_from_db()
    assert sent.state == "SENT"


def test_frozen_letter_is_neither_drafted_nor_sent_nor_resumed(
    drafted: Communication, agreed: Person, desk: User
) -> None:
    answer(agreed, desk, {Scope.RAISE_WITH_GOVERNMENT: ConsentState.WITHDRAWN})
    drafted.refresh_from_db()
    for step in (draft_communication, send_communication, resume_communication):
        with pytest.raises(CommunicationFrozen):
            step(letter=drafted, by=desk)
    give_consent(agreed, desk, [Scope.RAISE_WITH_GOVERNMENT])
    resumed = resume_communication(letter=drafted, by=desk)
    assert (resumed.state, resumed.frozen_because) == ("DRAFTED", [])


def test_letter_goes_through_its_steps_in_order(planned: Communication, desk: User) -> None:
    with pytest.raises(NotAtThisStep):
        send_communication(letter=planned, by=desk)
    with pytest.raises(NotAtThisStep):
        record_reply(letter=planned, received_date=timezone.localdate(), text="No.", by=desk)
    with pytest.raises(NotAtThisStep):
        log_no_reply(letter=planned, by=desk)
    with pytest.raises(NotAtThisStep):
        resume_communication(letter=planned, by=desk)


def test_sent_letter_is_final(sent: Communication, desk: User) -> None:
    with pytest.raises(NotAtThisStep):
        draft_communication(letter=sent, by=desk)
    with pytest.raises(NotAtThisStep):
        send_communication(letter=sent, by=desk)
    with pytest.raises(NotAtThisStep):
        cancel_communication(letter=sent, reason="Late.", by=desk)


def test_text_beyond_measure_is_refused(planned: Communication, desk: User) -> None:
    with pytest.raises(TextTooLong):
        draft_communication(letter=planned, by=desk, body="a" * 200_001)


@pytest.mark.parametrize("day", ["2999", "9999-12-31"])
def test_step_is_not_done_on_a_day_that_has_not_come(case: Case, desk: User, day: str) -> None:
    step = plan_response(case=case, kind="press_release", actor="ohchr_hq", by=desk)
    with pytest.raises(NotYet):
        note_response_done(response=step, done_date=day, result="", by=desk)


@pytest.mark.parametrize("day", ["2026-01/..", "2026-01/", "../2026-01", "2026"])
def test_step_that_was_done_over_time_leaves_the_case_its_clocks(case: Case, desk: User, day: str) -> None:
    step = plan_response(case=case, kind="press_release", actor="ohchr_hq", by=desk)
    note_response_done(response=step, done_date=day, result="", by=desk)
    Case.objects.filter(pk=case.pk).update(state="ACTION_TAKEN")
    refresh_deadlines(case)
    review = case.deadlines.get(kind="MONITORING_REVIEW")
    assert review.due_at < timezone.now() + timedelta(days=92)


def test_reply_that_nobody_assessed_is_not_hidden_by_one_that_somebody_did(
    case: Case, sent: Communication, desk: User
) -> None:
    second = send_communication(letter=draft_communication(letter=plan(case, desk), by=desk), by=desk)
    for letter in (sent, second):
        record_reply(letter=letter, received_date=letter.case.office.today, text="No.", by=desk)
    assessment = Assessment("denied_event", False, "Nothing on the link.")
    assess_reply(reply=sent.replies.get(), assessment=assessment, by=desk)
    assert not case_facts(case).reply_assessed
    assess_reply(reply=second.replies.get(), assessment=assessment, by=desk)
    assert case_facts(case).reply_assessed


def test_cancelling_needs_its_reason(planned: Communication, desk: User) -> None:
    with pytest.raises(BadInput, match="reason_missing"):
        cancel_communication(letter=planned, reason="", by=desk)


def test_reply_before_the_letter_is_refused(sent: Communication, desk: User) -> None:
    with pytest.raises(ReplyBeforeLetter):
        record_reply(letter=sent, received_date=timezone.localdate() - timedelta(days=2), text="No.", by=desk)


def test_reply_is_assessed_on_the_scale(sent: Communication, desk: User) -> None:
    reply = record_reply(letter=sent, received_date=timezone.localdate() + timedelta(days=1), text="No.", by=desk)
    assessed = assess_reply(reply=reply, assessment=Assessment("denied_event", False, "Nothing on the link."), by=desk)
    assert (assessed.kind, assessed.substantive, assessed.assessed_by) == ("denied_event", False, desk)
    with pytest.raises(NotAtThisStep):
        log_no_reply(letter=sent, by=desk)

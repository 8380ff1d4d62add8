"""The course of a case on pages: who works on it, how it moves, freezes and ends."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions import assessing, recording
from hirz.reprisals.cases.actions.opening import open_case, triage_case
from hirz.reprisals.cases.models import Case
from hirz.reprisals.cases.web.labels import CLOCKS, EVENTS, MISSING, REMEDIES
from hirz.reprisals.cases.web.remedies import PAGES, PLACES, remedy_url
from hirz.reprisals.people.actions import Answer, enter_person, record_consent, withdraw_consent
from hirz.rules.case_needs import MissingCode, Remedy
from hirz.rules.clock_targets import ClockKind
from hirz.rules.consent import ConsentState, Scope
from hirz.rules.lifecycle import CaseEvent
from tests.faces.staff.conftest import Browse
from tests.faces.staff.pages import parsed, words_of
from tests.reprisals.cases.web.asking import assert_asked_again, assert_done, send


@pytest.fixture
def browser(desk: User, browse: Browse) -> Client:
    return browse(desk)


@pytest.fixture
def triaged(bare: Case, desk: User) -> Case:
    triage_case(
        case=bare, protected_category="a_cooperator", reason="She spoke.", by=desk,
        judgement=assessing.Judgement(level="low"),
    )  # fmt: skip
    return bare


def test_case_is_given_to_people_who_may_work_on_it(
    bare: Case, desk: User, lead: User, clearer: User, browser: Client
) -> None:
    answer = send(browser, "assign", bare, owner=str(clearer.pk))
    assert answer.context["form"].has_error("owner")
    assert_done(send(browser, "assign", bare, owner=str(lead.pk), substitute=str(desk.pk)), bare)
    bare.refresh_from_db()
    assert (bare.owner, bare.substitute) == (lead, desk)


def test_nobody_stands_in_for_themselves(bare: Case, desk: User, browser: Client) -> None:
    answer = send(browser, "assign", bare, owner=str(desk.pk), substitute=str(desk.pk))
    assert_asked_again(answer, "The substitute is somebody other than the owner.")


def test_step_is_taken_when_nothing_is_missing(triaged: Case, browser: Client) -> None:
    assert_done(send(browser, "move", triaged, event="SEEK_CONSENT"), triaged)
    triaged.refresh_from_db()
    assert triaged.state == "CONSENT_PENDING"


def test_step_that_lacks_something_says_what_with_its_button(triaged: Case, browser: Client) -> None:
    answer = send(browser, "move", triaged, event="START_VERIFICATION")
    page = parsed(answer.content)
    assert "Consent to keep this record is not on file" in page.text()
    assert reverse("staff:case", args=[triaged.pk]) + "#consent" in page.links()
    triaged.refresh_from_db()
    assert triaged.state == "TRIAGED"


@pytest.mark.parametrize("event", ["MONITOR", "RAISE_RISK", "NONSENSE", ""])
def test_step_that_does_not_lead_on_changes_nothing(event: str, triaged: Case, browser: Client) -> None:
    assert_done(send(browser, "move", triaged, event=event), triaged)
    triaged.refresh_from_db()
    assert triaged.state == "TRIAGED"


def test_same_step_sent_twice_is_taken_once(triaged: Case, browser: Client) -> None:
    for _time in range(2):
        assert_done(send(browser, "move", triaged, event="SEEK_CONSENT"), triaged)
    triaged.refresh_from_db()
    assert triaged.state == "CONSENT_PENDING"


def test_case_is_closed_by_the_lead_with_outcome_and_the_victim_informed(
    triaged: Case, desk: User, lead: User, browse: Browse
) -> None:
    browser = browse(lead)
    refused = send(browser, "move", triaged, event="CLOSE")
    assert "The outcome is not on record." in parsed(refused.content).text()
    assert_done(send(browser, "outcome", triaged, outcome="charges_dropped", closure="resolved"), triaged)
    assert_done(send(browser, "note", triaged, "?fact=victim_informed", answer="done"), triaged)
    assert send(browse(desk), "move", triaged, event="CLOSE").status_code == 404
    assert_done(send(browser, "move", triaged, event="CLOSE"), triaged)
    triaged.refresh_from_db()
    assert triaged.state == "CLOSED"


def test_closed_case_is_reopened_only_with_a_reason(triaged: Case, lead: User, browse: Browse) -> None:
    Case.objects.filter(pk=triaged.pk).update(state="CLOSED")
    browser = browse(lead)
    assert_asked_again(send(browser, "reopen", triaged), "This field is required.")
    assert_done(send(browser, "reopen", triaged, reason="She was arrested again."), triaged)
    triaged.refresh_from_db()
    assert triaged.state == "TRIAGED"
    page = parsed(browser.get(reverse("staff:case", args=[triaged.pk])).content)
    assert "She was arrested again." in words_of(page.part("decisions"))
    whole = parsed(browser.get(reverse("staff:case_history", args=[triaged.pk])).content)
    assert "Triaged · She was arrested again." in whole.text()


@pytest.mark.parametrize(
    ("fact", "done", "unsafe"),
    [
        ("acknowledged", "acknowledged_at", "unsafe_to_tell_submitter"),
        ("submitter_told", "submitter_told_at", "unsafe_to_tell_submitter"),
        ("victim_informed", "victim_informed_at", "unsafe_to_inform_victim"),
    ],
)
def test_somebody_was_told_or_must_not_be(fact: str, done: str, unsafe: str, bare: Case, browser: Client) -> None:
    assert_done(send(browser, "note", bare, f"?fact={fact}", answer="unsafe"), bare)
    bare.refresh_from_db()
    assert (getattr(bare, done), getattr(bare, unsafe)) == (None, True)
    assert_done(send(browser, "note", bare, f"?fact={fact}", answer="done"), bare)
    bare.refresh_from_db()
    assert getattr(bare, done) is not None


def test_review_of_the_situation_is_noted(bare: Case, browser: Client) -> None:
    assert_done(send(browser, "note", bare, "?fact=reviewed"), bare)
    bare.refresh_from_db()
    assert bare.last_reviewed_at is not None


@pytest.mark.parametrize("fact", ["", "?fact=", "?fact=summary", "?fact=do_no_harm_checked"])
def test_other_facts_have_no_such_page(fact: str, bare: Case, browser: Client) -> None:
    assert send(browser, "note", bare, fact, answer="done").status_code == 404


def test_summary_and_wishes_are_kept_with_their_lines(bare: Case, browser: Client) -> None:
    assert_done(send(browser, "describe", bare, summary="First line.\nSecond line."), bare)
    assert_done(send(browser, "wishes", bare, wishes="No press."), bare)
    bare.refresh_from_db()
    assert (bare.summary.splitlines(), bare.wishes) == (["First line.", "Second line."], "No press.")


def test_withdrawal_that_came_after_the_page_was_opened_is_not_settled_with_it(
    bare: Case, office: Office, desk: User, browser: Client
) -> None:
    person = enter_person(office=office, names=["Salma"], by=desk)
    recording.add_party(case=bare, person=person, role="victim", by=desk)
    scopes = [Scope.STATISTICS, Scope.RAISE_WITH_GOVERNMENT]
    record_consent(person=person, answers=[Answer(s, ConsentState.GIVEN, "self") for s in scopes], by=desk)
    for scope in scopes:
        withdraw_consent(person=person, scopes=[scope], by=desk, given_by="self")
    answer = send(browser, "settle", bare, seen="STATISTICS", note="We take it out of the count.")
    assert_asked_again(
        answer, "Another consent was withdrawn since you opened this page.",
        note="We take it out of the count.", seen="RAISE_WITH_GOVERNMENT,STATISTICS",
    )  # fmt: skip
    bare.refresh_from_db()
    assert bare.frozen_scopes == ["RAISE_WITH_GOVERNMENT", "STATISTICS"]


def test_withdrawal_is_settled_with_words(bare: Case, office: Office, desk: User, browser: Client) -> None:
    person = enter_person(office=office, names=["Salma"], by=desk)
    recording.add_party(case=bare, person=person, role="victim", by=desk)
    record_consent(person=person, answers=[Answer(Scope.STATISTICS, ConsentState.GIVEN, "self")], by=desk)
    withdraw_consent(person=person, scopes=[Scope.STATISTICS], by=desk, given_by="self")
    assert "Use in statistics" in browser.get(reverse("cases:settle", args=[bare.pk])).content.decode()
    assert_asked_again(send(browser, "settle", bare, seen="STATISTICS"), "This field is required.")
    assert_done(send(browser, "settle", bare, seen="STATISTICS", note="We take it out of the count."), bare)
    bare.refresh_from_db()
    assert bare.frozen_at is None
    assert not bare.developments.exists()
    page = parsed(browser.get(reverse("staff:case", args=[bare.pk])).content)
    assert "We take it out of the count." in words_of(page.part("decisions"))
    whole = parsed(browser.get(reverse("staff:case_history", args=[bare.pk])).content)
    assert "Withdrawal settled, case continues · We take it out of the count." in whole.text()


def test_case_out_of_scope_is_referred(bare: Case, browser: Client) -> None:
    answers = {"reason_code": "private_dispute", "reason": "A dispute of neighbours."}
    assert_asked_again(
        send(browser, "out_of_scope", bare, **answers), "This field is required.", reason="A dispute of neighbours."
    )
    assert_done(send(browser, "out_of_scope", bare, **answers, referral="A legal clinic."), bare)
    bare.refresh_from_db()
    assert (bare.state, bare.referral) == ("OUT_OF_SCOPE", "A legal clinic.")


def test_case_is_merged_into_one_that_is_open_to_the_person(
    bare: Case, office: Office, other_office: Office, desk: User, outsider: User, browser: Client
) -> None:
    hidden = open_case(office=other_office, state_concerned="XM", language="en", by=outsider)
    absent = send(browser, "merge", bare, reference="C-NOTHING")
    closed = send(browser, "merge", bare, reference=hidden.reference)
    assert absent.context["form"].errors == closed.context["form"].errors != {}
    assert send(browser, "merge", bare, reference=bare.reference).context["form"].non_field_errors()
    remains = open_case(office=office, state_concerned="XM", language="en", by=desk)
    assert_done(send(browser, "merge", bare, reference=remains.reference.lower()), bare)
    bare.refresh_from_db()
    assert (bare.state, bare.merged_into) == ("MERGED", remains)


def test_every_code_of_the_rules_has_words_and_every_remedy_a_place() -> None:
    assert set(MISSING) == set(MissingCode)
    assert set(REMEDIES) == set(Remedy) == set(PAGES) | set(PLACES)
    assert set(CLOCKS) == set(ClockKind)
    assert set(EVENTS) == set(CaseEvent) - {CaseEvent.RAISE_RISK, CaseEvent.WITHDRAW_CONSENT}


@pytest.mark.parametrize("remedy", Remedy)
def test_remedy_leads_to_a_page_that_opens_and_to_a_part_that_is_there(
    remedy: Remedy, bare: Case, lead: User, browse: Browse
) -> None:
    where, _hash, part = remedy_url(remedy, bare.pk).partition("#")
    answer = browse(lead).get(where, follow=True)
    assert answer.status_code == 200
    assert not part or parsed(answer.content).part(part) is not None

"""Judging on pages: risk by one person, verification by two, scope and harm with their questions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions import assessing, recording
from hirz.reprisals.cases.actions.opening import open_case
from hirz.reprisals.cases.models import Case, RiskAssessment, Verification
from hirz.reprisals.cases.web.forms.judgements import HARM_QUESTIONS
from hirz.reprisals.people.actions import enter_person
from tests.faces.staff.conftest import Browse
from tests.reprisals.cases.web.asking import assert_asked_again, assert_done, send

PROPOSAL = {
    "level": "reasonable_grounds", "act_finding": "ESTABLISHED", "standard": "reasonable_grounds_to_believe",
    "basis": "Two sources agree.",
}  # fmt: skip


@pytest.fixture
def browser(desk: User, browse: Browse) -> Client:
    return browse(desk)


@pytest.fixture
def recorded(bare: Case, desk: User) -> Case:
    """Everything that the three axes ask for."""
    recording.add_source(case=bare, by=desk, relation="lawyer", reliability="highly_reliable", credibility="confirmed")
    engagement = recording.add_engagement(case=bare, by=desk, body="hrc", kind="testimony", date="2026-03")
    act = recording.add_act(case=bare, by=desk, kind="detention", date="2026-03-12")
    recording.assess_link(
        case=bare, engagement=engagement, act=act, by=desk, strength="strong", bases=["interrogated_about_un"]
    )
    return bare


def test_risk_is_assessed_with_reasons_and_a_day_to_look_again(bare: Case, browser: Client) -> None:
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    answers: dict[str, Any] = {
        "level": "high",
        "reasons": ["liberty"],
        "mitigations": ["safe_channel"],
        "review_date": tomorrow,
    }
    assert_done(send(browser, "assess_risk", bare, **answers, note="She is alone."), bare)
    assessed = RiskAssessment.objects.get()
    assert (assessed.level, assessed.reasons, assessed.review_date.isoformat()) == ("high", ["liberty"], tomorrow)


def test_serious_risk_without_reasons_is_refused_in_words(bare: Case, browser: Client) -> None:
    answer = send(browser, "assess_risk", bare, level="critical", note="She is alone.")
    assert_asked_again(answer, "reason", note="She is alone.")
    assert not RiskAssessment.objects.exists()


def test_day_to_look_again_beyond_what_the_level_allows_is_refused(bare: Case, browser: Client) -> None:
    late = (timezone.localdate() + timedelta(days=30)).isoformat()
    answer = send(browser, "assess_risk", bare, level="critical", reasons=["liberty"], review_date=late)
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()


def test_proposal_waits_and_a_second_person_confirms_it(
    recorded: Case, verifier: User, browser: Client, browse: Browse
) -> None:
    assert_done(send(browser, "propose_verification", recorded, **PROPOSAL), recorded)
    assert_done(send(browse(verifier), "confirm_verification", recorded, decision="confirm"), recorded)
    recorded.refresh_from_db()
    assert recorded.verification == "reasonable_grounds"


def test_author_of_a_proposal_may_not_confirm_it(recorded: Case, lead: User, browse: Browse) -> None:
    browser = browse(lead)
    assert_done(send(browser, "propose_verification", recorded, **PROPOSAL), recorded)
    answer = send(browser, "confirm_verification", recorded, decision="confirm")
    assert answer.status_code == 200
    assert "You proposed this yourself" in answer.content.decode()
    assert Verification.objects.get().decided_at is None


def test_second_person_sends_back_only_with_a_reason(
    recorded: Case, verifier: User, desk: User, browse: Browse
) -> None:
    assessing.propose_verification(case=recorded, by=desk, **PROPOSAL)
    browser = browse(verifier)
    assert_asked_again(send(browser, "confirm_verification", recorded, decision="return"), "Write the reason.")
    done = send(browser, "confirm_verification", recorded, decision="return", note="Ask the lawyer again.")
    assert_done(done, recorded)
    assert Verification.objects.get().decision_note == "Ask the lawyer again."


def test_level_that_the_record_does_not_bear_is_refused_and_the_note_kept(
    bare: Case, desk: User, verifier: User, browse: Browse
) -> None:
    assessing.propose_verification(case=bare, by=desk, **PROPOSAL)
    answer = send(browse(verifier), "confirm_verification", bare, decision="confirm", note="Looks right.")
    assert_asked_again(answer, "", note="Looks right.")
    assert answer.context["form"].non_field_errors()


def test_second_proposal_beside_an_open_one_is_refused_in_words(recorded: Case, desk: User, browser: Client) -> None:
    assessing.propose_verification(case=recorded, by=desk, **PROPOSAL)
    answer = send(browser, "propose_verification", recorded, **PROPOSAL)
    assert_asked_again(answer, "A conclusion is proposed already", basis="Two sources agree.")
    assert Verification.objects.count() == 1


def test_confirming_where_nothing_is_proposed_says_so(bare: Case, verifier: User, browse: Browse) -> None:
    assert (
        "Nothing waits to be confirmed."
        in browse(verifier).get(f"/cases/{bare.pk}/verification/confirm/").content.decode()
    )


def test_neither_confirming_nor_sending_back_is_asked_again(
    recorded: Case, desk: User, verifier: User, browse: Browse
) -> None:
    assessing.propose_verification(case=recorded, by=desk, **PROPOSAL)
    answer = send(browse(verifier), "confirm_verification", recorded, note="Well.")
    assert_asked_again(answer, "Confirm it or send it back.", note="Well.")


def test_scope_is_decided_with_paragraph_and_reason(bare: Case, browser: Client) -> None:
    assert_asked_again(
        send(browser, "decide_scope", bare, protected_category="a_cooperator"), "This field is required."
    )
    assert_done(send(browser, "decide_scope", bare, protected_category="a_cooperator", reason="She testified."), bare)
    bare.refresh_from_db()
    assert (bare.scope_finding, bare.protected_category) == ("WITHIN", "a_cooperator")


@pytest.mark.parametrize("open_question", sorted(HARM_QUESTIONS))
def test_response_is_not_ready_while_one_question_is_open(open_question: str, bare: Case, browser: Client) -> None:
    answers = {name: "on" for name in HARM_QUESTIONS if name != open_question}
    assert_asked_again(send(browser, "check_harm", bare, **answers), "the response is not ready")
    bare.refresh_from_db()
    assert bare.do_no_harm_checked_at is None


def test_response_is_ready_when_every_question_is_answered_yes(bare: Case, browser: Client) -> None:
    assert_done(send(browser, "check_harm", bare, **dict.fromkeys(HARM_QUESTIONS, "on")), bare)
    bare.refresh_from_db()
    assert bare.do_no_harm_checked_at is not None


def test_duplicates_page_shows_visible_cases_with_the_same_name_and_no_others(
    bare: Case, office: Office, other_office: Office, desk: User, outsider: User, browser: Client
) -> None:
    references = {}
    for place, by in ((office, desk), (other_office, outsider)):
        case = open_case(office=place, state_concerned="XM", language="en", by=by)
        recording.add_party(case=case, person=enter_person(office=place, names=["Salma"], by=by), role="victim", by=by)
        references[place.code] = case.reference
    recording.add_party(case=bare, person=enter_person(office=office, names=["Salma"], by=desk), role="victim", by=desk)
    page = browser.get(f"/cases/{bare.pk}/duplicates/").content.decode()
    assert references["bishkek"] in page
    assert references["tashkent"] not in page
    assert_done(send(browser, "check_duplicates", bare, looked="on"), bare)
    bare.refresh_from_db()
    assert bare.duplicates_checked_at is not None

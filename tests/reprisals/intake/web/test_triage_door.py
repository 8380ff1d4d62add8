"""While a submission is triaged: whoever it may be about is shown, and used, or told apart with the reason."""

from __future__ import annotations

import pytest

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.intake.models import Submission
from hirz.reprisals.matching.models import PairDecision, Proposal
from hirz.reprisals.people.actions import enter_person
from hirz.reprisals.people.disclosing import consent_standing
from hirz.reprisals.people.models import Person
from hirz.rules.consent import ConsentState, Scope
from tests.reprisals.intake.web.conftest import ANSWERS
from tests.reprisals.intake.web.test_triage_pages import decision, url_of
from tests.reprisals.people.web.pages import assert_good_page, signed_in


@pytest.fixture
def filed(office: Office, desk: User) -> Person:
    """Filed in Cyrillic, from another source."""
    return enter_person(office=office, names=["Сальма Хадиди"], by=desk)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_person_filed_in_another_script_is_shown_before_anything_is_sent(
    language: str, desk: User, submission: Submission, filed: Person
) -> None:
    page = assert_good_page(signed_in(desk, language=language), url_of("triage", submission))
    assert f'value="{filed.pk}"' in page
    assert "Сальма" in page


def test_case_is_not_opened_before_the_question_is_answered(desk: User, submission: Submission, filed: Person) -> None:
    page = assert_good_page(signed_in(desk), url_of("triage", submission), **decision(desk))
    assert "Somebody like this is entered already." in page
    assert "Detained at the airport." in page, "what was typed is kept"
    assert not submission.cases.exists()


def test_file_that_is_meant_joins_the_case_with_the_consent_that_came(
    desk: User, submission: Submission, filed: Person
) -> None:
    signed_in(desk).post(url_of("triage", submission), decision(desk, known=str(filed.pk)))
    assert submission.cases.get().parties.get(role="victim").person == filed
    assert {name.text for name in filed.names.all()} == {"Сальма Хадиди", *ANSWERS["victim"]["names"]}
    assert consent_standing([filed])[filed.pk][Scope.REPORT_NAMED] is ConsentState.REFUSED


@pytest.mark.parametrize("verdict", ["DIFFERENT", "UNSURE"])
def test_somebody_else_gets_a_file_and_the_answer_is_kept(
    verdict: str, desk: User, submission: Submission, filed: Person
) -> None:
    signed_in(desk).post(url_of("triage", submission), decision(desk, known=verdict, why="Filed in another city."))
    victim = submission.cases.get().parties.get(role="victim").person
    assert victim != filed
    kept = PairDecision.objects.get()
    assert (kept.verdict, kept.reason) == (verdict, "Filed in another city.")
    assert Proposal.objects.exists() == (verdict == "UNSURE")

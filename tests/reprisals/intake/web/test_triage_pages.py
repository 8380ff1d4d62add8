from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.opening import open_case
from hirz.reprisals.cases.actions.recording import add_party
from hirz.reprisals.cases.models import Case
from hirz.reprisals.intake.models import Submission
from hirz.reprisals.people.actions import enter_person
from hirz.reprisals.people.models import Person
from tests.conftest import make_user
from tests.reprisals.intake.web.conftest import arrive
from tests.reprisals.people.web.pages import assert_good_page, signed_in

QUERIES = 23
OUTSIDE = {"reason_code": "un_staff_matter", "reason": "A staff matter.", "state_concerned": "XM"}


@pytest.fixture
def known_case(office: Office, desk: User, namesake: Person) -> Case:
    case = open_case(office=office, state_concerned="XM", language="ar", by=desk, owner=desk)
    add_party(case=case, person=namesake, role="victim", by=desk)
    return case


def url_of(name: str, submission: Submission) -> str:
    return reverse(f"intake:{name}", args=[submission.pk])


def decision(owner: User, **changes: Any) -> dict[str, Any]:
    return {
        "protected_category": "a_cooperator",
        "scope_reason": "She spoke at a side event.",
        "state_concerned": "XM",
        "level": "high",
        "reasons": ["liberty"],
        "owner": str(owner.pk),
        "substitute": "",
        "summary": "Detained at the airport.",
        "duplicates_checked": "on",
        **changes,
    }


@pytest.mark.parametrize("name", ["triage", "out_of_scope", "join"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_forms_are_valid_in_both_directions(
    desk: User, submission: Submission, known_case: Case, name: str, language: str
) -> None:
    assert_good_page(signed_in(desk, language=language), url_of(name, submission))


def test_triage_opens_a_case_with_owner_risk_and_scope(desk: User, verifier: User, submission: Submission) -> None:
    answer = signed_in(desk).post(url_of("triage", submission), decision(desk, substitute=str(verifier.pk)))
    case = submission.cases.get()
    assert answer.headers["Location"] == reverse("staff:case", args=[case.pk])
    assert (case.owner, case.substitute, case.risk) == (desk, verifier, "high")
    assert case.protected_category == "a_cooperator"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"scope_reason": ""}, "Write why it is within the resolution."),
        ({"level": "critical", "reasons": []}, "Choose at least one reason for a high or critical risk."),
        ({"duplicates_checked": ""}, "Look at the possible duplicates first"),
        ({"state_concerned": ""}, "Choose the State concerned."),
        ({"protected_category": "nonsense"}, "error-summary"),
        ({"owner": "00000000-0000-0000-0000-000000000000"}, "error-summary"),
    ],
)
def test_triage_that_lacks_something_says_what_and_keeps_the_text(
    desk: User, submission: Submission, changes: dict[str, Any], words: str
) -> None:
    page = assert_good_page(signed_in(desk), url_of("triage", submission), **{**decision(desk), **changes})
    assert words in page
    assert "Detained at the airport." in page
    assert not submission.cases.exists()


def test_owner_cannot_stand_in_for_themselves(desk: User, submission: Submission) -> None:
    page = assert_good_page(signed_in(desk), url_of("triage", submission), **decision(desk, substitute=str(desk.pk)))
    assert "Choose somebody other than the owner." in page


def test_owner_is_chosen_among_those_who_edit_cases_there(
    desk: User, verifier: User, head: User, outsider: User, submission: Submission
) -> None:
    page = assert_good_page(signed_in(desk), url_of("triage", submission))
    assert str(verifier.pk) in page
    assert str(head.pk) not in page
    assert str(outsider.pk) not in page


def test_second_triage_is_refused_and_keeps_the_text(desk: User, submission: Submission) -> None:
    client = signed_in(desk)
    client.post(url_of("triage", submission), decision(desk))
    page = assert_good_page(client, url_of("triage", submission), **decision(desk))
    assert "Somebody has already triaged this submission." in page
    assert "Detained at the airport." in page
    assert submission.cases.count() == 1


def test_namesake_in_a_case_of_the_same_state_is_a_candidate(
    desk: User, submission: Submission, known_case: Case
) -> None:
    page = assert_good_page(signed_in(desk), url_of("triage", submission))
    assert known_case.reference in page


@pytest.mark.parametrize("names", [["سلمى العمري"], ["Ivan Ivanov"], ["Nurul Hadi"]])
def test_a_part_of_a_name_alone_makes_no_candidate(
    office: Office, desk: User, submission: Submission, names: list[str]
) -> None:
    other = enter_person(office=office, names=names, by=desk, public_descriptions={"en": "a teacher"})
    case = open_case(office=office, state_concerned="XM", language="ar", by=desk)
    add_party(case=case, person=other, role="victim", by=desk)
    assert case.reference not in assert_good_page(signed_in(desk), url_of("triage", submission))


def test_namesake_elsewhere_is_no_candidate(
    desk: User, outsider: User, submission: Submission, namesake: Person
) -> None:
    elsewhere = open_case(office=desk.office, state_concerned="XQ", language="ar", by=desk)
    add_party(case=elsewhere, person=namesake, role="victim", by=desk)
    hidden = open_case(office=outsider.office, state_concerned="XM", language="ar", by=outsider)
    add_party(case=hidden, person=namesake, role="victim", by=outsider)
    page = assert_good_page(signed_in(desk), url_of("triage", submission))
    assert elsewhere.reference not in page
    assert hidden.reference not in page


def test_triage_page_costs_the_same_however_many_candidates(
    office: Office, desk: User, submission: Submission, known_case: Case,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    """Where nobody is surely the person, names are asked for once more."""
    client = signed_in(desk)
    with django_assert_max_num_queries(QUERIES):
        client.get(url_of("triage", submission))
    for number in range(12):
        person = enter_person(
            office=office, names=["Salma Hadidi", f"س {number}"], by=desk, public_descriptions={"en": "x"}
        )
        for _again in range(2):
            case = open_case(office=office, state_concerned="XM", language="ar", by=desk)
            add_party(case=case, person=person, role="victim", by=desk)
    with django_assert_max_num_queries(QUERIES):
        client.get(url_of("triage", submission))


def test_out_of_scope_is_kept_with_its_referral(desk: User, submission: Submission) -> None:
    told = {**OUTSIDE, "referral": "Ethics Office"}
    answer = signed_in(desk).post(url_of("out_of_scope", submission), told)
    assert answer.headers["Location"] == url_of("submission", submission)
    case = submission.cases.get()
    assert (case.state, case.referral) == ("OUT_OF_SCOPE", "Ethics Office")


def test_out_of_scope_without_a_referral_is_refused_and_keeps_the_reason(desk: User, submission: Submission) -> None:
    page = assert_good_page(signed_in(desk), url_of("out_of_scope", submission), **OUTSIDE, referral="")
    assert "Say where the matter is referred" in page
    assert "A staff matter." in page


def test_state_that_nobody_named_is_asked_for_before_it_is_ruled_out(headquarters: Office) -> None:
    submission = arrive(state_concerned="")
    client = signed_in(make_user("geneva", headquarters, "desk"))
    where = url_of("out_of_scope", submission)
    told = {**OUTSIDE, "referral": "Ethics Office"}
    assert "Choose the State concerned." in assert_good_page(client, where, **{**told, "state_concerned": ""})
    assert client.post(where, {**told, "state_concerned": "KG"}).status_code == 302
    assert submission.cases.get().state_concerned == "KG"


@pytest.mark.parametrize("shape", ["{}", " {} ", "lower"])
def test_submission_joins_a_case_by_its_reference(
    desk: User, submission: Submission, known_case: Case, shape: str
) -> None:
    written = known_case.reference.lower() if shape == "lower" else shape.format(known_case.reference)
    answer = signed_in(desk).post(url_of("join", submission), {"reference": written})
    assert answer.headers["Location"] == reverse("staff:case", args=[known_case.pk])
    assert submission.cases.get() == known_case


def test_case_that_one_may_not_see_cannot_be_joined(desk: User, outsider: User, submission: Submission) -> None:
    hidden = open_case(office=outsider.office, state_concerned="XM", language="ar", by=outsider)
    known = assert_good_page(signed_in(desk), url_of("join", submission), reference=hidden.reference)
    absent = assert_good_page(signed_in(desk), url_of("join", submission), reference="C-222222")
    words = "No open case that you may edit has this reference."
    assert words in known
    assert words in absent
    assert not submission.cases.exists()


def test_who_may_only_read_cannot_triage(intake: User, verifier: User, submission: Submission) -> None:
    for reader in (intake, verifier):
        for name in ("triage", "out_of_scope", "join"):
            assert signed_in(reader).get(url_of(name, submission)).status_code == 404

from __future__ import annotations

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hirz.foundation.accounts.models import User
from hirz.reprisals.cases.actions.opening import open_case
from hirz.reprisals.intake.arrival import withdraw_from_inbox, write_to_us
from hirz.reprisals.intake.models import Submission
from hirz.reprisals.intake.receipts import NOT_GIVEN_OUT
from hirz.rules.consent import Scope
from tests.reprisals.intake.web.conftest import arrive
from tests.reprisals.people.web.pages import assert_good_page, assert_nothing_here, signed_in

QUERIES = 15


def url_of(name: str, submission: Submission) -> str:
    return reverse(f"intake:{name}", args=[submission.pk])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_page_is_valid_in_both_directions(desk: User, submission: Submission, language: str) -> None:
    assert_good_page(signed_in(desk, language=language), url_of("submission", submission))


def test_page_shows_every_answer_in_the_language_it_was_given_in(desk: User, submission: Submission) -> None:
    page = assert_good_page(signed_in(desk), url_of("submission", submission))
    assert '<blockquote dir="auto" lang="ar">أُوقفت موكلتي في المطار بعد ثلاثة أيام.</blockquote>' in page
    for told in ("سُئلت عن كلمتها في المجلس.", "جنيف", "سلمى الحديدي", "Human Rights Council", "Police", "Lawyer"):
        assert told in page
    assert "Life or liberty is at stake" in page


def test_page_shows_consent_as_it_stands_now(desk: User, submission: Submission) -> None:
    page = assert_good_page(signed_in(desk), url_of("submission", submission))
    assert page.count("Given</span>") == 1
    withdraw_from_inbox(submission=submission, scopes=[Scope.RECORD])
    assert "Withdrawn" in assert_good_page(signed_in(desk), url_of("submission", submission))


def test_deceptive_name_is_shown_with_its_marks(desk: User, submission: Submission) -> None:
    deceptive = arrive(victim={"names": ["Amir\u202efdp"]})
    page = assert_good_page(signed_in(desk), url_of("submission", deceptive))
    assert "\u202e" not in page
    assert "RLO" in page


def test_message_is_sent_and_shown(desk: User, submission: Submission) -> None:
    client = signed_in(desk)
    answer = client.post(url_of("message", submission), {"body": "وصلت رسالتكم."})
    assert answer.headers["Location"] == url_of("submission", submission)
    assert "وصلت رسالتكم." in assert_good_page(client, url_of("submission", submission))


def test_message_of_nothing_comes_back_with_words(desk: User, submission: Submission) -> None:
    page = assert_good_page(signed_in(desk), url_of("message", submission), body=" ")
    assert "Write the message first." in page


def test_message_against_the_wish_of_the_person_is_refused_and_kept(desk: User, office: object) -> None:
    silent = arrive(consent={"given_by": "self", "answers": {"RECORD": "GIVEN", "CONTACT_BACK": "REFUSED"}})
    client = signed_in(desk)
    assert "does not wish to hear from us" in assert_good_page(client, url_of("submission", silent))
    page = assert_good_page(client, url_of("message", silent), body="نود أن نسأل")
    assert "does not wish to be contacted" in page
    assert "نود أن نسأل" in page
    assert not silent.messages.exists()


def test_imported_submission_has_nobody_to_write_to(desk: User, submission: Submission) -> None:
    submission.secret_hash = NOT_GIVEN_OUT
    submission.save()
    client = signed_in(desk)
    page = assert_good_page(client, url_of("submission", submission))
    assert "Nobody holds a receipt" in page
    assert url_of("message", submission) not in page
    assert "nobody holds a receipt" in assert_good_page(client, url_of("message", submission), body="x").lower()


def test_state_that_the_submitter_reads_is_changed(desk: User, submission: Submission) -> None:
    signed_in(desk).post(url_of("shown_state", submission), {"state": "ACTION_TAKEN"})
    submission.refresh_from_db()
    assert submission.state == "ACTION_TAKEN"


def test_state_that_does_not_exist_is_refused_in_words(desk: User, submission: Submission) -> None:
    page = assert_good_page(signed_in(desk), url_of("shown_state", submission), state="GONE")
    assert "error-summary" in page


def test_reader_who_may_not_act_meets_no_buttons(verifier: User, submission: Submission) -> None:
    page = assert_good_page(signed_in(verifier), url_of("submission", submission))
    for name in ("triage", "join", "out_of_scope", "message", "shown_state"):
        assert url_of(name, submission) not in page


def test_who_may_see_its_case_may_read_it_without_the_queue(clearer: User, desk: User, submission: Submission) -> None:
    reader = signed_in(clearer)
    assert_nothing_here(reader, url_of("submission", submission))
    submission.cases.add(open_case(office=desk.office, state_concerned="XM", language="ar", by=desk))
    page = assert_good_page(reader, url_of("submission", submission))
    assert reverse("intake:queue") + '"' not in page


def test_page_costs_the_same_however_much_was_written(
    desk: User, submission: Submission, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(desk)
    with django_assert_num_queries(QUERIES):
        client.get(url_of("submission", submission))
    for number in range(8):
        write_to_us(submission=submission, body=f"{number}")
        client.post(url_of("message", submission), {"body": f"{number}"})
    client.get(url_of("submission", submission))  # what the posts had to say is said here
    with django_assert_num_queries(QUERIES):
        client.get(url_of("submission", submission))


@pytest.mark.parametrize("name", ["submission", "triage", "out_of_scope", "join", "message", "shown_state"])
def test_an_outsider_meets_nothing(outsider: User, administrator: User, submission: Submission, name: str) -> None:
    for stranger in (outsider, administrator):
        assert_nothing_here(signed_in(stranger), url_of(name, submission))

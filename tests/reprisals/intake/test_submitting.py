"""A draft becomes one submission with one receipt, however often and however quickly it is sent."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.loading import load_offices
from hirz.foundation.offices.models import Office
from hirz.reprisals.intake import receipts
from hirz.reprisals.intake.answers import BadAnswers
from hirz.reprisals.intake.arrival import (
    DRAFT_LIFE,
    INBOX_LIFE,
    Arrived,
    DraftGone,
    InboxClosed,
    find_draft,
    find_submitted,
    new_token,
    open_inbox,
    receive,
    receive_collected,
    submit,
)
from hirz.reprisals.intake.files import attach_bytes
from hirz.reprisals.intake.models import Draft, Submission
from hirz.rules.consent import Scope
from tests.engines.files.samples import jpeg_with_gps
from tests.reprisals.intake.arriving import arrive, drafted, told


def test_submission_holds_every_answer_as_it_was_given(office: Office) -> None:
    submission = submit(token=drafted()).submission
    submission.refresh_from_db()
    assert submission.answers == told()
    assert (submission.channel, submission.language, submission.relation) == ("web_form", "ar", "lawyer")
    assert (submission.state_concerned, submission.stay_confidential, submission.received_by) == ("XM", True, None)
    assert submission.state == Submission.State.RECEIVED
    assert submission.inbox_until - submission.arrived_at == INBOX_LIFE


def test_every_answer_about_consent_is_kept_for_itself(office: Office) -> None:
    submission = submit(token=drafted()).submission
    kept = {consent.scope: consent.state for consent in submission.consents.all()}
    assert kept == told()["consent"]["answers"]
    assert len(kept) == len(Scope)


def test_sending_is_on_record_and_names_nobody(office: Office) -> None:
    submission = submit(token=drafted()).submission
    entry = Entry.objects.get()
    assert (entry.verb, entry.actor_kind, entry.subject_id) == ("SUBMISSION_RECEIVED", "SUBMITTER", submission.pk)
    assert entry.office == office


def test_files_of_the_draft_go_with_it(office: Office) -> None:
    token = drafted()
    file = attach_bytes(token=token, data=jpeg_with_gps(), name="photo.jpg")
    submission = submit(token=token).submission
    assert submission.files.get() == file
    assert submission.files.get().draft is None
    assert not Draft.objects.exists()


@pytest.mark.parametrize("state", [None, "", "PT"])
def test_without_a_state_of_a_presence_it_goes_to_headquarters(state: str | None, headquarters: Office) -> None:
    assert arrive(state_concerned=state).submission.office == headquarters


def test_sending_again_gives_the_same_submission_and_receipt(office: Office) -> None:
    token = drafted()
    first = submit(token=token)
    assert submit(token=token) == first
    assert Submission.objects.count() == 1
    assert Entry.objects.count() == 1


def test_receipt_that_was_shown_opens_the_inbox(office: Office) -> None:
    arrived = submit(token=drafted())
    assert open_inbox(receipts.parse(arrived.receipt.grouped())) == arrived.submission


def test_what_cannot_be_received_is_refused_and_stays_in_the_draft(office: Office) -> None:
    token = drafted(narrative="", consent=None)
    with pytest.raises(BadAnswers) as refused:
        submit(token=token)
    assert {problem.path for problem in refused.value.problems} == {"narrative", "consent"}
    assert find_draft(token).answers["relation"] == "lawyer"
    assert not Submission.objects.exists()


def test_expired_draft_is_not_sent(office: Office) -> None:
    token = drafted()
    with time_machine.travel(timezone.now() + DRAFT_LIFE), pytest.raises(DraftGone):
        submit(token=token)


def test_draft_that_never_was_is_not_sent(office: Office) -> None:
    with pytest.raises(DraftGone):
        submit(token=new_token())


def at_once(token: str, times: int = 4) -> list[Arrived]:
    """The same form sent several times in the same moment, each in a connection of its own."""
    together = Barrier(times)

    def send(_number: int) -> Arrived:
        together.wait(timeout=20)
        try:
            return submit(token=token)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(send, range(times)))


def test_form_sent_several_times_at_once_arrives_once_with_one_receipt(committed: None) -> None:
    load_offices()
    token = drafted()
    sent = at_once(token)
    assert {arrived.submission.pk for arrived in sent} == {Submission.objects.get().pk}
    assert {arrived.receipt for arrived in sent} == {receipts.derive(token)}
    assert Entry.objects.filter(verb="SUBMISSION_RECEIVED").count() == 1


def test_taken_locator_is_replaced_and_the_receipt_stays_the_same(office: Office) -> None:
    token = drafted()
    other = arrive().submission
    Submission.objects.filter(pk=other.pk).update(locator=receipts.derive(token).locator)
    arrived = submit(token=token)
    assert arrived.receipt.locator != receipts.derive(token).locator
    assert submit(token=token) == arrived
    assert open_inbox(arrived.receipt) == arrived.submission


def test_field_officer_enters_what_somebody_told(office: Office, intake: User) -> None:
    token = new_token()
    arrived = receive(answers=told(channel="phone"), token=token, channel="phone", by=intake)
    assert receive(answers=told(channel="phone"), token=token, channel="phone", by=intake) == arrived
    assert (arrived.submission.received_by, arrived.submission.channel) == (intake, "phone")
    assert Entry.objects.get().actor == intake
    assert open_inbox(arrived.receipt) == arrived.submission


def test_field_officer_is_told_what_is_missing(office: Office, intake: User) -> None:
    with pytest.raises(BadAnswers):
        receive(answers=told(narrative=None), token=new_token(), channel="phone", by=intake)
    assert not Submission.objects.exists()


def test_inbox_of_what_others_collected_opens_with_nothing_that_can_be_guessed(office: Office, intake: User) -> None:
    token = "import:17"
    submission = receive_collected(answers=told(), token=token, channel="import", by=intake)
    assert find_submitted(token) == submission
    assert submission.secret_hash == receipts.NOT_GIVEN_OUT
    assert submission.locator not in {guess.locator for guess in receipts.derivations(token)}
    with pytest.raises(InboxClosed):
        open_inbox(receipts.Receipt(submission.locator, receipts.derive(token).secret))

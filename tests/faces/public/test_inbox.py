"""The inbox: opened by the receipt alone, closed by itself, and never a word of the case."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import SUBMITTER
from hirz.reprisals.intake.arrival import consent_now, receive
from hirz.reprisals.intake.models import Message, Submission
from hirz.reprisals.intake.receipts import derive
from hirz.reprisals.intake.triage import send_message, show_state
from hirz.rules.consent import ConsentState, Scope
from tests.faces.public.reading import Response, read

INBOX = "/ar/inbox/"
TOKEN = "the token of a browser far away"
RECEIPT = derive(TOKEN).grouped()


@pytest.fixture
def submission(public_face: None) -> Submission:
    """Sent from another browser."""
    every = dict.fromkeys((scope.value for scope in Scope), "GIVEN") | {"REPORT_NAMED": "REFUSED"}
    answers = {
        "language": "ar",
        "relation": "lawyer",
        "state_concerned": "KG",
        "narrative": "سرّ لا يعرفه أحد",
        "consent": {"given_by": "self", "answers": every},
    }
    return receive(answers=answers, token=TOKEN, channel="web_form", by=SUBMITTER).submission


def open_inbox(client: Client, receipt: str = RECEIPT, **more: str) -> Response:
    return client.post(INBOX, {"receipt": receipt, **more})


def digits_in(script: str) -> str:
    return RECEIPT.translate(str.maketrans("0123456789", script))


@pytest.mark.parametrize(
    "receipt",
    [
        RECEIPT,
        RECEIPT.replace(" ", ""),
        RECEIPT.replace(" ", "-\n"),
        digits_in("٠١٢٣٤٥٦٧٨٩"),
        digits_in("۰۱۲۳۴۵۶۷۸۹"),
        "\u200f" + digits_in("٠١٢٣٤٥٦٧٨٩")[:20] + RECEIPT[20:],
    ],
)
def test_receipt_opens_the_inbox_in_any_digits_and_spacing(
    public_client: Client, submission: Submission, receipt: str
) -> None:
    assert open_inbox(public_client, receipt).headers["Location"] == INBOX
    assert "وردت" in read(public_client.get(INBOX)).text()


def test_wrong_absent_and_expired_receipts_get_the_same_page(public_client: Client, submission: Submission) -> None:
    wrong, absent = RECEIPT[:-1] + str((int(RECEIPT[-1]) + 1) % 10), derive("nobody's").grouped()
    pages = [open_inbox(public_client, receipt) for receipt in (wrong, absent)]
    Submission.objects.update(inbox_until=timezone.now())
    pages.append(open_inbox(public_client, RECEIPT))
    bodies = {
        page.content.decode().replace(page.context["form"]["receipt"].value(), "").replace(_token(page), "")
        for page in pages
    }
    assert len(bodies) == 1
    assert {page.status_code for page in pages} == {200}
    assert not any("hirz_inbox_ar" in page.cookies for page in pages)


def _token(page: Response) -> str:
    return read(page).value("csrfmiddlewaretoken")


def test_wrong_receipt_stays_in_the_box_to_be_corrected(public_client: Client, submission: Submission) -> None:
    page = read(open_inbox(public_client, derive("nobody's").grouped()))
    assert [target for target, _text in page.errors()] == ["#id_receipt"]
    assert page.value("receipt").strip() == derive("nobody's").grouped()


@pytest.mark.parametrize("typed", ["", "1234", "not digits", "1" * 37, "x" * 300])
def test_what_cannot_be_a_receipt_is_told_at_the_question(public_client: Client, typed: str) -> None:
    assert [target for target, _text in read(open_inbox(public_client, typed)).errors()] == ["#id_receipt"]


def test_inbox_closes_by_itself_after_half_an_hour(public_client: Client, submission: Submission) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        open_inbox(public_client)
        clock.shift(timedelta(minutes=29))
        assert "وردت" in read(public_client.get(INBOX)).text()
        clock.shift(timedelta(minutes=2))
        assert read(public_client.get(INBOX)).having(name="receipt")


def test_forged_cookie_opens_nothing(public_client: Client, submission: Submission) -> None:
    public_client.cookies["hirz_inbox_ar"] = f"{submission.pk}:1x2y3z:forged"
    assert read(public_client.get(INBOX)).having(name="receipt")


def test_closing_forgets_the_inbox_in_every_language(public_client: Client, submission: Submission) -> None:
    open_inbox(public_client)
    assert not read(public_client.get("/ru/inbox/")).having(name="receipt")
    public_client.post("/ar/inbox/close/")
    assert read(public_client.get("/ru/inbox/")).having(name="receipt")
    assert read(public_client.get(INBOX)).having(name="receipt")


def test_inbox_tells_nothing_of_what_was_submitted(public_client: Client, submission: Submission) -> None:
    open_inbox(public_client)
    text = read(public_client.get(INBOX)).text()
    assert "سرّ لا يعرفه أحد" not in text
    assert submission.reference not in text


def test_state_and_messages_of_the_desk_are_shown(intake: User, public_client: Client, submission: Submission) -> None:
    send_message(submission=submission, body="متى حدث ذلك؟", by=intake)
    show_state(submission=submission, state="IN_REVIEW", by=intake)
    open_inbox(public_client)
    text = read(public_client.get(INBOX)).text()
    assert "متى حدث ذلك؟" in text
    assert "قيد المراجعة" in text
    assert Message.objects.get().read_at is not None


def test_message_sent_twice_from_one_page_arrives_once(public_client: Client, submission: Submission) -> None:
    open_inbox(public_client)
    key = read(public_client.get(INBOX)).value("key")
    for _click in range(2):
        response = public_client.post("/ar/inbox/write/", {"body": "أضيف أنهم عادوا", "key": key})
        assert response.headers["Location"] == "/ar/inbox/?done=sent"
    assert [message.body for message in Message.objects.all()] == ["أضيف أنهم عادوا"]


def test_key_of_another_does_not_stand_in_the_way(public_client: Client, submission: Submission) -> None:
    other = receive(answers=submission.answers, token="another", channel="web_form", by=SUBMITTER).submission
    for receipt in (RECEIPT, derive("another").grouped()):
        open_inbox(public_client, receipt)
        public_client.post("/ar/inbox/write/", {"body": "same key", "key": "k"})
    assert {message.submission_id for message in Message.objects.all()} == {submission.pk, other.pk}


def test_empty_message_is_asked_for_again(public_client: Client, submission: Submission) -> None:
    open_inbox(public_client)
    page = read(public_client.post("/ar/inbox/write/", {"body": "  ", "key": "k"}))
    assert [target for target, _text in page.errors()] == ["#id_body"]
    assert not Message.objects.exists()


def test_message_written_for_longer_than_the_inbox_is_open_is_not_lost(
    public_client: Client, submission: Submission
) -> None:
    door = public_client.post("/ar/inbox/write/", {"body": "رسالة طويلة\nعلى سطرين", "key": "k"})
    page = read(door)
    assert page.having(role="alert")
    waiting = page.value("body")
    again = read(open_inbox(public_client, derive("nobody's").grouped(), body=waiting))
    opened = read(open_inbox(public_client, body=again.value("body")))
    assert opened.value("body").strip() == "رسالة طويلة\nعلى سطرين"


def test_message_with_a_character_that_cannot_be_kept_arrives_without_it(
    public_client: Client, submission: Submission
) -> None:
    opened = read(open_inbox(public_client, body="a\0b"))
    assert opened.value("body").strip() == "ab"
    public_client.post("/ar/inbox/write/", {"body": "c\0d", "key": "k"})
    assert [message.body for message in Message.objects.all()] == ["cd"]


def test_withdrawing_one_use_is_confirmed_and_leaves_the_others(public_client: Client, submission: Submission) -> None:
    open_inbox(public_client)
    address = "/ar/inbox/withdraw/raise_with_government/"
    assert address in read(public_client.get(INBOX)).links()
    read(public_client.get(address))
    assert consent_now(submission)[Scope.RAISE_WITH_GOVERNMENT] is ConsentState.GIVEN
    assert public_client.post(address).headers["Location"] == "/ar/inbox/?done=withdrawn"
    now = consent_now(submission)
    assert now[Scope.RAISE_WITH_GOVERNMENT] is ConsentState.WITHDRAWN
    assert now[Scope.SHARE_MECHANISM] is ConsentState.GIVEN
    assert address not in read(public_client.get(INBOX)).links()


def test_withdrawing_everything_withdraws_what_was_given_and_nothing_else(
    public_client: Client, submission: Submission
) -> None:
    open_inbox(public_client)
    public_client.post("/ar/inbox/withdraw/all/")
    states = consent_now(submission)
    assert states.pop(Scope.REPORT_NAMED) is ConsentState.REFUSED
    assert set(states.values()) == {ConsentState.WITHDRAWN}


@pytest.mark.parametrize(
    ("withdrawn", "stopped"),
    [("statistics", 1), ("raise_with_government", 2), ("report_without_name", 1), ("record", 11), ("all", 11)],
)
def test_page_says_everything_that_stops_with_it(
    public_client: Client, submission: Submission, withdrawn: str, stopped: int
) -> None:
    open_inbox(public_client)
    response = public_client.get(f"/ar/inbox/withdraw/{withdrawn}/")
    assert len(response.context["stopped"]) == stopped


@pytest.mark.parametrize(("what", "status"), [("report_named", 302), ("everything", 404)])
def test_use_that_was_not_given_cannot_be_withdrawn(
    public_client: Client, submission: Submission, what: str, status: int
) -> None:
    open_inbox(public_client)
    assert public_client.post(f"/ar/inbox/withdraw/{what}/").status_code == status
    assert consent_now(submission)[Scope.REPORT_NAMED] is ConsentState.REFUSED


@pytest.mark.parametrize("address", ["write/", "withdraw/all/", "withdraw/record/"])
def test_nothing_behind_the_door_opens_without_the_receipt(
    public_client: Client, submission: Submission, address: str
) -> None:
    for response in (public_client.get(INBOX + address), public_client.post(INBOX + address)):
        assert read(response).having(name="receipt")
    assert consent_now(submission)[Scope.RECORD] is ConsentState.GIVEN


@pytest.mark.parametrize("language", ["ar", "zh", "en", "fr", "ru", "es"])
def test_inbox_is_valid_in_each_language(public_client: Client, submission: Submission, language: str) -> None:
    public_client.post(f"/{language}/inbox/", {"receipt": RECEIPT})
    for page in ("", "withdraw/all/", "write/"):
        response = public_client.get(f"/{language}/inbox/{page}")
        assert read(response).way_out() is not None
        assert b"<script" not in response.content
        assert b"&lt;" not in response.content


def test_inbox_asks_the_database_for_little(
    intake: User, public_client: Client, submission: Submission, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        send_message(submission=submission, body=f"message {number}", by=intake)
    open_inbox(public_client)
    public_client.get(INBOX)
    with django_assert_num_queries(6):
        public_client.get(INBOX)

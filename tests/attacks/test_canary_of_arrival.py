"""What somebody wrote is nowhere in clear: not in a table, a file, a log, nor in what the database server keeps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from hirz.foundation.accounts.models import User
from hirz.reprisals.intake.models import Submission
from hirz.reprisals.intake.taking_in import take_in
from hirz.reprisals.intake.triage import send_message
from tests.attacks.canary import CANARY, files_holding, found_in, kept_by_the_server, tables_holding
from tests.faces.public import journey

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("tables_may_be_emptied")]


@pytest.fixture
def written(public_face: None, intake: User, logged: Callable[[], bytes]) -> Client:
    """Everything that can be written has been: a draft left behind, a submission, files, messages, a withdrawal."""
    left, client = Client(), Client()
    journey.begin(left)
    journey.answer(left, "story", narrative=CANARY)
    left.post("/ar/submit/files/", {"uploads": [journey.file(f"{CANARY}.txt", CANARY.encode() * 9)]})
    journey.fill_in(client)
    for step, question in (
        ("person", "name_1"),
        ("person", "description"),
        ("cooperation", "place"),
        ("story", "narrative"),
    ):
        journey.answer(client, step, **{question: f"{CANARY} of {step}"})
    refused = journey.file(f"{CANARY}.exe", b"MZ" + CANARY.encode() * 99)
    taken = journey.file(f"{CANARY}.txt", CANARY.encode() * 9_000)
    client.post("/ar/submit/files/", {"uploads": [refused, taken]})
    client.post("/ar/submit/files/", {})
    journey.send(client)
    client.post("/ar/inbox/", {"receipt": journey.receipt_of(client)})
    client.post("/ar/inbox/write/", {"body": CANARY, "key": CANARY})
    client.post("/ar/inbox/withdraw/all/")
    return client


def test_what_was_written_is_in_no_table_no_file_and_no_log(
    written: Client, settings: Settings, logged: Callable[[], bytes]
) -> None:
    with journey.at_the_desk():
        submission = Submission.objects.get()
        assert CANARY in submission.answers["narrative"], "the canary never flew"
        assert [CANARY in file.name for file in submission.files.all()] == [True]
        assert [message.body for message in submission.messages.all()] == [CANARY]
        take_in()
    assert tables_holding() == []
    blobs = Path(settings.HIRZ_BLOBS_DIR)
    assert sum(path.is_file() for path in blobs.rglob("*")) == 2
    assert files_holding(blobs) == []
    assert not found_in(logged())
    assert mail.outbox == []  # there is no mail at all


def test_our_answer_is_sealed_as_well(public_face: None, intake: User) -> None:
    client = Client()
    journey.fill_in(client)
    journey.send(client)
    with journey.at_the_desk():
        send_message(submission=Submission.objects.get(), body=CANARY, by=intake)
    assert "intake_message" not in tables_holding()
    client.post("/ar/inbox/", {"receipt": journey.receipt_of(client)})
    assert CANARY in client.get("/ar/inbox/").content.decode()


def test_what_was_written_is_in_nothing_that_the_database_server_keeps(written: Client) -> None:
    """Its journal and its log among it: what is sealed before it is sent cannot be left behind anywhere."""
    assert kept_by_the_server() == []


def test_what_was_written_is_on_no_error_page_and_in_no_line_that_the_error_leaves(
    public_face: None, logged: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that breaks over it, one that is not there, a form from another site, more than is taken at once."""

    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError(CANARY)

    client = Client(raise_request_exception=False)
    journey.fill_in(client)
    monkeypatch.setattr("hirz.faces.public.views.sending.submit", breaks)
    strict = Client(enforce_csrf_checks=True, headers={"origin": "https://evil.example"})
    strict.cookies = client.cookies
    answers = {
        500: journey.send(client),
        404: client.get("/ar/nothing/", {"q": CANARY}),
        403: strict.post("/ar/submit/story/", {"narrative": CANARY}),
        400: client.post("/ar/submit/story/", {"narrative": CANARY + "x" * 9_000_000}),
    }
    assert {status: answer.status_code for status, answer in answers.items()} == {status: status for status in answers}
    assert [status for status, answer in answers.items() if found_in(answer.content)] == []
    assert b"RuntimeError at" in logged()
    assert not found_in(logged())

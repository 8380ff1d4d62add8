"""What somebody wrote is nowhere in clear: not in a table, a file, a log, nor in what the database server keeps."""

from __future__ import annotations

import base64
import logging
import subprocess
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from hirz.foundation.accounts.models import User
from hirz.reprisals.intake.models import Submission
from hirz.reprisals.intake.taking_in import take_in
from hirz.reprisals.intake.triage import send_message
from tests.faces.public import journey
from tests.faces.public.conftest import public_face  # noqa: F401 - a fixture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("tables_may_be_emptied")]
CANARY = "Qumru Xalvatova-9c31f7"
MARKS = tuple(
    encoded
    for form in (CANARY, CANARY.upper(), CANARY.lower(), CANARY[::-1])
    for encoded in (
        form.encode(), form.encode("utf-16-le"), form.encode().hex().encode(), *(
            base64.b64encode(b" " * shift + form.encode())[4:-4] for shift in range(3)
        ),
    )
)  # fmt: skip
"""As it stands, and as it would look in what is kept as hexadecimal or base64 at any offset."""


@pytest.fixture
def written(public_face: None, intake: User, caplog: pytest.LogCaptureFixture) -> Client:  # noqa: F811
    """Everything that can be written has been: a draft left behind, a submission, files, messages, a withdrawal."""
    caplog.set_level(logging.DEBUG)
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


def found_in(data: bytes) -> bool:
    return any(mark in data for mark in MARKS)


def dumped(table: str) -> bytes:
    question = f"copy (select * from {connection.ops.quote_name(table)}) to stdout"  # noqa: S608 - from the catalogue
    with connection.cursor() as cursor, cursor.copy(question) as rows:
        return b"".join(bytes(row) for row in rows)


def test_what_was_written_is_in_no_table_no_file_and_no_log(
    written: Client, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with journey.at_the_desk():
        submission = Submission.objects.get()
        assert CANARY in submission.answers["narrative"], "the canary never flew"
        assert [CANARY in file.name for file in submission.files.all()] == [True]
        assert [message.body for message in submission.messages.all()] == [CANARY]
        take_in()
    tables = {table: dumped(table) for table in connection.introspection.table_names()}
    assert [table for table, rows in tables.items() if found_in(rows)] == []
    assert len(tables["intake_message"]) > 0
    blobs = [path.read_bytes() for path in Path(settings.HIRZ_BLOBS_DIR).rglob("*") if path.is_file()]
    assert len(blobs) == 2
    assert not any(map(found_in, blobs))
    assert not found_in(" ".join(record.getMessage() for record in caplog.records).encode())


def test_our_answer_is_sealed_as_well(public_face: None, intake: User) -> None:  # noqa: F811
    client = Client()
    journey.fill_in(client)
    journey.send(client)
    with journey.at_the_desk():
        send_message(submission=Submission.objects.get(), body=CANARY, by=intake)
    assert not found_in(dumped("intake_message"))
    client.post("/ar/inbox/", {"receipt": journey.receipt_of(client)})
    assert CANARY in client.get("/ar/inbox/").content.decode()


def test_what_was_written_is_in_nothing_that_the_database_server_keeps(written: Client) -> None:
    """Its journal and its log among it: what is sealed before it is sent cannot be left behind anywhere."""
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('data_directory')")
        (kept,) = cursor.fetchone()
        cursor.execute("checkpoint")
    found = subprocess.run(["grep", "-rlaF", CANARY, kept], capture_output=True, check=False, text=True)  # noqa: S603, S607
    assert found.stdout == ""

"""Two requests at the same moment: a finger that trembles, a line that sends everything twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connection
from django.test import Client

from hirz.faces.public.attaching import MOST_FILES
from hirz.reprisals.intake.models import ArrivedFile, Message, Submission
from tests.faces.public import journey
from tests.faces.public.conftest import Browser
from tests.faces.public.reading import Response

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("tables_may_be_emptied")]
TOGETHER = 4
FILES = "/ar/submit/files/"
T = TypeVar("T")


def together(act: Callable[[], T]) -> list[T]:
    start = Barrier(TOGETHER)

    def one(_number: int) -> T:
        start.wait()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(TOGETHER) as pool:
        return list(pool.map(one, range(TOGETHER)))


def same_browser(client: Client) -> Client:
    other = Browser()
    other.cookies = client.cookies
    return other


def test_sending_at_once_gives_one_submission_and_the_receipt_to_each(public_client: Client) -> None:
    journey.fill_in(public_client)
    responses: list[Response] = together(lambda: journey.send(same_browser(public_client)))
    assert {response.headers["Location"] for response in responses} == {"/ar/submit/receipt/"}
    assert Submission.objects.count() == 1


def test_message_sent_at_once_arrives_once(public_client: Client) -> None:
    journey.sent(public_client)
    public_client.post("/ar/inbox/", {"receipt": journey.receipt_of(public_client)})
    message = {"body": "مرة واحدة", "key": "k"}
    responses = together(lambda: same_browser(public_client).post("/ar/inbox/write/", message))
    assert {response.headers["Location"] for response in responses} == {"/ar/inbox/?done=sent"}
    assert Message.objects.count() == 1


def test_files_that_come_at_once_are_no_more_than_a_draft_may_hold(
    public_client: Client, blobs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each looks, sees room for one, and only then do they go on."""
    journey.begin(public_client)
    for number in range(MOST_FILES - 1):
        public_client.post(FILES, {"uploads": [journey.file(f"{number}.txt", b"hello")], "add": "1"})
    all_have_looked = Barrier(TOGETHER)

    def copy(*_given: object) -> None:
        all_have_looked.wait(timeout=60)

    monkeypatch.setattr("hirz.reprisals.intake.files._working_copy", copy)

    def add() -> Response:
        one = {"uploads": [journey.file("last.txt", b"hello")], "add": "1"}
        return same_browser(public_client).post(FILES, one)

    responses = together(add)
    assert {response.status_code for response in responses} == {302}
    assert len(journey.file_names(public_client)) == MOST_FILES
    assert sum(path.is_file() for path in blobs.rglob("*")) == MOST_FILES


def test_file_removed_while_everything_is_sent_is_gone_or_whole(public_client: Client, blobs: Path) -> None:
    journey.fill_in(public_client)
    public_client.post("/ar/submit/files/", {"uploads": [journey.file("note.txt", b"hello")]})
    file = ArrivedFile.objects.get()

    def remove() -> Response:
        return same_browser(public_client).post("/ar/submit/files/", {"remove": str(file.pk)})

    def send() -> Response:
        return journey.send(same_browser(public_client))

    acts = [remove, send] * (TOGETHER // 2)
    together(lambda: acts.pop()())
    assert Submission.objects.count() == 1
    kept = {str(pk) for pk in ArrivedFile.objects.values_list("blob_id", flat=True)}
    assert kept == {path.name for path in blobs.glob("??/*")}

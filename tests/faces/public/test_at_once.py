"""Two requests at the same moment: a finger that trembles, a line that sends everything twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any, TypeVar
from unittest.mock import patch

import pytest
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import Client

from hirz.reprisals.intake.models import Message, Submission
from tests.faces.public import journey
from tests.faces.public.reading import Response

pytestmark = pytest.mark.django_db(transaction=True)
TOGETHER = 4
T = TypeVar("T")


@pytest.fixture(scope="module", autouse=True)
def tables_may_be_emptied() -> Iterator[None]:
    """History cannot be emptied; between these tests it has to be, so its triggers sleep for that one moment."""
    flush = DatabaseOperations.sql_flush

    def waking_no_trigger(self: DatabaseOperations, *args: Any, **kwargs: Any) -> list[str]:
        return ["SET LOCAL session_replication_role = replica", *flush(self, *args, **kwargs)]

    with patch.object(DatabaseOperations, "sql_flush", waking_no_trigger):
        yield


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
    other = Client()
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

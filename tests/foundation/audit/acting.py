"""Acts to put into the ledger, and the tampering that only an owner of the database can do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from hirz.foundation.audit.history import SYSTEM, record
from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.models import Office


def act(office: Office, times: int = 1, **detail: Any) -> list[Entry]:
    with transaction.atomic():
        return [
            record("CASE_MOVED", by=SYSTEM, subject=office, office_id=office.pk, number=number, **detail)
            for number in range(times)
        ]


@contextmanager
def as_owner_of_the_server() -> Iterator[None]:
    """With the triggers asleep, as only a superuser can put them."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")  # what is still to be checked would itself stand in the way
        cursor.execute("set session_replication_role = replica")
        try:
            yield
        finally:
            cursor.execute("set session_replication_role = origin")


def tamper(statement: str, *given: Any) -> int:
    with as_owner_of_the_server(), connection.cursor() as cursor:
        cursor.execute(statement, given)
        return int(cursor.rowcount)

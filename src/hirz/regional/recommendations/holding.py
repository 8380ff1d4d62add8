"""Whether anything holds on to what is to go, asked of the database: it knows rows that the person may not see."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from hirz.rules.errors import RefusedByRule


class StillHeld(RefusedByRule):
    """Something on record rests on it."""

    code: ClassVar[str] = "still_held"


@contextmanager
def refused_while_held() -> Iterator[None]:
    """What is deleted in here goes, or raises ``StillHeld`` at once: not at the end of the transaction, too late."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            yield
            cursor.execute("set constraints all immediate")
            cursor.execute("set constraints all deferred")
    except (ProtectedError, IntegrityError):
        raise StillHeld from None

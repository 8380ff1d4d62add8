"""Disclosures and withdrawals from the inbox take turns.

The process in which somebody withdraws can read no person, and so cannot wait for one as :func:`lock_people` does.
Whichever of the two begins first is on record before the other is decided.
"""

from __future__ import annotations

from typing import Final

from django.db import connection

_TURN: Final = 0x4869727A


def wait_for_withdrawals() -> None:
    """Disclosures go on beside each other, never beside a withdrawal. Holds until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock_shared(%s)", [_TURN])


def wait_for_disclosures() -> None:
    """A withdrawal waits until what is being disclosed is on record, and holds up what comes after it."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_TURN])

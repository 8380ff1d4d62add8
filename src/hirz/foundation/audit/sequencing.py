"""Giving entries their place in the ledger, after they were committed and without holding up whoever acts.

An act writes its entry with its leaf hash, and nothing of the ledger is locked. Whoever comes by and gets the lock
gives every entry that is committed and has no place yet the next ones: who just acted, the worker, any command.
An entry that commits late finds a later place. Order among entries means no more than that; their own moments say when.

Losing places in a crash loses nothing: entries are durable on their own, places are given out again, and none is final
before a checkpoint over it is signed.
"""

from __future__ import annotations

import time
from typing import Final

from django.conf import settings
from django.db import connection, transaction

from hirz.foundation.audit.tree import keep_completed, size_of_tree
from hirz.foundation.walls.standing import beyond_the_wall

LATE: Final = 1_000
"""How many entries behind the newest one in the ledger the quick look goes; the thorough one goes back to the first."""
BATCH: Final = 5_000
PAUSE: Final = 5.0
"""Seconds between two quick looks of one process: under load, one of many acts gives all their places."""
_LOCK: Final = 0x4849525A  # "HIRZ"
_TAKE: Final = """
    with waiting as (
        select e.id, e.leaf_hash, row_number() over (order by e.id) - 1 as number
        from audit_entry e
        where e.id > coalesce(%s::bigint, (select max(entry_id) - %s from audit_ledgerleaf), 0)
            and not exists (select from audit_ledgerleaf l where l.entry_id = e.id)
        order by e.id limit %s
    ),
    given as (
        insert into audit_ledgerleaf (index, entry_id, hash) select %s + number, id, leaf_hash from waiting
        returning entry_id
    )
    select count(*), max(entry_id) from given
"""

_looked_at = float("-inf")


def sequence_soon() -> None:
    """After an act: try, and never wait. The public process cannot, and leaves it to the others."""
    global _looked_at
    now = time.monotonic()
    if settings.HIRZ_OPENS and now - _looked_at >= PAUSE:
        _looked_at = now
        sequence(wait=False)


def sequence(*, wait: bool = True, thorough: bool = False) -> int:
    """Give places to entries that have none; returns to how many.

    ``thorough`` finds also those that committed long after their time. Without ``wait``, who holds the lock does it.
    """
    given, after = _one_batch(0 if thorough else None, wait=wait)
    total = given
    while given == BATCH:
        given, after = _one_batch(after, wait=wait)
        total += given
    return total


def only_one_at_a_time(*, wait: bool = True) -> bool:
    """Take the lock of the ledger until the end of the transaction; whether it was to be had."""
    with connection.cursor() as cursor:
        if wait:
            cursor.execute("select pg_advisory_xact_lock(%s)", [_LOCK])
            return True
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])


def _one_batch(after: int | None, *, wait: bool) -> tuple[int, int | None]:
    """How many places it gave, and the last entry that has one now; it looks behind ``after``, or not far back."""
    with transaction.atomic():
        if not only_one_at_a_time(wait=wait):
            return 0, after
        with beyond_the_wall():
            return _give(after)


def _give(after: int | None) -> tuple[int, int | None]:
    size = size_of_tree()
    with connection.cursor() as cursor:
        # Places can be given out again, entries cannot be written again: only they wait for the disk.
        cursor.execute("set local synchronous_commit = off")
        cursor.execute(_TAKE, [after, LATE, BATCH, size])
        given, last = cursor.fetchone()
    keep_completed(size, size + given)
    return given, last
